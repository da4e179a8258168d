"""One person in a delegation: putting them there, their rank, place and floor, taking them out; the delegation's group."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from zoneinfo import ZoneInfo

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from events.delegations.models import Delegation, Member
from events.delegations.queries.delegations import organization_of, standing
from events.delegations.queries.groups import known_groups
from events.delegations.queries.reach import Reach, reach
from events.delegations.rules import ranks as rules
from events.delegations.rules.ranks import Rank
from events.delegations.rules.rows import Good
from events.delegations.services.putting import Put, put_all
from events.editions import queries as editions
from events.editions.models import Edition, Segment
from events.registration.models import Registration
from events.registration.queries import capacities
from events.registration.queries.extensions import for_asking
from events.registration.rules.extensions import Asking
from events.registration.rules.on_behalf import (
    Become,
    ClosedForYou,
    LateNeedsReason,
    NoRightToCome,
    RefusedBefore,
)
from events.registration.rules.openings import is_open, registration_words
from events.registration.rules.registering import STANDING, State, reason_of
from events.registration.services import ending, letters, people
from events.registration.services.named import is_only_named
from events.registration.services.on_behalf import Hand
from foundation import journal
from foundation.db import atomic, db
from foundation.limits import Limit, count
from stakeholders.organizations.models import Organization
from stakeholders.organizations.services.sending import end_sent

LETTERS_TO_ADDRESS = Limit(5, timedelta(days=1))
"""How often one address is written to because somebody was put into a delegation."""

SOMEBODY = "?"


@dataclass(frozen=True)
class Place:
    """Which delegation: of a part of an edition, of an organization."""

    edition: str
    segment: str
    organization_id: int


@dataclass(frozen=True)
class Newcomer:
    """Somebody to be put into a delegation, as typed."""

    email: str
    name: str
    rank: str
    name_latin: str = ""
    function: str = ""
    may_speak: bool = False
    speaks_for: str = ""
    mode: str = "on_site"
    language: str = "en"
    late_reason: str = ""


@dataclass(frozen=True)
class Standing:
    """What somebody is in a delegation: the rank, the floor, in whose name, with which function."""

    rank: str
    may_speak: bool
    speaks_for: str
    function: str


@atomic
def put(hand: Hand, place: Place, who: Newcomer) -> Put:
    """Put somebody into a delegation: registered where they are not, and written to.

    Raises UnknownEdition, UnknownSegment, UnknownDelegation, NotYourDelegation, ClosedForYou, LateNeedsReason,
    SpeaksForWithoutFloor, UnknownGroup, TwoHeads, InItAlready, DelegationFull, NoRightToCome, RefusedBefore, TooOften.
    """
    edition, segment, organization, within = _grounds(hand, place)
    as_registrar = within.as_registrar(segment.id)
    is_late = _demand_time(hand, edition, segment, organization, who.late_reason, as_registrar=as_registrar)
    rules.check_floor(may_speak=who.may_speak, speaks_for=who.speaks_for)
    _demand_group(who.speaks_for, edition, as_registrar=as_registrar)
    count("put into a delegation", who.email, LETTERS_TO_ADDRESS, stamped_at=hand.stamped_at)
    _demand_room(segment, organization, who)
    good = Good(
        segment.id,
        organization.id,
        who.email,
        who.name,
        who.name_latin,
        who.rank,
        who.function,
        who.may_speak,
        who.speaks_for,
        who.mode,
        who.language,
        None,
        None,
    )
    speaks_for = None if as_registrar else organization
    try:
        one = put_all(hand, edition, [good], may_renew=as_registrar, speaks_for=speaks_for)[0]
    except IntegrityError:
        # Somebody else made another one the head at this very moment.
        raise rules.TwoHeads(name=SOMEBODY) from None
    _demand_put(one)
    if is_late and one.taken.account:
        subject, told = ("delegation", str(one.member.delegation_id if one.member else 0)), {"reason": who.late_reason}
        about = {"edition": edition.key, "segment": segment.key, "organization": organization.id}
        journal.note_sealed(hand.actor, "put_late", subject, one.taken.account.id, told, now=hand.now, **about)
    return one


@atomic
def change(hand: Hand, place: Place, number: int, now_is: Standing) -> None:
    """Change what somebody is in a delegation; raises as `put`, and UnknownMember."""
    edition, segment, organization, within = _grounds(hand, place)
    delegation, member = _member(segment, organization, number)
    rules.check_floor(may_speak=now_is.may_speak, speaks_for=now_is.speaks_for)
    _demand_group(now_is.speaks_for, edition, as_registrar=within.as_registrar(segment.id))
    head = rules.head_of(delegation.members)
    if now_is.rank == Rank.HEAD and head is not None and head is not member:
        raise rules.TwoHeads(name=_name(head))
    before = {"rank": str(member.rank), "may_speak": member.may_speak, "speaks_for": member.speaks_for}
    if member.rank != now_is.rank:
        member.position = max(each.position for each in delegation.members) + 1
    member.rank, member.may_speak, member.speaks_for = now_is.rank, now_is.may_speak, now_is.speaks_for
    row = member.registration
    is_ours = row.organization_id == organization.id
    # Who may not be shown the registration leaves the function empty: then it stays the person’s own.
    keeps = not now_is.function and member.answered_at is None and bool(member.typed_name)
    if is_ours and not keeps and row.function != now_is.function:
        row.function = now_is.function
        row.revision += 1
    delegation.revision += 1
    after = {"rank": str(member.rank), "may_speak": member.may_speak, "speaks_for": member.speaks_for}
    _note(hand, "change_member", edition, segment, delegation, member=member.id, before=before, after=after)


@atomic
def move(hand: Hand, place: Place, number: int, *, up: bool) -> None:
    """Move somebody by a place within the rank; raises as `change`."""
    edition, segment, organization, _within = _grounds(hand, place)
    delegation, _ = _member(segment, organization, number)
    before = [each.id for each in rules.in_order(delegation.members)]
    order = rules.moved(delegation.members, number, up=up)
    if order == before:
        return
    places = {each: position for position, each in enumerate(order, start=1)}
    for each in delegation.members:
        each.position = places[each.id]
    delegation.revision += 1
    _note(hand, "order_delegation", edition, segment, delegation, member=number, after={"place": places[number]})


@atomic
def name_group(hand: Hand, place: Place, group: str) -> None:
    """Say in the name of which group the delegation speaks; raises as `put`."""
    edition, segment, organization, within = _grounds(hand, place)
    _demand_group(group, edition, as_registrar=within.as_registrar(segment.id))
    delegation = standing(segment.id, organization.id, held=True)
    if delegation is None:
        if not group:
            return
        delegation = Delegation(
            segment_id=segment.id, organization_id=organization.id, group="", begun_at=hand.now, revision=0
        )
        db.session.add(delegation)
        db.session.flush()
    before = delegation.group
    if before != group:
        delegation.group = group
        delegation.revision += 1
        told = {"before": {"group": before}, "after": {"group": group}}
        _note(hand, "name_group", edition, segment, delegation, **told)


@atomic
def remove(hand: Hand, place: Place, number: int, *, withdraws: bool) -> None:
    """Take somebody out of a delegation; `withdraws` ends what the delegation has made for them, too.

    Raises as `change`.
    """
    edition, segment, organization, _ = _grounds(hand, place)
    account_id = db.session.scalar(
        select(Registration.account_id)
        .join(Member, Member.registration_id == Registration.id)
        .where(Member.id == number)
    )
    if account_id is None:
        raise rules.UnknownMember
    account = people.lock(account_id)
    delegation, member = _member(segment, organization, number)
    row = member.registration
    db.session.delete(member)
    delegation.members.remove(member)
    delegation.revision += 1
    db.session.flush()
    ends = withdraws and may_end(row, organization.id)
    _note(hand, "remove_from_delegation", edition, segment, delegation, member=number, account=account_id, ended=ends)
    forget_named(row)
    if ends:
        ended = end_one(row, edition, hand)
        _end_sending(row, organization, edition, hand)
        letters.post(account, edition, ended, house=hand.house, stamped_at=hand.stamped_at)


def _end_sending(row: Registration, organization: Organization, edition: Edition, hand: Hand) -> None:
    """With the last registration for the organization ends the affiliation that sending the person has made."""
    left = ending.standing_of({row.account_id}, edition.id)[row.account_id].values()
    if not any(each.organization_id == organization.id and each.state in STANDING for each in left):
        today = hand.now.astimezone(ZoneInfo(edition.zone)).date()
        end_sent(row.account_id, organization.id, by=row.registered_by, on=today, actor=hand.actor, now=hand.now)


def forget_named(row: Registration) -> None:
    """Forget that somebody was named, where nobody names them any more and nothing else is kept of it."""
    is_named = select(Member.id).where(Member.registration_id == row.id).exists()
    if is_only_named(row) and not db.session.scalar(select(is_named)):
        db.session.delete(row)
        db.session.flush()


def may_end(row: Registration, organization_id: int) -> bool:
    """Whether a registration stands for this organization and was made on the person's behalf."""
    return bool(row.registered_by) and row.organization_id == organization_id and row.state in STANDING


