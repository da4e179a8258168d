"""The places of a segment: approval takes one where the segment has quotas, and what ends frees it.

Who holds a place there is told by the approved registrations themselves, and by the offers that hold; the rows of seats
are of those who wait or waited.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from datetime import datetime
from functools import cache
from typing import Any

from sqlalchemy import func, null, select, tuple_
from sqlalchemy.dialects import postgresql, sqlite

from events.editions.models import Edition, Segment
from events.registration.models import Registration, Seat, WaitingList
from events.registration.rules.quotas import Book, Claim
from events.registration.rules.registering import BY_RULE, State
from events.registration.services import offering
from events.registration.services.offering import WAITS
from foundation.confidence import Confidence
from foundation.db import db, directly, table_of


def lock(segment_ids: Collection[int]) -> None:
    """Lock segments before anything is decided in them; after the people, before any meeting."""
    offering.lock(Segment, segment_ids)


def admit(rows: Sequence[Registration], *, now: datetime) -> list[Registration]:
    """Those of some registrations that have a place now, in the order in which they came; the others wait for one.

    Inside the caller's transaction, before they are approved. Those who wait already come first. What is approved
    keeps its place. Nothing hangs on how many there are.
    """
    numbers = {row.segment_id for row in rows}
    lock(numbers)
    found = offering.pass_on_in_segments(numbers, now=now)
    # Asked even where nothing bounds the places: an offer outlives the quota that it was made under.
    seats = _seats(rows)
    admitted, waiting = [], []
    for row in sorted(rows, key=lambda each: (each.registered_at, each.id)):
        seat, book = seats.get((row.segment_id, row.account_id)), found.get(row.segment_id)
        if book is None or row.state == State.APPROVED or (seat and seat.state == "offered"):
            admitted.append(row)
        elif book.has_room(claim_of(row)):
            admitted.append(row)
            found[row.segment_id] = book.with_one(claim_of(row))
        elif seat is None or seat.state == "cancelled":
            waiting.append(row)
    _settle([seats[key] for row in admitted if (key := (row.segment_id, row.account_id)) in seats], now=now)
    _queue(waiting, seats, now=now)
    return admitted


def waits(row: Registration) -> bool:
    """Whether somebody waits for a place of the registration's segment: where no list is kept, nobody does."""
    return bool(waiting_of([row]))


def waiting_of(rows: Sequence[Registration]) -> set[int]:
    """Those of some registrations, by number, whose people wait for a place of their segment."""
    seats = _seats(rows) if rows else {}
    return {row.id for row in rows if (seat := seats.get((row.segment_id, row.account_id))) and seat.state == "waiting"}


def release(rows: Sequence[Registration], *, now: datetime) -> None:
    """Free the places of registrations that ended or changed, and pass them on. Inside the caller's transaction."""
    numbers = {row.segment_id for row in rows}
    lock(numbers)
    held = [seat for seat in _seats(rows).values() if seat.state != "cancelled"]
    _move(held, "cancelled", "give_seat_back", now=now)
    offering.pass_on_in_segments(numbers, now=now)


def fits(row: Registration, claim: Claim, *, now: datetime) -> bool:
    """Whether a registration that holds a place would still have one with another constituency, organization or mode.

    The segment is locked from then on. Who holds no place may change.
    """
    lock([row.segment_id])
    book = offering.pass_on_in_segments([row.segment_id], now=now).get(row.segment_id)
    if book is None:
        return True
    seat = _seats([row]).get((row.segment_id, row.account_id))
    holds = row.state == State.APPROVED or (seat is not None and seat.state == "offered")
    return not holds or _is_no_worse(book, claim_of(row), claim)


def pass_on(segment_ids: Collection[int], *, now: datetime) -> None:
    """Pass on what became free in some segments, inside the caller's transaction."""
    lock(segment_ids)
    offering.pass_on_in_segments(segment_ids, now=now)


def claim_of(row: Registration) -> Claim:
    """What quotas look at in a registration."""
    return Claim(row.constituency_id, row.organization_id, row.mode)


def _is_no_worse(book: Book, present: Claim, wanted: Claim) -> bool:
    """Whether there is room in every quota that counts the wanted place and does not count the present one."""
    return all(book.held_in(bound) < bound.places for bound in book.bounding(wanted) if not bound.fits(present))


