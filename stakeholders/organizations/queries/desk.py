"""The desk of the directory: its list, the records that look like one, and the whole file of an organization."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import and_, exists, func, or_, select
from sqlalchemy.orm import joinedload

from foundation.access import held_by
from foundation.db import db
from foundation.errors import Refused
from foundation.sentences import Sentence
from stakeholders.organizations.models import Affiliation, Constituency, FocalPointTerm, Merge, Organization
from stakeholders.organizations.queries import carrying, terms
from stakeholders.organizations.queries.affiliations import reach_of
from stakeholders.organizations.queries.directory import IS_KNOWN, constituencies, organization_named
from stakeholders.organizations.queries.history import history
from stakeholders.organizations.rules import directory, merging
from stakeholders.organizations.rules.directory import Alike, NotOfTheHouse, NotTheSecretariat, NotVerifying, Part, Wish
from stakeholders.organizations.rules.history import Deed
from stakeholders.organizations.rules.merging import Record, Step
from stakeholders.organizations.rules.terms import State, Term


def demand_secretary(account_id: int) -> None:
    """Go on only for who keeps the directory; raises NotOfTheHouse."""
    if not may_keep(account_id):
        raise NotOfTheHouse


def demand_verifier(account_id: int) -> None:
    """Go on only for who decides who speaks for an organization; raises NotVerifying."""
    if not may_verify(account_id):
        raise NotVerifying


def may_verify(account_id: int) -> bool:
    """Whether an account decides who speaks for an organization: as it confirms everybody’s affiliations."""
    return reach_of(account_id).everywhere


def demand_reader(account_id: int) -> None:
    """Go on only for who may read the directory's desk; raises NotTheSecretariat."""
    if not directory.may_look([(each.role, each.scope.kind) for each in held_by(account_id)]):
        raise NotTheSecretariat


def may_keep(account_id: int) -> bool:
    """Whether an account keeps the directory."""
    return directory.may_keep((each.role, each.scope.kind) for each in held_by(account_id))


@dataclass(frozen=True)
class Row:
    """An organization in the desk's list: whether it is known, how many are with it, whether somebody speaks for it."""

    organization: Organization
    is_known: bool
    people: int
    is_spoken_for: bool


@dataclass(frozen=True)
class Listed:
    """A page of the desk's list, with the constituencies, countries and regions that it can be narrowed to."""

    rows: Sequence[Row]
    total: int
    last_page: int
    constituencies: Sequence[Constituency]
    countries: Sequence[str]
    regions: Sequence[str]
    alike: int
    waiting: int


def listed(wish: Wish, *, language: str, today: date) -> Listed:
    """The organizations that a wish fits, in the order that it asks for."""
    rows = db.session.scalars(select(Organization).options(joinedload(Organization.constituency))).all()
    known = constituencies()
    wanted = next((each.id for each in known if each.key == wish.constituency), None)
    unnamed = _unknown()
    found = [each for each in directory.fitting(rows, wish, wanted) if _in_part(each, wish, unnamed)]
    people, spoken = _people(today), _spoken_for(today)
    found = _sorted(found, wish.sort, people, language)
    standing = [each for each in rows if each.merged_into_id is None]
    return Listed(
        [
            Row(each, each.id not in unnamed, people.get(each.id, 0), each.id in spoken)
            for each in directory.on_page(found, wish.page)
        ],
        len(found),
        directory.pages_of(len(found)),
        known,
        sorted({each.country for each in rows if each.country}),
        sorted({each.region for each in rows if each.region}),
        len(directory.alike(standing)),
        terms.number_asked(),
    )


def _in_part(organization: Organization, wish: Wish, unnamed: set[int]) -> bool:
    if wish.status and organization.status != wish.status:
        return False
    if wish.part == Part.MERGED:
        return organization.merged_into_id is not None
    if organization.merged_into_id is not None:
        return False
    if wish.part == Part.NAMED:
        return organization.id in unnamed
    return wish.part != Part.ENDED or organization.ended_year is not None


def _sorted(found: list[Organization], sort: str, people: Mapping[int, int], language: str) -> list[Organization]:
    found = directory.by_name(found, language)
    if sort == "people":
        return sorted(found, key=lambda each: -people.get(each.id, 0))
    if sort == "constituency":
        return sorted(found, key=lambda each: each.constituency.position)
    return sorted(found, key=lambda each: -each.id) if sort == "newest" else found


def _unknown() -> set[int]:
    """What people have named and nobody has confirmed."""
    return set(db.session.scalars(select(Organization.id).where(~IS_KNOWN, Organization.merged_into_id.is_(None))))


def _people(today: date) -> dict[int, int]:
    """How many people each organization sends, confirmed."""
    rows = db.session.execute(
        select(Organization.id, func.count(Affiliation.account_id.distinct()))
        .join(Affiliation, Affiliation.organization_id == Organization.id)
        .where(Affiliation.confirmed_at.is_not(None), Affiliation.constituency_id == Organization.constituency_id)
        .where(or_(Affiliation.until.is_(None), Affiliation.until >= today))
        .group_by(Organization.id)
    )
    return dict(rows.all())


