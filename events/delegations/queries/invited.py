"""What somebody was registered for by others, as the person behind a mailed link reads it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import or_, select
from sqlalchemy.orm import joinedload

from events.delegations.models import Delegation, Member
from events.delegations.rules.answers import SpentInvitation
from events.editions import queries as editions
from events.editions.models import Edition, Segment
from events.registration.models import Registration
from events.registration.rules.on_behalf import NAMED_SUBJECT, SUBJECT
from events.registration.rules.registering import NAMED, STANDING, State, is_standing
from foundation.db import db
from foundation.sentences import Sentence
from stakeholders.accounts import queries as accounts
from stakeholders.accounts.models import MailedLink
from stakeholders.accounts.rules import INVITED, SpentLink


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

    @property
    def stands(self) -> bool:
        """Whether the person is registered at all; else a yes registers them."""
        return is_standing(self.registration.state, self.registration.reason)

    @property
    def is_only_named(self) -> bool:
        """Whether nothing is kept but that a delegation names the person."""
        row = self.registration
        return row.state == State.WITHDRAWN and row.reason == str(NAMED)


@dataclass(frozen=True)
class Invitation:
    """All that is asked of somebody; `link` is the mailed one, None for who is signed in."""

    link: MailedLink | None
    edition: Edition
    items: Sequence[Item]

    @property
    def title(self) -> Sentence:
        """Registered, or only named so far."""
        is_named = self.items and not any(each.stands and not each.elsewhere for each in self.items)
        return (NAMED_SUBJECT if is_named else SUBJECT).with_values(edition=self.edition.name)


def invitation(token: str, *, at: datetime) -> Invitation:
    """What a mailed link asks; raises UnknownLink, SpentInvitation, ExpiredLink."""
    link = standing_invitation(token, at=at)
    edition = db.session.get_one(Edition, link.about)
    return Invitation(link, edition, items_of(link.account_id, edition.id))


def own_invitation(account_id: int, edition_key: str) -> Invitation:
    """What delegations ask of who is signed in; raises UnknownEdition."""
    edition = editions.edition(edition_key)
    return Invitation(None, edition, items_of(account_id, edition.id, only_asked=True))


def standing_invitation(token: str, *, at: datetime) -> MailedLink:
    """A link that somebody can still answer by; raises UnknownLink, SpentInvitation, ExpiredLink."""
    try:
        return accounts.standing_link(token, at=at, purposes=(INVITED,))
    except SpentLink:
        raise SpentInvitation from None


def asked_of(account_id: int) -> list[str]:
    """The editions, by key, in which a delegation names somebody who has not answered."""
    rows = db.session.scalars(
        select(Edition.key)
        .distinct()
        .join(Segment, Segment.edition_id == Edition.id)
        .join(Registration, Registration.segment_id == Segment.id)
        .join(Member, Member.registration_id == Registration.id)
        .where(Registration.account_id == account_id, Member.typed_name != "", Member.answered_at.is_(None))
        .order_by(Edition.key)
    )
    return list(rows)


def items_of(account_id: int, edition_id: int, *, only_asked: bool = False) -> list[Item]:
    """What an account was registered for by others in an edition, and where a delegation names it and has no answer.

    `only_asked`: the latter alone.
    """
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
        .where(or_(by_others & (not only_asked), Registration.id.in_(named)))
        .options(
            joinedload(Registration.segment).joinedload(Segment.session),
            joinedload(Registration.organization),
            joinedload(Registration.constituency),
        )
        .order_by(Segment.position)
        .execution_options(populate_existing=True)
    )
    return [Item(row, [each for each in members if each.registration_id == row.id]) for row in rows]
