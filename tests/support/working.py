"""Workers as processes of their own, that can be killed: forked from one that has Linkage imported already."""

from __future__ import annotations

import os
import signal
import time
from collections.abc import Callable
from datetime import timedelta
from multiprocessing.process import BaseProcess
from pathlib import Path
from threading import Event
from typing import Any

from foundation.jobs import work
from foundation.worker import Pace, run
from tests.support.nursery import NURSERY

QUICK = Pace(poll=0.02, lease=timedelta(seconds=1), batch=3)


@work("trial.note")
def note(facts: dict[str, Any]) -> None:
    """Work that leaves a trace: a line in a file, and time to be killed in."""
    with Path(facts["place"]).open("a") as file:
        file.write(f"{facts['number']}\n")
    time.sleep(facts.get("lasts", 0))


def started(address: str, pace: Pace = QUICK, **settings: Any) -> BaseProcess:
    """A worker on the database at `address`; `kill` it, or `end` it."""
    process = NURSERY.Process(target=_work, args=(address, pace, settings), daemon=True)
    process.start()
    return process


def end(process: BaseProcess) -> None:
    """Tell a worker to stop; it must end by itself, and well."""
    process.terminate()
    process.join(10)
    assert process.exitcode == 0


def kill(process: BaseProcess) -> None:
    """kill -9."""
    process.kill()
    process.join(10)
    assert process.exitcode == -signal.SIGKILL


def await_that(is_so: Callable[[], bool], patience: float = 60) -> None:
    """Wait until something is so."""
    until = time.monotonic() + patience
    while not is_so():
        assert time.monotonic() < until, "it did not come to pass"
        time.sleep(0.01)


def _work(address: str, pace: Pace, settings: dict[str, Any]) -> None:
    from tests.support import databases

    stop = Event()
    signal.signal(signal.SIGTERM, lambda *_: stop.set())
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    with databases.application(address, **settings) as app:
        run(app, stop, pace, beside=os.getppid())
