"""The places of an edition as its desk reads them: all meetings and segments that have some, and one with its list."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy import and_, func, or_, select
from sqlalchemy.orm import joinedload

from events.editions import queries as editions
from events.editions.models import Edition, Segment
from events.programme.models import Meeting, Version, VersionEntry
from events.programme.queries.entries import STANDS
from events.programme.rules.facts import Facts
from events.registration.models import Quota, Registration, Seat, WaitingList
from events.registration.queries import books, placing
from events.registration.queries.placing import Placed
from events.registration.queries.quota_names import Names, constituencies, names_of
from events.registration.rules.quotas import (
    MEETING,
    OFFER_HOURS,
    SEATS_OF_THE_ROOM,
    SEGMENT,
    Book,
    Bound,
    Claim,
    Target,
)
from events.registration.rules.registering import State as Stands
from foundation.access import Reach
from foundation.db import db
from stakeholders.accounts.models import Account
from stakeholders.organizations.models import Organization

MOST_SHOWN = 300
"""How many of those who wait are shown by name."""


@dataclass(frozen=True)
class Named:
    """What has places, by name, with the seats of the room where it is a published meeting."""

    target: Target
    key: str
    titles: Mapping[str, str]
    title_language: str = "en"
    seats: int | None = None
    starts: datetime | None = None


@dataclass
class PlacesRow:
    """A meeting or segment with what bounds its places, how many are held, offered and waited for."""

    named: Named
    bounds: list[tuple[Bound, int]] = field(default_factory=list)
    seated: int = 0
    offered: int = 0
    waiting: int = 0

    @property
    def places(self) -> int | None:
        """How many places there are for all, where a bound says so."""
        return min((bound.places for bound, _ in self.bounds if bound.is_for_all), default=None)

    @property
    def left(self) -> int | None:
        """How many are free for all."""
        free = [bound.places - held for bound, held in self.bounds if bound.is_for_all]
        return max(min(free), 0) if free else None

    @property
    def over(self) -> bool:
        return any(held > bound.places for bound, held in self.bounds)


@dataclass(frozen=True)
class PlacesDesk:
    """All that has places in an edition, as far as somebody's roles reach."""

    edition: Edition
    rows: Sequence[PlacesRow]
    names: Names
    is_whole: bool


def segment_ids(edition: Edition) -> list[int]:
    """The numbers of an edition's segments."""
    return list(db.session.scalars(select(Segment.id).where(Segment.edition_id == edition.id)))


def places_desk(edition: Edition, reach: Reach, *, now: datetime) -> PlacesDesk:
    """All meetings and segments of an edition that have places, in a fixed number of reads."""
    named = [*_segments(edition, reach), *_meetings(edition, reach)]
    quotas = _quotas(edition)
    held, states = _held(edition, now)
    rows = []
    for each in named:
        room = [Bound(each.seats, mode="on_site", number=SEATS_OF_THE_ROOM)] if each.seats is not None else []
        bounds = [*room, *quotas.get(each.target, ())]
        book = Book(bounds, held.get(each.target, {}))
        of_state = states.get(each.target, {})
        if each.target.kind == SEGMENT or bounds or of_state:
            rows.append(
                PlacesRow(
                    each,
                    [(bound, book.held_in(bound)) for bound in bounds],
                    seated=sum(book.held.values()) - of_state.get("offered", 0),
                    offered=of_state.get("offered", 0),
                    waiting=of_state.get("waiting", 0),
                )
            )
    return PlacesDesk(edition, rows, _names(quotas), reach.is_whole)


def named(edition: Edition, kind: str, key: str) -> tuple[Named, int]:
    """One meeting, published or not, or segment of an edition, with the segment that it lies in.

    Raises UnknownMeeting, UnknownSegment.
    """
    if kind == SEGMENT:
        segment = editions.segment(edition, key)
        return Named(Target(SEGMENT, segment.id), segment.key, {"en": segment.name}), segment.id
    meeting = db.session.get_one(Meeting, placing.meeting_id(edition.key, key))
    found = placing.placed_by_number(meeting.id)
    told = found.facts if found else meeting
    seats, starts = (found.facts.seats, found.facts.starts) if found else (None, None)
    target = Target(MEETING, meeting.id)
    return Named(target, meeting.key, told.titles, told.title_language, seats, starts), meeting.segment_id


