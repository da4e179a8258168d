"""Rows that a worker takes on by a lease: claimed, done outside the claim, noted while the lease still holds.

All instants here are the system's. A lease that ran out, or that its own holder has lost track of, brings its row
back and counts as an attempt, for what was being done may have been half done.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from functools import cache
from typing import Any, ClassVar, TypeVar

from sqlalchemy import CursorResult, String, Text, and_, case, or_, select, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Mapped, mapped_column

from foundation.db import Instant, atomic, db, directly, put_all, table_of

MOST_ATTEMPTS = 8
FIRST_PAUSE, LONGEST_PAUSE = timedelta(seconds=10), timedelta(hours=1)
LONGEST_ERROR = 500
CUT = "The worker ended in the middle of it."


class NotDone(Exception):
    """That an attempt failed, in words that may stand in the row; `is_hopeless` says that another would fail as well."""

    def __init__(self, words: str, *, is_hopeless: bool = False) -> None:
        super().__init__(words)
        self.is_hopeless = is_hopeless


class Leased:
    """The columns of such a row: waiting, in hand (`BUSY`), done (`ENDED`, at `ENDED_AT`) or dead."""

    BUSY: ClassVar[str]
    ENDED: ClassVar[str]
    ENDED_AT: ClassVar[str]
    ORDER: ClassVar[tuple[str, ...]] = ()

    id: Mapped[int] = mapped_column(primary_key=True)
    key: Mapped[str | None] = mapped_column(String(160), unique=True)
    written_at: Mapped[datetime] = mapped_column(Instant)
    state: Mapped[str] = mapped_column(String(10), default="waiting")
    attempts: Mapped[int] = mapped_column(default=0)
    due_at: Mapped[datetime] = mapped_column(Instant)
    lease: Mapped[str | None] = mapped_column(String(80))
    leased_until: Mapped[datetime | None] = mapped_column(Instant)
    error: Mapped[str] = mapped_column(Text, default="")


Row = TypeVar("Row", bound=Leased)


def write_once(kind: type[Leased], values: Mapping[str, Any]) -> bool:
    """Write a row inside the caller's transaction; False when one of its key is there or is just being written."""
    table: Any = kind
    return directly(_written(table, db.engine.dialect.name), dict(values)).first() is not None


@cache
def _written(kind: Any, dialect: str) -> Any:
    insert = postgresql.insert if dialect == "postgresql" else sqlite.insert
    table = table_of(kind)
    return insert(table).on_conflict_do_nothing(index_elements=["key"]).returning(table.c.id)


def write_all_once(kind: type[Leased], rows: Sequence[Mapping[str, Any]]) -> int:
    """As `write_once`, of many rows in one statement; how many are new."""
    insert = postgresql.insert if db.engine.dialect.name == "postgresql" else sqlite.insert
    table = table_of(kind)
    return put_all(insert(table).on_conflict_do_nothing(index_elements=["key"]), table.c.id, rows)


def pause_after(attempts: int) -> timedelta:
    """How long a row rests after that many attempts: 10 s, 40 s, 160 s, … an hour at most."""
    return min(FIRST_PAUSE * int(4 ** (attempts - 1)), LONGEST_PAUSE)


def is_due(kind: type[Leased], holder: str, *, now: datetime) -> bool:
    """Whether there is anything to claim: the one cheap read of an idle worker."""
    due = or_(and_(kind.state == "waiting", kind.due_at <= now), _is_lost(kind, holder, now))
    return db.session.scalar(select(kind.id).where(due).limit(1)) is not None


@atomic
def claim(kind: type[Row], holder: str, *, most: int, span: timedelta, now: datetime) -> Sequence[Row]:
    """Take on what is due, the most urgent first; nobody else claims it until `span` has passed.

    Whoever claims has nothing of that kind in hand: what still bears the holder's lease was lost track of.
    """
    _take_back(kind, _is_lost(kind, holder, now), now)
    rows = db.session.scalars(
        select(kind)
        .where(kind.state == "waiting", kind.due_at <= now)
        .order_by(*(getattr(kind, name).desc() for name in kind.ORDER), kind.due_at, kind.id)
        .limit(most)
        .with_for_update(skip_locked=True)
        .execution_options(populate_existing=True)
    ).all()
    for row in rows:
        row.state, row.lease, row.leased_until = kind.BUSY, holder, now + span
    return rows


@atomic
def renew(kind: type[Leased], holder: str, *, until: datetime) -> int:
    """Hold on to all that this holder has in hand; how many rows that is."""
    return _rows(db.session.execute(_held(kind, holder).values(leased_until=until)))


@atomic
def finish(row: Leased, holder: str, *, now: datetime) -> bool:
    """Note that it is done; False when the lease is no longer the holder's."""
    kind = type(row)
    ended = {"state": kind.ENDED, kind.ENDED_AT: now, "lease": None, "leased_until": None, "error": ""}
    return _rows(db.session.execute(_held(kind, holder).where(kind.id == row.id).values(**ended))) == 1


@atomic
def fail(row: Leased, holder: str, error: str, *, is_hopeless: bool, now: datetime) -> bool:
    """Note an attempt that failed: it is made again after a pause, or never when it is hopeless or was the last."""
    kind, attempts = type(row), row.attempts + 1
    is_dead = is_hopeless or attempts >= MOST_ATTEMPTS
    failed = {
        "state": "dead" if is_dead else "waiting",
        "attempts": attempts,
        "due_at": now if is_dead else now + pause_after(attempts),
        "error": error[:LONGEST_ERROR],
        "lease": None,
        "leased_until": None,
    }
    return _rows(db.session.execute(_held(kind, holder).where(kind.id == row.id).values(**failed))) == 1


@atomic
def let_go(kind: type[Leased], holder: str) -> int:
    """Give back, untouched, what this holder has claimed and not begun."""
    return _rows(db.session.execute(_held(kind, holder).values(state="waiting", lease=None, leased_until=None)))


@atomic
def _take_back(kind: type[Leased], lost: Any, now: datetime) -> None:
    db.session.execute(
        update(kind)
        .where(lost)
        .values(
            state=case((kind.attempts + 1 >= MOST_ATTEMPTS, "dead"), else_="waiting"),
            attempts=kind.attempts + 1,
            due_at=now,
            error=CUT,
            lease=None,
            leased_until=None,
        )
        .execution_options(synchronize_session=False)
    )


def _is_lost(kind: type[Leased], holder: str, now: datetime) -> Any:
    # Instants are whole seconds, rounded down: only later than `until` is certainly a whole span.
    return and_(kind.state == kind.BUSY, or_(kind.leased_until < now, kind.lease == holder))


def _held(kind: type[Leased], holder: str) -> Any:
    held = update(kind).where(kind.state == kind.BUSY, kind.lease == holder)
    return held.execution_options(synchronize_session=False)


def _rows(result: Any) -> int:
    assert isinstance(result, CursorResult)
    return result.rowcount
