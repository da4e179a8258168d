"""Who holds which role where, since when and until when; and who can be given one."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, and_, func, or_, select
from sqlalchemy.orm import aliased

from events.editions import queries as editions
from events.editions.models import Edition, Segment
from events.editions.rules import ORGANIZER
from events.programme.models import Meeting
from foundation import access, languages
from foundation.access import HOUSE, Grant, Reach, Scope
from foundation.db import db
from foundation.errors import Forbidden
from foundation.sentences import Sentence
from portal.roles import rules
from portal.roles.rules import CATALOGUE, MOST_FOUND, PAGE, RoleOf
from stakeholders.accounts.models import Account
from stakeholders.organizations.models import Organization
from stakeholders.organizations.rules import AUDITOR

WHOLE_HOUSE, WHOLE_EDITION = rules.SCOPE_WORDS[rules.HOUSE], Sentence("the whole edition {key}")
ONE_MEETING = Sentence("meeting {key}: {name}")
GONE = Sentence("no longer there")


@dataclass(frozen=True)
class Powers:
    """What somebody may do with roles: give and take back within `reach`, or read alone."""

    reach: Reach
    reads: bool


@dataclass(frozen=True)
class Held:
    """A role that a person holds or held, with the names of who gave it and took it back."""

    grant: Grant
    person: str
    title: Sentence
    where: Sentence | str
    given_by: str
    revoked_by: str
    may_revoke: bool = False


@dataclass(frozen=True)
class Person:
    """Somebody found, told apart from others of the name by a part of the address."""

    id: int
    name: str
    address: str


@dataclass(frozen=True)
class Roles:
    """The roles of an edition, or of the house (None): who holds them, a page of who did, and the catalogue."""

    edition: Edition | None
    powers: Powers
    segments: Sequence[Segment]
    now: Sequence[Held]
    before: Sequence[Held]
    page: int
    pages: int
    catalogue: Mapping[str, RoleOf]


def powers_in(account_id: int, edition: Edition, segments: Collection[int]) -> Powers:
    """What an account may do with the roles of an edition; raises Forbidden."""
    reach = access.reach(account_id, (ORGANIZER,), edition.id, segments)
    if not reach and not access.may(account_id, (AUDITOR,), Scope("edition", edition.id)):
        raise Forbidden
    return Powers(reach, reads=not reach)


def of_edition(account_id: int, edition_key: str, page: int, *, now: datetime) -> Roles:
    """The roles of an edition as its organizers and auditors see them, of a segment its own. Raises UnknownEdition, Forbidden."""
    edition = editions.edition(edition_key)
    segments = editions.segments(edition.id)
    powers = powers_in(account_id, edition, [each.id for each in segments])
    shown = Reach(is_whole=True) if powers.reads else powers.reach
    within = [each for each in segments if shown.covers(each.id)]
    return _roles(edition, powers, within, _within(edition, shown), page, now=now)


def of_house(account_id: int, page: int, *, now: datetime) -> Roles:
    """The roles of the house and of organizations, as organizers and auditors of the house see them; raises Forbidden."""
    roles = access.roles_in(account_id)
    if not roles.intersection((ORGANIZER, AUDITOR)):
        raise Forbidden
    powers = Powers(Reach(is_whole=ORGANIZER in roles), reads=ORGANIZER not in roles)
    return _roles(None, powers, (), Grant.scope_kind.in_((rules.HOUSE, rules.ORGANIZATION)), page, now=now)


def _within(edition: Edition, reach: Reach) -> ColumnElement[bool]:
    """The grants of an edition that lie within a reach."""
    meetings = select(Meeting.id).where(Meeting.edition_id == edition.id)
    segments = select(Segment.id).where(Segment.edition_id == edition.id)
    if not reach.is_whole:
        meetings = meetings.where(Meeting.segment_id.in_(reach.segments))
        segments = segments.where(Segment.id.in_(reach.segments))
    of_parts = or_(
        and_(Grant.scope_kind == rules.SEGMENT, Grant.scope_id.in_(segments)),
        and_(Grant.scope_kind == rules.MEETING, Grant.scope_id.in_(meetings)),
    )
    if not reach.is_whole:
        return of_parts
    return or_(of_parts, and_(Grant.scope_kind == rules.EDITION, Grant.scope_id == edition.id))


def _roles(
    edition: Edition | None,
    powers: Powers,
    segments: Sequence[Segment],
    within: ColumnElement[bool],
    page: int,
    *,
    now: datetime,
) -> Roles:
    is_over = or_(Grant.revoked_at.is_not(None), Grant.holds_until <= now)
    total = db.session.scalar(select(func.count()).select_from(Grant).where(within, is_over)) or 0
    standing = select(Grant).where(within, Grant.revoked_at.is_(None))
    standing = standing.where(or_(Grant.holds_until.is_(None), Grant.holds_until > now))
    over = select(Grant).where(within, is_over).order_by(Grant.id.desc()).limit(PAGE).offset((page - 1) * PAGE)
    held = db.session.scalars(standing.order_by(Grant.scope_kind.desc(), Grant.role, Grant.id)).all()
    held_before = db.session.scalars(over).all()
    told = _told([*held, *held_before], may_revoke=not powers.reads)
    return Roles(
        edition,
        powers,
        segments,
        told[: len(held)],
        told[len(held) :],
        page,
        max(1, -(-total // PAGE)),
        CATALOGUE,
    )


def grant_of(number: int, roles: Roles) -> Held | None:
    """One of the roles that are held now."""
    return next((each for each in roles.now if each.grant.id == number), None)


def _told(grants: Sequence[Grant], *, may_revoke: bool) -> list[Held]:
    names = people(
        {f"account:{each.account_id}" for each in grants}
        | {each.granted_by for each in grants}
        | {each.revoked_by for each in grants}
    )
    places = places_of({(each.scope_kind, each.scope_id) for each in grants})
    return [
        Held(
            each,
            names.get(f"account:{each.account_id}", ""),
            CATALOGUE[each.role].title if each.role in CATALOGUE else Sentence(each.role),
            places.get((each.scope_kind, each.scope_id), GONE),
            names.get(each.granted_by, ""),
            names.get(each.revoked_by, ""),
            may_revoke and each.revoked_at is None and each.role in CATALOGUE and CATALOGUE[each.role].is_given_here,
        )
        for each in grants
    ]


def people(actors: Collection[str]) -> dict[str, str]:
    """The names of accounts by how the journal calls them; one read."""
    ids = [int(number) for actor in actors if (number := actor.removeprefix("account:")).isdigit()]
    rows = db.session.execute(select(Account.id, Account.name).where(Account.id.in_(ids)))
    return {f"account:{number}": name for number, name in rows}


def places_of(scopes: Collection[tuple[str, int | None]]) -> dict[tuple[str, int | None], Sentence | str]:
    """What scopes are called, by kind and id; a read a kind."""
    ids = {kind: [number for held, number in scopes if held == kind] for kind, _number in scopes}
    found: dict[tuple[str, int | None], Sentence | str] = {(rules.HOUSE, None): WHOLE_HOUSE}
    if wanted := ids.get(rules.EDITION):
        for number, key in db.session.execute(select(Edition.id, Edition.key).where(Edition.id.in_(wanted))):
            found[rules.EDITION, number] = WHOLE_EDITION.with_values(key=key)
    if wanted := ids.get(rules.SEGMENT):
        for number, name in db.session.execute(select(Segment.id, Segment.name).where(Segment.id.in_(wanted))):
            found[rules.SEGMENT, number] = name
    if wanted := ids.get(rules.MEETING):
        meetings = select(Meeting.id, Meeting.key, Meeting.titles, Meeting.title_language)
        for number, key, titles, original in db.session.execute(meetings.where(Meeting.id.in_(wanted))):
            name = str(languages.pick(titles, original=original))
            found[rules.MEETING, number] = ONE_MEETING.with_values(key=key, name=name)
    if wanted := ids.get(rules.ORGANIZATION):
        bodies = select(Organization.id, Organization.names).where(Organization.id.in_(wanted))
        for number, names in db.session.execute(bodies):
            found[rules.ORGANIZATION, number] = str(languages.pick(names))
    return found


def found(words: str) -> list[Person]:
    """People by words of their name or by their whole address, by name; no more than a page shows."""
    if not words:
        return []
    named = [
        or_(Account.name.icontains(word, autoescape=True), Account.name_latin.icontains(word, autoescape=True))
        for word in words.split()
    ]
    rows = db.session.execute(
        select(Account.id, Account.name, Account.email)
        .where(or_(and_(*named), Account.email == words.casefold()))
        .order_by(Account.name, Account.id)
        .limit(MOST_FOUND)
    )
    return [Person(number, name, masked(address)) for number, name, address in rows]


def masked(address: str) -> str:
    """An address that tells its house and not its person: "a…@example.org"."""
    local, _, domain = address.rpartition("@")
    return f"{local[:1]}…@{domain}"


def counts_as_organizer(account_id: int, edition: Edition | None) -> list[int]:
    """The grants by which an account organizes now: the house, or an edition as a whole or in part."""
    segment = aliased(Segment)
    scopes = [Grant.scope_kind == rules.HOUSE]
    if edition is not None:
        of_segments = select(segment.id).where(segment.edition_id == edition.id)
        scopes += [
            and_(Grant.scope_kind == rules.EDITION, Grant.scope_id == edition.id),
            and_(Grant.scope_kind == rules.SEGMENT, Grant.scope_id.in_(of_segments)),
        ]
    held = {each.scope for each in access.held_by(account_id) if each.role == ORGANIZER}
    rows = db.session.scalars(
        select(Grant).where(
            Grant.account_id == account_id, Grant.role == ORGANIZER, Grant.revoked_at.is_(None), or_(*scopes)
        )
    )
    return [each.id for each in rows if _scope(each) in held]


def _scope(grant: Grant) -> Scope:
    return HOUSE if grant.scope_kind == rules.HOUSE else Scope(grant.scope_kind, grant.scope_id)
