"""What was done about an organization, by whom and about whom, by their names."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import select

from foundation import access
from foundation.db import db
from foundation.journal import JournalLine
from foundation.sentences import Sentence
from stakeholders.accounts.models import Account
from stakeholders.organizations.rules import AUDITOR, SECRETARIES
from stakeholders.organizations.rules.history import VERB_WORDS, Deed, changes

MOST_LINES = 50
"""How many deeds a file shows."""


def history(organization_ids: Sequence[int]) -> list[Deed]:
    """The latest deeds about an organization and the records that were merged into it, the last first."""
    rows = db.session.scalars(
        select(JournalLine)
        .where(JournalLine.subject_kind == "organization", JournalLine.subject_key.in_(map(str, organization_ids)))
        .order_by(JournalLine.id.desc())
        .limit(MOST_LINES)
    ).all()
    numbers = {_person(row.actor) for row in rows} | {row.facts.get("account") for row in rows}
    known = select(Account.id, Account.name).where(Account.id.in_(numbers - {None}))
    names: dict[int | None, str] = dict(db.session.execute(known).all())
    return [
        Deed(
            row.at,
            VERB_WORDS.get(row.verb, Sentence(row.verb)),
            names.get(_person(row.actor), ""),
            names.get(row.facts.get("account"), ""),
            changes(row.facts),
        )
        for row in rows
    ]


def reads_journal(account_id: int) -> bool:
    """Whether somebody reads the journal of the house, where all of it stands."""
    return access.may(account_id, (SECRETARIES[0], AUDITOR))


def name_of(actor: str) -> str:
    """The name of who did something, by how the journal calls them; empty where that is no person."""
    return db.session.scalar(select(Account.name).where(Account.id == _person(actor))) or ""


def _person(actor: str) -> int | None:
    number = actor.removeprefix("account:")
    return int(number) if number.isdecimal() else None
