"""A table of people: read and kept with what is wrong, dropped, or confirmed; taken by the background in one transaction, once."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from sqlalchemy import select

from events.delegations.models import Import
from events.delegations.queries.ground import ground
from events.delegations.queries.imports import demand_own, import_of
from events.delegations.queries.reach import Reach, reach
from events.delegations.rules import imports as rules
from events.delegations.rules.imports import ImportState
from events.delegations.rules.ranks import NotYourDelegation
from events.delegations.rules.rows import Checked, Fault, Good, check_rows
from events.delegations.rules.tables import Row, read_table
from events.delegations.services.putting import Put, put_all
from events.editions import queries as editions
from events.editions.models import Edition
from events.registration.rules.on_behalf import Become
from events.registration.services.on_behalf import Hand
from foundation import jobs, journal
from foundation.db import atomic, db
from stakeholders.organizations.models import Organization

CONFIRMED = "import.confirmed"
"""The job that takes the good rows of a table."""


@atomic
def read(hand: Hand, edition_key: str, content: bytes, *, name: str, late_reason: str = "") -> int:
    """Read a table and keep it with what is wrong with each row; nobody is registered by that. Returns its number.

    `late_reason`: a registrar takes people after registration has closed, too. Raises UnknownEdition,
    NotYourDelegation and what makes a file no table.
    """
    edition = editions.edition_in_full(edition_key)
    within = reach(hand.account_id, edition)
    if not within.writes:
        raise NotYourDelegation
    rows = read_table(content)
    is_late = bool(late_reason) and bool(within.registrar)
    checked = check_rows(rows, ground(edition, rows, within, is_late=is_late, now=hand.now))
    of = sorted(within.organizations)
    kept = Import(
        edition_id=edition.id,
        organization_id=None if within.registrar or len(of) != 1 else of[0],
        account_id=hand.account_id,
        name=name[: rules.MOST_NAME],
        rows=[rules.as_json(each) for each in checked],
        state=ImportState.READ,
        read_at=hand.now,
        result={"late_reason": late_reason} if is_late else {},
    )
    db.session.add(kept)
    db.session.flush()
    bad = sum(bool(each.faults) for each in checked)
    _note(hand, "read_table", kept, edition, rows=len(checked), bad=bad)
    return kept.id


@atomic
def confirm(hand: Hand, edition_key: str, number: int) -> None:
    """Have the good rows taken by the background. Again changes nothing.

    Raises UnknownEdition, UnknownImport, NotYourImport, DroppedBefore, NothingGood.
    """
    edition, kept = _held(hand, edition_key, number)
    if kept.state in (ImportState.CONFIRMED, ImportState.DONE):
        return
    if kept.state == ImportState.DROPPED:
        raise rules.DroppedBefore
    good = sum(rules.is_good(each) for each in kept.rows)
    if not good:
        raise rules.NothingGood
    kept.state, kept.confirmed_at = ImportState.CONFIRMED, hand.now
    jobs.order(CONFIRMED, stamped_at=hand.stamped_at, key=f"import:{kept.id}", number=kept.id)
    _note(hand, "confirm_table", kept, edition, good=good)


@atomic
def drop(hand: Hand, edition_key: str, number: int) -> None:
    """Drop a table that is not confirmed: nothing of it is kept. Again changes nothing. Raises as `confirm`, and ConfirmedBefore."""
    edition, kept = _held(hand, edition_key, number)
    if kept.state == ImportState.DROPPED:
        return
    if kept.state != ImportState.READ:
        raise rules.ConfirmedBefore
    kept.state, kept.rows = ImportState.DROPPED, []
    _note(hand, "drop_table", kept, edition)


@atomic
def take(number: int, hand_of: Callable[[int], Hand]) -> bool:
    """Take the good rows of a confirmed table, all of them or none, in one transaction; False when that is done already.

    `hand_of` makes the hand of who has confirmed it. Rows are looked at once more: what has become wrong meanwhile is
    left, and told.
    """
    kept = db.session.scalar(select(Import).where(Import.id == number).with_for_update())
    if kept is None or kept.state != ImportState.CONFIRMED:
        return False
    hand = hand_of(kept.account_id)
    edition = editions.edition_in_full(db.session.get_one(Edition, kept.edition_id).key)
    within = reach(hand.account_id, edition)
    rows = [rules.row_of(each) for each in kept.rows if rules.is_good(each)]
    checked = _again(edition, rows, within, hand, is_late=bool(kept.result.get("late_reason")))
    good = [(each.row, each.good) for each in checked if each.good]
    puts = put_all(
        hand,
        edition,
        [each for _, each in good],
        may_renew=bool(within.registrar),
        speaks_for=_speaks_for(within, good),
    )
    left = [(each.row, each.faults) for each in checked if each.faults]
    left += [(row, [fault]) for (row, _), put in zip(good, puts, strict=True) if (fault := _fault(put))]
    kept.state, kept.done_at = ImportState.DONE, hand.now
    kept.result = {
        **kept.result,
        "taken": len(rows) - len(left),
        "left": [rules.left_as_json(row, faults) for row, faults in left],
    }
    _note(hand, "take_table", kept, edition, taken=len(rows) - len(left), left=len(left))
    return True


def _again(edition: Edition, rows: Sequence[Row], within: Reach, hand: Hand, *, is_late: bool) -> list[Checked]:
    if not within.writes:
        return [Checked(row, (Fault("organization", rules.NO_LONGER_YOURS),), None) for row in rows]
    return check_rows(rows, ground(edition, rows, within, is_late=is_late, now=hand.now))


def _speaks_for(within: Reach, good: Sequence[tuple[Row, Good]]) -> Organization | None:
    """For whom who has sent the table speaks; None for the secretariat."""
    if within.registrar or not good:
        return None
    return db.session.get_one(Organization, good[0][1].organization_id)


def _fault(put: Put) -> Fault | None:
    if put.taken.become is Become.AGAINST:
        return Fault("organization", put.taken.against or rules.NOT_TAKEN)
    if put.taken.become is Become.KEPT:
        return Fault("email", rules.REFUSED_BEFORE)
    return Fault("email", rules.IN_IT_MEANWHILE) if put.was_in_it else None


def _held(hand: Hand, edition_key: str, number: int) -> tuple[Edition, Import]:
    edition = editions.edition_in_full(edition_key)
    kept = import_of(edition, number, held=True)
    demand_own(hand.account_id, edition, kept)
    return edition, kept


def _note(hand: Hand, verb: str, kept: Import, edition: Edition, **facts: Any) -> None:
    journal.note(hand.actor, verb, "import", str(kept.id), now=hand.now, edition=edition.key, **facts)
