"""The bases of all constituencies, with how many hold each."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.orm import joinedload

from foundation import access
from foundation.db import db
from foundation.errors import Forbidden
from stakeholders.accreditation.models import Basis, BasisHeld
from stakeholders.accreditation.queries.rights import span_of
from stakeholders.accreditation.rules.applying import DECIDERS
from stakeholders.accreditation.rules.bases import NotOfTheHouse, Span, UnknownBasis
from stakeholders.organizations.models import Constituency
from stakeholders.organizations.rules import AUDITOR


@dataclass(frozen=True)
class Row:
    """A basis with its sessions, and how many organizations hold it now."""

    basis: Basis
    span: Span
    holders: int


@dataclass(frozen=True)
class Bases:
    """The bases by constituency, in the order of the constituencies."""

    groups: Sequence[tuple[Constituency, Sequence[Row]]]
    may_change: bool


def may_change(account_id: int) -> bool:
    """Whether somebody adds and extends bases, which belong to all editions: who decides on applications in the house."""
    return access.may(account_id, DECIDERS)


def demand_change(account_id: int) -> None:
    """Go on only for who adds and extends bases; raises NotOfTheHouse."""
    if not may_change(account_id):
        raise NotOfTheHouse


def may_read(account_id: int) -> bool:
    """Whether somebody reads the bases at the desk."""
    readers = (*DECIDERS, AUDITOR)
    held = access.held_by(account_id)
    return any(each.role in readers and each.scope.kind in ("house", "edition") for each in held)


def bases(account_id: int) -> Bases:
    """All bases; raises Forbidden for who may not read them at the desk."""
    if not may_read(account_id):
        raise Forbidden
    held = (
        select(BasisHeld.basis_id, func.count().label("number"))
        .where(BasisHeld.ended_at.is_(None))
        .group_by(BasisHeld.basis_id)
        .subquery()
    )
    rows = db.session.execute(
        select(Basis, func.coalesce(held.c.number, 0))
        .outerjoin(held, held.c.basis_id == Basis.id)
        .options(joinedload(Basis.constituency))
        .order_by(Basis.from_session, Basis.key)
    )
    groups: dict[int, tuple[Constituency, list[Row]]] = {}
    for basis, number in rows:
        span = span_of(basis)
        assert span is not None
        groups.setdefault(basis.constituency_id, (basis.constituency, []))[1].append(Row(basis, span, number))
    return Bases(sorted(groups.values(), key=lambda each: each[0].position), may_change(account_id))


def basis(account_id: int, basis_id: int) -> Row:
    """One basis; raises Forbidden, UnknownBasis."""
    for _, rows in bases(account_id).groups:
        for row in rows:
            if row.basis.id == basis_id:
                return row
    raise UnknownBasis