def _spoken_for(today: date) -> set[int]:
    holds = or_(FocalPointTerm.until.is_(None), FocalPointTerm.until >= today)
    verified = and_(FocalPointTerm.state == State.VERIFIED, FocalPointTerm.since <= today, holds)
    return set(db.session.scalars(select(FocalPointTerm.organization_id).where(verified)))


@dataclass(frozen=True)
class Pair:
    """Records that look like one, side by side, and why."""

    alike: Alike
    rows: Sequence[Row]


def pairs(page: int, *, today: date) -> tuple[list[Pair], int]:
    """A page of the records that look like one organization, and how many pages there are."""
    rows = db.session.scalars(
        select(Organization)
        .where(Organization.merged_into_id.is_(None))
        .options(joinedload(Organization.constituency))
        .order_by(Organization.id)
    ).all()
    found = directory.alike(rows)
    by_id, unnamed = {each.id: each for each in rows}, _unknown()
    people, spoken = _people(today), _spoken_for(today)
    shown = [
        Pair(
            each,
            [Row(by_id[number], number not in unnamed, people.get(number, 0), number in spoken) for number in each.ids],
        )
        for each in directory.on_page(found, page)
    ]
    return shown, directory.pages_of(len(found))


@dataclass(frozen=True)
class File:
    """All that is kept of an organization: its record, what hangs on it, who speaks for it, merges, and its history."""

    organization: Organization
    is_known: bool
    kept: Organization | None
    weights: Sequence[tuple[Sentence, int]]
    people: terms.People
    terms: Sequence[Term]
    merges: Sequence[Merge]
    history: Sequence[Deed]
    constituencies: Sequence[Constituency]


def file_of(organization_id: int, today: date) -> File:
    """The whole file of an organization; raises NoSuchOrganization."""
    organization = organization_named(organization_id)
    into = organization.merged_into_id
    merges = _merges(organization_id)
    ids = [organization_id, *(each.gone_id for each in merges if each.kept_id == organization_id)]
    return File(
        organization,
        bool(db.session.scalar(select(exists().where(Organization.id == organization_id, IS_KNOWN)))),
        organization_named(into) if into is not None else None,
        weights(organization_id),
        terms.people_of(organization, today),
        terms.terms_of([organization_id], today),
        merges,
        history(ids),
        constituencies(),
    )


def weights(organization_id: int) -> list[tuple[Sentence, int]]:
    """What hangs on an organization, in words and numbers."""
    return [
        (merging.CARRIED.get(table, Sentence("other records")), number)
        for table, number in carrying.counts(organization_id).items()
    ]


def _merges(organization_id: int) -> Sequence[Merge]:
    return db.session.scalars(
        select(Merge)
        .where(or_(Merge.gone_id == organization_id, Merge.kept_id == organization_id))
        .options(joinedload(Merge.gone, innerjoin=True), joinedload(Merge.kept, innerjoin=True))
        .order_by(Merge.id.desc())
    ).all()


@dataclass(frozen=True)
class Preview:
    """What a merge would do: the two records, the steps in numbers, the names that are added, or why it can't be done."""

    gone: Organization
    kept: Organization
    lines: Sequence[merging.Line]
    names: Sequence[str]
    seal: str
    refusal: Any = None


def preview(gone_id: int, kept_id: int, *, today: date, now: datetime) -> Preview:
    """Everything that a merge would move; raises NoSuchOrganization."""
    gone, kept = organization_named(gone_id), organization_named(kept_id)
    refusal = refusal_of(gone, kept)
    if refusal is not None:
        return Preview(gone, kept, (), (), "", refusal)
    steps: list[Step] = carrying.plan(gone, kept, today, now)
    added = [name for name in merging.joined_names(gone, kept) if name not in kept.other_names]
    return Preview(gone, kept, merging.summary(steps), added, merging.seal_of(steps))


def refusal_of(gone: Organization, kept: Organization) -> Any:
    """Why one record can't be merged into the other, None where it can."""
    try:
        merging.refuse(record(gone), record(kept))
    except Refused as refusal:
        return refusal
    return None


def record(organization: Organization) -> Record:
    """A record as the rules of merging look at it."""
    return Record(
        organization.id,
        organization.kind,
        organization.constituency_id,
        Sentence("{name}", name=directory.name_in(organization.constituency.names, "en")),
        organization.merged_into_id is not None,
        carrying.is_barred(organization.id),
    )


def merge_of(merge_id: int) -> Merge:
    """One merge with both its records; raises NoSuchMerge."""
    found = db.session.scalar(
        select(Merge)
        .where(Merge.id == merge_id)
        .options(joinedload(Merge.gone, innerjoin=True), joinedload(Merge.kept, innerjoin=True))
    )
    if found is None:
        raise merging.NoSuchMerge
    return found
