"""The worker beside the server, as `make run` starts it: it sends, it is started again, and it outlives nobody."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import pytest
from flask import Flask

from foundation import clock
from foundation.db import atomic
from foundation.outbox import Letter, post
from tests.support import databases
from tests.support.place import ROOT
from tests.support.served import free_port
from tests.support.sink import sinking
from tests.support.working import await_that


@contextmanager
def server(address: str, smtp: str, home: Path) -> Iterator[subprocess.Popen[bytes]]:
    """A server in a session of its own, all of which is killed at the end."""
    process = subprocess.Popen(
        [sys.executable, "-m", "make.serve"], cwd=ROOT, stdin=subprocess.DEVNULL, start_new_session=True,
        env={**os.environ, "PORT": str(free_port()), "DATABASE_URL": address, "LINKAGE_SMTP": smtp, "LINKAGE_HOME": str(home)},
    )  # fmt: skip
    try:
        yield process
    finally:
        with suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
        process.wait(10)


def worker_of(process: subprocess.Popen[bytes]) -> int | None:
    """The process of the worker that was started by a server."""
    return next((number for number, command in running() if f"work --beside {process.pid}" in command), None)


def running() -> list[tuple[int, str]]:
    told = subprocess.run(["ps", "-ww", "-eo", "pid=,args="], capture_output=True, text=True, check=True).stdout
    return [
        (int(number), command) for number, _, command in (line.strip().partition(" ") for line in told.splitlines())
    ]


@atomic
def send(subject: str) -> None:
    post(Letter("ana@example.org", subject, "Hello.\n", "seat"), domain="linkage.example", stamped_at=clock.wire_now())


def test_the_worker_sends_comes_back_when_it_is_killed_and_ends_with_its_parent(tmp_path: Path):
    with (
        databases.copy("sqlite", loaded=False) as address,
        databases.application(address) as app,
        app.app_context(),
        sinking() as sink,
        server(address, sink.address, tmp_path) as process,
    ):
        send("First")
        await_that(lambda: len(sink.accepted) == 1)
        first = worker_of(process)
        assert first is not None
        os.kill(first, signal.SIGKILL)
        send("Second")
        await_that(lambda: len(sink.accepted) == 2)
        second = worker_of(process)
        process.kill()
        await_that(lambda: worker_of(process) is None, patience=10)

    assert [mail["Subject"] for mail in sink.accepted] == ["First", "Second"]
    assert second not in (None, first)


def test_told_to_stop_the_server_takes_the_worker_along(tmp_path: Path):
    with (
        databases.copy("sqlite", loaded=False) as address,
        sinking() as sink,
        server(address, sink.address, tmp_path) as process,
    ):
        await_that(lambda: worker_of(process) is not None)
        process.send_signal(signal.SIGINT)
        process.wait(20)

        assert worker_of(process) is None


@pytest.mark.parametrize("smtp", ["mail.example"])
def test_the_worker_refuses_a_mail_server_that_is_none_in_words(empty_app: Flask, smtp: str):
    empty_app.config["SMTP"] = smtp

    result = empty_app.test_cli_runner().invoke(args=["linkage", "work"])

    assert (result.exit_code, result.output) == (
        1,
        "Error: LINKAGE_SMTP is no address of a mail server: smtp://user:password@host:port\n",
    )
