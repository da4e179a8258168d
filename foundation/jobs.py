"""Background work: a job is written in the transaction of its cause and done by a worker that holds a lease on it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any

from sqlalchemy import CheckConstraint, Index, String, Text, select
from sqlalchemy.orm import Mapped, mapped_column

from foundation.db import Base, Instant, db

Work = Callable[[dict[str, Any]], None]
WORK: dict[str, list[Work]] = {}
"""What is done for a job, by its name: rooms put their own work here from their jobs.py."""


class Job(Base):
    """A piece of work to be done once. All its instants are the system's, for leases and retries hang on them."""

    __tablename__ = "jobs"
    __table_args__ = (
        CheckConstraint("state IN ('waiting', 'running', 'done', 'dead')", name="state"),
        Index(None, "state", "due_at"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    key: Mapped[str | None] = mapped_column(String(160), unique=True)
    name: Mapped[str] = mapped_column(String(80))
    facts: Mapped[dict[str, Any]] = mapped_column(default=dict)
    written_at: Mapped[datetime] = mapped_column(Instant)
    state: Mapped[str] = mapped_column(String(10), default="waiting")
    attempts: Mapped[int] = mapped_column(default=0)
    due_at: Mapped[datetime] = mapped_column(Instant)
    lease: Mapped[str | None] = mapped_column(String(80))
    leased_until: Mapped[datetime | None] = mapped_column(Instant)
    done_at: Mapped[datetime | None] = mapped_column(Instant)
    error: Mapped[str] = mapped_column(Text, default="")


def order(name: str, *, stamped_at: datetime, key: str | None = None, **facts: Any) -> bool:
    """Order work inside the caller's transaction; False when a job of that key is there already.

    `facts` are plain JSON values, handed to the work; `stamped_at` is the system's instant.
    """
    if key is not None and db.session.scalar(select(Job.id).where(Job.key == key)):
        return False
    db.session.add(Job(key=key, name=name, facts=facts, written_at=stamped_at, due_at=stamped_at))
    return True


def work(name: str) -> Callable[[Work], Work]:
    """Mark a function as work to be done for every job of a name; it may be done twice, and must bear that."""

    def placed(done: Work) -> Work:
        WORK.setdefault(name, []).append(done)
        return done

    return placed
