"""A decision on many registrations: how far it is, what was passed over and why."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import select

from events.editions.models import Edition, Segment
from events.registration.models import BulkDecision, Registration
from events.registration.queries.desk import sight
from events.registration.rules.deciding import UNDONE_BY, UnknownBulk, Verdict
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
    def verdict(self) -> Verdict:
        return Verdict(self.decision.verdict)

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
    return Bulk(seen.edition, row, _passed_over(row, page), page, last_page, may_undo)


def can_be_undone(row: BulkDecision) -> bool:
    """Whether a decision has ended, and is one that can honestly be taken back."""
    return row.state in ("done", "stopped") and row.done > 0 and Verdict(row.verdict) in UNDONE_BY


def numbers_done(row: BulkDecision) -> list[int]:
    """The registrations that a decision was made on."""
    taken = row.numbers[: row.done + len(row.passed_over)]
    return [number for number in taken if str(number) not in row.passed_over]


def _passed_over(row: BulkDecision, page: int) -> list[PassedOver]:
    some = list(row.passed_over.items())[(page - 1) * PAGE : page * PAGE]
    rows = db.session.execute(
        select(Registration.id, Account.name, Segment.name)
        .join(Account, Account.id == Registration.account_id)
        .join(Segment, Segment.id == Registration.segment_id)
        .where(Registration.id.in_([int(number) for number, _ in some]), Segment.edition_id == row.edition_id)
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
