"""The product as people meet it: granian, started as `make run` starts it, on a free port over a database of its own."""

from __future__ import annotations

import os
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen
from uuid import uuid4

from tests.support.nursery import NURSERY
from tests.support.place import ROOT, RUN

PATIENCE = 30.0


@contextmanager
def serving(database: str, *, asked: str = "/healthz", **settings: str) -> Iterator[str]:
    """Serve the database at that address; gives the base URL of a server that answers, and ends it by its id.

    It stands once it answers what is `asked` with 200: a house without a programme is never healthy.
    """
    base, environment, log = _place(database)
    with log.open("wb") as said:
        server = subprocess.Popen(
            [*_dies_with_us(), sys.executable, "-m", "make.serve"], cwd=ROOT, env={**environment, **settings}, stdout=said, stderr=said,
            stdin=subprocess.DEVNULL, start_new_session=True,
        )  # fmt: skip
    try:
        _await(base + asked, server.poll, log)
        yield base
    finally:
        _end(server)


@contextmanager
def serving_alone(database: str, *, asked: str = "/healthz") -> Iterator[str]:
    """As `serving`, without the worker beside it and begun at once: for what only looks at pages, and sends nothing."""
    base, environment, log = _place(database)
    server = NURSERY.Process(target=_serve, args=(environment, log))
    server.start()
    try:
        _await(base + asked, lambda: server.exitcode, log)
        yield base
    finally:
        server.terminate()
        server.join(10)
        if server.exitcode is None and server.pid is not None:
            os.killpg(server.pid, signal.SIGKILL)
            server.join(10)


def _place(database: str) -> tuple[str, dict[str, str], Path]:
    """Where a server of that database will stand: its base URL, its environment, and the file for what it says."""
    port = free_port()
    base = f"http://127.0.0.1:{port}"
    settings = {"PORT": str(port), "DATABASE_URL": database, "LINKAGE_URL": base, "LINKAGE_PSEUDO": "1"}
    return base, {**os.environ, **settings}, RUN / f"served-{uuid4().hex}.log"


def _serve(environment: dict[str, str], log: Path) -> None:
    from make import serve

    os.setsid()
    os.environ.clear()
    os.environ.update(environment)
    with log.open("wb") as said:
        for stream in (1, 2):
            os.dup2(said.fileno(), stream)
    serve.serve(environment["PORT"])


def _dies_with_us() -> list[str]:
    """On Linux the server is told to stop when the process that started it is killed before it can do so."""
    return ["setpriv", "--pdeathsig", "TERM"] if shutil.which("setpriv") else []


def _await(address: str, ended: Callable[[], int | None], log: Path) -> None:
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until:
        with suppress(URLError, ConnectionError), urlopen(address, timeout=5) as answer:
            if answer.status == 200:
                return
        if ended() is not None:
            break
        time.sleep(0.05)
    raise RuntimeError(f"the server did not answer at {address}:\n{log.read_text()}")


def _end(server: subprocess.Popen[bytes]) -> None:
    server.terminate()
    try:
        server.wait(10)
    except subprocess.TimeoutExpired:
        # Its own session, so this group holds the server and its workers and nothing else.
        os.killpg(server.pid, signal.SIGKILL)
        server.wait(10)


def free_port() -> int:
    with socket.socket() as door:
        door.bind(("127.0.0.1", 0))
        port: int = door.getsockname()[1]
        return port
