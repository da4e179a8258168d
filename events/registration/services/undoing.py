"""Taking a decision on many back: each registration returns to how it stood, unless it was changed since.

What is approved again is asked anew: R1, and a free place where places are counted.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime

from sqlalchemy import update

from events.registration.models import Registration
from events.registration.rules.deciding import ChangedSince, NoPlaceFree, OwnRegistration, Verdict, Words, demand_right
from events.registration.rules.registering import State, UnknownRegistration
from events.registration.services import ending, segment_places
from events.registration.services.before import Before, is_as_left, seats_before, values_of
from events.registration.services.deciding import Bulk, Decided, accompanies, note, take_up, tell
from events.registration.services.returning import return_seats
from foundation.db import atomic, db
from foundation.errors import Refusal
from foundation.letters import House


@atomic
def undo_all(
    actor_id: int,
    edition_key: str,
    numbers: Collection[int],
    was: Mapping[int, Before],
    *,
    house: House,
    now: datetime,
    stamped_at: datetime,
) -> Decided:
    """Let registrations return to how they stood, with what hung on them where it is still free; one letter a person.

    Raises MayNotDecide.
    """
    # Whoever may put registrations back may do this.
    bulk = take_up(actor_id, edition_key, numbers, Verdict.RENEW, Words(), now=now)
    returning = _unchanged(bulk, was)
    segment_places.lock({row.segment_id for row in returning})
    leaving = [row for row in returning if row.state == State.APPROVED]
    _return(bulk, leaving, was, now)
    if leaving:
        parts = list(bulk.parts.values())
        gone = ending.leave(leaving, bulk.standing, parts, bulk.edition, bulk.actor, now=now)
        bulk.ended.extend(gone)
    for is_later in (False, True):
        coming = [row for row in returning if row not in leaving and accompanies(bulk, row) is is_later]
        _return(bulk, _admitted(bulk, coming, was, now), was, now)
    hung = [(row, each) for row in bulk.done for each in seats_before(row, was[row.id])]
    return_seats(hung, bulk.edition, bulk.actor, now=now)
    tell(bulk, [*bulk.done, *bulk.ended], house=house, stamped_at=stamped_at)
    return Decided([row.id for row in bulk.done], {key: each.sentence for key, each in bulk.refused.items()})


def _unchanged(bulk: Bulk, was: Mapping[int, Before]) -> list[Registration]:
    """Those that one may decide on and nobody has changed since; the others are noted with why."""
    found = []
    for row in bulk.rows:
        if row.account_id == bulk.actor_id:
            bulk.refused[row.id] = OwnRegistration()
        elif not bulk.reach.covers(row.segment_id) or row.id not in was:
            bulk.refused[row.id] = UnknownRegistration()
        elif not is_as_left(row, was[row.id]):
            bulk.refused[row.id] = ChangedSince()
        else:
            found.append(row)
    return found


def _admitted(bulk: Bulk, rows: Sequence[Registration], was: Mapping[int, Before], now: datetime) -> list[Registration]:
    """Those that return without a place, and of those that are approved again whom R1 and the places let through."""
    others = [row for row in rows if was[row.id]["state"] != State.APPROVED]
    coming = []
    for row in rows:
        if row not in others:
            try:
                demand_right(bulk.case(row, now))
            except Refusal as refusal:
                bulk.refused[row.id] = refusal
            else:
                coming.append(row)
    admitted = segment_places.admit(coming, now=now) if coming else []
    bulk.refused.update({row.id: NoPlaceFree() for row in coming if row not in admitted})
    return others + admitted


def _return(bulk: Bulk, rows: Sequence[Registration], was: Mapping[int, Before], now: datetime) -> None:
    """Write how registrations stood, in one statement; the rows in hand say it, too."""
    if not rows:
        return
    before = {row.id: row.state for row in rows}
    values = [{"id": row.id, "revision": row.revision + 1, **values_of(was[row.id])} for row in rows]
    db.session.execute(update(Registration), values)
    for row, each in zip(rows, values, strict=True):
        ending.settle(row, **each)
    note(bulk, rows, before, now)
