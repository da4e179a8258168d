"""Background work: a job is written in the transaction of its cause and done by a worker that holds a lease on it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import CheckConstraint, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from foundation.db import Base, Instant
from foundation.leases import Leased, write_once

Work = Callable[[dict[str, Any]], None]
WORK: dict[str, list[Work]] = {}
"""What is done for a job, by its name: rooms put their own work here from their jobs.py."""


@dataclass(frozen=True)
class Round:
    """What every worker does over and over, with so many seconds between."""

    seconds: float
    done: Callable[[], object]


ROUNDS: list[Round] = []
"""What is done over and over: rooms put it here from their jobs.py."""


class Job(Leased, Base):
    """A piece of work to be done once. All its instants are the system's, for leases and retries hang on them."""

    __tablename__ = "jobs"
    __table_args__ = (
        CheckConstraint("state IN ('waiting', 'running', 'done', 'dead')", name="state"),
        Index(None, "state", "due_at"),
    )
    BUSY, ENDED, ENDED_AT = "running", "done", "done_at"

    name: Mapped[str] = mapped_column(String(80))
    facts: Mapped[dict[str, Any]] = mapped_column(default=dict)
    done_at: Mapped[datetime | None] = mapped_column(Instant)


def order(name: str, *, stamped_at: datetime, key: str | None = None, **facts: Any) -> bool:
    """Order work inside the caller's transaction; False when a job of that key is there already.

    `facts` are plain JSON values, handed to the work; `stamped_at` is the system's instant.
    """
    return write_once(Job, {"key": key, "name": name, "facts": facts, "written_at": stamped_at, "due_at": stamped_at})


def work(name: str) -> Callable[[Work], Work]:
    """Mark a function as work to be done for every job of a name; it may be done twice, and must bear that."""

    def placed(done: Work) -> Work:
        WORK.setdefault(name, []).append(done)
        return done

    return placed


def every(seconds: float) -> Callable[[Callable[[], object]], Callable[[], object]]:
    """Mark a function as work to be done over and over, by every worker: several may do it at once, and it must bear that."""

    def placed(done: Callable[[], object]) -> Callable[[], object]:
        ROUNDS.append(Round(seconds, done))
        return done

    return placed
