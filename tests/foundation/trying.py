"""One worker's turns, taken by hand."""

from __future__ import annotations

from datetime import timedelta
from threading import Event
from uuid import uuid4

from flask import Flask
from sqlalchemy import update

from foundation import clock
from foundation.db import atomic, db
from foundation.leases import Leased
from foundation.worker import PACE, Worker


def worker(app: Flask) -> Worker:
    """A worker that takes a turn when it is told to."""
    return Worker(app, Event(), PACE, f"trial:{uuid4().hex}")


@atomic
def turned(kind: type[Leased]) -> None:
    """Let the pauses of all that waits pass."""
    db.session.execute(update(kind).where(kind.state == "waiting").values(due_at=clock.wire_now() - timedelta(hours=1)))
