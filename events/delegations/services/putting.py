"""Putting people into delegations, one or thousands: registered where they are not, written to, in a fixed number of statements."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy import inspect, select, tuple_
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import joinedload

from events.delegations.models import Delegation, Member
from events.delegations.rules.ranks import RANK_WORDS
from events.delegations.rules.rows import Good, Pair
from events.editions.models import Edition
from events.registration.rules.on_behalf import Become
from events.registration.services.inviting import Invited, invite_all
from events.registration.services.on_behalf import Hand, Taken, Wanted, register_all
from foundation import journal
from foundation.db import db, insert_all
from stakeholders.accounts.services.inviting import Named
from stakeholders.organizations.models import Organization

PUT = (Become.MADE, Become.RAISED, Become.STOOD, Become.NAMED, Become.ELSEWHERE)
"""What becomes of those who come into a delegation."""


@dataclass(frozen=True)
class Put:
    """What became of one: in the delegation, or what speaks against it. Who is in it already stays as they are."""

    good: Good
    taken: Taken
    member: Member | None
    was_in_it: bool = False


def put_all(
    hand: Hand, edition: Edition, goods: Sequence[Good], *, may_renew: bool, speaks_for: Organization | None
) -> list[Put]:
    """Put people into delegations of an edition (read in full), inside the caller's transaction, which has seen to rights.

    One answer for each, in their order; one letter a person.
    """
    organizations = _organizations({each.organization_id for each in goods})
    wanted = [_wanted(each, organizations[each.organization_id]) for each in goods]
    taken = register_all(hand, edition, wanted, may_renew=may_renew)
    pairs = {
        (good.segment_id, good.organization_id) for good, each in zip(goods, taken, strict=True) if each.become in PUT
    }
    delegations = _begun(pairs, hand)
    there = _there(delegations.values())
    puts = [
        _put(hand, good, each, delegations.get((good.segment_id, good.organization_id)), there)
        for good, each in zip(goods, taken, strict=True)
    ]
    new = [each for each in puts if each.member and not each.was_in_it]
    new = _written(new)
    journal.note_all([_line(hand, edition, each) for each in new])
    invited = [Invited(each.taken, RANK_WORDS[each.good.rank]) for each in new]
    invite_all(hand, edition, invited, speaks_for=speaks_for)
    db.session.flush()
    kept = {id(each.taken): each for each in new}
    return [kept.get(id(each.taken), each) for each in puts]


def _written(puts: Sequence[Put]) -> list[Put]:
    """Write the new members; each then stands in its answer as it is kept."""
    told = [inspect(each.member).dict for each in puts]
    insert_all(Member, [{name: value for name, value in row.items() if not name.startswith("_")} for row in told])
    ids = {each.member.delegation_id for each in puts if each.member}
    rows = db.session.scalars(select(Member).where(Member.delegation_id.in_(ids)))
    kept = {(row.delegation_id, row.registration_id): row for row in rows}
    return [
        replace(each, member=kept[each.member.delegation_id, each.member.registration_id])
        for each in puts
        if each.member
    ]


def _wanted(good: Good, organization: Organization) -> Wanted:
    return Wanted(
        Named(good.email, good.name, good.name_latin, good.language),
        good.segment_id,
        organization.id,
        organization.constituency_id,
        organization.constituency.key,
        good.mode,
        good.function,
        good.since,
        good.until,
    )


def _organizations(ids: set[int]) -> dict[int, Organization]:
    rows = db.session.scalars(
        select(Organization).where(Organization.id.in_(ids)).options(joinedload(Organization.constituency))
    )
    return {row.id: row for row in rows}


def _begun(pairs: set[Pair], hand: Hand) -> dict[Pair, Delegation]:
    """The delegations of these pairs, begun where there was none, locked in the order of their numbers."""
    if not pairs:
        return {}
    dialect = postgresql if db.engine.dialect.name == "postgresql" else sqlite
    values = [
        {"segment_id": segment, "organization_id": organization, "group": "", "begun_at": hand.now, "revision": 1}
        for segment, organization in sorted(pairs)
    ]
    names = ["segment_id", "organization_id"]
    statement = dialect.insert(Delegation).on_conflict_do_nothing(index_elements=names).returning(Delegation.id)
    db.session.execute(statement, values).all()
    rows = db.session.scalars(
        select(Delegation)
        .where(tuple_(Delegation.segment_id, Delegation.organization_id).in_(sorted(pairs)))
        .order_by(Delegation.id)
        .with_for_update()
        .execution_options(populate_existing=True)
    ).all()
    for row in rows:
        row.revision += 1
    return {(row.segment_id, row.organization_id): row for row in rows}


@dataclass
class _There:
    """Who is in which delegations already, and the last position of each."""

    members: dict[tuple[int, int], Member]
    last: dict[int, int]


def _there(delegations: Iterable[Delegation]) -> _There:
    ids = [each.id for each in delegations]
    rows = db.session.scalars(select(Member).where(Member.delegation_id.in_(ids)))
    members = {(row.delegation_id, row.registration_id): row for row in rows}
    last: dict[int, int] = dict.fromkeys(ids, 0)
    for row in members.values():
        last[row.delegation_id] = max(last[row.delegation_id], row.position)
    return _There(members, last)


def _put(hand: Hand, good: Good, taken: Taken, delegation: Delegation | None, there: _There) -> Put:
    if delegation is None or taken.become not in PUT or taken.registration is None:
        return Put(good, taken, None)
    standing = there.members.get((delegation.id, taken.registration.id))
    if standing is not None:
        return Put(good, taken, standing, was_in_it=True)
    there.last[delegation.id] += 1
    member = Member(
        delegation_id=delegation.id,
        registration_id=taken.registration.id,
        typed_name=good.name,
        rank=good.rank,
        position=there.last[delegation.id],
        may_speak=good.may_speak,
        speaks_for=good.speaks_for,
        put_by=hand.actor,
    )
    there.members[delegation.id, taken.registration.id] = member
    return Put(good, taken, member)


def _line(hand: Hand, edition: Edition, each: Put) -> dict[str, Any]:
    member, registration = each.member, each.taken.registration
    assert member is not None
    assert registration is not None
    return journal.line(
        hand.actor,
        "put_into_delegation",
        "delegation",
        str(member.delegation_id),
        now=hand.now,
        edition=edition.key,
        segment=each.taken.part.segment.key,
        organization=each.good.organization_id,
        account=registration.account_id,
        member=member.id,
        rank=member.rank,
    )
