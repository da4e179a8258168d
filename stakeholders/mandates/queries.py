"""Reads of action lines, e-applications and themes, and of who facilitates them."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import joinedload, selectinload

from foundation.db import db
from stakeholders.mandates.models import ActionLine, Mandate
from stakeholders.mandates.rules import UnknownLine
from stakeholders.organizations.models import Organization


def lines() -> Sequence[ActionLine]:
    """Every line, e-application and theme in order, bare."""
    return db.session.scalars(select(ActionLine).order_by(ActionLine.position)).all()


def lines_with_mandates() -> Sequence[ActionLine]:
    """Every line, e-application and theme in order, with all its mandates and their organizations."""
    return db.session.scalars(
        select(ActionLine)
        .options(selectinload(ActionLine.mandates).joinedload(Mandate.organization))
        .order_by(ActionLine.position)
    ).all()


def line(key: str) -> ActionLine:
    """One line with its mandates; raises UnknownLine."""
    found = db.session.scalar(
        select(ActionLine)
        .where(ActionLine.key == key)
        .options(selectinload(ActionLine.mandates).joinedload(Mandate.organization))
    )
    if found is None:
        raise UnknownLine(key=key)
    return found


def families() -> dict[str, list[str]]:
    """The keys of the children of each line that has any."""
    parent = select(ActionLine.id, ActionLine.key).subquery()
    rows = db.session.execute(
        select(parent.c.key, ActionLine.key)
        .join(parent, ActionLine.parent_id == parent.c.id)
        .order_by(ActionLine.position)
    )
    found: dict[str, list[str]] = {}
    for key, child in rows:
        found.setdefault(key, []).append(child)
    return found


def lines_of(organization: Organization) -> Sequence[ActionLine]:
    """The lines on which an organization has or had a mandate, each with the mandates of all, in one read."""
    own = select(Mandate.line_id).where(Mandate.organization_id == organization.id)
    return (
        db.session.scalars(
            select(ActionLine)
            .where(ActionLine.id.in_(own))
            .options(joinedload(ActionLine.mandates))
            .order_by(ActionLine.position)
        )
        .unique()
        .all()
    )