def _seats(rows: Iterable[Registration]) -> dict[tuple[int, int], Seat]:
    pairs = [(row.segment_id, row.account_id) for row in rows]
    wanted = (
        select(Seat)
        .where(tuple_(Seat.segment_id, Seat.account_id).in_(pairs))
        .order_by(Seat.id)
        .execution_options(populate_existing=True)
    )
    return {(seat.segment_id or 0, seat.account_id): seat for seat in db.session.scalars(wanted)}


def _settle(seats: Sequence[Seat], *, now: datetime) -> None:
    """Those who waited and have a place now."""
    _move([seat for seat in seats if seat.state in ("waiting", "offered")], "seated", "take_seat", now=now)


def _move(seats: Sequence[Seat], state: str, verb: str, *, now: datetime) -> None:
    names = _names({seat.segment_id or 0 for seat in seats})
    moves = []
    for seat in seats:
        actor = f"account:{seat.account_id}"
        moves.append((actor, verb, names[seat.segment_id or 0], seat.account_id, seat.state, state))
        seat.state, seat.changed_at = state, now
        seat.offer_ends_at, seat.position, seat.note = None, None, ""
    offering.note_all(moves, now=now)


def _queue(rows: Sequence[Registration], seats: dict[tuple[int, int], Seat], *, now: datetime) -> None:
    """Put registrations at the end of their segments' lists, in the order in which they came."""
    unkept = _without_list({row.segment_id for row in rows})
    rows = [row for row in rows if row.segment_id not in unkept]
    numbers = {row.segment_id for row in rows}
    names, last = _names(numbers), _last_positions(numbers)
    waits, moves = [], []
    for row in rows:
        seat = seats.get((row.segment_id, row.account_id))
        last[row.segment_id] = last.get(row.segment_id, 0) + 1
        waits.append({"segment_id": row.segment_id, "account_id": row.account_id, "position": last[row.segment_id]})
        before = seat.state if seat else "none"
        moves.append((BY_RULE, "join_list", names[row.segment_id], row.account_id, before, "waiting"))
    if waits:
        # Named as returned, they go as one statement and not as one each.
        directly(_waiting(db.engine.dialect.name), [{**each, **_WAITS, "changed_at": now} for each in waits]).all()
        offering.note_all(moves, now=now)
        offering.tell([(seat.id, WAITS) for seat in _seats(rows).values()])


_WAITS: dict[str, Any] = {"state": "waiting", "confidence": Confidence.SURE, "confidences": {}, "note": ""}


@cache
def _waiting(dialect: str) -> Any:
    """That somebody waits for a place of a segment, whatever was before."""
    insert = postgresql.insert if dialect == "postgresql" else sqlite.insert
    new = insert(table_of(Seat))
    again = {name: new.excluded[name] for name in ("state", "position", "changed_at", "note")}
    changed = new.on_conflict_do_update(
        index_elements=["segment_id", "account_id"], set_={**again, "offer_ends_at": null()}
    )
    return changed.returning(table_of(Seat).c.id)


def _last_positions(segment_ids: Collection[int]) -> dict[int, int]:
    last = select(Seat.segment_id, func.max(Seat.position)).where(Seat.segment_id.in_(segment_ids))
    rows = db.session.execute(last.group_by(Seat.segment_id)) if segment_ids else ()
    return {number: position or 0 for number, position in rows if number}


def _without_list(segment_ids: Collection[int]) -> set[int]:
    """Segments of which the desk says that nobody waits there."""
    if not segment_ids:
        return set()
    wanted = select(WaitingList.segment_id)
    rows = db.session.scalars(wanted.where(WaitingList.segment_id.in_(segment_ids), ~WaitingList.is_kept))
    return {number for number in rows if number}


def _names(segment_ids: Collection[int]) -> dict[int, str]:
    """How the journal calls segments."""
    if not segment_ids:
        return {}
    rows = db.session.execute(
        select(Segment.id, Edition.key, Segment.key)
        .join(Edition, Edition.id == Segment.edition_id)
        .where(Segment.id.in_(segment_ids))
    )
    return {number: f"{edition}/segments/{key}" for number, edition, key in rows}
