"""Reads of the directory."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from foundation.db import db
from stakeholders.organizations.models import Constituency, Organization, OrganizationGroup
from stakeholders.organizations.rules import UnknownBody


def bodies() -> Sequence[Organization]:
    """Every body with its constituency, by acronym."""
    return db.session.scalars(
        select(Organization).options(joinedload(Organization.constituency)).order_by(Organization.acronym)
    ).all()


def body(key: str) -> Organization:
    """One body with its constituency; raises UnknownBody."""
    found = db.session.scalar(
        select(Organization).where(Organization.key == key).options(joinedload(Organization.constituency))
    )
    if found is None:
        raise UnknownBody(key=key)
    return found


def bodies_by_key(keys: Iterable[str] | None = None) -> dict[str, Organization]:
    """Bodies by key, all of them when no keys are named."""
    query = select(Organization)
    if keys is not None:
        query = query.where(Organization.key.in_(list(keys)))
    return {found.key: found for found in db.session.scalars(query)}


def constituencies() -> Sequence[Constituency]:
    """The constituencies in their order."""
    return db.session.scalars(select(Constituency).order_by(Constituency.position)).all()


def groups() -> Sequence[OrganizationGroup]:
    """The named groups of organizations."""
    return db.session.scalars(select(OrganizationGroup).order_by(OrganizationGroup.key)).all()
