"""Reads of the directory."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from foundation.db import db
from stakeholders.organizations.models import Constituency, Organization
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


def constituencies() -> Sequence[Constituency]:
    """The constituencies in their order."""
    return db.session.scalars(select(Constituency).order_by(Constituency.position)).all()
