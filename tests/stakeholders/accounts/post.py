"""What the house has mailed, and the links in it."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import select

from foundation import clock, passwords
from foundation.confidence import Confidence
from foundation.db import atomic, db
from foundation.letters import House
from foundation.outbox import OutboxMessage
from stakeholders.accounts.models import Account

HOUSE = House("http://127.0.0.1:8000", "linkage.example")
NOON = datetime(2027, 3, 1, 12, 0, tzinfo=UTC)


def letters(address: str) -> list[OutboxMessage]:
    """The letters to an address, the first first."""
    db.session.rollback()
    found = db.session.scalars(
        select(OutboxMessage).where(OutboxMessage.address == address).order_by(OutboxMessage.id)
    ).all()
    # What is read next is read anew, not out of this transaction.
    db.session.expunge_all()
    db.session.rollback()
    return list(found)


def link_to(address: str, origin: str = HOUSE.origin) -> str:
    """The path of the link in the last letter to an address."""
    found = re.search(re.escape(origin) + r"(\S+)", letters(address)[-1].text)
    assert found is not None
    return found[1]


def token_to(address: str) -> str:
    """The token in the last letter to an address."""
    return link_to(address).partition("/my/links/")[2].partition("?")[0]


@atomic
def an_account(email: str, *, password: str | None = None, language: str = "en", name: str = "Ada Sample") -> Account:
    """An account whose address is confirmed."""
    account = Account(
        email=email,
        name=name,
        languages=[language],
        zone="Europe/Zurich",
        password_hash=passwords.hashed(password) if password else None,
        created_at=NOON,
        verified_at=NOON,
        confidence=Confidence.SURE,
    )
    db.session.add(account)
    db.session.flush()
    # Let go, so that asking for its number later reads nothing.
    db.session.expunge(account)
    return account


def stop_the_clock(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the system's instant stand still five minutes into a span of a limit, however slow the machine is."""
    here = clock.wire_now()
    begun = here - timedelta(seconds=int(here.timestamp()) % 900)
    monkeypatch.setattr(clock, "wire_now", lambda: begun + timedelta(minutes=5))


def as_kept(account: Account) -> Account:
    """The account as another transaction finds it now."""
    db.session.rollback()
    return db.session.scalars(
        select(Account).where(Account.id == account.id).execution_options(populate_existing=True)
    ).one()
