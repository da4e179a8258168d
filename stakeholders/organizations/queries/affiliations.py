"""Reads of affiliations: one's own, those that hold on a day, those that somebody may confirm."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from sqlalchemy import Select, and_, false, func, or_, select, true
from sqlalchemy.orm import joinedload

from foundation.access import held_by
from foundation.asked import Asking
from foundation.db import db
from foundation.journal import JournalLine
from stakeholders.accounts.models import Account
from stakeholders.organizations import rules
from stakeholders.organizations.models import Affiliation, Constituency, Organization
from stakeholders.organizations.queries.directory import current
from stakeholders.organizations.queries.lasting import in_force
from stakeholders.organizations.rules import Capacity
from stakeholders.organizations.rules.directory import may_look


def affiliations_of(account_id: int) -> list[Capacity]:
    """All affiliations of a person, past, present and to come, confirmed or not; the latest begun first."""
    return _read(_capacity().where(Affiliation.account_id == account_id))


def affiliation_of(account_id: int, affiliation_id: int) -> Capacity:
    """One affiliation of a person; raises UnknownAffiliation, for those of others too."""
    found = _read(_capacity().where(Affiliation.account_id == account_id, Affiliation.id == affiliation_id))
    if not found:
        raise rules.UnknownAffiliation
    return found[0]


def capacities_of(account_id: int, on: date) -> list[Capacity]:
    """Under what a person takes part on a day: confirmed affiliations that hold on it, the latest begun first."""
    return rules.capacities(affiliations_of(account_id), on)


def capacities_of_all(account_ids: Sequence[int], on: date) -> dict[int, list[Capacity]]:
    """As `capacities_of`, of several people in one read."""
    statement = _capacity().add_columns(Affiliation.account_id).where(Affiliation.account_id.in_(account_ids))
    found: dict[int, list[Capacity]] = {account_id: [] for account_id in account_ids}
    for row in db.session.execute(statement):
        found[row[-1]].append(_told(row[:-1]))
    return {account_id: rules.capacities(capacities, on) for account_id, capacities in found.items()}


def reach_of(account_id: int) -> rules.Reach:
    """Whose affiliations an account may confirm; out of an edition that is over, nobody’s."""
    return rules.reach((held.role, held.scope.kind, held.scope.id) for held in in_force(held_by(account_id)))


def asking(account_id: int, *, today: date, now: datetime) -> Asking:
    """Who looks at what is asked of bodies: for which of them, out of which roles."""
    held = held_by(account_id)
    bodies = rules.reach((each.role, each.scope.kind, each.scope.id) for each in held).organization_ids
    return Asking(account_id, frozenset(bodies), now, today, held)


def reads_everything(account_id: int) -> bool:
    """Whether an account may read everybody's affiliations, as the secretariat and auditors do."""
    return may_look([(held.role, held.scope.kind) for held in held_by(account_id)])


def number_waiting(account_id: int) -> int:
    """How many affiliations of a person wait for a confirmation."""
    waiting = (Affiliation.account_id == account_id) & Affiliation.confirmed_at.is_(None)
    return db.session.scalar(select(func.count()).select_from(Affiliation).where(waiting)) or 0


def was_declined(account_id: int, organization_id: int | None) -> bool:
    """Whether a person’s affiliation with an organization (None: standing alone) was declined, and none confirmed since."""
    verbs = ("decline_affiliation", "confirm_affiliation")
    rows = db.session.execute(
        select(JournalLine.verb, JournalLine.facts)
        .where(
            JournalLine.subject_kind == "affiliation",
            JournalLine.verb.in_(verbs),
            JournalLine.facts["account"].as_integer() == account_id,
        )
        .order_by(JournalLine.id)
    )
    found = [verb for verb, facts in rows if _is_now(facts.get("organization"), organization_id)]
    return bool(found) and found[-1] == verbs[0]


def _is_now(number: int | None, organization_id: int | None) -> bool:
    """Whether a number from the journal means this organization, also as the record that was merged into it."""
    return number == organization_id or (number is not None and current(number) == organization_id)


def to_confirm(account_id: int) -> Sequence[Affiliation]:
    """The declared affiliations that an account may confirm, with person, organization and constituency; the oldest first.

    An auditor reads those that the secretariat may.
    """
    held = [(each.role, each.scope.kind, each.scope.id) for each in held_by(account_id)]
    reach = rules.reach(held)
    within = or_(
        true() if may_look([(role, kind) for role, kind, _ in held]) else false(),
        and_(
            Affiliation.organization_id.in_(reach.organization_ids),
            Affiliation.constituency_id == Organization.constituency_id,
        ),
    )
    return db.session.scalars(
        select(Affiliation)
        .outerjoin(Affiliation.organization)
        .where(Affiliation.confirmed_at.is_(None), Affiliation.account_id != account_id, within)
        .where(Affiliation.account_id.in_(select(Account.id).where(Account.verified_at.is_not(None))))
        .options(
            joinedload(Affiliation.account), joinedload(Affiliation.organization), joinedload(Affiliation.constituency)
        )
        .order_by(Affiliation.declared_at, Affiliation.id)
    ).all()


_COLUMNS: Sequence[Any] = (
    Affiliation.id,
    Affiliation.organization_id,
    Organization.key,
    Organization.kind,
    Organization.names,
    Affiliation.constituency_id,
    Constituency.key,
    Constituency.names,
    Affiliation.since,
    Affiliation.until,
    Affiliation.confirmed_at,
    Affiliation.rank,
    Affiliation.stands_for,
)


def _capacity() -> Select[Any]:
    return (
        select(*_COLUMNS)
        .join(Constituency, Constituency.id == Affiliation.constituency_id)
        .outerjoin(Organization, Organization.id == Affiliation.organization_id)
        .order_by(Affiliation.since.desc(), Affiliation.id.desc())
    )


def _read(statement: Select[Any]) -> list[Capacity]:
    return [_told(row) for row in db.session.execute(statement)]


def _told(row: Sequence[Any]) -> Capacity:
    number, organization_id, key, kind, names, *rest = row
    constituency_id, constituency_key, constituency_names, since, until, confirmed_at, rank, stands_for = rest
    return Capacity(
        affiliation_id=number,
        organization_id=organization_id,
        organization_key=key,
        organization_kind=kind,
        organization_names=names or {},
        constituency_id=constituency_id,
        constituency_key=constituency_key,
        constituency_names=constituency_names,
        since=since,
        until=until,
        is_confirmed=confirmed_at is not None,
        rank=rank,
        stands_for=stands_for,
    )
