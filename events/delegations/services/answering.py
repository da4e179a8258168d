"""The answer of somebody whom others have registered: yes or no, part by part, by a link that was mailed to them."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import delete, select

from events.delegations.models import Member
from events.delegations.queries.invited import Item, items_of, standing_invitation
from events.delegations.rules.answers import YesToNothing
from events.delegations.services.members import end_one, forget_named
from events.editions import queries as editions
from events.editions.models import Edition
from events.registration.models import Registration
from events.registration.rules.entry import ACCOMPANYING
from events.registration.rules.registering import STANDING
from events.registration.services import people, recasting
from events.registration.services.named import By, take_up
from events.registration.services.on_behalf import Hand
from foundation import journal
from foundation.db import atomic, db
from foundation.letters import House
from stakeholders.accounts.models import MailedLink
from stakeholders.accounts.queries import hash_of
from stakeholders.organizations.services.sending import Sent, own_name, send_all, take_back


@dataclass(frozen=True)
class Answered:
    """How many parts somebody said yes and no to."""

    yes: int
    no: int


@atomic
def answer(token: str, parts: Collection[int] | None, *, house: House, now: datetime, stamped_at: datetime) -> Answered:
    """Say yes to some parts (by the number of the registration) and no to all others; the link is used by that.

    None for `parts` says no to everything. Raises UnknownLink, SpentInvitation, ExpiredLink, YesToNothing, and
    NoRightInIt, NoPlaceInIt, NotConfirmed where a yes would change the capacity and can't.
    """
    found = standing_invitation(token, at=stamped_at)
    people.lock(found.account_id)
    link = db.session.scalars(
        select(MailedLink)
        .where(MailedLink.token_hash == hash_of(token))
        .with_for_update()
        .execution_options(populate_existing=True)
    ).one()
    standing_invitation(token, at=stamped_at)
    edition = editions.edition_in_full(_key(link.about))
    items = items_of(link.account_id, edition.id)
    answered = _answer(Hand(link.account_id, house, now, stamped_at), edition, items, parts)
    link.used_at = stamped_at
    return answered


@atomic
def answer_own(
    account_id: int,
    edition_key: str,
    parts: Collection[int] | None,
    *,
    house: House,
    now: datetime,
    stamped_at: datetime,
) -> Answered:
    """As `answer`, signed in and without a link, for all that one was named for in an edition; raises the same."""
    people.lock(account_id)
    edition = editions.edition_in_full(edition_key)
    items = items_of(account_id, edition.id, only_asked=True)
    return _answer(Hand(account_id, house, now, stamped_at), edition, items, parts)


def _key(edition_id: int | None) -> str:
    return db.session.get_one(Edition, edition_id).key


def _answer(hand: Hand, edition: Edition, items: Sequence[Item], parts: Collection[int] | None) -> Answered:
    numbers = {item.registration.id for item in items}.intersection(parts or ())
    if parts is not None and items and not numbers:
        raise YesToNothing
    # First every yes, what goes with another part last: what a no takes away may be what another part rests on.
    for item in sorted(items, key=lambda each: each.registration.segment.key in ACCOMPANYING):
        if item.registration.id in numbers:
            _say_yes(hand, edition, item)
    for item in items:
        if item.registration.id not in numbers:
            _say_no(hand, edition, item)
    people.rise(hand.account_id, at=hand.stamped_at)
    return Answered(len(numbers), len(items) - len(numbers))


def _say_yes(hand: Hand, edition: Edition, item: Item) -> None:
    row, elsewhere, within = item.registration, item.elsewhere, item.within
    before: dict[str, Any] = {}
    if not item.stands and item.members:
        last = item.members[-1]
        before = take_up(hand, edition, row, By(last.put_by, last.delegation.organization))
        db.session.execute(delete(Member).where(Member.registration_id == row.id, Member.id != last.id))
        last.answered_at = hand.now
    elif elsewhere:
        # Where several name the person, the last one counts.
        last = elsewhere[-1]
        _come_over(hand, edition, row, last)
        # Nobody comes in two delegations to one part.
        db.session.execute(delete(Member).where(Member.registration_id == row.id, Member.id != last.id))
        last.answered_at = hand.now
    else:
        for member in within:
            member.answered_at = hand.now
    own_name(row.account_id, row.organization_id)
    row.revision += 1
    db.session.flush()
    _note(hand, "say_yes", row, edition, **before)


def _come_over(hand: Hand, edition: Edition, row: Registration, member: Member) -> None:
    """The person leaves the capacity they came in, and comes for the organization that has named them."""
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
        forget_named(row)
        return
    db.session.execute(delete(Member).where(Member.registration_id == row.id))
    db.session.flush()
    end_one(row, edition, hand)
    take_back(row.account_id, row.organization_id)
    _note(hand, "say_no", row, edition)


def _note(hand: Hand, verb: str, row: Registration, edition: Edition, **facts: object) -> None:
    about = {"edition": edition.key, "segment": row.segment.key, "account": row.account_id}
    journal.note(hand.actor, verb, "registration", str(row.id), now=hand.now, **about, **facts)
