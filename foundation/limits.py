"""How often somebody may try: a count by key and span of time, in the database, so that all workers count together."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from hashlib import sha256

from sqlalchemy import String, bindparam, delete, text, update
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
    next_step = Sentence("It can be tried again in {minutes} min.")

    def __init__(self, *, seconds: int) -> None:
        """`seconds` is how long to wait, for programs; people are told whole minutes."""
        super().__init__(minutes=-(-seconds // 60))
        self.seconds = seconds


@dataclass(frozen=True)
class Limit:
    """At most `most` attempts in each span."""

    most: int
    span: timedelta


@atomic
def count(what: str, whose: str, limit: Limit, *, stamped_at: datetime) -> None:
    """Count one attempt at `what` by `whose` (an address, a network address); raises TooOften past the limit.

    Called by itself it is a transaction of its own: an attempt counts even when what was attempted is refused.
    """
    key, begun_at = _place(what, whose, limit, stamped_at)
    db.session.execute(delete(Attempts).where(Attempts.begun_at < stamped_at - timedelta(days=2)))
    number = db.session.execute(_COUNTED, {"key": key, "begun_at": begun_at}).scalar_one()
    if number > limit.most:
        raise TooOften(seconds=int((begun_at + limit.span - stamped_at).total_seconds()))


@atomic
def give_back(what: str, whose: str, limit: Limit, *, stamped_at: datetime) -> None:
    """Take one attempt out of the count again, where only failures count; `stamped_at` as it was counted."""
    key, begun_at = _place(what, whose, limit, stamped_at)
    db.session.execute(
        update(Attempts)
        .where(Attempts.key == key, Attempts.begun_at == begun_at, Attempts.number > 0)
        .values(number=Attempts.number - 1)
        .execution_options(synchronize_session=False)
    )


def _place(what: str, whose: str, limit: Limit, stamped_at: datetime) -> tuple[str, datetime]:
    key = sha256(f"{what}\n{whose}".encode()).hexdigest()
    seconds = int(limit.span.total_seconds())
    return key, datetime.fromtimestamp(int(stamped_at.timestamp()) // seconds * seconds, UTC)


# One statement counts and tells, so that two who try at once never count as one.
_COUNTED = text(
    "INSERT INTO attempts (key, begun_at, number) VALUES (:key, :begun_at, 1) "
    "ON CONFLICT (key, begun_at) DO UPDATE SET number = attempts.number + 1 RETURNING number"
).bindparams(bindparam("begun_at", type_=Instant))
