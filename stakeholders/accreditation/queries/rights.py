"""Reads of bases and of the rights by kind of meeting."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from foundation.confidence import Confidence
from foundation.db import db
from stakeholders.accreditation.models import Basis, BasisHeld, MeetingKind, ParticipationRight
from stakeholders.accreditation.rules.bases import CONSTITUENCY, Span, within
from stakeholders.organizations.models import Constituency, Organization


def rights_by_kind() -> tuple[dict[str, dict[str, str]], dict[str, str | None]]:
    """What each constituency may do, by kind of meeting: {"plenary": {"BUSINESS": "speak", …}, …}.

    And by kind the right of the constituencies that a meeting names in `open_for`.
    """
    rows = db.session.execute(
        select(MeetingKind.key, MeetingKind.right_of_named, Constituency.key, ParticipationRight.right)
        .outerjoin(ParticipationRight, ParticipationRight.meeting_kind_id == MeetingKind.id)
        .outerjoin(Constituency, Constituency.id == ParticipationRight.constituency_id)
        .order_by(Constituency.position)
    )
    found: dict[str, dict[str, str]] = {}
    named: dict[str, str | None] = {}
    for kind, of_named, constituency, right in rows:
        named[kind] = of_named
        if constituency is not None:
            found.setdefault(kind, {})[constituency] = right
    return found, named


def rights_in(kind: str) -> Sequence[ParticipationRight]:
    """The rights in one kind of meeting with their constituencies, in the order of the constituencies."""
    return db.session.scalars(
        select(ParticipationRight)
        .join(MeetingKind)
        .join(Constituency)
        .where(MeetingKind.key == kind)
        .options(joinedload(ParticipationRight.constituency), joinedload(ParticipationRight.meeting_kind))
        .order_by(Constituency.position)
    ).all()


@dataclass(frozen=True)
class Holding:
    """A basis as an organization holds it, with the weaker of its two marks: that of the basis, that of the holding."""

    basis: Basis
    span: Span
    confidence: Confidence
    note: str


def holdings_of(organization: Organization) -> list[Holding]:
    """The bases an organization holds, by whole constituency or listed, each with its mark; by first session."""
    return holdings(organization.id, organization.constituency_id)


def holdings(organization_id: int, constituency_id: int) -> list[Holding]:
    """As `holdings_of`, by numbers. What has ended is left out."""
    whole = (Basis.constituency_id == constituency_id) & (Basis.held_by == "constituency")
    of_theirs = (BasisHeld.organization_id == organization_id) & BasisHeld.ended_at.is_(None)
    rows = db.session.execute(
        select(Basis, BasisHeld)
        .outerjoin(BasisHeld, (BasisHeld.basis_id == Basis.id) & of_theirs)
        .where(whole | BasisHeld.id.is_not(None))
        .order_by(Basis.from_session, Basis.key)
    )
    marks = list(Confidence)
    return [
        Holding(
            basis,
            span,
            max(basis.confidence, held.confidence if held else Confidence.SURE, key=marks.index),
            held.note if held else "",
        )
        for basis, held in rows
        if (span := span_of(basis, held))
    ]


def basis_id(key: str | None) -> int | None:
    """The number of a basis by its key; None for none."""
    return db.session.scalar(select(Basis.id).where(Basis.key == key)) if key else None


def span_of(basis: Basis, held: BasisHeld | None = None) -> Span | None:
    """The sessions that a basis covers, as somebody holds it: a listed one for theirs alone; None where it covers none."""
    own = Span(basis.from_session, basis.to_session)
    if held is None or basis.held_by == CONSTITUENCY:
        return own
    return None if held.ended_at is not None else within(own, held.from_session, held.to_session)
