"""Accounts for people whom somebody else registers, and the links by which these people say whether that is right."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from secrets import token_urlsafe

from sqlalchemy import select
from sqlalchemy.dialects import postgresql, sqlite

from foundation.confidence import Confidence
from foundation.db import db, insert_all
from stakeholders.accounts import rules
from stakeholders.accounts.models import Account, MailedLink
from stakeholders.accounts.queries import hash_of


@dataclass(frozen=True)
class Named:
    """A person as somebody else names them. It is written down where there is no account of that address yet."""

    email: str
    name: str
    name_latin: str = ""
    language: str = "en"


def accounts_of(people: Iterable[Named], *, zone: str, now: datetime) -> dict[str, Account]:
    """The accounts of these addresses (as they are kept), locked in the order of their numbers; new ones are made.

    Inside the caller's transaction, in a fixed number of statements. A new one can be signed in to once its person
    has followed a link; of one that is there, nothing is changed.
    """
    wanted = {each.email: each for each in people}
    there = set(db.session.scalars(select(Account.email).where(Account.email.in_(wanted))))
    new = [_values(each, zone=zone, now=now) for email, each in wanted.items() if email not in there]
    if new:
        dialect = postgresql if db.engine.dialect.name == "postgresql" else sqlite
        # Somebody may sign up with the same address at this very moment.
        statement = dialect.insert(Account).on_conflict_do_nothing(index_elements=["email"]).returning(Account.id)
        db.session.execute(statement, new).all()
    rows = db.session.scalars(
        select(Account)
        .where(Account.email.in_(wanted))
        .order_by(Account.id)
        .with_for_update(key_share=True)
        .execution_options(populate_existing=True)
    )
    return {row.email: row for row in rows}


def make_links(accounts: Sequence[Account], *, about: int, stamped_at: datetime) -> dict[int, str]:
    """A link for each of some accounts to answer an invitation by, inside the caller's transaction: its token, by account."""
    tokens = {account.id: token_urlsafe(32) for account in accounts}
    expires_at = stamped_at + rules.LIVES[rules.INVITED]
    rows = [
        {
            "account_id": account.id,
            "purpose": rules.INVITED,
            "about": about,
            "token_hash": hash_of(tokens[account.id]),
            "email": account.email,
            "made_at": stamped_at,
            "expires_at": expires_at,
        }
        for account in accounts
    ]
    insert_all(MailedLink, rows)
    return tokens


def _values(each: Named, *, zone: str, now: datetime) -> dict[str, object]:
    return {
        "email": each.email,
        "name": each.name,
        "name_latin": each.name_latin,
        "languages": [each.language],
        "zone": zone,
        "access_needs": "",
        "created_at": now,
        "epoch": 1,
        "confidence": Confidence.SURE,
        "confidences": {},
    }
