"""The only reader of the system time. A demonstration's database may run at a time of its own, forward only."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from threading import Lock
from zoneinfo import ZoneInfo

from flask import g, has_app_context
from sqlalchemy import CheckConstraint, select
from sqlalchemy.orm import Mapped, mapped_column

from foundation import journal, revisions
from foundation.db import Base, Instant, atomic, db
from foundation.errors import Refused
from foundation.sentences import Sentence


class ClockSetting(Base):
    """One row: whether this database is a demonstration, and how far its time runs ahead of the system's."""

    __tablename__ = "clock"
    __table_args__ = (CheckConstraint("id = 1", name="one_row"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    demonstration: Mapped[bool]
    offset_seconds: Mapped[int] = mapped_column(default=0)
    set_at: Mapped[datetime] = mapped_column(Instant)


class NotADemonstration(Refused):
    sentence = Sentence("Only a demonstration’s time can be moved; this database is not marked as one.")


class TimeRunsForward(Refused):
    sentence = Sentence("The demonstration’s time moves forward only; {moment} lies behind it.")
    next_step = Sentence("A fresh load of the data begins again at the start.")


def wire_now() -> datetime:
    """The system's instant (UTC, whole seconds), for protocol stamps only: no demonstration moves it."""
    return datetime.now(UTC).replace(microsecond=0)


def now() -> datetime:
    """The present instant in UTC, in a demonstration its own."""
    return datetime.now(UTC) + timedelta(seconds=_offset())


def today(zone: str) -> date:
    """The present day on the wall in `zone` (an IANA name)."""
    return now().astimezone(ZoneInfo(zone)).date()


def is_demonstration() -> bool:
    """Whether this database is marked as a demonstration."""
    if "is_demonstration" not in g:
        _read()
    marked: bool = g.is_demonstration
    return marked


class _Kept:
    """The offset as of a public revision: moving the clock raises the revision, so it stays valid until then."""

    def __init__(self) -> None:
        self.lock = Lock()
        self.by_database: dict[str, tuple[int, int]] = {}


_kept = _Kept()


_PUBLIC = (
    # Built once: every page that is not kept begins with it.
    select(revisions.Revision.number, ClockSetting.demonstration, ClockSetting.offset_seconds)
    .outerjoin(ClockSetting, ClockSetting.id == 1)
    .where(revisions.Revision.key == revisions.PUBLIC)
)


def public_number(database: str) -> int:
    """The number of the public revision, with the clock's setting in the same read.

    The offset is remembered for this request and, as of that number of the database at
    that address, for the short cut.
    """
    row = db.session.execute(_PUBLIC).first()
    number, g.is_demonstration, offset = (
        (row.number, bool(row.demonstration), row.offset_seconds or 0) if row else (0, False, 0)
    )
    g.clock_offset = offset if g.is_demonstration else 0
    with _kept.lock:
        _kept.by_database[database] = (number, g.clock_offset)
    return number


def day_at(database: str, number: int, zone: str) -> date | None:
    """The day in `zone` with the offset kept for revision `number`; None when another number was kept."""
    kept = _kept.by_database.get(database)
    if kept is None or kept[0] != number:
        return None
    return (datetime.now(UTC) + timedelta(seconds=kept[1])).astimezone(ZoneInfo(zone)).date()


@atomic
def start_demonstration(at: datetime) -> bool:
    """Mark a database without a clock setting as a demonstration that starts at `at`; False when one stands there."""
    if db.session.get(ClockSetting, 1) is not None:
        return False
    system = wire_now()
    ahead = int((at - system).total_seconds())
    db.session.add(ClockSetting(id=1, demonstration=True, offset_seconds=ahead, set_at=system))
    _forget()
    revisions.rise(at=system)
    journal.note("command", "start_demonstration", "clock", "1", now=at)
    return True


@atomic
def move_to(moment: datetime, *, actor: str) -> datetime:
    """Move a demonstration's time forward to `moment`, for all workers at once; returns the new time.

    Raises NotADemonstration, TimeRunsForward.
    """
    setting = db.session.get(ClockSetting, 1, with_for_update=True)
    if setting is None or not setting.demonstration:
        raise NotADemonstration
    system = wire_now()
    ahead = int((moment - system).total_seconds())
    if ahead < setting.offset_seconds:
        raise TimeRunsForward(moment=moment)
    setting.offset_seconds = ahead
    setting.set_at = system
    _forget()
    revisions.rise(at=system)
    journal.note(actor, "move_clock", "clock", "1", now=moment)
    return moment


def _offset() -> int:
    if not has_app_context():
        return 0
    if "clock_offset" not in g:
        _read()
    offset: int = g.clock_offset
    return offset


def _read() -> None:
    row = db.session.execute(select(ClockSetting.demonstration, ClockSetting.offset_seconds)).first()
    g.is_demonstration = row is not None and row.demonstration
    g.clock_offset = row.offset_seconds if row is not None and row.demonstration else 0


def _forget() -> None:
    g.pop("clock_offset", None)
    g.pop("is_demonstration", None)
