"""The answer of somebody whom others have registered: yes or no, part by part, by a link that was mailed to them."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import delete, select

from events.delegations.models import Member
from events.delegations.queries.invited import Item, items_of
from events.delegations.services.members import end_one
from events.editions import queries as editions
from events.editions.models import Edition
from events.registration.models import Registration
from events.registration.rules.change_requests import NoRightInIt
from events.registration.rules.registering import STANDING, NotDecidable, State
from events.registration.services import people, recasting
from events.registration.services.on_behalf import Hand
from foundation import journal
from foundation.db import atomic, db
from foundation.letters import House
from stakeholders.accounts.models import MailedLink
from stakeholders.accounts.queries import hash_of, standing_link
from stakeholders.accounts.rules import INVITED
from stakeholders.organizations.services.sending import Sent, own_name, send_all, take_back


@dataclass(frozen=True)
class Answered:
    """How many parts somebody said yes and no to."""

    yes: int
    no: int


@atomic
def answer(token: str, parts: Collection[int], *, house: House, now: datetime, stamped_at: datetime) -> Answered:
    """Say yes to some parts (by the number of the registration) and no to all others; the link is used by that.

    Raises UnknownLink, SpentLink, ExpiredLink, and NoRightInIt, NoPlaceInIt, NotDecidable where a yes would change the
    capacity and can't.
    """
    found = standing_link(token, at=stamped_at, purposes=(INVITED,))
    people.lock(found.account_id)
    link = db.session.scalars(
        select(MailedLink)
        .where(MailedLink.token_hash == hash_of(token))
        .with_for_update()
        .execution_options(populate_existing=True)
    ).one()
    standing_link(token, at=stamped_at, purposes=(INVITED,))
    edition = editions.edition_in_full(_key(link.about))
    hand = Hand(link.account_id, house, now, stamped_at)
    items = items_of(link.account_id, edition.id)
    # First every yes: what a no takes away may be what another part rests on.
    for item in items:
        if item.registration.id in parts:
            _say_yes(hand, edition, item)
    for item in items:
        if item.registration.id not in parts:
            _say_no(hand, edition, item)
    link.used_at = stamped_at
    people.rise(link.account_id, at=stamped_at)
    yes = sum(item.registration.id in parts for item in items)
    return Answered(yes, len(items) - yes)


def _key(edition_id: int | None) -> str:
    return db.session.get_one(Edition, edition_id).key


def _say_yes(hand: Hand, edition: Edition, item: Item) -> None:
    row, elsewhere, within = item.registration, item.elsewhere, item.within
    if elsewhere:
        # Where several name the person, the last one counts.
        last = elsewhere[-1]
        _come_over(hand, edition, row, last)
        # Nobody comes in two delegations to one part.
        db.session.execute(delete(Member).where(Member.registration_id == row.id, Member.id != last.id))
        last.answered_at = hand.now
    for member in within if not elsewhere else ():
        member.answered_at = hand.now
    own_name(row.account_id, row.organization_id)
    row.revision += 1
    db.session.flush()
    _note(hand, "say_yes", row, edition)


def _come_over(hand: Hand, edition: Edition, row: Registration, member: Member) -> None:
    """The person leaves the capacity they came in, and comes for the organization that has named them."""
    if row.state == State.REFUSED and row.decided_by.startswith("account:"):
        raise NoRightInIt(part=row.segment.name, reason=row.reason)
    if row.state not in STANDING:
        raise NotDecidable
    organization = member.delegation.organization
    cast = recasting.Cast(organization.id, organization.constituency_id, row.mode)
    sent = Sent(
        account_id=row.account_id,
        organization_id=organization.id,
        constituency_id=organization.constituency_id,
        on=row.segment.starts_on,
        since=edition.starts_on,
        until=edition.ends_on,
    )
    send_all([sent], actor=member.put_by, now=hand.now, stamped_at=hand.stamped_at)
    recasting.recast(row, edition, cast, now=hand.now)


def _say_no(hand: Hand, edition: Edition, item: Item) -> None:
    row = item.registration
    was_own = not row.registered_by
    for member in item.members:
        _note(hand, "leave_delegation", row, edition, delegation=member.delegation_id)
        db.session.delete(member)
    if was_own or row.state not in STANDING:
        db.session.flush()
        return
    db.session.execute(delete(Member).where(Member.registration_id == row.id))
    db.session.flush()
    end_one(row, edition, hand)
    take_back(row.account_id, row.organization_id)
    _note(hand, "say_no", row, edition)


def _note(hand: Hand, verb: str, row: Registration, edition: Edition, **facts: object) -> None:
    about = {"edition": edition.key, "segment": row.segment.key, "account": row.account_id}
    journal.note(hand.actor, verb, "registration", str(row.id), now=hand.now, **about, **facts)
