"""The secretariat keeps the directory: adding an organization by hand, changing one, with what was before in the journal."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from secrets import token_hex
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import or_, select, update
from sqlalchemy.orm import joinedload

from foundation import jobs, journal, revisions
from foundation.confidence import Confidence
from foundation.db import atomic, db
from foundation.errors import ChangedMeanwhile
from stakeholders.organizations.models import Affiliation, Constituency, Organization
from stakeholders.organizations.queries.desk import demand_secretary, weights
from stakeholders.organizations.rules import UnknownConstituency, directory
from stakeholders.organizations.rules.directory import (
    SOMEBODY,
    ConstituencyCarries,
    MergedAway,
    NoSuchOrganization,
    TakenKey,
    TakenName,
)
from stakeholders.organizations.rules.searching import letters
from stakeholders.organizations.services.affiliating import ENDED

Values = Mapping[str, Any]


@atomic
def add_organization(
    by: int,
    key: str,
    values: Values,
    *,
    kind: str,
    confidence: Confidence,
    is_another: bool,
    now: datetime,
    stamped_at: datetime,
) -> int:
    """Put an organization into the directory; its number. Without a key it gets one.

    Raises NotOfTheHouse, UnknownConstituency, TakenKey, and TakenName unless it `is_another` of that name.
    """
    demand_secretary(by)
    key = key or f"O-{token_hex(4).upper()}"
    if db.session.scalar(select(Organization.id).where(Organization.key == key)) is not None:
        raise TakenKey(key=key)
    # Held until the end, so that two who add the same one at once add one.
    constituency = _constituency(values["constituency"], held=True)
    if not is_another:
        _refuse_taken(values["names"])
    written = _columns(values, constituency.id)
    written["acronym"] = written["acronym"] or key
    organization = Organization(key=key, kind=kind, roles=[], fallback=[], zone="", confidence=confidence, **written)
    db.session.add(organization)
    db.session.flush()
    number = organization.id
    journal.note(f"account:{by}", "add_organization", "organization", str(number), now=now, after=_told(values))
    revisions.rise(at=stamped_at)
    return number


@atomic
def save_organization(
    by: int,
    organization_id: int,
    values: Values,
    *,
    seen: int,
    is_sure: bool,
    zone: str,
    now: datetime,
    stamped_at: datetime,
) -> bool:
    """Write what is kept of an organization; False where nothing differs.

    What it was called until now stays among its other names. With its constituency go the affiliations that last;
    registrations that rested on the former one are held. Raises NotOfTheHouse, NoSuchOrganization, MergedAway,
    UnknownConstituency, ChangedMeanwhile, and ConstituencyCarries where something hangs on the constituency and the
    hand is not sure.
    """
    demand_secretary(by)
    organization = _locked(organization_id)
    if organization.merged_into_id is not None:
        raise MergedAway
    current = standing(organization)
    changed = directory.differing(current, values)
    if changed and seen != organization.revision:
        raise ChangedMeanwhile(current=current, mine=values, revision=organization.revision, who=SOMEBODY)
    if not changed:
        return False
    values = {**values, "other_names": directory.with_former(current, values)}
    changed = directory.differing(current, values)
    former = organization.constituency_id
    constituency = _constituency_of(organization, values["constituency"], is_sure=is_sure)
    _write(organization, _columns(values, constituency.id))
    facts: dict[str, Any] = {**journal.change(changed, current, values)}
    if constituency.id != former:
        today = now.astimezone(ZoneInfo(zone)).date()
        facts["affiliations"] = _take_along(organization, former, today, stamped_at=stamped_at)
    journal.note(f"account:{by}", "save_organization", "organization", str(organization_id), now=now, **facts)
    revisions.rise(at=stamped_at)
    return True


def _constituency_of(organization: Organization, key: str, *, is_sure: bool) -> Constituency:
    """What an organization comes under from now on; raises UnknownConstituency, ConstituencyCarries."""
    found = _constituency(key)
    if found.id != organization.constituency_id and not is_sure and weights(organization.id):
        raise ConstituencyCarries
    return found


def _write(organization: Organization, columns: dict[str, Any]) -> None:
    for name, value in columns.items():
        setattr(organization, name, value)
    organization.acronym = organization.acronym or organization.key
    organization.fallback = [code for code in organization.fallback if code not in organization.names]
    organization.revision += 1


def standing(organization: Organization) -> dict[str, Any]:
    """What is kept of an organization, as the form has it; of an acronym that is but its key nothing."""
    values = {name: getattr(organization, name) for name in directory.FIELDS if name != "constituency"}
    acronym = "" if organization.acronym == organization.key and "-" in organization.key else organization.acronym
    return {**values, "acronym": acronym, "constituency": organization.constituency.key}


def _take_along(organization: Organization, former: int, today: date, *, stamped_at: datetime) -> int:
    """Those whom the organization sends come under its rights; how many affiliations."""
    lasting = (
        Affiliation.organization_id == organization.id,
        Affiliation.constituency_id == former,
        or_(Affiliation.until.is_(None), Affiliation.until >= today),
    )
    people = db.session.scalars(select(Affiliation.account_id).where(*lasting).order_by(Affiliation.account_id)).all()
    db.session.execute(
        update(Affiliation)
        .where(*lasting)
        .values(constituency_id=organization.constituency_id)
        .execution_options(synchronize_session=False)
    )
    for account_id in dict.fromkeys(people):
        jobs.order(ENDED, stamped_at=stamped_at, account=account_id, organization=organization.id, constituency=former)
    return len(people)


def _columns(values: Values, constituency_id: int) -> dict[str, Any]:
    return {name: value for name, value in values.items() if name != "constituency"} | {
        "constituency_id": constituency_id
    }


def _told(values: Values) -> dict[str, Any]:
    return {name: value for name, value in values.items() if value not in ("", None, [], {})}


def _locked(organization_id: int) -> Organization:
    organization = db.session.scalar(
        select(Organization)
        .where(Organization.id == organization_id)
        .options(joinedload(Organization.constituency, innerjoin=True))
        .with_for_update(of=Organization)
    )
    if organization is None:
        raise NoSuchOrganization
    return organization


def _constituency(key: str, *, held: bool = False) -> Constituency:
    statement = select(Constituency).where(Constituency.key == key)
    found = db.session.scalar(statement.with_for_update() if held else statement)
    if found is None:
        raise UnknownConstituency
    return found


def _refuse_taken(names: Mapping[str, str]) -> None:
    wanted = {letters(name) for name in names.values()} - {""}
    for each in db.session.scalars(
        select(Organization).where(Organization.merged_into_id.is_(None)).order_by(Organization.id)
    ):
        shared = [name for name in (*each.names.values(), *each.other_names) if letters(name) in wanted]
        if shared:
            raise TakenName(name=shared[0], key=each.key)
