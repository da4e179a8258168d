"""Signing a test client in, and finding the people of the demonstration."""

from __future__ import annotations

import time
from secrets import token_urlsafe

from flask.testing import FlaskClient
from sqlalchemy import select

from foundation.db import db
from stakeholders.accounts.models import Account


def account(key: str) -> Account:
    """The account with this key in the data ("AC-61"); needs an application context."""
    return db.session.scalars(select(Account).where(Account.key == key)).one()


def sign_in(client: FlaskClient, account: Account, *, by: str = "link") -> FlaskClient:
    """The client with a session as signing in by a mailed link (or by password) leaves it."""
    with client.session_transaction() as session:
        session["_user_id"] = f"{account.id}.{account.epoch}.{token_urlsafe(16)}"
        session["_fresh"] = True
        session["signed_in_at"], session["by"] = int(time.time()), by
    return client
