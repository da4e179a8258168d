"""A published version put a meeting into another segment: who is not approved for that one has no seat there any more."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import select, update

from events.editions import queries as editions
from events.programme.models import Meeting
from events.registration.models import Seat
from events.registration.queries import placing
from events.registration.queries.askers import askers
from events.registration.queries.placing import Placed
from events.registration.queries.telling import published_changes
from events.registration.rules.places import MOVED_AWAY
from events.registration.rules.registering import BY_RULE
from events.registration.services import offering, people
from events.registration.services.offering import LEFT_BEHIND
from foundation.db import atomic, db


def end_left_behind(edition_key: str, number: int, *, now: datetime, stamped_at: datetime) -> int:
    """End the seats of those who were left behind by a version, a meeting at a time; how many. Twice is once."""
    moved = [
        change.key
        for change in published_changes(editions.edition(edition_key), number)
        if change.before and change.after and change.before.segment != change.after.segment
    ]
    return sum(_end_in(edition_key, key, now=now, stamped_at=stamped_at) for key in moved)


@atomic
def _end_in(edition_key: str, key: str, *, now: datetime, stamped_at: datetime) -> int:
    meeting_id = placing.meeting_id(edition_key, key)
    sitting = select(Seat.account_id).where(Seat.meeting_id == meeting_id, Seat.state != "cancelled")
    people.lock_all(db.session.scalars(sitting).all())
    offering.lock(Meeting, [meeting_id])
    # Only now: a later version may have moved it once more.
    place = placing.placed_now(meeting_id)
    gone = _left_behind(place) if place else []
    if place is None or not gone:
        return 0
    db.session.execute(
        update(Seat)
        .where(Seat.id.in_([seat for seat, *_ in gone]))
        .values(state="cancelled", changed_at=now, offer_ends_at=None, position=None, note=str(MOVED_AWAY))
        .execution_options(synchronize_session=False)
    )
    offering.note_all(
        [(BY_RULE, "give_seat_back", place.subject, account, state, "cancelled") for _, account, state in gone], now=now
    )
    people.rise_all([account for _, account, _ in gone], at=stamped_at)
    offering.tell([(seat, LEFT_BEHIND) for seat, *_ in gone])
    offering.pass_on_in_meetings([meeting_id], now=now)
    return len(gone)


def _left_behind(place: Placed) -> list[tuple[int, int, str]]:
    """The seats of a locked meeting whose people are not approved for its segment: number, account and state."""
    wanted = select(Seat.id, Seat.account_id, Seat.state).where(
        Seat.meeting_id == place.meeting_id, Seat.state != "cancelled"
    )
    rows = [(seat, account, state) for seat, account, state in db.session.execute(wanted.order_by(Seat.id))]
    may = askers({account for _, account, _ in rows}, place)
    return [row for row in rows if may[row[1]].constituency is None]
