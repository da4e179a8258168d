"""The registrar registers somebody: for an organization, as an expert or as staff; late with a reason."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import select

from events.editions import queries as editions
from events.editions.models import Edition
from events.registration.queries import capacities as queries
from events.registration.queries.capacities import EditionPart
from events.registration.rules import on_behalf as rules
from events.registration.rules.on_behalf import Become
from events.registration.rules.openings import is_open
from events.registration.rules.registering import STATE_WORDS, NothingChosen, UnknownCapacity
from events.registration.services.inviting import Invited, invite_all
from events.registration.services.on_behalf import Hand, Taken, Wanted, register_all
from foundation import access, journal
from foundation.access import Scope
from foundation.db import atomic, db
from stakeholders.accounts.services.inviting import Named
from stakeholders.organizations.models import Constituency, Organization
from stakeholders.organizations.rules import EXPERT, SECRETARIAT

REGISTRARS = ("registrar", "organizer")
"""Who registers anybody, in an edition or in a part of it."""


@dataclass(frozen=True)
class Somebody:
    """A person, the parts they come for, and as what."""

    person: Named
    segments: Sequence[str]
    how: str
    organization_key: str = ""
    mode: str = "on_site"
    function: str = ""
    late_reason: str = ""


@atomic
def register_somebody(hand: Hand, edition_key: str, somebody: Somebody) -> list[Taken]:
    """Register somebody for parts of an edition, and write to them.

    Raises UnknownEdition, NothingChosen, MayNotRegister, UnknownCapacity, LateNeedsReason, NoRightToCome,
    RegisteredAlready.
    """
    edition = editions.edition_in_full(edition_key)
    parts = [each for each in queries.parts_of(edition, now=hand.now) if each.segment.key in somebody.segments]
    if not parts:
        raise NothingChosen
    for each in parts:
        scopes = (Scope("edition", edition.id), Scope("segment", each.segment.id))
        if not access.may(hand.account_id, REGISTRARS, *scopes):
            raise rules.MayNotRegister
        if not is_open(each.opening, hand.now) and not somebody.late_reason:
            raise rules.LateNeedsReason(part=each.segment.name)
    organization_id, constituency_id, constituency_key = _capacity(somebody)
    wanted = [
        Wanted(
            somebody.person,
            each.segment.id,
            organization_id,
            constituency_id,
            constituency_key,
            somebody.mode,
            somebody.function,
        )
        for each in parts
    ]
    taken = register_all(hand, edition, wanted, may_renew=True)
    for one in taken:
        _demand(one)
    _note_late(hand, edition, parts, somebody, taken)
    invite_all(hand, edition, [Invited(each) for each in taken], speaks_for=None)
    return taken


def _capacity(somebody: Somebody) -> tuple[int | None, int, str]:
    if somebody.how == rules.ALONE:
        key = EXPERT
        organization = None
    else:
        organization = db.session.scalar(
            select(Organization).where(
                Organization.key == somebody.organization_key,
                Organization.ended_year.is_(None),
                Organization.merged_into_id.is_(None),
            )
        )
        if organization is None:
            raise UnknownCapacity
        key = SECRETARIAT if somebody.how == rules.SERVING else ""
    of = Constituency.key == key if key else Constituency.id == organization.constituency_id if organization else None
    if of is None:
        raise UnknownCapacity
    found = db.session.execute(select(Constituency.id, Constituency.key).where(of)).one()
    return organization.id if organization else None, found[0], found[1]


def _demand(taken: Taken) -> None:
    part = taken.part.segment.name
    if taken.become is Become.AGAINST:
        raise rules.NoRightToCome(part=part, reason=taken.against or "")
    if taken.become in (Become.STOOD, Become.ELSEWHERE) and taken.registration:
        raise rules.RegisteredAlready(part=part, state=STATE_WORDS[taken.registration.state])


def _note_late(
    hand: Hand, edition: Edition, parts: Sequence[EditionPart], somebody: Somebody, taken: Sequence[Taken]
) -> None:
    late = {each.segment.id for each in parts if not is_open(each.opening, hand.now)}
    for each in taken:
        if each.wanted.segment_id in late and each.registration and each.account:
            subject = ("registration", str(each.registration.id))
            told = {"reason": somebody.late_reason}
            facts = {"edition": edition.key, "segment": each.part.segment.key}
            journal.note_sealed(hand.actor, "register_late", subject, each.account.id, told, now=hand.now, **facts)
