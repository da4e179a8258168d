"""Granting a later closing of registration to some, and revoking it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select

from events.editions.rules import UnknownSegment
from events.registration.models import Extension
from events.registration.queries.desk import sight
from events.registration.queries.extensions import demand_deciding
from events.registration.rules.extensions import ForNobody, NobodyThere, UnknownExtension, demand_within
from events.registration.rules.registering import ReasonNeeded
from foundation import journal, revisions
from foundation.db import atomic, db
from stakeholders.accounts.models import Account
from stakeholders.organizations.models import Constituency, Organization


@dataclass(frozen=True)
class ForWhom:
    """For whom registration closes later: by key, and a person by address; what is empty is not named."""

    constituency: str = ""
    organization: str = ""
    email: str = ""


@atomic
def extend(
    account_id: int,
    edition_key: str,
    segment_key: str,
    whom: ForWhom,
    *,
    closes_at: datetime,
    reason: str,
    now: datetime,
    stamped_at: datetime,
) -> int:
    """Let registration for a segment close later for some; the number of the extension.

    Raises MayNotDecide, UnknownSegment, ForNobody, NobodyThere, NeverOpens, NotLater, TooLate, ReasonNeeded.
    """
    seen = sight(account_id, edition_key, now=now)
    part = next((each for each in seen.parts if each.segment.key == segment_key), None)
    if part is None:
        raise UnknownSegment(edition=edition_key, key=segment_key)
    demand_deciding(seen, part.segment.id)
    if not reason:
        raise ReasonNeeded
    demand_within(closes_at, part.opening, part.segment.ends_on, seen.edition.zone)
    row = Extension(
        segment_id=part.segment.id,
        closes_at=closes_at,
        reason=reason,
        granted_at=now,
        granted_by=f"account:{account_id}",
        **_named(whom),
    )
    db.session.add(row)
    db.session.flush()
    _note(account_id, "extend", row, edition_key, now=now)
    # Pages that answer "may I come?" say until when.
    revisions.rise(at=stamped_at)
    return row.id


@atomic
def revoke(account_id: int, edition_key: str, number: int, *, now: datetime, stamped_at: datetime) -> None:
    """Let registration close for those as for everybody; again changes nothing. Raises MayNotDecide, UnknownExtension."""
    seen = sight(account_id, edition_key, now=now)
    row = db.session.get(Extension, number, with_for_update=True)
    if row is None or row.segment_id not in {each.segment.id for each in seen.parts}:
        raise UnknownExtension
    demand_deciding(seen, row.segment_id)
    if row.revoked_at is None:
        row.revoked_at = now
        _note(account_id, "revoke", row, edition_key, now=now)
        revisions.rise(at=stamped_at)


def _named(whom: ForWhom) -> dict[str, int | None]:
    """The rows that are named."""
    found: dict[str, int | None] = {"constituency_id": None, "organization_id": None, "account_id": None}
    if whom.constituency:
        named = select(Constituency.id).where(Constituency.key == whom.constituency)
        found["constituency_id"] = db.session.scalar(named)
    if whom.organization:
        found["organization_id"] = db.session.scalar(
            select(Organization.id).where(Organization.key == whom.organization)
        )
    if whom.email:
        sought = whom.email.strip().lower()
        found["account_id"] = db.session.scalar(select(Account.id).where(func.lower(Account.email) == sought))
        if found["account_id"] is None:
            raise NobodyThere
    if not any(found.values()):
        raise ForNobody
    return found


def _note(account_id: int, verb: str, row: Extension, edition_key: str, *, now: datetime) -> None:
    about = {"constituency": row.constituency_id, "organization": row.organization_id, "account": row.account_id}
    facts = {name: number for name, number in about.items() if number is not None}
    facts |= {"segment": row.segment_id}
    closes = row.closes_at.isoformat()
    journal.note(
        f"account:{account_id}", verb, "extension", str(row.id), now=now, edition=edition_key, closes=closes, **facts
    )
