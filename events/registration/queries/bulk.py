"""A decision on many registrations: how far it is, what was passed over and why."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import func, select

from events.editions.models import Edition, Segment
from events.registration.models import BulkDecision, Registration
from events.registration.queries.desk import sight
from events.registration.queries.hanging import Loss, loss
from events.registration.queries.narrowing import Sight, fitting, narrowed
from events.registration.rules.deciding import OthersFit, UnknownBulk
from events.registration.rules.desk import Filter
from foundation.db import db
from foundation.sentences import Sentence
from stakeholders.accounts.models import Account

PAGE = 200


@dataclass(frozen=True)
class PassedOver:
    """A registration that was not decided on: whose, for what, and why not; a number of none has no name."""

    number: int
    name: str | None
    part: str
    why: Sentence


@dataclass(frozen=True)
class Bulk:
    """A decision on many, and a page of those that were passed over."""

    edition: Edition
    decision: BulkDecision
    passed_over: Sequence[PassedOver]
    page: int
    last_page: int
    may_undo: bool

    @property
    def total(self) -> int:
        return len(self.decision.numbers)

    @property
    def taken(self) -> int:
        return self.decision.done + len(self.decision.passed_over)

    @property
    def is_going_on(self) -> bool:
        return self.decision.state in ("waiting", "running")


def bulk(account_id: int, edition_key: str, number: int, *, page: int, now: datetime) -> Bulk:
    """A decision on many, for who made it and for who reads all of the edition; raises Forbidden, UnknownBulk."""
    seen = sight(account_id, edition_key, now=now)
    row = db.session.get(BulkDecision, number)
    is_own = row is not None and row.account_id == account_id
    if row is None or row.edition_id != seen.edition.id or not (is_own or seen.reads.is_whole):
        raise UnknownBulk
    last_page = max(1, -(-len(row.passed_over) // PAGE))
    page = min(page, last_page)
    may_undo = is_own and bool(seen.decides) and can_be_undone(row)
    return Bulk(seen.edition, row, _passed_over(row, seen, page), page, last_page, may_undo)


def at_stake(
    account_id: int, edition_key: str, chosen: Filter | Collection[int], *, expected: int | None = None, now: datetime
) -> Loss:
    """What goes when those ticked, or all that fit, are approved no more, of those on which one decides.

    `expected` is how many that fit somebody saw. Raises Forbidden, OthersFit.
    """
    seen = sight(account_id, edition_key, now=now)
    decided = [each.segment.id for each in seen.parts if seen.decides.covers(each.segment.id)]
    numbers = select(Registration.id)
    if isinstance(chosen, Filter):
        numbers = narrowed(numbers, fitting(seen, chosen, now=now), chosen.state)
        fit = db.session.scalar(select(func.count()).select_from(numbers.subquery())) or 0
        if fit != expected:
            raise OthersFit(number=fit)
    else:
        numbers = numbers.where(Registration.id.in_(chosen))
    return loss(numbers.where(Registration.segment_id.in_(decided), Registration.account_id != account_id))


def can_be_undone(row: BulkDecision) -> bool:
    """Whether a decision has ended, has changed something, and was neither taken back nor takes another one back."""
    if row.state not in ("done", "stopped") or not row.before or row.undoes_id is not None:
        return False
    return db.session.scalar(select(BulkDecision.id).where(BulkDecision.undoes_id == row.id)) is None


def _passed_over(row: BulkDecision, seen: Sight, page: int) -> list[PassedOver]:
    """A page of those passed over; what lies out of the reader's reach is the number that was sent, and no more."""
    some = list(row.passed_over.items())[(page - 1) * PAGE : page * PAGE]
    rows = db.session.execute(
        select(Registration.id, Account.name, Segment.name)
        .join(Account, Account.id == Registration.account_id)
        .join(Segment, Segment.id == Registration.segment_id)
        .where(
            Registration.id.in_([int(number) for number, _ in some]),
            Registration.segment_id.in_([each.segment.id for each in seen.parts if seen.reads.covers(each.segment.id)]),
        )
    )
    named = {number: (name, part) for number, name, part in rows}
    found = []
    for number, why in some:
        name, part = named.get(int(number), (None, ""))
        found.append(PassedOver(int(number), name, part, said(why)))
    return found


def kept(sentence: Sentence) -> dict[str, Any]:
    """A sentence as JSON holds it, with the sentences in it."""
    values = {
        name: kept(value) if isinstance(value, Sentence) else value if isinstance(value, int) else str(value)
        for name, value in sentence.values.items()
    }
    return {"text": sentence.text, "values": values}


def said(kept_words: Mapping[str, Any]) -> Sentence:
    """The sentence that was kept."""
    values = {
        name: said(value) if isinstance(value, Mapping) else value for name, value in kept_words["values"].items()
    }
    return Sentence(kept_words["text"], **values)