def _segments(edition: Edition, reach: Reach) -> list[Named]:
    return [
        Named(Target(SEGMENT, each.id), each.key, {"en": each.name})
        for each in editions.segments(edition.id)
        if reach.covers(each.id)
    ]


def _meetings(edition: Edition, reach: Reach) -> list[Named]:
    """The published meetings with seats, and whatever has quotas or seats that people hold, published or not."""
    has_places = or_(
        VersionEntry.facts["seats"].as_integer().is_not(None),
        Meeting.id.in_(select(Quota.meeting_id).where(Quota.meeting_id.is_not(None))),
        Meeting.id.in_(select(Seat.meeting_id).where(Seat.meeting_id.is_not(None), Seat.state != "cancelled")),
    )
    rows = db.session.execute(
        select(Meeting, VersionEntry.facts)
        .outerjoin(Version, and_(Version.edition_id == Meeting.edition_id, Version.is_current))
        .outerjoin(VersionEntry, STANDS)
        .where(Meeting.edition_id == edition.id, has_places)
        .order_by(VersionEntry.starts_at.is_(None), VersionEntry.starts_at, Meeting.key)
    )
    found = []
    for meeting, plain in rows:
        facts = Facts.from_json(plain) if plain else None
        told = facts or meeting
        if reach.covers(meeting.segment_id):
            target = Target(MEETING, meeting.id)
            seats = facts.seats if facts else None
            starts = facts.starts if facts else None
            found.append(Named(target, meeting.key, told.titles, told.title_language, seats, starts))
    return found


def _quotas(edition: Edition) -> dict[Target, list[Bound]]:
    rows = db.session.scalars(
        select(Quota)
        .outerjoin(Meeting, Meeting.id == Quota.meeting_id)
        .outerjoin(Segment, Segment.id == Quota.segment_id)
        .where(func.coalesce(Meeting.edition_id, Segment.edition_id) == edition.id)
        .order_by(Quota.id)
    )
    found: dict[Target, list[Bound]] = defaultdict(list)
    for row in rows:
        target = Target(MEETING, row.meeting_id) if row.meeting_id else Target(SEGMENT, row.segment_id or 0)
        found[target].append(Bound(row.places, row.constituency_id, row.organization_id, row.mode, row.id))
    return found


Counted = tuple[dict[Target, dict[Claim, int]], dict[Target, dict[str, int]]]


def _held(edition: Edition, now: datetime) -> Counted:
    """Who holds places, by what quotas look at; and how many seats are in each state."""
    held: dict[Target, dict[Claim, int]] = defaultdict(lambda: defaultdict(int))
    states: dict[Target, dict[str, int]] = defaultdict(lambda: defaultdict(int))
    claim = (Registration.constituency_id, Registration.organization_id, Registration.mode)
    segment_id = func.coalesce(Seat.segment_id, Meeting.segment_id)
    has_ended = and_(Seat.state == "offered", Seat.offer_ends_at <= now)
    rows = db.session.execute(
        select(Seat.meeting_id, Seat.segment_id, Seat.state, *claim, func.count())
        .outerjoin(Meeting, Meeting.id == Seat.meeting_id)
        .join(Segment, Segment.id == segment_id)
        .outerjoin(
            Registration, and_(Registration.account_id == Seat.account_id, Registration.segment_id == segment_id)
        )
        .where(Segment.edition_id == edition.id, Seat.state != "cancelled", ~has_ended)
        .group_by(Seat.meeting_id, Seat.segment_id, Seat.state, *claim)
    )
    for meeting, segment, state, constituency, organization, mode, number in rows:
        target = Target(MEETING, meeting) if meeting else Target(SEGMENT, segment or 0)
        states[target][state] += number
        if state == "offered" or (state == "seated" and meeting):
            held[target][Claim(constituency, organization, mode or "on_site")] += number
    approved = db.session.execute(
        select(Registration.segment_id, *claim, func.count())
        .join(Segment, Segment.id == Registration.segment_id)
        .where(Segment.edition_id == edition.id, Registration.state == Stands.APPROVED)
        .group_by(Registration.segment_id, *claim)
    )
    for segment, constituency, organization, mode, number in approved:
        held[Target(SEGMENT, segment)][Claim(constituency, organization, mode)] += number
    return held, states


def _names(quotas: Mapping[Target, Sequence[Bound]]) -> Names:
    bounds = [bound for each in quotas.values() for bound in each]
    return names_of({bound.organization for bound in bounds if bound.organization})


