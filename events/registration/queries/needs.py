"""What people need, as they see it themselves and as those who plan see it: who, which meetings, which rooms."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from sqlalchemy import ColumnElement, Select, exists, select
from sqlalchemy.orm import joinedload

from events.editions import queries as editions
from events.editions.models import Edition, Segment
from events.programme.models import Meeting
from events.registration.models import AccessNeed, Registration, Seat
from events.registration.rules.needs import PLANNERS, UnknownNeed, counted
from events.registration.rules.registering import STANDING
from events.venues.models import Room
from foundation import access
from foundation.access import Reach
from foundation.db import db
from foundation.errors import Forbidden
from stakeholders.accounts.models import Account

HELD = ("seated", "offered")
"""States of a seat with which somebody is expected in the room."""


def need_of(account_id: int, edition_id: int) -> AccessNeed | None:
    """What a person needs at an edition, if they have said so."""
    return db.session.scalar(
        select(AccessNeed).where(AccessNeed.account_id == account_id, AccessNeed.edition_id == edition_id)
    )


def needs_of(account_id: int) -> Mapping[int, AccessNeed]:
    """What a person needs, by edition."""
    rows = db.session.scalars(select(AccessNeed).where(AccessNeed.account_id == account_id))
    return {row.edition_id: row for row in rows}


def is_registered(account_id: int, edition_id: int) -> bool:
    """Whether any registration of a person stands for an edition."""
    return bool(db.session.scalar(select(_registered(edition_id, Registration.account_id == account_id))))


def reach_of(account_id: int, edition: Edition) -> Reach:
    """How far somebody plans for people with needs in an edition."""
    segments = db.session.scalars(select(Segment.id).where(Segment.edition_id == edition.id)).all()
    return access.reach(account_id, PLANNERS, edition.id, segments)


def is_within(account_id: int, edition_id: int, reach: Reach) -> bool:
    """Whether a person is registered for a segment that lies within a reach."""
    return bool(
        db.session.scalar(select(_registered(edition_id, Registration.account_id == account_id, *_covered(reach))))
    )


@dataclass(frozen=True)
class Wish:
    """What is asked of the desk of needs: a kind, a state, the key of a segment, words of a name."""

    kind: str = ""
    state: str = ""
    segment: str = ""
    words: str = ""

    def __bool__(self) -> bool:
        return bool(self.kind or self.state or self.segment or self.words)


@dataclass(frozen=True)
class Coming:
    """A registration that stands: for which segment, on site or online, in which state."""

    segment: Segment
    mode: str
    state: str


@dataclass(frozen=True)
class SeatIn:
    """A meeting that somebody has a seat in, with its room."""

    meeting: Meeting
    room: Room | None


@dataclass(frozen=True)
class Row:
    """What one person needs, how they come, and where they have seats."""

    need: AccessNeed
    name: str
    latin: str
    coming: Sequence[Coming] = ()
    seats: Sequence[SeatIn] = ()


@dataclass(frozen=True)
class OfMeeting:
    """A meeting with how many people with needs have seats there, by kind."""

    place: SeatIn
    people: int
    by_kind: Mapping[str, int]


@dataclass(frozen=True)
class NeedsDesk:
    """The needs within somebody's reach that fit a wish; the counts are of those."""

    edition: Edition
    reach: Reach
    segments: Sequence[Segment]
    rows: Sequence[Row]
    by_kind: Mapping[str, int]
    meetings: Sequence[OfMeeting]


def needs_desk(account_id: int, edition_key: str, wish: Wish) -> NeedsDesk:
    """The desk of needs, those to be answered first; raises UnknownEdition, Forbidden."""
    edition = editions.edition(edition_key)
    segments = editions.segments(edition.id)
    reach = access.reach(account_id, PLANNERS, edition.id, [each.id for each in segments])
    if not reach:
        raise Forbidden
    within = [each for each in segments if reach.covers(each.id)]
    rows = _rows(edition, [each for each in within if wish.segment in ("", each.key)], wish)
    return NeedsDesk(edition, reach, within, rows, counted([row.need.kinds for row in rows]), _by_meeting(rows))


def need_row(account_id: int, edition_key: str, need_id: int) -> tuple[NeedsDesk, Row]:
    """One need within somebody's reach; raises UnknownEdition, Forbidden, UnknownNeed."""
    view = needs_desk(account_id, edition_key, Wish())
    for row in view.rows:
        if row.need.id == need_id:
            return view, row
    raise UnknownNeed


@dataclass(frozen=True)
class NeedsLine:
    """How many people with needs have seats in a meeting, and what they need; no names."""

    people: int
    by_kind: Mapping[str, int]


