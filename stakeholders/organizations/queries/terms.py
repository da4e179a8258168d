"""Reads of the terms of focal points, and of the people of an organization."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from sqlalchemy import case, func, or_, select
from sqlalchemy.orm import joinedload

from foundation.access import Grant
from foundation.db import db
from stakeholders.accounts.models import Account
from stakeholders.organizations.models import Affiliation, FocalPointTerm, Organization
from stakeholders.organizations.queries import affiliations
from stakeholders.organizations.rules import UnknownAffiliation, directory, terms
from stakeholders.organizations.rules.terms import Standing, State, Term


def terms_of(organization_ids: Sequence[int], today: date) -> list[Term]:
    """All the terms of organizations, the latest begun first."""
    return _read(_terms().where(FocalPointTerm.organization_id.in_(organization_ids)), today)


def terms_of_person(account_id: int, today: date) -> list[Term]:
    """All the terms of a person, the latest begun first."""
    return _read(_terms().where(FocalPointTerm.account_id == account_id), today)


def asked(today: date) -> list[Term]:
    """What waits for the secretariat, the oldest first."""
    found = _read(_terms().where(FocalPointTerm.state == State.ASKED), today)
    return sorted(found, key=lambda each: (each.asked_at, each.id))


def number_asked() -> int:
    """How many terms wait for the secretariat."""
    waiting = FocalPointTerm.state == State.ASKED
    return db.session.scalar(select(func.count()).select_from(FocalPointTerm).where(waiting)) or 0


def held(today: date) -> list[Term]:
    """The terms that hold now or will, by name of the organization."""
    found = terms.present(_read(_terms().where(FocalPointTerm.state == State.VERIFIED), today))
    return sorted(found, key=lambda each: (directory.name_in(each.organization_names, "en"), each.since))


def spoken_for(account_id: int) -> Sequence[Organization]:
    """The organizations that an account speaks for now, by key."""
    ids = affiliations.reach_of(account_id).organization_ids
    return db.session.scalars(select(Organization).where(Organization.id.in_(ids)).order_by(Organization.key)).all()


def demand_focal_point(account_id: int, organization_id: int) -> None:
    """Go on only for who speaks for the organization now; raises NotItsFocalPoint."""
    if organization_id not in affiliations.reach_of(account_id).organization_ids:
        raise terms.NotItsFocalPoint


def first_day_after(account_id: int, organization_id: int, today: date) -> date:
    """The first day from which who speaks for an organization can hand over: the present term has one day at least."""
    begun = [
        each.since
        for each in terms_of([organization_id], today)
        if each.account_id == account_id and each.standing is Standing.PRESENT
    ]
    return max([today, *(day + timedelta(days=1) for day in begun)])


def demand_one_of_theirs(account_id: int, organization_id: int, affiliation_id: int) -> None:
    """Go on only for who speaks for the organization, about one of its people; raises NotItsFocalPoint, UnknownAffiliation."""
    demand_focal_point(account_id, organization_id)
    with_whom = select(Affiliation.organization_id).where(Affiliation.id == affiliation_id)
    if db.session.scalar(with_whom) != organization_id:
        raise UnknownAffiliation


@dataclass(frozen=True)
class People:
    """The people of an organization: with it now or later, waiting for a confirmation, and how many were before."""

    present: Sequence[Affiliation]
    waiting: Sequence[Affiliation]
    past: int


def people_of(organization: Organization, today: date) -> People:
    """Those whom an organization sends."""
    rows = db.session.scalars(
        select(Affiliation)
        .join(Affiliation.account)
        .where(
            Affiliation.organization_id == organization.id,
            Affiliation.constituency_id == organization.constituency_id,
            # Whom the focal point has registered stands here whether there was an account or not.
            or_(Account.verified_at.is_not(None), Affiliation.typed_name != ""),
        )
        .options(joinedload(Affiliation.account), joinedload(Affiliation.constituency))
        .order_by(case((Affiliation.typed_name != "", Affiliation.typed_name), else_=Account.name), Affiliation.since)
    ).all()
    confirmed = [each for each in rows if each.confirmed_at is not None]
    present = [each for each in confirmed if each.until is None or each.until >= today]
    return People(present, [each for each in rows if each.confirmed_at is None], len(confirmed) - len(present))


def is_sent(account_id: int, organization: Organization, on: date) -> bool:
    """Whether an organization sends a person on a day, by a confirmed affiliation."""
    return any(
        each.organization_id == organization.id and each.constituency_id == organization.constituency_id
        for each in affiliations.capacities_of(account_id, on)
    )


def sending(account_id: int, today: date) -> list[Organization]:
    """The organizations that send a person, now or later, by confirmed affiliations; those to ask for."""
    sent = {
        (each.organization_id, each.constituency_id)
        for each in affiliations.affiliations_of(account_id)
        if each.is_confirmed and (each.until is None or each.until >= today)
    }
    known = select(Organization).where(Organization.id.in_({number for number, _ in sent})).order_by(Organization.key)
    return [each for each in db.session.scalars(known) if (each.id, each.constituency_id) in sent]


def _terms() -> Any:
    return (
        select(FocalPointTerm, Organization.names, Account.name, Account.name_latin, Account.email, Grant.revoked_at)
        .join(Organization, Organization.id == FocalPointTerm.organization_id)
        .join(Account, Account.id == FocalPointTerm.account_id)
        .outerjoin(Grant, Grant.id == FocalPointTerm.grant_id)
        .order_by(FocalPointTerm.since.desc(), FocalPointTerm.id.desc())
    )


def _read(statement: Any, today: date) -> list[Term]:
    return [
        Term(
            id=row.id,
            organization_id=row.organization_id,
            organization_names=names,
            account_id=row.account_id,
            name=name,
            name_latin=latin,
            email=email,
            since=row.since,
            until=row.until,
            standing=_standing(row, revoked_at, today),
            ground=row.ground,
            reason=row.reason,
            asked_at=row.asked_at,
            is_handed_over=row.asked_by not in (f"account:{row.account_id}", "command"),
        )
        for row, names, name, latin, email, revoked_at in db.session.execute(statement)
    ]


def _standing(row: FocalPointTerm, revoked_at: Any, today: date) -> Standing:
    return terms.standing(row.state, row.since, row.until, today, is_revoked=revoked_at is not None)