@dataclass(frozen=True)
class LineRow:
    """Somebody who waits or has an offer, with what quotas look at and the full bounds that count them, with what is held."""

    seat: Seat
    account: Account
    claim: Claim
    full: Sequence[tuple[Bound, int]]

    @property
    def has_room(self) -> bool:
        """Whether a place is free for the person."""
        return not self.full

    @property
    def is_offered(self) -> bool:
        return self.seat.state == "offered"


@dataclass(frozen=True)
class TargetDesk:
    """One meeting or segment at the desk: what bounds it, the list in its order, the offers, how the list is kept."""

    edition: Edition
    named: Named
    place: Placed | None
    bounds: Sequence[tuple[Bound, int]]
    seated: int
    line: Sequence[LineRow]
    waiting: int
    offers: Sequence[LineRow]
    offer_hours: int
    is_kept: bool
    names: Names
    constituencies: Sequence[Any]
    organizations: Sequence[tuple[str, Mapping[str, str]]]


def target_desk(edition: Edition, named: Named, *, now: datetime) -> TargetDesk:
    """One meeting or segment with all that its desk page needs."""
    target = named.target
    place = placing.placed_by_number(target.id) if target.kind == MEETING else None
    if place is not None:
        book = books.of_meeting(place, now=now).book
    elif target.kind == SEGMENT and (found := books.of_segments([target.id], now=now).get(target.id)):
        book = found.book
    else:
        book = Book(placing.quotas_of(target))
    rows = _rows(target, place, book, now)
    offers = [row for row in rows if row.is_offered]
    listed = db.session.execute(
        select(WaitingList.offer_hours, WaitingList.is_kept).where(_of(WaitingList, target))
    ).first() or (OFFER_HOURS, True)
    of_all = constituencies()
    named_there = {row.claim.organization for row in rows} | {bound.organization for bound in book.bounds}
    return TargetDesk(
        edition=edition,
        named=named,
        place=place,
        bounds=[(bound, book.held_in(bound)) for bound in book.bounds],
        seated=_approved(target.id) if target.kind == SEGMENT else sum(book.held.values()) - len(offers),
        line=[row for row in rows if not row.is_offered],
        waiting=len(book.line),
        offers=offers,
        offer_hours=listed[0],
        is_kept=listed[1],
        names=names_of({each for each in named_there if each}, among=of_all),
        constituencies=of_all,
        organizations=_organizations(target, place),
    )


def _approved(segment_id: int) -> int:
    counted = select(func.count()).where(Registration.segment_id == segment_id, Registration.state == Stands.APPROVED)
    return db.session.scalar(counted) or 0


def _of(kind: type[Seat] | type[WaitingList] | type[Quota], target: Target) -> Any:
    return (kind.meeting_id if target.kind == MEETING else kind.segment_id) == target.id


def _rows(target: Target, place: Placed | None, book: Book, now: datetime) -> list[LineRow]:
    segment_id = target.id if target.kind == SEGMENT else place.segment_id if place else None
    waits = or_(Seat.state == "waiting", and_(Seat.state == "offered", Seat.offer_ends_at > now))
    rows = db.session.execute(
        select(Seat, Registration.constituency_id, Registration.organization_id, Registration.mode)
        .outerjoin(
            Registration, and_(Registration.account_id == Seat.account_id, Registration.segment_id == segment_id)
        )
        .where(_of(Seat, target), waits)
        .options(joinedload(Seat.account))
        .order_by(Seat.position.is_(None), Seat.position, Seat.id)
        .limit(MOST_SHOWN)
    )
    found = []
    full: dict[Claim, list[tuple[Bound, int]]] = {}
    for seat, constituency, organization, mode in rows:
        claim = Claim(constituency, organization, mode or "on_site")
        if claim not in full:
            full[claim] = [(bound, book.held_in(bound)) for bound in book.full_for(claim)]
        found.append(LineRow(seat, seat.account, claim, full[claim]))
    return found


def _organizations(target: Target, place: Placed | None) -> list[tuple[str, Mapping[str, str]]]:
    """The organizations that people come for, to choose a quota's from."""
    segment_id = target.id if target.kind == SEGMENT else place.segment_id if place else None
    rows = db.session.execute(
        select(Organization.key, Organization.names)
        .where(Organization.id.in_(select(Registration.organization_id).where(Registration.segment_id == segment_id)))
        .order_by(Organization.key)
        .limit(MOST_SHOWN)
    )
    return [(key, names) for key, names in rows]
