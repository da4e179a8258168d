"""The folder of one test run: made by the first process, shared by all workers, removed at the end."""

from __future__ import annotations

import fcntl
import os
import shutil
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


def _made() -> Path:
    # Workers are started with this environment, so they find the folder of the process that started them.
    if "LINKAGE_TEST_RUN" not in os.environ:
        place = tempfile.mkdtemp(prefix="linkage-tests-")
        # A PostgreSQL server that runs as another account must be able to reach its own folder below.
        os.chmod(place, 0o711)
        os.environ["LINKAGE_TEST_RUN"] = place
    return Path(os.environ["LINKAGE_TEST_RUN"])


RUN = _made()


@contextmanager
def locked(name: str) -> Iterator[None]:
    """One process of the run at a time."""
    with (RUN / f"{name}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def once(name: str, make: Callable[[], str]) -> str:
    """What `make` answered when the first process of the run asked for it; when it failed, it is not tried again."""
    kept, failed = RUN / f"{name}.once", RUN / f"{name}.failed"
    with locked(name):
        if failed.exists():
            raise RuntimeError(f"{name} could not be made: {failed.read_text()}")
        if not kept.exists():
            try:
                kept.write_text(make())
            except BaseException as error:
                failed.write_text(repr(error))
                raise
        return kept.read_text()


def remove() -> None:
    """Remove the folder; for the process that made it, when all others have ended."""
    shutil.rmtree(RUN, ignore_errors=True)
