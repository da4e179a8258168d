"""What somebody was registered for by others, as the person behind a mailed link reads it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import or_, select
from sqlalchemy.orm import joinedload

from events.delegations.models import Delegation, Member
from events.editions.models import Edition, Segment
from events.registration.models import Registration
from events.registration.rules.registering import STANDING
from foundation.db import db
from stakeholders.accounts import queries as accounts
from stakeholders.accounts.models import Account, MailedLink
from stakeholders.accounts.rules import INVITED


@dataclass(frozen=True)
class Item:
    """A part that somebody was registered for, and the delegations that name them there."""

    registration: Registration
    members: Sequence[Member]

    @property
    def elsewhere(self) -> list[Member]:
        """Delegations of organizations for which the person does not come, unless they say yes."""
        own = self.registration.organization_id
        return [each for each in self.members if each.delegation.organization_id != own]

    @property
    def within(self) -> list[Member]:
        """The delegation that the person comes in."""
        return [each for each in self.members if each not in self.elsewhere]


@dataclass(frozen=True)
class Invitation:
    """All that is asked by a link."""

    link: MailedLink
    edition: Edition
    items: Sequence[Item]

    @property
    def account(self) -> Account:
        return self.link.account


def invitation(token: str, *, at: datetime) -> Invitation:
    """What a mailed link asks; raises UnknownLink, SpentLink, ExpiredLink."""
    link = accounts.standing_link(token, at=at, purposes=(INVITED,))
    edition = db.session.get_one(Edition, link.about)
    return Invitation(link, edition, items_of(link.account_id, edition.id))


def items_of(account_id: int, edition_id: int) -> list[Item]:
    """What an account was registered for by others in an edition, and where a delegation names it and has no answer."""
    members = db.session.scalars(
        select(Member)
        .join(Registration, Registration.id == Member.registration_id)
        .join(Delegation, Delegation.id == Member.delegation_id)
        .join(Segment, Segment.id == Delegation.segment_id)
        .where(Registration.account_id == account_id, Segment.edition_id == edition_id)
        .where(Member.typed_name != "", Member.answered_at.is_(None))
        .options(joinedload(Member.delegation, innerjoin=True).joinedload(Delegation.organization, innerjoin=True))
        .order_by(Member.id)
        .execution_options(populate_existing=True)
    ).all()
    named = [each.registration_id for each in members]
    by_others = (Registration.registered_by != "") & Registration.state.in_(STANDING)
    rows = db.session.scalars(
        select(Registration)
        .join(Registration.segment)
        .where(Registration.account_id == account_id, Segment.edition_id == edition_id)
        .where(or_(by_others, Registration.id.in_(named)))
        .options(
            joinedload(Registration.segment).joinedload(Segment.session),
            joinedload(Registration.organization),
            joinedload(Registration.constituency),
        )
        .order_by(Segment.position)
        .execution_options(populate_existing=True)
    )
    return [Item(row, [each for each in members if each.registration_id == row.id]) for row in rows]
