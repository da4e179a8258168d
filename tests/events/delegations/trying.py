"""What the tests of delegations begin with: hands, places, people as they are typed, tables."""

from __future__ import annotations

from typing import Any

from sqlalchemy import select

from events.delegations.models import Delegation, Import, Member
from events.delegations.services.members import Newcomer, Place
from events.editions.models import Segment
from events.registration.models import Registration
from events.registration.services.on_behalf import Hand
from foundation.db import db
from foundation.outbox import OutboxMessage
from stakeholders.accounts.models import Account
from stakeholders.organizations.models import Organization
from tests.events.registration.people import HOUSE, NOW, STAMP, number

HEADER = "part,organization,email,name,rank,function,may speak,speaks for,takes part,language,from,until"


def hand(key: str, **times: Any) -> Hand:
    """The hand of a person of the demonstration."""
    return Hand(number(key), HOUSE, times.get("now", NOW), times.get("stamped_at", STAMP))


def organization(key: str) -> int:
    return db.session.scalars(select(Organization.id).where(Organization.key == key)).one()


def place(key: str = "UNESCO", segment: str = "SESSION") -> Place:
    return Place("2027", segment, organization(key))


def newcomer(name: str = "Ada Typed", email: str = "ada@people.example", rank: str = "member", **told: Any) -> Newcomer:
    return Newcomer(email=email, name=name, rank=rank, **told)


def people(key: str = "UNESCO", segment: str = "SESSION") -> list[tuple[str, str, str]]:
    """Who is in a delegation, by position: (typed name, name of the account, rank)."""
    db.session.rollback()
    rows = db.session.execute(
        select(Member.typed_name, Account.name, Member.rank)
        .join(Registration, Registration.id == Member.registration_id)
        .join(Account, Account.id == Registration.account_id)
        .join(Delegation, Delegation.id == Member.delegation_id)
        .join(Segment, Segment.id == Delegation.segment_id)
        .join(Organization, Organization.id == Delegation.organization_id)
        .where(Organization.key == key, Segment.key == segment)
        .order_by(Member.position)
    )
    return [(row[0], row[1], row[2]) for row in rows]


def account_at(email: str) -> Account:
    return db.session.scalars(
        select(Account).where(Account.email == email).execution_options(populate_existing=True)
    ).one()


def letters_to(email: str) -> list[OutboxMessage]:
    return list(
        db.session.scalars(select(OutboxMessage).where(OutboxMessage.address == email).order_by(OutboxMessage.id))
    )


def token_in(text: str) -> str:
    """The secret of the link in a letter."""
    return text.partition("/invitations/")[2].split()[0]


def table(*rows: str) -> bytes:
    return "\n".join([HEADER, *rows, ""]).encode()


def kept(import_id: int) -> Import:
    db.session.rollback()
    return db.session.scalars(
        select(Import).where(Import.id == import_id).execution_options(populate_existing=True)
    ).one()
