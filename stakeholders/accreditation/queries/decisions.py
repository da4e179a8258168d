"""The list of decisions: those that stand, and those that others have replaced, each with its reason."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import contains_eager, joinedload

from foundation.db import db
from stakeholders.accreditation.models import Application, Basis, FormerDecision
from stakeholders.accreditation.queries.desk import ORDER, demand_reader, fitting
from stakeholders.accreditation.rules.applying import DECIDED
from stakeholders.accreditation.rules.lists import Filter
from stakeholders.organizations.models import Organization

MOST_DECISIONS = 5000


@dataclass(frozen=True)
class Decision:
    """What was decided on an application; `replaced_at` is when it was decided anew."""

    application: Application
    state: str
    basis: Basis | None
    from_session: int | None
    to_session: int | None
    decided_at: datetime | None
    reason: str
    replaced_at: datetime | None = None


def decisions(account_id: int, wish: Filter) -> list[Decision]:
    """What was decided within somebody’s reach, by session and organization, as a filter narrows it; raises MayNotDecide.

    Of an application, what was decided first stands first.
    """
    within = demand_reader(account_id)
    states = (wish.state,) if wish.state else tuple(DECIDED)
    wide = replace(wish, state="")
    of_whom = (Application.organization, Organization.constituency)
    order = (Application.session.desc(), *ORDER["organization"], Application.id)
    eager = contains_eager(of_whom[0]).contains_eager(of_whom[1])
    rows = db.session.scalars(
        fitting(select(Application), within, wide)
        .where(Application.state.in_(states))
        .options(eager, joinedload(Application.basis))
        .order_by(*order)
        .limit(MOST_DECISIONS)
    ).all()
    former = db.session.scalars(
        fitting(select(FormerDecision), within, wide)
        .join(FormerDecision, FormerDecision.application_id == Application.id)
        .where(FormerDecision.state.in_(states))
        .options(
            contains_eager(FormerDecision.application).contains_eager(of_whom[0]).contains_eager(of_whom[1]),
            joinedload(FormerDecision.basis),
        )
        .order_by(*order, FormerDecision.id)
        .limit(MOST_DECISIONS)
    ).all()
    found = [*map(_replaced, former), *map(_standing, rows)]
    return sorted(found, key=lambda each: _place(each.application))[:MOST_DECISIONS]


def _place(application: Application) -> tuple[int, str, str, int]:
    """In the order of the list; of one application all stand together."""
    organization = application.organization
    return (-application.session, organization.names.get("en", "").lower(), organization.key, application.id)


def _standing(row: Application) -> Decision:
    return Decision(row, row.state, row.basis, row.from_session, row.to_session, row.decided_at, row.reason)


def _replaced(row: FormerDecision) -> Decision:
    told = (row.state, row.basis, row.from_session, row.to_session, row.decided_at, row.reason)
    return Decision(row.application, *told, row.replaced_at)
