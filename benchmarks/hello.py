"""The measure: the least that Flask can do, served as Linkage is (`python -m benchmarks.hello` on $PORT)."""

from __future__ import annotations

import os

from flask import Flask
from granian.cli import cli as granian

OPTIONS = (
    *("--interface", "wsgi", "--factory", "--host", "127.0.0.1"),
    *("--workers", "2", "--blocking-threads", "4", "--no-ws", "--log-level", "warning"),
    *("--respawn-failed-workers", "--workers-kill-timeout", "3"),
)
"""granian's options as `make/serve.py` gives them, held there by a test; importing them would import Linkage."""


def create_app() -> Flask:
    """A Flask that says hello."""
    app = Flask(__name__, static_folder=None)

    @app.get("/")
    def hello() -> str:
        return "Hello, World!"

    return app


if __name__ == "__main__":
    granian.main([*OPTIONS, "--port", os.environ["PORT"], "benchmarks.hello:create_app"])
