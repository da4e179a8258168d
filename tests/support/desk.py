"""People of a test's own who stand at a desk: with a role in a scope, needing no data of the demonstration."""

from __future__ import annotations

from datetime import UTC, datetime

from sqlalchemy import select

from events.editions.models import Edition
from events.programme.services.drafting import Hand
from foundation import access
from foundation.access import HOUSE, Scope
from foundation.confidence import Confidence
from foundation.db import atomic, db
from stakeholders.accounts.models import Account
from stakeholders.organizations.models import Organization

NOW = datetime(2027, 4, 21, 9, tzinfo=UTC)
STAMPED = datetime(2099, 1, 1, tzinfo=UTC)


@atomic
def somebody(name: str, role: str | None = None, scope: Scope = HOUSE) -> Account:
    """The account of that name, made when it is first asked for, holding a role."""
    email = f"{name.lower().replace(' ', '.')}@desk.example"
    found = db.session.scalar(select(Account).where(Account.email == email))
    if found is None:
        found = Account(
            email=email,
            name=name,
            languages=["en"],
            verified_at=NOW,
            created_at=NOW,
            confidence=Confidence.ILLUSTRATIVE,
        )
        db.session.add(found)
        db.session.flush()
    if role is not None:
        access.grant(found.id, role, scope, actor="test", now=NOW)
    return found


def an_organizer(name: str = "Ola Organizer") -> Account:
    """An organizer of the house."""
    return somebody(name, "organizer")


def a_programme_organizer(edition: str = "2027", name: str = "Pia Programme") -> Account:
    """An organizer of one edition's programme."""
    return somebody(name, "programme_organizer", Scope("edition", _id(Edition, edition)))


def a_focal_point(body: str, name: str = "Fodé Focal") -> Account:
    """The focal point of a body."""
    return somebody(name, "focal_point", Scope("organization", _id(Organization, body)))


def hand(account: Account) -> Hand:
    """An account's hand at a desk."""
    return Hand(account.id, NOW, STAMPED)


def _id(model: type[Edition | Organization], key: str) -> int:
    return db.session.scalars(select(model.id).where(model.key == key)).one()
