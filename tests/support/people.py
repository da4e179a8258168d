"""Signing a test client in, and finding the people of the demonstration."""

from __future__ import annotations

from flask.testing import FlaskClient
from sqlalchemy import select

from foundation.db import db
from stakeholders.accounts.models import Account


def account(key: str) -> Account:
    """The account with this key in the data ("AC-61"); needs an application context."""
    return db.session.scalars(select(Account).where(Account.key == key)).one()


def sign_in(client: FlaskClient, account: Account) -> FlaskClient:
    """The client with a session as signing in leaves it."""
    with client.session_transaction() as session:
        session["_user_id"] = f"{account.id}.{account.epoch}"
        session["_fresh"] = True
    return client
