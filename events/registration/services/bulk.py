"""Deciding on many registrations: at once where they are few, else by the background, some people at a time.

What is done of it stands in the transaction that did it, so that a worker which is cut goes on where it was, and nobody
is decided on twice.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import select

from events.editions.models import Edition
from events.registration.models import BulkDecision, Registration
from events.registration.queries.bulk import can_be_undone, kept
from events.registration.queries.desk import numbers, sight
from events.registration.rules.deciding import (
    GIVING_REASONS,
    STANDS_ALREADY,
    UNDO,
    NothingTicked,
    NotToUndo,
    OthersFit,
    UnknownBulk,
    Verdict,
    Words,
)
from events.registration.rules.desk import MOST_AT_ONCE, Filter
from events.registration.rules.registering import MayNotDecide, ReasonNeeded
from events.registration.services.deciding import Decided, decide_all
from events.registration.services.undoing import undo_all
from foundation import jobs, journal
from foundation.db import atomic, db
from foundation.letters import House

JOB = "registrations.decide"
CHUNK = 200
"""How many registrations the background takes at once, and those besides that are of the last person."""


@dataclass(frozen=True)
class Hand:
    """Who decides in which edition, from which house letters go, and when it is."""

    account_id: int
    edition_key: str
    house: House
    now: datetime
    stamped_at: datetime


@atomic
def decide_ticked(hand: Hand, ticked: Collection[int], verdict: Verdict, words: Words) -> int:
    """Decide on those that were ticked; the number of the decision. Raises NothingTicked, and as `decide_all`."""
    if not ticked:
        raise NothingTicked
    return _begin(hand, list(dict.fromkeys(ticked)), verdict, words)


@atomic
def decide_fitting(hand: Hand, wish: Filter, *, expected: int | None, verdict: Verdict, words: Words) -> int:
    """Decide on all that fit a filter; the number of the decision.

    `expected` is how many somebody saw. Raises Forbidden, NothingTicked, OthersFit, and as `decide_all`.
    """
    seen = sight(hand.account_id, hand.edition_key, now=hand.now)
    if not seen.decides:
        raise MayNotDecide
    fitting = numbers(seen, wish, now=hand.now)
    if not fitting:
        raise NothingTicked
    if len(fitting) != expected:
        raise OthersFit(number=len(fitting))
    return _begin(hand, fitting, verdict, words)


@atomic
def undo(hand: Hand, number: int) -> int:
    """Take one's own decision on many back, once; the number of the new one. Raises UnknownBulk, NotToUndo."""
    row = _held(hand, number)
    if not can_be_undone(row):
        raise NotToUndo
    changed = select(Registration.id).where(Registration.id.in_([int(each) for each in row.before]))
    chosen = db.session.scalars(changed.order_by(Registration.account_id, Registration.id)).all()
    return _begin(hand, chosen, UNDO, Words(), undoes_id=row.id)


@atomic
def stop(hand: Hand, number: int) -> None:
    """Stop one's own decision on many; what is done of it stands. Again changes nothing. Raises UnknownBulk."""
    row = _held(hand, number)
    if row.state in ("waiting", "running"):
        row.state, row.ended_at = "stopped", hand.now
        facts = {"edition": hand.edition_key, "done": row.done, "passed_over": len(row.passed_over)}
        journal.note(f"account:{hand.account_id}", "stop", "decision", str(row.id), now=hand.now, **facts)


@atomic
def go_on(number: int, *, house: House, now: datetime, stamped_at: datetime) -> bool:
    """Take the next of a decision; False when nothing is left to do."""
    row = db.session.scalar(
        select(BulkDecision)
        .where(BulkDecision.id == number)
        .with_for_update()
        .execution_options(populate_existing=True)
    )
    if row is None or row.state not in ("waiting", "running"):
        return False
    edition = db.session.get_one(Edition, row.edition_id)
    hand = Hand(row.account_id, edition.key, house, now, stamped_at)
    try:
        _take(row, hand, _next(row))
    except MayNotDecide:
        # Whoever ordered it may no longer decide: nothing more is done in that name.
        row.state, row.ended_at = "stopped", now
    return row.state == "running"


def _begin(hand: Hand, chosen: Sequence[int], verdict: str, words: Words, *, undoes_id: int | None = None) -> int:
    """Note what is to be decided, and decide it now or order it."""
    if verdict in GIVING_REASONS and not words.reason:
        raise ReasonNeeded
    edition_id = sight(hand.account_id, hand.edition_key, now=hand.now).edition.id
    row = BulkDecision(
        edition_id=edition_id,
        account_id=hand.account_id,
        verdict=str(verdict),
        reason=words.reason,
        next_step=words.next_step,
        numbers=list(chosen),
        done=0,
        passed_over={},
        before={},
        undoes_id=undoes_id,
        state="waiting",
        ordered_at=hand.now,
    )
    db.session.add(row)
    db.session.flush()
    facts = {"edition": hand.edition_key, "verdict": str(verdict), "number": len(chosen)}
    journal.note(f"account:{hand.account_id}", "decide_many", "decision", str(row.id), now=hand.now, **facts)
    if len(chosen) <= MOST_AT_ONCE:
        _take(row, hand, chosen)
    else:
        jobs.order(JOB, stamped_at=hand.stamped_at, key=f"{JOB}:{row.id}", decision=row.id)
    return row.id


def _take(row: BulkDecision, hand: Hand, chosen: Sequence[int]) -> None:
    """Decide on some of a decision's registrations, and note what became of them."""
    decided = _decided(row, hand, chosen)
    why = {**decided.passed_over, **dict.fromkeys(decided.stood, STANDS_ALREADY)}
    row.passed_over = {**row.passed_over, **{str(number): kept(why[number]) for number in chosen if number in why}}
    row.before = {**row.before, **{str(number): before for number, before in decided.before.items()}}
    row.done += len(decided.done)
    is_done = row.done + len(row.passed_over) >= len(row.numbers)
    row.state, row.ended_at = ("done", hand.now) if is_done else ("running", None)
    db.session.flush()


def _decided(row: BulkDecision, hand: Hand, chosen: Sequence[int]) -> Decided:
    times: dict[str, Any] = {"house": hand.house, "now": hand.now, "stamped_at": hand.stamped_at}
    if row.undoes_id is not None:
        undone = db.session.get_one(BulkDecision, row.undoes_id)
        was = {number: undone.before[str(number)] for number in chosen}
        return undo_all(hand.account_id, hand.edition_key, chosen, was, **times)
    how: dict[str, Any] = {"verdict": Verdict(row.verdict), "reason": row.reason, "next_step": row.next_step}
    return decide_all(hand.account_id, hand.edition_key, chosen, **how, **times)


def _next(row: BulkDecision) -> list[int]:
    """The next numbers, up to the last registration of the last person: nobody is written to twice."""
    left = row.numbers[row.done + len(row.passed_over) :]
    some = left[: CHUNK + 20]
    rows = db.session.execute(select(Registration.id, Registration.account_id).where(Registration.id.in_(some)))
    whose = dict(rows.all())
    end = min(CHUNK, len(some))
    while end < len(some) and whose.get(some[end]) == whose.get(some[end - 1]):
        end += 1
    return some[:end]


def _held(hand: Hand, number: int) -> BulkDecision:
    """One's own decision on many, locked."""
    seen = sight(hand.account_id, hand.edition_key, now=hand.now)
    row = db.session.get(BulkDecision, number, with_for_update=True)
    if row is None or row.edition_id != seen.edition.id or row.account_id != hand.account_id:
        raise UnknownBulk
    return row