def needs_line(account_id: int | None, edition_key: str, meeting_key: str) -> NeedsLine | None:
    """The line of a meeting's desk page for those who plan it; None for others, and where nobody needs anything."""
    row = db.session.execute(
        select(Meeting.id, Meeting.segment_id, Edition)
        .join(Edition, Edition.id == Meeting.edition_id)
        .where(Edition.key == edition_key, Meeting.key == meeting_key)
    ).first()
    if row is None or account_id is None:
        return None
    number, segment_id, edition = row
    if not access.reach(account_id, PLANNERS, edition.id, [segment_id]):
        return None
    kinds = db.session.scalars(
        select(AccessNeed.kinds)
        .join(Seat, Seat.account_id == AccessNeed.account_id)
        .where(Seat.meeting_id == number, Seat.state.in_(HELD), AccessNeed.edition_id == edition.id)
    ).all()
    return NeedsLine(len(kinds), counted(kinds)) if kinds else None


def _rows(edition: Edition, segments: Collection[Segment], wish: Wish) -> list[Row]:
    ids = [each.id for each in segments]
    registered = _registered(
        edition.id, Registration.account_id == AccessNeed.account_id, Registration.segment_id.in_(ids)
    )
    found = db.session.execute(
        _fitting(select(AccessNeed, Account.name, Account.name_latin), wish)
        .join(Account, Account.id == AccessNeed.account_id)
        .where(AccessNeed.edition_id == edition.id, registered)
        .order_by(AccessNeed.state != "asked", AccessNeed.asked_at, AccessNeed.id)
    )
    # Kinds lie in a list, which two engines search in two ways.
    rows = [Row(*each) for each in found if not wish.kind or wish.kind in each[0].kinds]
    people = [row.need.account_id for row in rows]
    coming, seats = _coming(people, segments), _seats(people, ids)
    return [
        replace(row, coming=coming.get(row.need.account_id, []), seats=seats.get(row.need.account_id, []))
        for row in rows
    ]


def _fitting(query: Select[AccessNeed, str, str], wish: Wish) -> Select[AccessNeed, str, str]:
    if wish.state:
        query = query.where(AccessNeed.state == wish.state)
    if wish.words:
        called = (Account.name, Account.name_latin)
        found = [name.icontains(wish.words, autoescape=True) for name in called]
        query = query.where(found[0] | found[1])
    return query


def _coming(people: Sequence[int], segments: Iterable[Segment]) -> dict[int, list[Coming]]:
    by_id = {each.id: each for each in segments}
    rows = db.session.scalars(
        select(Registration).where(
            Registration.account_id.in_(people), Registration.segment_id.in_(by_id), Registration.state.in_(STANDING)
        )
    )
    found: dict[int, list[Coming]] = {}
    for row in sorted(rows, key=lambda row: by_id[row.segment_id].position):
        found.setdefault(row.account_id, []).append(Coming(by_id[row.segment_id], row.mode, row.state))
    return found


def _seats(people: Sequence[int], segment_ids: Sequence[int]) -> dict[int, list[SeatIn]]:
    rows = db.session.execute(
        select(Seat.account_id, Meeting)
        .join(Meeting, Meeting.id == Seat.meeting_id)
        .where(Seat.account_id.in_(people), Seat.state.in_(HELD), Meeting.segment_id.in_(segment_ids))
        .options(joinedload(Meeting.room).joinedload(Room.building))
        .order_by(Meeting.starts_at.is_(None), Meeting.starts_at, Meeting.key)
    )
    found: dict[int, list[SeatIn]] = {}
    for number, meeting in rows:
        found.setdefault(number, []).append(SeatIn(meeting, meeting.room))
    return found


def _by_meeting(rows: Iterable[Row]) -> list[OfMeeting]:
    places: dict[int, tuple[SeatIn, list[Sequence[str]]]] = {}
    for row in rows:
        for place in row.seats:
            places.setdefault(place.meeting.id, (place, []))[1].append(row.need.kinds)
    ordered = sorted(places.values(), key=lambda each: _in_time(each[0].meeting))
    return [OfMeeting(place, len(kinds), counted(kinds)) for place, kinds in ordered]


def _in_time(meeting: Meeting) -> tuple[bool, str, str]:
    starts = meeting.starts_at
    return starts is None, starts.isoformat() if starts else "", meeting.key


def _registered(edition_id: int, *conditions: ColumnElement[bool]) -> ColumnElement[bool]:
    return exists().where(
        Segment.id == Registration.segment_id,
        Segment.edition_id == edition_id,
        Registration.state.in_(STANDING),
        *conditions,
    )


def _covered(reach: Reach) -> list[ColumnElement[bool]]:
    return [] if reach.is_whole else [Registration.segment_id.in_(reach.segments)]
