"""What a person has: registrations with their states, meetings with a seat or followed, and what overlaps."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy import Select, and_, select
from sqlalchemy.orm import joinedload

from events.editions.models import Edition, Segment
from events.programme.models import Meeting, Version, VersionEntry
from events.programme.rules.facts import Facts, State
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
    """The meetings a person sits in, waits for or follows, in order of time; three reads at most."""
    found: dict[tuple[int, str], OwnPlace] = {}
    seats = _published(select(Seat, Edition, Meeting.key, VersionEntry).select_from(Seat), Seat.meeting_id)
    for seat, edition, key, entry in db.session.execute(
        seats.where(Seat.account_id == account_id, Seat.state != "cancelled")
    ):
        found[edition.id, key] = OwnPlace(edition, key, _facts(entry), seat, is_followed=False)
    followed = _published(
        select(Edition, Meeting.key, VersionEntry).select_from(FollowedMeeting), FollowedMeeting.meeting_id
    )
    for edition, key, entry in db.session.execute(followed.where(FollowedMeeting.account_id == account_id)):
        seat = found[edition.id, key].seat if (edition.id, key) in found else None
        found[edition.id, key] = OwnPlace(edition, key, _facts(entry), seat, is_followed=True)
    ranked = ranks([place.seat.id for place in found.values() if place.seat and place.seat.state == "waiting"])
    if ranked:
        found = {
            at: replace(place, rank=ranked.get(place.seat.id) if place.seat else None) for at, place in found.items()
        }
    return sorted(found.values(), key=_in_time)


def spans_of(account_id: int) -> list[OwnSpan]:
    """The meetings with known hours that a person sits in, has an offer for or follows."""
    return [
        OwnSpan(place.span, place.facts)
        for place in places_of(account_id)
        if place.span and place.facts and (place.is_followed or (place.seat and place.seat.state != "waiting"))
    ]


def _published(query: Select[*tuple[Any, ...]], meeting_id: Any) -> Select[*tuple[Any, ...]]:
    return (
        query.join(Meeting, Meeting.id == meeting_id)
        .join(Edition, Edition.id == Meeting.edition_id)
        .outerjoin(Version, and_(Version.edition_id == Edition.id, Version.is_current))
        .outerjoin(
            VersionEntry,
            and_(
                VersionEntry.version_id == Version.id,
                VersionEntry.key == Meeting.key,
                VersionEntry.state != State.WITHDRAWN,
            ),
        )
    )


def _facts(entry: VersionEntry | None) -> Facts | None:
    return Facts.from_json(entry.facts) if entry else None


def _in_time(place: OwnPlace) -> tuple[bool, str, str]:
    starts = place.facts.starts if place.facts else None
    return (starts is None, starts.isoformat() if starts else "", place.meeting_key)
