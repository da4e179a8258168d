"""How often somebody may try: a count by key and span of time, in the database, so that all workers count together."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from hashlib import sha256

from sqlalchemy import String, delete, select
from sqlalchemy.orm import Mapped, mapped_column

from foundation.db import Base, Instant, atomic, db
from foundation.errors import Refusal
from foundation.sentences import Sentence


class Attempts(Base):
    """How many attempts were made under a key (kept as its SHA-256) in the span that begins at `begun_at`."""

    __tablename__ = "attempts"

    key: Mapped[str] = mapped_column(String(64), primary_key=True)
    begun_at: Mapped[datetime] = mapped_column(Instant, primary_key=True)
    number: Mapped[int]


class TooOften(Refusal):
    status = 429
    sentence = Sentence("This was tried too often in a short time.")
    next_step = Sentence("Wait {minutes} minutes, then try again.")


@dataclass(frozen=True)
class Limit:
    """At most `most` attempts in each span."""

    most: int
    span: timedelta


@atomic
def count(what: str, whose: str, limit: Limit, *, stamped_at: datetime) -> None:
    """Count one attempt at `what` by `whose` (an address, a network address); raises TooOften past the limit.

    It is a transaction of its own: an attempt counts even when what was attempted is refused.
    """
    key = sha256(f"{what}\n{whose}".encode()).hexdigest()
    seconds = int(limit.span.total_seconds())
    begun_at = datetime.fromtimestamp(int(stamped_at.timestamp()) // seconds * seconds, UTC)
    db.session.execute(delete(Attempts).where(Attempts.begun_at < stamped_at - timedelta(days=2)))
    row = db.session.scalar(
        select(Attempts).where(Attempts.key == key, Attempts.begun_at == begun_at).with_for_update()
    )
    if row is None:
        row = Attempts(key=key, begun_at=begun_at, number=0)
        db.session.add(row)
    if row.number >= limit.most:
        raise TooOften(minutes=max(1, int((begun_at + limit.span - stamped_at).total_seconds()) // 60 + 1))
    row.number += 1
