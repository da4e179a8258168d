"""What an organization holds of a basis follows from the applications that were approved; nobody writes it by hand."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from foundation.confidence import Confidence
from foundation.db import db
from stakeholders.accreditation.models import Application, BasisHeld, FormerDecision
from stakeholders.accreditation.rules.applying import State
from stakeholders.accreditation.rules.bases import Span, joined, within
from stakeholders.organizations.models import Organization
from stakeholders.organizations.services.merging import settled_by


def lock(application_id: int) -> Application | None:
    """An application with its organization and basis, both rows kept until the deed is done: the organization’s first."""
    number = db.session.scalar(select(Application.organization_id).where(Application.id == application_id))
    if number is None:
        return None
    db.session.get_one(Organization, number, with_for_update=True)
    return db.session.scalar(
        select(Application)
        .where(Application.id == application_id)
        .options(
            joinedload(Application.organization),
            joinedload(Application.basis),
            joinedload(Application.applied_by),
        )
        .with_for_update(of=Application)
        .execution_options(populate_existing=True)
    )


def settle(organization_id: int, basis_id: int, *, now: datetime) -> bool:
    """Write what an organization holds of a basis by its approved applications; whether that is other than before.

    What it held without an application stays as it is where it covers as much. Registrations are not touched (R2).
    """
    approved = db.session.scalars(
        select(Application)
        .where(
            Application.organization_id == organization_id,
            Application.basis_id == basis_id,
            Application.state == State.APPROVED,
            Application.from_session.is_not(None),
        )
        .order_by(Application.decided_at, Application.id)
    ).all()
    row = db.session.scalar(
        select(BasisHeld)
        .where(BasisHeld.organization_id == organization_id, BasisHeld.basis_id == basis_id)
        .with_for_update()
    )
    span = joined(Span(each.from_session, each.to_session) for each in approved if each.from_session)
    if span is None:
        return _end(row, now)
    if row is not None and _is_on_record(row, span):
        return False
    row = row or BasisHeld(organization_id=organization_id, basis_id=basis_id, confidence=Confidence.SURE)
    before = (row.from_session, row.to_session, row.application_id, row.ended_at)
    row.from_session, row.to_session = span.first, span.last
    row.application_id, row.ended_at = approved[-1].id, None
    db.session.add(row)
    return before != (row.from_session, row.to_session, row.application_id, row.ended_at)


@settled_by
def settle_parted(records: Collection[int], since: datetime, now: datetime) -> None:
    """Of two records that were one, give each what its own applications give that were decided since."""
    decided = (Application.organization_id.in_(records), Application.decided_at >= since)
    applied = select(Application.basis_id).where(*decided)
    former = select(FormerDecision.basis_id).join(Application).where(*decided)
    touched = {number for number in db.session.scalars(applied.union(former)) if number is not None}
    for organization_id in records:
        for basis_id in sorted(touched):
            settle(organization_id, basis_id, now=now)


def _is_on_record(row: BasisHeld, span: Span) -> bool:
    """Whether it is held without an application, for all that the applications would give."""
    if row.application_id is not None or row.ended_at is not None:
        return False
    return within(span, row.from_session, row.to_session) == span


def _end(row: BasisHeld | None, now: datetime) -> bool:
    if row is None or row.application_id is None or row.ended_at is not None:
        return False
    row.ended_at = now
    return True
