"""Who waits for a place and how far in front: by person, and by the link that was mailed."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import and_, func, or_, select
from sqlalchemy.orm import aliased, joinedload

from events.editions.models import Edition, Segment
from events.programme.models import Meeting
from events.programme.rules.facts import Facts
from events.registration.models import Registration, Seat
from events.registration.queries import books, placing
from events.registration.queries.line import InLine, in_line
from events.registration.rules.quotas import Book
from events.registration.rules.waiting import PLACE, UnknownPlaceLink, is_alive
from foundation.db import db
from stakeholders.accounts.models import MailedLink
from stakeholders.accounts.queries import hash_of

Rank = tuple[int, int]
"""Number so many of so many who wait."""


def ranks(seat_ids: Collection[int]) -> Mapping[int, Rank]:
    """The ranks of seats whose people wait, by the number of the seat, in one read."""
    if not seat_ids:
        return {}
    mine, other = aliased(Seat), aliased(Seat)
    ahead = or_(
        other.position < mine.position,
        and_(mine.position.is_(None), other.position.is_not(None)),
        and_(other.position.is_not_distinct_from(mine.position), other.id < mine.id),
    )
    rows = db.session.execute(
        select(mine.id, func.count(other.id).filter(ahead), func.count(other.id))
        .join(
            other,
            and_(
                other.meeting_id.is_not_distinct_from(mine.meeting_id),
                other.segment_id.is_not_distinct_from(mine.segment_id),
                other.state == "waiting",
            ),
        )
        .where(mine.id.in_(seat_ids), mine.state == "waiting")
        .group_by(mine.id)
    )
    return {number: (before + 1, total) for number, before, total in rows}


@dataclass(frozen=True)
class Named:
    """A seat with the edition and what it is a place of: the segment, or the meeting with its published facts, if any."""

    seat: Seat
    edition: Edition
    meeting: Meeting | None
    segment: Segment | None
    facts: Facts | None

    @property
    def titles(self) -> Mapping[str, str]:
        if self.meeting is not None:
            return self.facts.titles if self.facts else self.meeting.titles
        return {"en": self.segment.name if self.segment else ""}

    @property
    def title_language(self) -> str:
        told = self.facts or self.meeting
        return told.title_language if told is not None else "en"

    @property
    def subject(self) -> str:
        """How the journal calls it."""
        key = self.meeting.key if self.meeting else f"segments/{self.segment.key if self.segment else ''}"
        return f"{self.edition.key}/{key}"


def named(seat_id: int) -> Named | None:
    """A seat by its number, as it stands now, with its account."""
    row = db.session.execute(
        select(Seat, Edition, Meeting, Segment)
        .outerjoin(Meeting, Meeting.id == Seat.meeting_id)
        .outerjoin(Segment, Segment.id == Seat.segment_id)
        .join(Edition, Edition.id == func.coalesce(Meeting.edition_id, Segment.edition_id))
        .where(Seat.id == seat_id)
        .options(joinedload(Seat.account))
        .execution_options(populate_existing=True)
    ).first()
    if row is None:
        return None
    seat, edition, meeting, segment = row
    found = placing.placed_by_number(meeting.id) if meeting else None
    return Named(seat, edition, meeting, segment, found.facts if found else None)


@dataclass(frozen=True)
class PlaceView:
    """What a mailed link shows: the place, how it stands, and whether something can be done by the link."""

    place: Named
    link: MailedLink
    rank: Rank | None
    is_alive: bool
    holds: bool
    in_line: InLine | None = None

    @property
    def seat(self) -> Seat:
        return self.place.seat


def place_view(token: str, *, now: datetime, at: datetime) -> PlaceView:
    """What stands behind a mailed link, whether it works still or not; `at` is the system's time. Raises UnknownPlaceLink."""
    link = link_of(token)
    place = named(link.about or 0)
    if place is None:
        raise UnknownPlaceLink
    seat = place.seat
    holds = seat.state == "offered" and seat.offer_ends_at is not None and seat.offer_ends_at > now
    works = is_alive(link, address=seat.account.email, at=at) and (holds or seat.state == "waiting")
    book = _book(place, now=now) if seat.state == "waiting" else None
    told = in_line(book, seat.account_id) if book else None
    return PlaceView(place, link, ranks([seat.id]).get(seat.id), works, holds, told)


def _book(place: Named, *, now: datetime) -> Book | None:
    """How the places stand of what somebody waits for; None where it has left the programme."""
    if place.segment is not None:
        kept = books.of_segments([place.segment.id], now=now).get(place.segment.id)
        return kept.book if kept else None
    found = placing.placed_by_number(place.meeting.id) if place.meeting else None
    return books.of_meeting(found, now=now).book if found else None


def link_of(token: str, *, held: bool = False) -> MailedLink:
    """The mailed link of a token, whether it works still or not; `held` keeps its row. Raises UnknownPlaceLink."""
    query = select(MailedLink).where(MailedLink.token_hash == hash_of(token), MailedLink.purpose == PLACE)
    wanted = query.with_for_update().execution_options(populate_existing=True) if held else query
    link = db.session.scalar(wanted)
    if link is None:
        raise UnknownPlaceLink
    return link


def segment_seats(account_id: int) -> Mapping[int, tuple[Seat, Rank | None]]:
    """The seats of a person who waits for a place in segments, or has an offer, by registration."""
    rows = db.session.execute(
        select(Registration.id, Seat)
        .join(Seat, and_(Seat.segment_id == Registration.segment_id, Seat.account_id == Registration.account_id))
        .where(Registration.account_id == account_id, Seat.state.in_(("waiting", "offered")))
    ).all()
    found = ranks([seat.id for _, seat in rows])
    return {number: (seat, found.get(seat.id)) for number, seat in rows}
