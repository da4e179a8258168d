"""Serves Linkage on $PORT until it is told to stop: `python -m make.serve`, with `prepare` as `make run` does.

Linkage is imported here, once: granian forks its workers from this process, and none of them imports it again.
"""

from __future__ import annotations

import os
import sys

from flask.cli import ScriptInfo
from granian.cli import cli as granian

from app import create_app
from foundation.db import db
from portal.setting_up import commands as setting_up

GREETING = """
  Linkage stands at  {here}/
  the programme      {here}/2027/
  its calendar feed  {here}/feeds/2027.ics
  To stop it: Ctrl-C. What it keeps lies in {home}
"""


def prepare() -> None:
    """Bring the database to where it can be served, and say where to look."""
    app = create_app()
    setting_up.group.main(args=["prepare"], obj=ScriptInfo(create_app=lambda: app), standalone_mode=False)
    with app.app_context():
        # A forked worker must not inherit a connection: closing it there would loosen the locks of its own.
        db.engine.dispose()
    sys.stdout.write(GREETING.format(here=app.config["PUBLIC_URL"], home=app.config["HOME"]) + "\n")
    sys.stdout.flush()


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
    serve(os.environ.get("PORT", "8000"))
