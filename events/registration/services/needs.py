"""Asking for what one needs, taking it back, and answering it; what it says goes sealed into the journal."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import select

from events.editions import queries as editions
from events.editions.models import Edition
from events.registration.models import AccessNeed
from events.registration.queries import needs as queries
from events.registration.rules.needs import (
    ANSWER_WORDS,
    AnswerNeeded,
    NeedState,
    NothingNeeded,
    NotRegistered,
    UnknownNeed,
    Wanted,
)
from events.registration.services import people
from foundation import journal, outbox
from foundation.db import atomic, db
from foundation.errors import Forbidden
from foundation.letters import House, in_words
from foundation.outbox import Letter
from foundation.sentences import Sentence
from stakeholders.accounts.models import Account

SUBJECT = Sentence("What you need for {edition}")
SEE_IT = Sentence("See and change what you need: {address}")


@atomic
def ask(account_id: int, edition_key: str, wanted: Wanted, *, now: datetime) -> None:
    """Say what one needs at an edition; it is to be answered then, again where it had been. The same again changes nothing.

    Raises UnknownEdition, NotRegistered, NothingNeeded.
    """
    people.lock(account_id)
    edition = editions.edition(edition_key)
    if not queries.is_registered(account_id, edition.id):
        raise NotRegistered(edition=edition.key)
    if not wanted:
        raise NothingNeeded
    put(account_id, edition, wanted, now=now)


def put(account_id: int, edition: Edition, wanted: Wanted, *, now: datetime) -> None:
    """As `ask`, inside the transaction of a caller who holds the person."""
    row = queries.need_of(account_id, edition.id)
    before = _told(row) if row else None
    if before == {"kinds": list(wanted.kinds), "words": wanted.words}:
        return
    row = row or AccessNeed(account_id=account_id, edition_id=edition.id)
    row.kinds, row.words, row.state, row.asked_at = list(wanted.kinds), wanted.words, NeedState.ASKED, now
    row.answer, row.answered_at, row.answered_by = "", None, ""
    db.session.add(row)
    db.session.flush()
    _note(f"account:{account_id}", "ask", row, edition, {"before": before, "after": _told(row)}, now=now)


@atomic
def take_back(account_id: int, edition_key: str, *, now: datetime) -> None:
    """Need nothing any more: what was said, and its answer, are gone from every page. Again changes nothing."""
    people.lock(account_id)
    edition = editions.edition(edition_key)
    row = queries.need_of(account_id, edition.id)
    if row is not None:
        _note(f"account:{account_id}", "take_back", row, edition, {"before": _told(row)}, now=now)
        db.session.delete(row)
        db.session.flush()


@atomic
def answer(
    planner_id: int,
    edition_key: str,
    need_id: int,
    *,
    state: NeedState,
    words: str,
    house: House,
    now: datetime,
    stamped_at: datetime,
) -> None:
    """Answer a need: arranged, not possible, or (asked) with a question; the person is written to. Again changes nothing.

    Raises Forbidden, UnknownEdition, UnknownNeed, AnswerNeeded.
    """
    edition = editions.edition(edition_key)
    reach = queries.reach_of(planner_id, edition)
    if not reach:
        raise Forbidden
    row = db.session.scalar(
        select(AccessNeed).where(AccessNeed.id == need_id, AccessNeed.edition_id == edition.id).with_for_update()
    )
    if row is None or not queries.is_within(row.account_id, edition.id, reach):
        raise UnknownNeed
    if not words.strip() and state is not NeedState.ARRANGED:
        raise AnswerNeeded
    if row.answered_at and (row.state, row.answer) == (state, words):
        return
    before = {"state": row.state, "answer": row.answer}
    row.state, row.answer, row.answered_at, row.answered_by = state, words, now, f"account:{planner_id}"
    db.session.flush()
    changed = {"before": before, "after": {"state": str(state), "answer": words}}
    _note(row.answered_by, "answer", row, edition, changed, now=now)
    _write(row, edition, house=house, stamped_at=stamped_at)


def _write(row: AccessNeed, edition: Edition, *, house: House, stamped_at: datetime) -> None:
    """Write to the person; the letter repeats nothing of what they said they need."""
    account = db.session.get_one(Account, row.account_id)
    address = house.address(f"/my/needs/{edition.key}", language=account.language)
    subject, text = in_words(
        account.language,
        SUBJECT.with_values(edition=edition.name),
        ANSWER_WORDS[row.state].with_values(edition=edition.name),
        *([row.answer] if row.answer else []),
        SEE_IT.with_values(address=address),
    )
    letter = Letter(
        address=account.email,
        subject=subject,
        text=text,
        kind="access_need",
        language=account.language,
        account_id=account.id,
    )
    outbox.post(letter, domain=house.domain, stamped_at=stamped_at)


def _told(row: AccessNeed) -> dict[str, Any]:
    return {"kinds": list(row.kinds), "words": row.words}


def _note(
    actor: str, verb: str, row: AccessNeed, edition: Edition, personal: Mapping[str, Any], *, now: datetime
) -> None:
    subject = ("access_need", str(row.id))
    journal.note_sealed(actor, verb, subject, row.account_id, personal, now=now, edition=edition.key)
