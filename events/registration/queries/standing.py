"""The affiliations that registrations rest on, many people's in one read."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import ColumnElement, or_, select

from events.editions.models import Segment
from events.registration.models import Registration
from events.registration.rules.standing import Ground, ground
from foundation.db import db
from stakeholders.organizations.models import Affiliation


@dataclass(frozen=True)
class Lasts:
    """An affiliation as the rules need it."""

    since: date
    until: date | None
    is_confirmed: bool


Capacity = tuple[int, int | None, int]
"""Whose, with whom, under whose rights: (account, organization or None, constituency)."""


def affiliations(account_ids: Collection[int]) -> Mapping[Capacity, Sequence[Lasts]]:
    """All affiliations of some people, by capacity."""
    found: dict[Capacity, list[Lasts]] = {}
    rows = db.session.scalars(
        select(Affiliation).where(Affiliation.account_id.in_(account_ids)).execution_options(populate_existing=True)
    )
    for row in rows:
        capacity = (row.account_id, row.organization_id, row.constituency_id)
        found.setdefault(capacity, []).append(Lasts(row.since, row.until, row.confirmed_at is not None))
    return found


def ground_of(registration: Registration, held: Mapping[Capacity, Sequence[Lasts]], on: date) -> Ground:
    """What a registration rests on, on a day."""
    capacity = (registration.account_id, registration.organization_id, registration.constituency_id)
    return ground(held.get(capacity, ()), on)


def is_carried() -> ColumnElement[bool]:
    """Whether a registration rests on a confirmed affiliation in its capacity that holds on its part’s first day."""
    return (
        select(Affiliation.id)
        .join(Segment, Segment.id == Registration.segment_id)
        .where(
            Affiliation.account_id == Registration.account_id,
            Affiliation.constituency_id == Registration.constituency_id,
            Affiliation.organization_id.is_not_distinct_from(Registration.organization_id),
            Affiliation.confirmed_at.is_not(None),
            Affiliation.since <= Segment.starts_on,
            or_(Affiliation.until.is_(None), Affiliation.until >= Segment.starts_on),
        )
        .correlate(Registration)
        .exists()
    )
