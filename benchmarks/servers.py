"""Two servers on free ports of this machine, started as `make run` starts one, and ended by their ids."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from http.client import HTTPConnection
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
PATIENCE = 30.0


@dataclass(frozen=True)
class Server:
    """A server that answers: its port on 127.0.0.1."""

    port: int


@contextmanager
def serving(module: str, home: Path, *, health: str) -> Iterator[Server]:
    """Run a module that serves on $PORT; given when `health` answers, ended by its id afterwards."""
    port = _free_port()
    environment = {
        **os.environ,
        "PORT": str(port),
        "LINKAGE_HOME": str(home),
        "LINKAGE_PSEUDO": "1",
        "PYTHONPYCACHEPREFIX": str(home / "pycache"),
    }
    log = home / f"{module}.log"
    with log.open("wb") as said:
        server = subprocess.Popen(
            [sys.executable, "-m", module], cwd=ROOT, env=environment, stdin=subprocess.DEVNULL, stdout=said,
            stderr=said, start_new_session=True,
        )  # fmt: skip
    try:
        _await(port, health, server, log)
        yield Server(port)
    finally:
        _end(server)


def _await(port: int, health: str, server: subprocess.Popen[bytes], log: Path) -> None:
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until and server.poll() is None:
        with suppress(OSError):
            connection = HTTPConnection("127.0.0.1", port, timeout=5)
            connection.request("GET", health)
            status = connection.getresponse().status
            connection.close()
            if status == 200:
                return
        time.sleep(0.05)
    raise RuntimeError(f"no server came up at port {port}:\n{log.read_text(errors='replace')}")


def _end(server: subprocess.Popen[bytes]) -> None:
    server.terminate()
    try:
        server.wait(10)
    except subprocess.TimeoutExpired:
        # Its own session: this group holds the server and its workers and nothing else.
        os.killpg(server.pid, signal.SIGKILL)
        server.wait(10)


def _free_port() -> int:
    with socket.socket() as door:
        door.bind(("127.0.0.1", 0))
        return int(door.getsockname()[1])
