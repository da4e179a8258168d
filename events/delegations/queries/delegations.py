"""The delegations of an edition, and one of them with its people as the reader may know them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Select, case, func, or_, select, true
from sqlalchemy.orm import attributes, joinedload

from events.delegations.models import Delegation, Member
from events.delegations.queries.groups import known_groups
from events.delegations.queries.reach import Reach, demand_reading
from events.delegations.rules.ranks import NotYourDelegation, Rank, UnknownDelegation, UnknownMember, in_order
from events.editions import queries as editions
from events.editions.models import Edition, Segment
from events.registration.models import Registration
from events.registration.queries import capacities
from events.registration.queries.capacities import EditionPart
from events.registration.queries.extensions import for_asking
from events.registration.rules.entry import Entry, applies_for_basis, decide_entry
from events.registration.rules.extensions import Asking
from events.registration.rules.openings import is_open
from events.registration.rules.registering import NAMED, State
from foundation.db import db
from foundation.languages import pick
from foundation.sentences import Sentence
from stakeholders.accounts.models import Account
from stakeholders.organizations import queries as organizations
from stakeholders.organizations.models import Organization
from stakeholders.organizations.rules import STATE, searching

PAGE = 100
"""How many delegations stand on a page."""


@dataclass(frozen=True)
class MemberLine:
    """Somebody in a delegation as the reader may know them: until they have answered, a focal point sees what was typed."""

    member: Member
    sees_name: bool

    @property
    def has_answered(self) -> bool:
        return self.member.answered_at is not None or not self.member.typed_name

    @property
    def is_known(self) -> bool:
        """Whether the registration and the account may be shown."""
        return self.has_answered or self.sees_name

    @property
    def name(self) -> str:
        row = self.member.registration
        return (row.listed_name or row.account.name) if self.has_answered else self.member.typed_name

    @property
    def account_name(self) -> str:
        """The name of the account, where it is another than the one typed and may be shown."""
        name = self.member.registration.account.name
        return name if self.is_known and name != self.name else ""

    @property
    def is_only_named(self) -> bool:
        """Whether nothing stands for the person before they say yes."""
        row = self.member.registration
        return row.state == State.WITHDRAWN and row.reason == str(NAMED)

    @property
    def is_elsewhere(self) -> bool:
        """Whether the person comes in another capacity, as far as that may be shown."""
        return self.is_known and self.member.registration.organization_id != self.member.delegation.organization_id


@dataclass(frozen=True)
class DelegationView:
    """A delegation as its page shows it, the page's other facts beside. `delegation` is None before its first member."""

    edition: Edition
    part: EditionPart
    organization: Organization
    delegation: Delegation | None
    members: Sequence[MemberLine]
    entry: Entry
    reach: Reach
    is_open: bool
    may_apply: bool
    groups: Sequence[str]

    @property
    def segment(self) -> Segment:
        return self.part.segment

    @property
    def is_of_state(self) -> bool:
        """Whether it may speak in the name of a group of States."""
        return self.organization.kind == STATE

    @property
    def may_write(self) -> bool:
        return self.reach.may_write(self.segment.id, self.organization.id)

    @property
    def as_registrar(self) -> bool:
        return self.reach.as_registrar(self.segment.id)

    @property
    def may_add(self) -> bool:
        """Whether somebody may be put into it now: within its time, or by the registrar with a reason."""
        return self.may_write and self.entry.may and (self.is_open or self.as_registrar)

    def line(self, number: int) -> MemberLine:
        """One of its people; raises UnknownMember."""
        for each in self.members:
            if each.member.id == number:
                return each
        raise UnknownMember


def delegation_view(
    account_id: int, edition_key: str, segment_key: str, organization_id: int, *, now: datetime
) -> DelegationView:
    """A delegation for who may read it; raises UnknownEdition, UnknownSegment, UnknownDelegation, NotYourDelegation."""
    edition = editions.edition_in_full(edition_key)
    reach = demand_reading(account_id, edition)
    segment = editions.segment(edition, segment_key)
    if not reach.may_read(segment.id, organization_id):
        raise NotYourDelegation
    organization = organization_of(organization_id)
    asking = Asking(constituency=organization.constituency_id, organization=organization.id)
    parts = for_asking(capacities.parts_of(edition, now=now), edition, asking)
    part = next(each for each in parts if each.segment.id == segment.id)
    found = standing(segment.id, organization.id)
    pair = (organization.constituency.key, organization.id)
    entry = decide_entry(capacities.capacities([pair])[pair], part.part, now=now)
    sees = reach.sees_names(segment.id)
    members = [MemberLine(each, sees) for each in in_order(found.members)] if found else []
    may_apply = applies_for_basis(pair[0], entry, part.part, now=now) and is_open(part.part.applying, now)
    groups = known_groups(edition.id) if reach.may_write(segment.id, organization_id) else []
    stands = (found, members, entry, reach, is_open(part.opening, now), may_apply, groups)
    return DelegationView(edition, part, organization, *stands)


def organization_of(organization_id: int) -> Organization:
    """An organization that may send a delegation, with its constituency; raises UnknownDelegation."""
    found = db.session.scalar(
        select(Organization)
        .where(Organization.id == organization_id, Organization.merged_into_id.is_(None))
        .options(joinedload(Organization.constituency))
    )
    if found is None:
        raise UnknownDelegation
    return found


