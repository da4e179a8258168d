"""Reads of the directory: bodies, constituencies, what may be chosen, what is found by words, what a merged record leads to."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from sqlalchemy import ColumnElement, Select, exists, func, or_, select
from sqlalchemy.orm import aliased, joinedload

from foundation.db import db
from stakeholders.organizations import rules
from stakeholders.organizations.models import Affiliation, Constituency, Organization
from stakeholders.organizations.rules import UnknownBody, searching
from stakeholders.organizations.rules.directory import NoSuchOrganization, NotInTheDirectory

IS_KNOWN: ColumnElement[bool] = or_(
    Organization.key.not_like(rules.UNLISTED_KEY + "%"),
    exists().where(Affiliation.organization_id == Organization.id, Affiliation.confirmed_at.is_not(None)),
)
"""Whether an organization may be shown: one that a person has named only once somebody's affiliation with it is confirmed."""


def bodies() -> Sequence[Organization]:
    """Every body with its constituency, by acronym."""
    return db.session.scalars(
        select(Organization)
        .where(Organization.kind.not_in(rules.NO_BODIES), Organization.merged_into_id.is_(None))
        .options(joinedload(Organization.constituency))
        .order_by(Organization.acronym)
    ).all()


def body(key: str) -> Organization:
    """One body with its constituency; raises UnknownBody, for States, other participants and merged records too."""
    found = db.session.scalar(
        select(Organization)
        .where(
            Organization.key == key, Organization.kind.not_in(rules.NO_BODIES), Organization.merged_into_id.is_(None)
        )
        .options(joinedload(Organization.constituency))
    )
    if found is None:
        raise UnknownBody(key=key)
    return found


def constituencies() -> Sequence[Constituency]:
    """The constituencies in their order."""
    return db.session.scalars(select(Constituency).order_by(Constituency.position)).all()


def organizations_to_choose() -> Sequence[Organization]:
    """Every organization and State that may send people, by key.

    Those that ended or were merged away are left out, and those that a person has named until somebody's affiliation
    with them is confirmed.
    """
    return [each for each in public_directory() if each.ended_year is None]


def public_directory() -> Sequence[Organization]:
    """Every organization and State that may be shown, those that ended too, by key."""
    return db.session.scalars(
        select(Organization).where(Organization.merged_into_id.is_(None), IS_KNOWN).order_by(Organization.key)
    ).all()


def found(words: str) -> list[Organization]:
    """The organizations to choose that answer to words, in any language; those whose acronym they are first."""
    return searching.found(organizations_to_choose(), words)


def known(key: str) -> Organization:
    """One organization or State that may be shown, with its constituency: of a merged record the one that was kept.

    Raises NotInTheDirectory.
    """
    kept = select(func.coalesce(Organization.merged_into_id, Organization.id)).where(Organization.key == key)
    organization = db.session.scalar(
        select(Organization)
        .where(Organization.id.in_(db.session.scalars(kept).all()), IS_KNOWN)
        .options(joinedload(Organization.constituency))
    )
    if organization is None:
        raise NotInTheDirectory(key=key)
    return organization


def current(organization_id: int) -> int:
    """The number of the record that a number stands for now: its own, or of the one that it was merged into."""
    into = select(Organization.merged_into_id).where(Organization.id == organization_id)
    return db.session.scalar(into) or organization_id


def former_keys(organization_id: int) -> list[str]:
    """The keys of the records that were merged into an organization, by key: published facts still bear them."""
    merged = select(Organization.key).where(Organization.merged_into_id == organization_id).order_by(Organization.key)
    return list(db.session.scalars(merged))


def kept_key(key: str, among: Sequence[Organization]) -> str:
    """A key that is one of some organizations, or that of the record which a former one was merged into; else itself."""
    if not key or any(each.key == key for each in among):
        return key
    kept = aliased(Organization)
    found = select(kept.key).join(Organization, Organization.merged_into_id == kept.id).where(Organization.key == key)
    return db.session.scalar(found) or key


def same_keys(keys: Collection[str]) -> Select[str]:
    """A query for the keys of all records that stand for the same organizations now as these keys."""
    kept = select(func.coalesce(Organization.merged_into_id, Organization.id)).where(Organization.key.in_(keys))
    other = aliased(Organization)
    return select(other.key).where(or_(other.id.in_(kept), other.merged_into_id.in_(kept)))


def name_of(organization_id: int) -> dict[str, str]:
    """The names of an organization by language; raises NoSuchOrganization."""
    return organization_named(organization_id).names


def names_of(organization_ids: Sequence[int]) -> dict[int, dict[str, str]]:
    """The names of organizations by language, by their number."""
    rows = db.session.execute(select(Organization.id, Organization.names).where(Organization.id.in_(organization_ids)))
    return dict(rows.all())


def organization_named(organization_id: int) -> Organization:
    """An organization by its number, with its constituency; raises NoSuchOrganization."""
    organization = db.session.scalar(
        select(Organization).where(Organization.id == organization_id).options(joinedload(Organization.constituency))
    )
    if organization is None:
        raise NoSuchOrganization
    return organization
