"""Organizations of the data, people with roles, and what they declared."""

from __future__ import annotations

from datetime import date

from sqlalchemy import select

from foundation.access import HOUSE, Scope, grant
from foundation.db import atomic, db
from stakeholders.accounts.models import Account
from stakeholders.organizations import rules, services
from stakeholders.organizations.models import Organization
from tests.stakeholders.accounts.post import NOON, an_account

FIRST = date(2027, 3, 1)


def organization_id(key: str) -> int:
    return db.session.scalars(select(Organization.id).where(Organization.key == key)).one()


def a_focal_point(key: str, email: str = "focal@people.example") -> Account:
    """Somebody who speaks for an organization."""
    account, scope = an_account(email, name="Fay Focal"), Scope("organization", organization_id(key))
    atomic(grant)(account.id, rules.FOCAL_POINT, scope, actor="test", now=NOON)
    return account


def an_organizer(email: str = "orga@people.example") -> Account:
    """Somebody of the secretariat."""
    account = an_account(email, name="Ora Organizer")
    atomic(grant)(account.id, "organizer", HOUSE, actor="test", now=NOON)
    return account


def declared(
    account: Account, key: str = "ITU", *, how: str = rules.SENT, since: date = FIRST, until: date | None = None
):
    """The number of an affiliation that somebody declared."""
    with_whom = services.Declared(how, key)
    return services.declare(account.id, with_whom, since=since, until=until, now=NOON, stamped_at=NOON)
