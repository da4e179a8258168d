"""Reads of accounts."""

from __future__ import annotations

from sqlalchemy import select

from foundation.db import db
from foundation.signed_in import Person
from stakeholders.accounts.models import Account


def person_of(session_id: str) -> Person | None:
    """The person of a signed-in session ("<account>.<epoch>"); None when it was ended."""
    number, _, epoch = session_id.partition(".")
    if not (number.isdigit() and epoch.isdigit() and len(number) < 19):
        return None
    row = db.session.execute(
        select(Account.id, Account.name, Account.languages, Account.zone, Account.epoch).where(
            Account.id == int(number), Account.verified_at.is_not(None)
        )
    ).first()
    if row is None or row.epoch != int(epoch):
        return None
    return Person(row.id, row.name, (row.languages or ["en"])[0], row.zone, session_id)
