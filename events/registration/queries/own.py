"""What a person has: registrations with their states, meetings with a seat or followed, and what overlaps."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy import Select, and_, select, union
from sqlalchemy.orm import joinedload

from events.editions.models import Edition, Segment
from events.programme.models import Meeting, Version, VersionEntry
from events.programme.queries.entries import STANDS
from events.programme.rules.facts import Facts
from events.registration.models import FollowedMeeting, Registration, Seat
from events.registration.queries.waiting import Rank, ranks
from events.registration.rules.overlaps import Span
from foundation.db import db


@dataclass(frozen=True)
class OwnPlace:
    """A meeting that a person has a seat in, waits for or follows, as it is published now (None: no longer).

    `rank` is the person's own among those who wait.
    """

    edition: Edition
    meeting_key: str
    facts: Facts | None
    seat: Seat | None
    is_followed: bool
    rank: Rank | None = None

    @property
    def span(self) -> Span | None:
        """Its hours, where they are known and it takes place."""
        facts = self.facts
        if facts is None or facts.is_cancelled or facts.when != "timed" or not (facts.starts and facts.ends):
            return None
        return Span(self.edition.key, self.meeting_key, facts.starts, facts.ends)


@dataclass(frozen=True)
class OwnSpan:
    """A meeting of a person's own with known hours."""

    span: Span
    facts: Facts


def registrations_of(account_id: int) -> Sequence[tuple[Edition, Registration]]:
    """All registrations of a person with segment and session, constituency, organization and basis; the next edition first."""
    rows = db.session.execute(
        select(Edition, Registration)
        .join(Segment, Segment.id == Registration.segment_id)
        .join(Edition, Edition.id == Segment.edition_id)
        .where(Registration.account_id == account_id)
        .options(*IN_FULL)
        .order_by(Edition.starts_on.desc(), Segment.position)
    )
    return [(edition, registration) for edition, registration in rows]


IN_FULL = (
    joinedload(Registration.segment).joinedload(Segment.session),
    joinedload(Registration.constituency),
    joinedload(Registration.organization),
    joinedload(Registration.basis),
)


def registrations_by_segment(account_id: int, edition_id: int) -> dict[int, Registration]:
    """A person's registrations for one edition, by segment."""
    rows = db.session.scalars(
        select(Registration)
        .join(Segment, Segment.id == Registration.segment_id)
        .where(Registration.account_id == account_id, Segment.edition_id == edition_id)
    )
    return {row.segment_id: row for row in rows}


def places_of(account_id: int) -> list[OwnPlace]:
    """The meetings a person sits in, waits for or follows, in order of time; two reads at most."""
    found = [
        OwnPlace(edition, key, _facts(entry), seat, is_followed=followed is not None)
        for edition, key, entry, seat, followed in db.session.execute(_places(account_id))
    ]
    ranked = ranks([place.seat.id for place in found if place.seat and place.seat.state == "waiting"])
    if ranked:
        found = [replace(place, rank=ranked.get(place.seat.id) if place.seat else None) for place in found]
    return sorted(found, key=_in_time)


def spans_of(account_id: int) -> list[OwnSpan]:
    """The meetings with known hours that a person sits in, has an offer for or follows."""
    return [
        OwnSpan(place.span, place.facts)
        for place in places_of(account_id)
        if place.span and place.facts and (place.is_followed or (place.seat and place.seat.state != "waiting"))
    ]


def _places(account_id: int) -> Select[*tuple[Any, ...]]:
    """Each meeting with the person's seat and whether they follow it; each of the two is looked up by the person first."""
    has_seat = and_(Seat.account_id == account_id, Seat.state != "cancelled")
    follows = FollowedMeeting.account_id == account_id
    own = union(select(Seat.meeting_id).where(has_seat), select(FollowedMeeting.meeting_id).where(follows)).subquery()
    return (
        select(Edition, Meeting.key, VersionEntry, Seat, FollowedMeeting.meeting_id)
        .select_from(own)
        .join(Meeting, Meeting.id == own.c.meeting_id)
        .join(Edition, Edition.id == Meeting.edition_id)
        .outerjoin(Seat, and_(Seat.meeting_id == Meeting.id, has_seat))
        .outerjoin(FollowedMeeting, and_(FollowedMeeting.meeting_id == Meeting.id, follows))
        .outerjoin(Version, and_(Version.edition_id == Edition.id, Version.is_current))
        .outerjoin(VersionEntry, STANDS)
    )


def _facts(entry: VersionEntry | None) -> Facts | None:
    return Facts.from_json(entry.facts) if entry else None


def _in_time(place: OwnPlace) -> tuple[bool, str, str]:
    starts = place.facts.starts if place.facts else None
    return (starts is None, starts.isoformat() if starts else "", place.meeting_key)
