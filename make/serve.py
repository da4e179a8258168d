"""Serves Linkage on $PORT until it is told to stop: `python -m make.serve`, with `prepare` as `make run` does.

Linkage is imported here, once: granian forks its workers from this process, and none of them imports it again.
The worker that sends messages and does jobs is a process of its own beside them.
"""

from __future__ import annotations

import atexit
import os
import subprocess
import sys
import time
from pathlib import Path
from threading import Event, Thread

from flask.cli import ScriptInfo
from granian.cli import cli as granian

from app import create_app
from foundation.db import db
from portal.setting_up import commands as setting_up
from portal.setting_up import services

GREETING = """
  Linkage stands at  {here}/
  the programme      {here}/2027/
  its calendar feed  {here}/feeds/2027.ics
  To stop it: Ctrl-C. What it keeps lies in {home}
"""
SIGN_INS = """
  To look from inside, sign in at {here}/my/sign-in
{table}
  {messages}
  The chair’s desk comes with the floor.
"""
IN_THE_HOUSE = "Mail stays in the house: {here}/demonstration/messages shows it."
BY_MAIL = "Mail goes out by the server that LINKAGE_SMTP names."
HEAD_START, LONGEST_REST = 1.0, 60.0
"""How many seconds the server is let to come up alone, and how long a worker that dies over and over rests at most."""


class WorkerBeside:
    """The worker as a child of this process: started again when it dies, ended when this process ends.

    Killed with -9 this process can end nobody: then the worker sees that its parent is another, and ends by itself.
    """

    def __init__(self) -> None:
        self.is_over = Event()
        self.child: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        """Start it a moment later, in a thread that waits for its end; granian waits for its own workers in the same way."""
        atexit.register(self.end)
        Thread(target=self._keep_up, daemon=True).start()

    def end(self) -> None:
        """Tell it to stop, and wait until it has."""
        self.is_over.set()
        if self.child is not None and self.child.poll() is None:
            self.child.terminate()
            try:
                self.child.wait(5)
            except subprocess.TimeoutExpired:
                self.child.kill()

    def _spawn(self) -> subprocess.Popen[bytes]:
        return subprocess.Popen(
            [sys.executable, "-m", "flask", "--app", "app", "linkage", "work", "--beside", str(os.getpid())],
            cwd=Path(__file__).parent.parent,
            stdin=subprocess.DEVNULL,
        )

    def _keep_up(self) -> None:
        rest = HEAD_START
        while not self.is_over.wait(rest):
            began = time.monotonic()
            self.child = self._spawn()
            if self.child.wait() == 0:
                return
            # One that dies at once, for a setting that can't be, is not started over and over.
            rest = HEAD_START if time.monotonic() - began > LONGEST_REST else min(rest * 2, LONGEST_REST)


def prepare() -> None:
    """Bring the database to where it can be served, and say where to look."""
    app = create_app()
    setting_up.group.main(args=["prepare"], obj=ScriptInfo(create_app=lambda: app), standalone_mode=False)
    here, home = app.config["PUBLIC_URL"], app.config["HOME"]
    with app.app_context():
        lines = GREETING.format(here=here, home=home) + _sign_ins(here, home, has_mail=bool(app.config["SMTP"]))
        # A forked worker must not inherit a connection: closing it there would loosen the locks of its own.
        db.engine.dispose()
    sys.stdout.write(lines + "\n")
    sys.stdout.flush()


def _sign_ins(here: str, home: str, *, has_mail: bool) -> str:
    """How to sign in to the demonstration, one role a line; nothing where there is none."""
    rows = [("", "address", "password", "shows"), *services.demonstration_sign_ins(Path(home))]
    if len(rows) == 1:
        return ""
    widths = [max(len(row[column]) for row in rows) for column in range(3)]
    table = "\n".join(
        "  " + "  ".join([*(cell.ljust(width) for cell, width in zip(row, widths, strict=False)), row[3]]).rstrip()
        for row in rows
    )
    return SIGN_INS.format(here=here, table=table, messages=(BY_MAIL if has_mail else IN_THE_HOUSE).format(here=here))


def serve(port: str) -> None:
    """Give this process to granian."""
    granian.main(
        [
            *("--interface", "wsgi", "--factory", "--host", "127.0.0.1", "--port", port),
            *("--workers", "2", "--blocking-threads", "4", "--no-ws", "--log-level", "warning"),
            *("--respawn-failed-workers", "--workers-kill-timeout", "3"),
            "app:create_app",
        ]
    )


if __name__ == "__main__":
    if "prepare" in sys.argv[1:]:
        prepare()
    WorkerBeside().start()
    serve(os.environ.get("PORT", "8000"))