def standing(segment_id: int, organization_id: int, *, held: bool = False) -> Delegation | None:
    """A delegation with its people, their registrations and accounts; `held` keeps its row until the deed is done."""
    of = (Delegation.segment_id == segment_id, Delegation.organization_id == organization_id)
    wanted = select(Delegation).where(*of).execution_options(populate_existing=True)
    found = db.session.scalar(wanted.with_for_update() if held else wanted)
    if found is None:
        return None
    members = db.session.scalars(
        select(Member)
        .where(Member.delegation_id == found.id)
        .options(joinedload(Member.registration, innerjoin=True).joinedload(Registration.account, innerjoin=True))
        .order_by(Member.position, Member.id)
        .execution_options(populate_existing=True)
    ).all()
    attributes.set_committed_value(found, "members", list(members))
    for each in members:
        attributes.set_committed_value(each, "delegation", found)
    return found


@dataclass(frozen=True)
class Wish:
    """Which delegations: of a part, of an organization by words of its name; and which page of them."""

    segment: str = ""
    words: str = ""
    page: int = 1

    def __bool__(self) -> bool:
        return bool(self.segment or self.words)


@dataclass(frozen=True)
class Line:
    """A delegation in the list: how many people, how many of them have answered, and its head as the reader may know them."""

    segment: Segment
    organization: Organization
    people: int = 0
    answered: int = 0
    head: str = ""


@dataclass(frozen=True)
class Listed:
    """A page of the delegations that somebody may read, and what a new one may be begun with."""

    edition: Edition
    reach: Reach
    lines: Sequence[Line]
    total: int
    choices: Sequence[Organization]

    @property
    def last_page(self) -> int:
        return max(1, -(-self.total // PAGE))

    @property
    def groups_to_choose(self) -> Sequence[tuple[Sentence, Sequence[tuple[Organization, str]]]]:
        """The organizations with which one may begin, as forms offer them."""
        return organizations.choices_in_groups(self.choices)

    @property
    def writable(self) -> Sequence[Segment]:
        """The parts in which a delegation may be begun."""
        return [
            each for each in self.edition.segments if self.reach.registrar.covers(each.id) or self.reach.organizations
        ]


def listed(account_id: int, edition_key: str, wish: Wish) -> Listed:
    """The delegations of an edition that an account may read; raises UnknownEdition, NotYourDelegation."""
    edition = editions.edition_in_full(edition_key)
    reach = demand_reading(account_id, edition)
    choices = _choices(reach)
    rows = db.session.execute(_within(edition, reach, wish)).all()
    answered_words = or_(Member.answered_at.is_not(None), Member.typed_name == "")
    ids = [number for number, *_ in rows]
    counts = {
        number: (people, answered)
        for number, people, answered in db.session.execute(
            select(Member.delegation_id, func.count(), func.count().filter(answered_words))
            .where(Member.delegation_id.in_(ids))
            .group_by(Member.delegation_id)
        )
    }
    heads = _heads(ids)
    found = {
        (segment.id, organization.id): Line(segment, organization, *counts.get(number, (0, 0)), heads.get(number, ""))
        for number, segment, organization in rows
    }
    lines = [*found.values(), *_to_begin(edition, reach, choices, wish, found)]
    kept = [line for line in lines if not wish.words or searching.answers(line.organization, wish.words)]
    kept.sort(key=lambda line: (line.segment.position, searching.fold(pick(line.organization.names).text)))
    start = (wish.page - 1) * PAGE
    return Listed(edition, reach, kept[start : start + PAGE], len(kept), choices)


def _within(edition: Edition, reach: Reach, wish: Wish) -> Select[int, Segment, Organization]:
    read = [each.id for each in edition.segments if reach.reader.covers(each.id)]
    return (
        select(Delegation.id, Segment, Organization)
        .join(Segment, Segment.id == Delegation.segment_id)
        .join(Organization, Organization.id == Delegation.organization_id)
        .where(
            Segment.edition_id == edition.id,
            or_(Segment.id.in_(read), Organization.id.in_(reach.organizations)),
            Segment.key == wish.segment if wish.segment else true(),
        )
    )


def _heads(ids: Sequence[int]) -> dict[int, str]:
    answered = or_(Member.answered_at.is_not(None), Member.typed_name == "")
    own = case((Registration.listed_name != "", Registration.listed_name), else_=Account.name)
    rows = db.session.execute(
        select(Member.delegation_id, case((answered, own), else_=Member.typed_name))
        .join(Registration, Registration.id == Member.registration_id)
        .join(Account, Account.id == Registration.account_id)
        .where(Member.delegation_id.in_(ids), Member.rank == Rank.HEAD)
    )
    return {row[0]: row[1] for row in rows}


def _choices(reach: Reach) -> Sequence[Organization]:
    """The organizations whose delegations somebody may begin."""
    chosen = organizations.organizations_to_choose() if reach.writes else []
    return chosen if reach.registrar else [each for each in chosen if each.id in reach.organizations]


def _to_begin(
    edition: Edition,
    reach: Reach,
    choices: Sequence[Organization],
    wish: Wish,
    found: Mapping[tuple[int, int], Line],
) -> Iterator[Line]:
    """Those of one’s own organizations that nobody has begun."""
    for organization in choices:
        for segment in edition.segments if organization.id in reach.organizations else ():
            if wish.segment in ("", segment.key) and (segment.id, organization.id) not in found:
                yield Line(segment, organization)
