"""A published meeting as its places hang on it: the read of every deed on a seat, and of every page that shows one."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any
from weakref import WeakKeyDictionary
from zoneinfo import ZoneInfo

from sqlalchemy import Engine, Select, and_, bindparam, select

from events.editions.models import Edition, Segment, Window
from events.programme.models import Meeting, Version, VersionEntry
from events.programme.queries import versions
from events.programme.queries.entries import STANDS, is_in
from events.programme.rules.facts import Facts, UnknownMeeting
from events.registration.models import Quota
from events.registration.rules.openings import Opening
from events.registration.rules.places import Limit
from events.registration.rules.quotas import MEETING, SEGMENT, Bound, Target
from foundation import revisions
from foundation.db import db, directly, table_of


@dataclass(frozen=True)
class Placed:
    """A published meeting as seats hang on it: its row in the draft, its frozen facts, its places."""

    edition: Edition
    meeting_id: int
    segment_id: int | None
    facts: Facts
    limit: Limit

    @property
    def target(self) -> Target:
        return Target(MEETING, self.meeting_id)

    @property
    def subject(self) -> str:
        """How the journal calls it."""
        return f"{self.edition.key}/{self.facts.key}"

    @property
    def until(self) -> tuple[datetime | None, ...]:
        """What no offer of a place lasts longer than: the closing of its seats, and its beginning."""
        starts = self.facts.starts.replace(tzinfo=ZoneInfo(self.edition.zone)) if self.facts.starts else None
        return (self.limit.opening.closes_at if self.limit.opening else None, starts)


# Statements of deeds on seats are built once: building one costs more than asking it.
_MEETINGS, _EDITIONS, _QUOTAS, _REVISIONS = (table_of(kind) for kind in (Meeting, Edition, Quota, revisions.Revision))
_NUMBER = (
    select(_MEETINGS.c.id)
    .join(_EDITIONS, _EDITIONS.c.id == _MEETINGS.c.edition_id)
    .where(_EDITIONS.c.key == bindparam("edition"), _MEETINGS.c.key == bindparam("meeting"))
)
# Others may go on referring to a meeting meanwhile.
_HELD = _NUMBER.with_for_update(key_share=True, of=_MEETINGS)
_BOUND = (
    *(_QUOTAS.c.places, _QUOTAS.c.constituency_id, _QUOTAS.c.organization_id, _QUOTAS.c.mode),
    _QUOTAS.c.id,
)
_QUOTAS_OF: Mapping[str, Any] = {
    kind: select(*_BOUND).where(column == bindparam("number")).order_by(_QUOTAS.c.id)
    for kind, column in ((MEETING, _QUOTAS.c.meeting_id), (SEGMENT, _QUOTAS.c.segment_id))
}
_STANDS = (
    select(_REVISIONS.c.number, *_BOUND)
    .select_from(_REVISIONS.outerjoin(_QUOTAS, _QUOTAS.c.meeting_id == bindparam("number")))
    .where(_REVISIONS.c.key == revisions.PUBLIC)
    .order_by(_QUOTAS.c.id)
)
_WINDOWS = select(Window.opens_at, Window.closes_at, Window.meeting_keys).where(
    Window.edition_id == bindparam("edition"), Window.what == "seats"
)
_PUBLISHED: Select[*tuple[Any, ...]] = (
    select(Edition, Meeting.id, Meeting.key, Segment.id, VersionEntry.facts)
    .select_from(Meeting)
    .join(Edition, Edition.id == Meeting.edition_id)
    .join(Version, and_(Version.edition_id == Edition.id, Version.is_current))
    .join(VersionEntry, STANDS)
    .outerjoin(Segment, is_in(Segment, Edition.id))
)
_BY_KEY = _PUBLISHED.where(Edition.key == bindparam("edition"), Meeting.key == bindparam("meeting"))
_BY_NUMBER = _PUBLISHED.where(Meeting.id == bindparam("number"))


def placed(edition_key: str, meeting_key: str) -> Placed:
    """A meeting of the current programme with its places; raises UnknownEdition, NothingPublished, UnknownMeeting."""
    row = db.session.execute(_BY_KEY, {"edition": edition_key, "meeting": meeting_key}).first()
    if row is None:
        raise _unknown(edition_key, meeting_key)
    return _placed(row)


def placed_by_number(meeting_id: int) -> Placed | None:
    """The same by its number in the draft; None when it is not in the current programme."""
    row = db.session.execute(_BY_NUMBER, {"number": meeting_id}).first()
    return _placed(row) if row else None


def meeting_id(edition_key: str, meeting_key: str) -> int:
    """The number of a meeting, published or not; raises UnknownMeeting."""
    number: int | None = db.session.scalar(_NUMBER, {"edition": edition_key, "meeting": meeting_key})
    if number is None:
        raise UnknownMeeting(edition=edition_key, key=meeting_key)
    return number


def hold(edition_key: str, meeting_key: str) -> int:
    """Lock a meeting, published or not, and tell its number; raises UnknownMeeting."""
    number: int | None = directly(_HELD, {"edition": edition_key, "meeting": meeting_key}).scalar()
    if number is None:
        raise UnknownMeeting(edition=edition_key, key=meeting_key)
    return number


_kept: WeakKeyDictionary[Engine, dict[int, tuple[int, Placed | None]]] = WeakKeyDictionary()
"""By database and meeting: the public revision that it was read at, and what hangs on that."""


def placed_now(meeting_id: int) -> Placed | None:
    """A meeting with its places as they are now; None when it is not in the current programme.

    What is published is remembered until the public revision rises; quotas are read.
    """
    rows = directly(_STANDS, {"number": meeting_id}).all()
    if not rows:
        return placed_by_number(meeting_id)
    kept = _kept.setdefault(db.engine, {})
    if meeting_id not in kept or kept[meeting_id][0] != rows[0].number:
        kept[meeting_id] = (rows[0].number, _lasting(placed_by_number(meeting_id)))
    place = kept[meeting_id][1]
    quotas = tuple(Bound(*row[1:]) for row in rows if row.id is not None)
    return replace(place, limit=replace(place.limit, quotas=quotas)) if place and quotas else place


def demanded(edition_key: str, meeting_key: str, number: int) -> Placed:
    """As `placed_now` of a meeting that must be published; raises UnknownEdition, NothingPublished, UnknownMeeting."""
    place = placed_now(number)
    if place is None:
        raise _unknown(edition_key, meeting_key)
    return place


def quotas_of(target: Target) -> tuple[Bound, ...]:
    """The quotas of a meeting or segment."""
    return tuple(Bound(*row) for row in directly(_QUOTAS_OF[target.kind], {"number": target.id}))


def _unknown(edition_key: str, meeting_key: str) -> UnknownMeeting:
    versions.published(edition_key)
    return UnknownMeeting(edition=edition_key, key=meeting_key)


def _placed(row: Any) -> Placed:
    edition, number, key, segment_id, plain = row
    facts = Facts.from_json(plain)
    quotas = quotas_of(Target(MEETING, number))
    limit = Limit(facts.seats, facts.seats_for, _opening(edition.id, key), not facts.is_cancelled, quotas)
    return Placed(edition, number, segment_id, facts, limit)


def _opening(edition_id: int, key: str) -> Opening | None:
    windows = db.session.execute(_WINDOWS, {"edition": edition_id})
    return next((Opening(opens, closes) for opens, closes, keys in windows if key in keys), None)


def _lasting(place: Placed | None) -> Placed | None:
    """The same with an edition that belongs to no session, and without quotas."""
    if place is None:
        return None
    plain = {column.key: getattr(place.edition, column.key) for column in _EDITIONS.columns}
    return replace(place, edition=Edition(**plain), limit=replace(place.limit, quotas=()))
