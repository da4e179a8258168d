"""Giving seats and places in waiting lists back to people whose registrations returned: where they are still free.

All inside the caller's transaction, under the locks of the targets: who waits meanwhile comes first.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime

from sqlalchemy import or_, select

from events.editions.models import Edition
from events.programme.models import Meeting
from events.registration.models import Registration, Seat
from events.registration.queries import placing
from events.registration.queries.hanging import Hanging
from events.registration.queries.placing import Placed
from events.registration.queries.seats import is_list_kept
from events.registration.rules.quotas import MEETING, SEGMENT, Target
from events.registration.rules.registering import State
from events.registration.services import offering, segment_places
from foundation.db import db

Gone = Sequence[tuple[Registration, Hanging]]
"""What hung on registrations that have returned, each with its registration."""

Rows = Mapping[tuple[str, int, int], Seat]
"""The rows of seats that were given up: by kind, target and account."""


def return_seats(gone: Gone, edition: Edition, actor: str, *, now: datetime) -> None:
    """Give back what is still free: a seat while there is room, a place in a list with the number that it had."""
    if not gone:
        return
    targets = sorted({(each.kind, each.target) for _, each in gone})
    of = {target: [each for each in gone if (each[1].kind, each[1].target) == target] for target in targets}
    segments = [number for kind, number in targets if kind == SEGMENT]
    meetings = [number for kind, number in targets if kind == MEETING]
    # All locks first, each kind in the order of its numbers: segments come before meetings.
    segment_places.lock(segments)
    offering.lock(Meeting, meetings)
    rows = _rows(gone)
    names = {row.segment_id: row.segment.key for row, _ in gone}
    for number in segments:
        # Whose registration is approved holds the place already.
        waits = [each for each in of[SEGMENT, number] if each[0].state != State.APPROVED]
        _wait_again(waits, rows, Target(SEGMENT, number), f"{edition.key}/segments/{names[number]}", actor, now)
    offering.pass_on_in_segments(segments, now=now)
    for number in meetings:
        place = placing.placed_now(number)
        if place is not None and place.limit.is_held:
            _in_meeting(place, of[MEETING, number], rows, actor, now)


def _in_meeting(place: Placed, gone: Gone, rows: Rows, actor: str, now: datetime) -> None:
    """Seats go only with an approved registration; who waited, or had an offer, waits again."""
    book = offering.pass_on_in_meeting(place, now=now)
    moves: list[offering.Move] = []
    for row, each in gone:
        seat = rows.get((each.kind, each.target, each.account))
        if seat is None or each.state != "seated" or row.state != State.APPROVED:
            continue
        claim = segment_places.claim_of(row)
        if book.has_room(claim):
            book = book.with_one(claim)
            moves.append(_put(seat, "seated", None, "take_seat", place.subject, actor, now))
    offering.note_all(moves, now=now)
    waits = [each for each in gone if each[1].state != "seated"]
    if _wait_again(waits, rows, place.target, place.subject, actor, now):
        offering.pass_on_in_meeting(place, now=now)


def _wait_again(gone: Gone, rows: Rows, target: Target, subject: str, actor: str, now: datetime) -> bool:
    """Let people wait again with the numbers that they had, where a list is still kept; False when nobody does."""
    found = [(each, rows.get((each.kind, each.target, each.account))) for _, each in gone]
    back = [(each, seat) for each, seat in found if seat is not None]
    if not back or not is_list_kept(target):
        return False
    moves = [_put(seat, "waiting", each.position, "join_list", subject, actor, now) for each, seat in back]
    offering.note_all(moves, now=now)
    return True


def _put(
    seat: Seat, state: str, position: int | None, verb: str, subject: str, actor: str, now: datetime
) -> offering.Move:
    before = seat.state
    seat.state, seat.changed_at = state, now
    seat.offer_ends_at, seat.position, seat.note = None, position, ""
    return (actor, verb, subject, seat.account_id, before, state)


def _rows(gone: Gone) -> Rows:
    """Only what nobody has taken again."""
    wanted = (
        select(Seat)
        .where(
            Seat.account_id.in_({each.account for _, each in gone}),
            Seat.state == "cancelled",
            or_(
                Seat.meeting_id.in_({each.target for _, each in gone if each.kind == MEETING}),
                Seat.segment_id.in_({each.target for _, each in gone if each.kind == SEGMENT}),
            ),
        )
        .order_by(Seat.id)
        .execution_options(populate_existing=True)
    )
    seats = db.session.scalars(wanted)
    return {
        (MEETING if seat.meeting_id else SEGMENT, seat.meeting_id or seat.segment_id or 0, seat.account_id): seat
        for seat in seats
    }
