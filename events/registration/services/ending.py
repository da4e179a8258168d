"""Ending registrations, many people's at once: their seats go back, and what only went with them goes, too."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ClauseElement, select, update
from sqlalchemy.orm import attributes, contains_eager

from events.editions.models import Edition, Segment
from events.registration.models import Registration
from events.registration.queries.capacities import EditionPart
from events.registration.rules.registering import BY_RULE, NO_OTHER_PART, STANDING, State
from events.registration.services import segment_places
from events.registration.services.freeing import free_seats
from foundation import journal
from foundation.db import db

VERBS: Mapping[str, str] = {
    State.NEW: "renew",
    State.PRE_APPROVED: "pre_approve",
    State.APPROVED: "approve",
    State.REFUSED: "refuse",
    State.WITHDRAWN: "withdraw",
    State.ON_HOLD: "hold",
}
"""How the journal says that a registration came to a state."""

Standing = Mapping[int, Mapping[int, Registration]]
"""The registrations of some people in an edition: by account, then by segment."""


@dataclass(frozen=True)
class Ending:
    """To which state registrations come, why, what the person can do, and who says so."""

    state: State
    actor: str
    reason: str = ""
    next_step: str = ""


def standing_of(account_ids: Sequence[int] | set[int], edition_id: int) -> dict[int, dict[int, Registration]]:
    """The registrations of some people in an edition as they stand now, in one read."""
    found: dict[int, dict[int, Registration]] = {number: {} for number in account_ids}
    rows = db.session.scalars(
        select(Registration)
        .join(Segment, Segment.id == Registration.segment_id)
        .where(Registration.account_id.in_(found), Segment.edition_id == edition_id)
        .order_by(Registration.id)
        .options(contains_eager(Registration.segment).joinedload(Segment.session))
        .execution_options(populate_existing=True)
    )
    for row in rows:
        found[row.account_id][row.segment_id] = row
    return found


def end_all(
    rows: Sequence[Registration],
    standing: Standing,
    parts: Sequence[EditionPart],
    edition: Edition,
    ending: Ending,
    *,
    now: datetime,
) -> list[Registration]:
    """End registrations of locked people inside the caller's transaction; returns all that ended, companions last."""
    names = {each.segment.id: each.segment.key for each in parts}
    before = {row.id: row.state for row in rows}
    is_open_again = ending.state == State.NEW
    change(
        rows,
        state=ending.state,
        reason=ending.reason,
        next_step=ending.next_step,
        decided_at=None if is_open_again else now,
        decided_by="" if is_open_again else ending.actor,
    )
    journal.note_all([line(ending.actor, row, names[row.segment_id], edition, before[row.id], now) for row in rows])
    return [*rows, *leave(rows, standing, parts, edition, ending.actor, now=now)]


def leave(
    rows: Sequence[Registration],
    standing: Standing,
    parts: Sequence[EditionPart],
    edition: Edition,
    actor: str,
    *,
    now: datetime,
) -> list[Registration]:
    """Let go of what hangs on registrations that are approved no more; returns the companions that ended with them."""
    going = list(_companions(rows, standing, parts))
    names = {each.segment.id: each.segment.key for each in parts}
    before = {row.id: row.state for row in going}
    gone = {"reason": str(NO_OTHER_PART), "next_step": "", "decided_at": now, "decided_by": BY_RULE}
    change(going, state=State.WITHDRAWN, **gone)
    if going:
        journal.note_all([line(actor, row, names[row.segment_id], edition, before[row.id], now) for row in going])
    # Segments are locked before meetings.
    ended = [*rows, *going]
    segment_places.release(ended, now=now)
    free_seats([(row.account_id, row.segment_id) for row in ended], edition, now=now, actor=actor)
    return going


def change(rows: Sequence[Registration], **values: Any) -> None:
    """Write the same values into some registrations in one statement; the rows in hand say them, too."""
    if not rows:
        return
    db.session.execute(
        update(Registration)
        .where(Registration.id.in_([row.id for row in rows]))
        .values(**values, revision=Registration.revision + 1)
        .execution_options(synchronize_session=False)
    )
    for row in rows:
        settle(row, **{name: value for name, value in values.items() if not isinstance(value, ClauseElement)})
        settle(row, revision=row.revision + 1)


def settle(row: Registration, **values: Any) -> None:
    """Let a row in hand say what was written of it."""
    for name, value in values.items():
        attributes.set_committed_value(row, name, value)


def line(
    actor: str, row: Registration, segment_key: str, edition: Edition, before: str, now: datetime
) -> dict[str, Any]:
    """The line of the journal for what a registration came to."""
    facts = {"edition": edition.key, "segment": segment_key, "account": row.account_id, "state": str(row.state)}
    facts |= {"before": str(before), "after": str(row.state)}
    return journal.line(actor, VERBS[row.state], "registration", str(row.id), now=now, **facts)


def _companions(
    rows: Sequence[Registration], standing: Standing, parts: Sequence[EditionPart]
) -> Iterator[Registration]:
    """What only went with registrations that end: no other part of the same person is approved."""
    going = {row.id for row in rows}
    for account_id in dict.fromkeys(row.account_id for row in rows):
        left = {number: row for number, row in standing[account_id].items() if row.id not in going}
        for each in parts:
            other = left.get(each.segment.id)
            if other and each.part.accompanies and other.state in STANDING:
                approved = (row for row in left.values() if row.state == State.APPROVED and row is not other)
                if next(approved, None) is None:
                    yield other
