"""Giving a role and taking it back: within what one organizes, journalled, with a letter to the person."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import func, or_, select

from events.editions import queries as editions
from events.editions.models import Edition, Segment
from events.editions.rules import ORGANIZER
from events.programme.models import Meeting
from foundation import access, outbox
from foundation.access import HOUSE, Grant, Scope
from foundation.db import atomic, db
from foundation.errors import Forbidden
from foundation.languages import BY_CODE, ENGLISH, speaking
from foundation.letters import House, in_words
from foundation.outbox import Letter
from foundation.sentences import Sentence
from portal.roles import queries, rules
from portal.roles.rules import (
    CATALOGUE,
    GivenByTerm,
    HeldAlready,
    NotGivenSo,
    OwnLastRole,
    UnknownGrant,
    UnknownPerson,
    UnknownPlaceOfRole,
)
from stakeholders.accounts.models import Account
from stakeholders.organizations.models import Organization

SUBJECT = Sentence("Your role: {role}")
GIVEN = Sentence("You hold the role “{role}” now. Where: {where}.")
TAKEN_BACK = Sentence("You hold the role “{role}” no longer. Where it was: {where}.")
SINCE, UNTIL = Sentence("It begins on {day}."), Sentence("Its last day is {day}.")
DESK = Sentence("Your desk: {address}")


@dataclass(frozen=True)
class Hand:
    """The account that gives or takes back, in an edition or in the house (None), and when; `house` is where letters come from."""

    account_id: int
    edition_key: str | None
    house: House
    zone: str
    now: datetime
    stamped_at: datetime

    @property
    def actor(self) -> str:
        return f"account:{self.account_id}"


@dataclass(frozen=True)
class Wish:
    """Which role to whom and where: `kind` of scope and the key of it, from a day until another (both inclusive)."""

    account_id: int
    role: str
    kind: str
    key: str = ""
    first: date | None = None
    last: date | None = None


@atomic
def give(hand: Hand, wish: Wish) -> Grant:
    """Give a role within what one organizes.

    Raises UnknownEdition, Forbidden, NotGivenSo, UnknownPerson, UnknownPlaceOfRole, EndsTooEarly, HeldAlready.
    """
    edition = editions.edition(hand.edition_key) if hand.edition_key else None
    scope = _scope(hand, edition, wish)
    if wish.role not in rules.given_here(scope.kind) or wish.role not in CATALOGUE:
        raise NotGivenSo
    zone = edition.zone if edition else hand.zone
    since, until = rules.term(wish.first, wish.last, zone, now=hand.now)
    person = db.session.get(Account, wish.account_id, with_for_update=True)
    if person is None:
        raise UnknownPerson
    given = access.grant(
        person.id,
        wish.role,
        scope,
        actor=hand.actor,
        now=hand.now,
        holds_from=since,
        holds_until=until,
        edition=hand.edition_key,
    )
    if given is None:
        raise HeldAlready(name=person.name)
    days = [SINCE.with_values(day=wish.first)] if wish.first else []
    days += [UNTIL.with_values(day=wish.last)] if wish.last else []
    _write(hand, person, given, GIVEN, [CATALOGUE[given.role].may, *days])
    return given


@atomic
def take_back(hand: Hand, number: int) -> bool:
    """Take a role back within what one organizes; False when it was before.

    Raises UnknownEdition, Forbidden, UnknownGrant, GivenByTerm, OwnLastRole.
    """
    edition = editions.edition(hand.edition_key) if hand.edition_key else None
    given = db.session.get(Grant, number)
    if given is None or not _is_here(hand, edition, given):
        raise UnknownGrant
    if given.role in CATALOGUE and not CATALOGUE[given.role].is_given_here:
        raise GivenByTerm
    person = db.session.get_one(Account, given.account_id, with_for_update=True)
    db.session.refresh(given)
    if given.revoked_at is not None:
        return False
    is_own = given.account_id == hand.account_id and given.role == ORGANIZER
    if is_own and set(queries.counts_as_organizer(hand.account_id, edition)) <= {given.id}:
        raise OwnLastRole
    access.revoke(given, actor=hand.actor, now=hand.now, edition=hand.edition_key)
    _write(hand, person, given, TAKEN_BACK, [])
    return True


def _scope(hand: Hand, edition: Edition | None, wish: Wish) -> Scope:
    """The scope that is wished for, if it lies within what the hand organizes; raises Forbidden, UnknownPlaceOfRole."""
    if edition is None:
        access.demand(hand.account_id, (ORGANIZER,))
        return HOUSE if wish.kind == rules.HOUSE else _organization(wish)
    reach = _demand_reach(hand, edition)
    if wish.kind == rules.EDITION:
        if not reach.is_whole:
            raise Forbidden
        return Scope(rules.EDITION, edition.id)
    row = _part(edition, wish)
    if not reach.covers(row.segment_id if isinstance(row, Meeting) else row.id):
        raise Forbidden
    return Scope(wish.kind, row.id)


def _demand_reach(hand: Hand, edition: Edition) -> access.Reach:
    """How far the hand organizes an edition; raises Forbidden."""
    ids = [each.id for each in editions.segments(edition.id)]
    reach = access.reach(hand.account_id, (ORGANIZER,), edition.id, ids)
    if not reach:
        raise Forbidden
    return reach


def _part(edition: Edition, wish: Wish) -> Segment | Meeting:
    """The segment or meeting of an edition by its key; raises UnknownPlaceOfRole."""
    row: Segment | Meeting | None = None
    if wish.kind == rules.SEGMENT:
        row = db.session.scalar(select(Segment).where(Segment.edition_id == edition.id, Segment.key == wish.key))
    elif wish.kind == rules.MEETING:
        row = db.session.scalar(select(Meeting).where(Meeting.edition_id == edition.id, Meeting.key == wish.key))
    if row is None:
        raise UnknownPlaceOfRole(key=wish.key or wish.kind)
    return row


def _organization(wish: Wish) -> Scope:
    """An organization by its key or acronym, whatever the case; raises UnknownPlaceOfRole."""
    wanted = wish.key.casefold()
    numbers = db.session.scalars(
        select(Organization.id)
        .where(or_(func.lower(Organization.key) == wanted, func.lower(Organization.acronym) == wanted))
        .order_by(Organization.id)
    ).all()
    if wish.kind != rules.ORGANIZATION or not wanted or len(numbers) != 1:
        raise UnknownPlaceOfRole(key=wish.key or wish.kind)
    return Scope(rules.ORGANIZATION, numbers[0])


def _is_here(hand: Hand, edition: Edition | None, given: Grant) -> bool:
    """Whether a grant belongs to this edition, or to the house, and to what the hand organizes; raises Forbidden."""
    if edition is None:
        access.demand(hand.account_id, (ORGANIZER,))
        return given.scope_kind in (rules.HOUSE, rules.ORGANIZATION)
    reach = _demand_reach(hand, edition)
    if given.scope_kind == rules.EDITION:
        return reach.is_whole and given.scope_id == edition.id
    if given.scope_kind == rules.SEGMENT:
        segment = db.session.get(Segment, given.scope_id)
        return segment is not None and segment.edition_id == edition.id and reach.covers(segment.id)
    if given.scope_kind == rules.MEETING:
        meeting = db.session.get(Meeting, given.scope_id)
        return meeting is not None and meeting.edition_id == edition.id and reach.covers(meeting.segment_id)
    return False


def _write(hand: Hand, person: Account, given: Grant, words: Sentence, more: list[Sentence]) -> None:
    """Tell a person in their own language."""
    role = CATALOGUE[given.role].title if given.role in CATALOGUE else Sentence(given.role)
    scope = (given.scope_kind, given.scope_id)
    with speaking(BY_CODE.get(person.language, ENGLISH)):
        where = queries.places_of([scope]).get(scope, queries.GONE)
    subject, text = in_words(
        person.language,
        SUBJECT.with_values(role=role),
        person.name,
        words.with_values(role=role, where=where),
        *more,
        DESK.with_values(address=hand.house.address("/desk/", language=person.language)),
    )
    letter = Letter(person.email, subject, text, "role", language=person.language, account_id=person.id)
    outbox.post(letter, domain=hand.house.domain, stamped_at=hand.stamped_at)
