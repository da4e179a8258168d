"""Applications as those who made them see them: their own, and those of the organizations they speak for."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import ColumnElement, or_, select
from sqlalchemy.orm import joinedload

from foundation import access
from foundation.access import Scope
from foundation.db import db
from foundation.sentences import Sentence
from stakeholders.accreditation.models import Application, Basis, Paper
from stakeholders.accreditation.queries.papers import is_theirs, papers_of, speaks_for
from stakeholders.accreditation.queries.sessions import Session, sessions
from stakeholders.accreditation.rules import applying
from stakeholders.accreditation.rules.applying import OPEN, PERSONAL, State, UnknownApplication, takes_papers
from stakeholders.accreditation.rules.bases import LISTED
from stakeholders.organizations import queries as organizations
from stakeholders.organizations.rules import FOCAL_POINT, Capacity


def applications_of(account_id: int, spoken_for: Collection[int] | None = None) -> Sequence[Application]:
    """One’s own applications with organization and basis, the latest first.

    `spoken_for` are the organizations that somebody is the focal point of, where that has been read already.
    """
    return db.session.scalars(
        select(Application)
        .where(_own(account_id, spoken_for))
        .options(joinedload(Application.organization), joinedload(Application.basis))
        .order_by(Application.applied_at.desc(), Application.id.desc())
        .limit(200)
    ).all()


def _own(account_id: int, spoken_for: Collection[int] | None) -> ColumnElement[bool]:
    if spoken_for is None:
        spoken_for = organizations.reach_of(account_id).organization_ids
    return or_(Application.applied_by_id == account_id, Application.organization_id.in_(spoken_for))


@dataclass(frozen=True)
class OwnFile:
    """One application with all that its applicant may do with it, and what comes next."""

    application: Application
    papers: Sequence[Paper]
    may_pre_approve: bool
    may_change: bool
    is_confirmed: bool
    next_hand: Sentence | None

    @property
    def is_on_hold(self) -> bool:
        return self.application.state == State.ON_HOLD

    @property
    def may_add(self) -> bool:
        return self.may_change and len(self.papers) < applying.MOST_PAPERS


def own_file(account_id: int, application_id: int) -> OwnFile:
    """An application of one’s own; raises UnknownApplication, for those of others too."""
    row = db.session.scalar(
        select(Application)
        .where(Application.id == application_id)
        .options(
            joinedload(Application.organization),
            joinedload(Application.basis),
            joinedload(Application.applied_by),
        )
    )
    if row is None or not is_theirs(account_id, row):
        raise UnknownApplication
    has_focal_point = bool(access.holders(FOCAL_POINT, Scope("organization", row.organization_id)))
    return OwnFile(
        row,
        papers_of(row.id),
        may_pre_approve=row.state == State.NEW and speaks_for(account_id, row.organization_id),
        may_change=takes_papers(row.state),
        is_confirmed=is_confirmed(row),
        next_hand=_next_hand(row.state, has_focal_point),
    )


def _next_hand(state: str, has_focal_point: bool) -> Sentence | None:
    if state == State.ON_HOLD:
        return applying.WITH_APPLICANT
    if state not in OPEN:
        return None
    return applying.WITH_FOCAL_POINT if state == State.NEW and has_focal_point else applying.WITH_SECRETARIAT


def is_confirmed(application: Application) -> bool:
    """Whether who applied is confirmed as one of the organization, now or before; nobody asks where nobody is told."""
    if application.applied_by_id is None:
        return True
    return any(
        each.is_confirmed and each.organization_id == application.organization_id
        for each in organizations.affiliations_of(application.applied_by_id)
    )


@dataclass(frozen=True)
class Applying:
    """What one can choose when applying: for whom, for which session, on which decision."""

    affiliations: Sequence[Capacity]
    sessions: Sequence[Session]
    bases: Sequence[Basis]

    def affiliation(self, organization_id: int | None) -> Capacity | None:
        """The affiliation with an organization."""
        return next((each for each in self.affiliations if each.organization_id == organization_id), None)


def applying_view(account_id: int, *, today: date, now: datetime) -> Applying:
    """For whom somebody can apply today, and for which sessions; bases are those that are listed one by one."""
    affiliations = affiliations_to_apply_for(account_id, today=today)
    keys = {each.constituency_key for each in affiliations}
    rows = db.session.scalars(
        select(Basis)
        .where(Basis.held_by == LISTED)
        .options(joinedload(Basis.constituency))
        .order_by(Basis.constituency_id, Basis.from_session.desc(), Basis.key)
    ).all()
    open_now = [each for each in sessions() if each.is_open(now)]
    return Applying(
        affiliations,
        open_now,
        [
            each
            for each in rows
            if each.constituency.key in keys
            and any(each.to_session is None or each.to_session >= session.number for session in open_now)
        ],
    )


def affiliations_to_apply_for(account_id: int, *, today: date) -> list[Capacity]:
    """The affiliations with organizations that somebody has now or from some day on; each organization once."""
    found: dict[int, Capacity] = {}
    for each in organizations.affiliations_of(account_id):
        is_over = each.until is not None and each.until < today
        if each.organization_id is None or is_over or each.constituency_key in PERSONAL:
            continue
        standing = found.get(each.organization_id)
        if standing is None or (each.is_confirmed and not standing.is_confirmed):
            found[each.organization_id] = each
    return list(found.values())
