"""Reads of accounts and of the links that were mailed to them."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from hashlib import sha256

from sqlalchemy import exists, select
from sqlalchemy.orm import joinedload

from foundation.access import Grant
from foundation.db import db
from foundation.signed_in import Person
from stakeholders.accounts import rules
from stakeholders.accounts.models import Account, EndedSession, MailedLink


def person_of(session_id: str) -> Person | None:
    """The person of a signed-in session ("<account>.<epoch>.<sid>"); None when it was ended."""
    number, _, rest = session_id.partition(".")
    epoch, _, sid = rest.partition(".")
    if not (number.isdecimal() and epoch.isdecimal() and len(number) < 10 and sid):
        return None
    holds_a_role = exists().where(Grant.account_id == Account.id, Grant.revoked_at.is_(None))
    row = db.session.execute(
        select(Account.id, Account.name, Account.languages, Account.zone, Account.epoch, holds_a_role).where(
            Account.id == int(number),
            Account.verified_at.is_not(None),
            ~exists().where(EndedSession.sid_hash == hash_of(sid)),
        )
    ).first()
    if row is None or row.epoch != int(epoch):
        return None
    return Person(row.id, row.name, (row.languages or ["en"])[0], row.zone, session_id, bool(row[-1]))


def account(account_id: int) -> Account:
    """The account of somebody who is signed in."""
    return db.session.get_one(Account, account_id)


def account_at(email: str) -> Account | None:
    """The account of an address, whatever its case."""
    return db.session.scalar(select(Account).where(Account.email == rules.email_as_kept(email)))


def standing_link(token: str, *, at: datetime, purposes: Collection[str] = rules.SIGNING_IN) -> MailedLink:
    """A mailed link for one of these purposes that can still be used, with its account.

    Raises UnknownLink, for links of other purposes too, SpentLink, ExpiredLink.
    """
    link = db.session.scalar(
        select(MailedLink)
        .where(MailedLink.token_hash == hash_of(token), MailedLink.purpose.in_(purposes))
        .options(joinedload(MailedLink.account, innerjoin=True))
    )
    if link is None:
        raise rules.UnknownLink
    rules.check_link(link, address=link.account.email, at=at)
    return link


def hash_of(token: str) -> str:
    """What is kept of a token."""
    return sha256(token.encode()).hexdigest()
