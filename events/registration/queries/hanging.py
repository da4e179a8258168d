"""Seats and places in waiting lists that hang on registrations: what goes when a registration ends."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Select, and_, func, or_, select, union_all
from sqlalchemy.orm import aliased

from events.editions.models import Segment
from events.programme.models import Meeting, Version, VersionEntry
from events.programme.queries.entries import STANDS, is_in
from events.registration.models import Registration, Seat
from events.registration.rules.quotas import MEETING, SEGMENT
from events.registration.rules.registering import State
from foundation.db import db

Held = tuple[int, int]
"""Whose registration, and for which segment: (account, segment)."""


@dataclass(frozen=True)
class Hanging:
    """A seat, an offer or a place in a waiting list, and what it hangs on."""

    account: int
    segment: int
    kind: str
    target: int
    state: str
    position: int | None


@dataclass(frozen=True)
class Loss:
    """What goes when some registrations end: approvals, seats with the offers that hold, places in waiting lists."""

    approved: int = 0
    seats: int = 0
    waits: int = 0

    def __bool__(self) -> bool:
        return bool(self.approved or self.seats or self.waits)

    @property
    def key(self) -> str:
        """As it is sent back by who has read it."""
        return f"{self.approved}-{self.seats}-{self.waits}"


_PUBLISHED = aliased(Segment)
_PART = func.coalesce(_PUBLISHED.id, Meeting.segment_id)
"""The segment that a seat hangs on: the published one, whatever the draft says meanwhile."""


def _in_meetings(*columns: Any) -> Select[Any]:
    return (
        select(*columns)
        .select_from(Seat)
        .join(Meeting, Meeting.id == Seat.meeting_id)
        .outerjoin(Version, and_(Version.edition_id == Meeting.edition_id, Version.is_current))
        .outerjoin(VersionEntry, STANDS)
        .outerjoin(_PUBLISHED, is_in(_PUBLISHED, Meeting.edition_id))
        .where(Seat.state != "cancelled")
    )


def seats_of(held: Collection[Held]) -> Select[int, int, int, int]:
    """The seats in meetings of some segments that some people hold: number, whose, of which segment, in which meeting."""
    return _in_meetings(Seat.id, Seat.account_id, _PART, Meeting.id).where(
        Seat.account_id.in_({account for account, _ in held}), _PART.in_({segment for _, segment in held})
    )


def hanging(held: Collection[Held]) -> list[Hanging]:
    """All that hangs on some registrations, in meetings and in their segments."""
    accounts, segments = {account for account, _ in held}, {segment for _, segment in held}
    in_meetings = _in_meetings(Seat.account_id, _PART, Meeting.id, Seat.state, Seat.position, Seat.segment_id)
    rows = db.session.execute(in_meetings.where(Seat.account_id.in_(accounts), _PART.in_(segments)).order_by(Seat.id))
    found = [
        Hanging(account, segment, MEETING, meeting, state, position)
        for account, segment, meeting, state, position, _ in rows
    ]
    places = (
        select(Seat.account_id, Seat.segment_id, Seat.state, Seat.position)
        .where(Seat.account_id.in_(accounts), Seat.segment_id.in_(segments), Seat.state.in_(("waiting", "offered")))
        .order_by(Seat.id)
    )
    found += [
        Hanging(account, segment or 0, SEGMENT, segment or 0, state, position)
        for account, segment, state, position in db.session.execute(places)
    ]
    return [each for each in found if (each.account, each.segment) in set(held)]


def loss(chosen: Select[int]) -> Loss:
    """What goes when the chosen registrations end; `chosen` selects their numbers."""
    approved = select(func.count()).where(Registration.id.in_(chosen), Registration.state == State.APPROVED)
    in_meetings = _in_meetings(Seat.state.label("state")).join(
        Registration, and_(Registration.account_id == Seat.account_id, Registration.segment_id == _PART)
    )
    in_segments = (
        select(Seat.state.label("state"))
        .select_from(Seat)
        .join(
            Registration, and_(Registration.account_id == Seat.account_id, Registration.segment_id == Seat.segment_id)
        )
        .where(or_(Seat.state == "waiting", Seat.state == "offered"))
    )
    every = union_all(
        in_meetings.where(Registration.id.in_(chosen)), in_segments.where(Registration.id.in_(chosen))
    ).subquery()
    counted: dict[str, int] = dict(
        db.session.execute(select(every.c.state, func.count()).group_by(every.c.state)).all()
    )
    waits = counted.pop("waiting", 0)
    return Loss(db.session.scalar(approved) or 0, sum(counted.values()), waits)
