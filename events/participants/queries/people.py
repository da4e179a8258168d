"""The people of the list: those who agreed, with an approved registration, each with their delegation; read at once."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace

from sqlalchemy import and_, func, select
from sqlalchemy.orm import aliased

from events.delegations.models import Delegation, Member
from events.participants.rules.comparing import Kept
from events.participants.rules.order import Entry, Group, Sender
from events.registration.models import Registration
from events.registration.queries.standing import is_carried
from events.registration.rules.registering import State
from foundation import languages
from foundation.db import db
from stakeholders.accounts.models import Account
from stakeholders.organizations.models import Constituency, Organization

_OWN = aliased(Delegation)
"""The delegation that somebody comes in; others may have named them, too, and wait for their answer."""


def listed(segment_id: int) -> list[Entry]:
    """Who stands in the list of a segment as things are now: agreed, approved, under a confirmed affiliation; in no order."""
    rows = db.session.execute(
        select(Registration, Account.name, Account.name_latin, Constituency, Organization, Member.rank, Member.position)
        .join(Account, Account.id == Registration.account_id)
        .join(Constituency, Constituency.id == Registration.constituency_id)
        .outerjoin(Organization, Organization.id == Registration.organization_id)
        .outerjoin(_OWN, and_(_OWN.segment_id == Registration.segment_id, _OWN.organization_id == Organization.id))
        .outerjoin(Member, and_(Member.registration_id == Registration.id, Member.delegation_id == _OWN.id))
        .where(Registration.segment_id == segment_id, Registration.is_listed, Registration.state == State.APPROVED)
        # Nobody stands in anybody's name on their own word.
        .where(is_carried())
    )
    return [
        Entry(
            number=row.id,
            name=row.listed_name or name,
            latin="" if row.listed_name else latin,
            function=row.function,
            mode=row.mode,
            group=group(constituency),
            sender=sender(organization) if organization else None,
            rank=rank or "",
            position=position or 0,
        )
        for row, name, latin, constituency, organization, rank, position in rows
    ]


def as_issued(kept: Iterable[Kept], now: Iterable[Entry]) -> list[Entry]:
    """The people of an issued list where they stood in it; who is not in the list any more today is left out."""
    by_number = {entry.number: entry for entry in now}
    found = [(each, by_number[each.number]) for each in kept if each.number in by_number]
    groups, senders = _groups(each.group for each, _ in found), _senders(each.sender for each, _ in found)
    return [
        replace(
            entry,
            group=groups[each.group],
            sender=None if each.sender is None else senders[each.sender],
            rank=each.rank,
            position=place if each.rank else 0,
        )
        for place, (each, entry) in enumerate(found)
    ]


def named(numbers: Iterable[int]) -> dict[int, str]:
    """The names behind numbers of registrations, for those alone who agree to be listed."""
    rows = db.session.execute(
        select(Registration.id, func.coalesce(func.nullif(Registration.listed_name, ""), Account.name))
        .join(Account, Account.id == Registration.account_id)
        .where(Registration.id.in_(set(numbers)), Registration.is_listed)
    )
    return dict(rows.all())


def approved_by_segment(segment_ids: Iterable[int]) -> dict[int, tuple[int, int]]:
    """By segment: how many registrations are approved, and how many of those people agreed to be listed."""
    rows = db.session.execute(
        select(Registration.segment_id, Registration.is_listed, func.count())
        .where(Registration.segment_id.in_(list(segment_ids)), Registration.state == State.APPROVED)
        .group_by(Registration.segment_id, Registration.is_listed)
    )
    found: dict[int, tuple[int, int]] = {}
    for number, is_listed, count in rows:
        approved, agreed = found.get(number, (0, 0))
        found[number] = (approved + count, agreed + (count if is_listed else 0))
    return found


def group(row: Constituency) -> Group:
    """A constituency as the order knows it."""
    return Group(row.id, row.key, row.position, row.names)


def sender(row: Organization) -> Sender:
    """A State or organization by the name that it has in the language being spoken."""
    return Sender(row.id, languages.pick(row.names).text, row.names)


def _groups(ids: Iterable[int]) -> Mapping[int, Group]:
    rows = db.session.scalars(select(Constituency).where(Constituency.id.in_(set(ids))))
    return {row.id: group(row) for row in rows}


def _senders(ids: Iterable[int | None]) -> Mapping[int, Sender]:
    rows = db.session.scalars(select(Organization).where(Organization.id.in_({each for each in ids if each})))
    return {row.id: sender(row) for row in rows}