def end_one(row: Registration, edition: Edition, hand: Hand, *, actor: str = "") -> list[letters.Told]:
    """Give up a registration of a locked person, with what only goes with it, inside the caller's transaction."""
    parts = capacities.parts_of(edition, now=hand.now)
    found = ending.standing_of({row.account_id}, edition.id)
    mine = found[row.account_id][row.segment_id]
    how = ending.Ending(State.WITHDRAWN, actor or hand.actor)
    ended = ending.end_all([mine], found, parts, edition, how, now=hand.now)
    people.rise(row.account_id, at=hand.stamped_at)
    names = {each.segment.id: each.segment.name for each in parts}
    return [letters.told(each, names[each.segment_id]) for each in ended]


def _grounds(hand: Hand, place: Place) -> tuple[Edition, Segment, Organization, Reach]:
    edition = editions.edition_in_full(place.edition)
    segment = editions.segment(edition, place.segment)
    within = reach(hand.account_id, edition)
    if not within.may_write(segment.id, place.organization_id):
        raise rules.NotYourDelegation
    return edition, segment, organization_of(place.organization_id), within


def _demand_time(
    hand: Hand, edition: Edition, segment: Segment, organization: Organization, reason: str, *, as_registrar: bool
) -> bool:
    """Whether it is late; the registrar may be, with a reason."""
    asking = Asking(constituency=organization.constituency_id, organization=organization.id)
    parts = for_asking(capacities.parts_of(edition, now=hand.now), edition, asking)
    opening = next(each.opening for each in parts if each.segment.id == segment.id)
    if is_open(opening, hand.now):
        return False
    if not as_registrar:
        raise ClosedForYou(part=segment.name, times=registration_words(opening, hand.now))
    if not reason:
        raise LateNeedsReason(part=segment.name)
    return True


def _demand_group(group: str, edition: Edition, *, as_registrar: bool) -> None:
    if group and not as_registrar:
        rules.check_group(group, known_groups(edition.id), as_registrar=False)


def _demand_room(segment: Segment, organization: Organization, who: Newcomer) -> None:
    delegation = standing(segment.id, organization.id)
    members = delegation.members if delegation else []
    head = rules.head_of(members)
    if who.rank == Rank.HEAD and head is not None:
        raise rules.TwoHeads(name=_name(head))
    if any(each.registration.account.email == who.email for each in members):
        raise rules.InItAlready
    if len(members) >= rules.MOST_MEMBERS:
        raise rules.DelegationFull(most=rules.MOST_MEMBERS)


def _demand_put(one: Put) -> None:
    part = one.taken.part.segment.name
    if one.taken.become is Become.AGAINST:
        raise NoRightToCome(part=part, reason=one.taken.against or "")
    if one.taken.become is Become.KEPT and one.taken.registration:
        raise RefusedBefore(part=part, reason=reason_of(one.taken.registration.reason))
    if one.was_in_it:
        raise rules.InItAlready


def _member(segment: Segment, organization: Organization, number: int) -> tuple[Delegation, Member]:
    delegation = standing(segment.id, organization.id, held=True)
    for each in delegation.members if delegation else ():
        if each.id == number and delegation:
            return delegation, each
    raise rules.UnknownMember


def _name(member: Member) -> str:
    """A name that may be told to who looks after the delegation."""
    row = member.registration
    typed = member.typed_name if member.answered_at is None else ""
    return typed or row.listed_name or row.account.name


def _note(hand: Hand, verb: str, edition: Edition, segment: Segment, delegation: Delegation, **facts: object) -> None:
    about = {"edition": edition.key, "segment": segment.key, "organization": delegation.organization_id}
    journal.note(hand.actor, verb, "delegation", str(delegation.id), now=hand.now, **about, **facts)
