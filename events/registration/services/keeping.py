"""What the registrar keeps and takes along: filters under a name, and the list as a sheet."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import Row, func, select

from events.editions.models import Segment
from events.registration.models import Registration, SavedFilter
from events.registration.queries.desk import KEEPERS, sight
from events.registration.queries.narrowing import Sight, fitting, narrowed, order_of
from events.registration.rules.desk import MOST_FILTERS, Filter, NameNeeded, TooManyFilters, UnknownFilter
from events.registration.rules.registering import MayNotDecide
from foundation import access, journal
from foundation.db import atomic, db
from foundation.errors import Forbidden
from stakeholders.accounts.models import Account
from stakeholders.accreditation.models import Basis
from stakeholders.organizations.models import Constituency, Organization

SHEET = (
    Registration.id,
    Account.name,
    Account.name_latin,
    Account.email,
    Organization.names["en"].as_string(),
    Constituency.key,
    Segment.key,
    Registration.function,
    Registration.mode,
    Registration.state,
    Basis.key,
    Registration.reason,
    Registration.next_step,
    Registration.registered_at,
    Registration.decided_at,
)


@dataclass(frozen=True)
class Sheet:
    """What is taken along: moments as they are on the wall of a zone."""

    zone: str
    rows: Sequence[Sequence[Any]]


@atomic
def keep_filter(account_id: int, edition_key: str, name: str, wish: Filter, *, now: datetime) -> None:
    """Keep a filter under a name of one's own; under one that is there, in its place. Raises NameNeeded, TooManyFilters."""
    seen = _keeping(account_id, edition_key, now)
    if not name:
        raise NameNeeded
    row = db.session.scalar(_own(account_id, seen).where(func.lower(SavedFilter.name) == name.lower()))
    if row is None:
        number = db.session.scalar(select(func.count()).select_from(_own(account_id, seen).subquery())) or 0
        if number >= MOST_FILTERS:
            raise TooManyFilters(most=MOST_FILTERS)
        row = SavedFilter(account_id=account_id, edition_id=seen.edition.id, name=name)
        db.session.add(row)
    row.name, row.query = name, wish.kept
    db.session.flush()
    _note(account_id, "keep", row, seen, now=now)


@atomic
def drop_filter(account_id: int, edition_key: str, number: int, *, now: datetime) -> None:
    """Drop one of one's own filters; raises UnknownFilter."""
    seen = _keeping(account_id, edition_key, now)
    row = db.session.scalar(_own(account_id, seen).where(SavedFilter.id == number))
    if row is None:
        raise UnknownFilter
    db.session.delete(row)
    _note(account_id, "drop", row, seen, now=now)


@atomic
def take_sheet(account_id: int, edition_key: str, wish: Filter, *, now: datetime) -> Sheet:
    """All that fit, with addresses, for those who decide; the journal has it that they were taken. Raises MayNotDecide."""
    seen = sight(account_id, edition_key, now=now)
    if not seen.decides:
        raise MayNotDecide
    # What is only read is not taken away.
    own = Sight(seen.edition, seen.parts, seen.decides, seen.decides)
    rows: Sequence[Row[Any]] = db.session.execute(
        narrowed(select(*SHEET), fitting(own, wish, now=now), wish.state)
        .join(Segment, Segment.id == Registration.segment_id)
        .join(Constituency, Constituency.id == Registration.constituency_id)
        .outerjoin(Basis, Basis.id == Registration.basis_id)
        .order_by(*order_of(wish))
    ).all()
    zone = ZoneInfo(seen.edition.zone)
    facts = {"edition": edition_key, "number": len(rows), "narrowed": sorted(set(wish.kept) - {"sort", "size"})}
    journal.note(f"account:{account_id}", "take_sheet", "registrations", edition_key, now=now, **facts)
    return Sheet(seen.edition.zone, [[_on_the_wall(value, zone) for value in row] for row in rows])


def _on_the_wall(value: Any, zone: ZoneInfo) -> Any:
    return value.astimezone(zone).strftime("%Y-%m-%dT%H:%M") if isinstance(value, datetime) else value


def _keeping(account_id: int, edition_key: str, now: datetime) -> Sight:
    """The desk, for who does more than read it; raises Forbidden."""
    seen = sight(account_id, edition_key, now=now)
    if not access.reach(account_id, KEEPERS, seen.edition.id, [each.segment.id for each in seen.parts]):
        raise Forbidden
    return seen


def _own(account_id: int, seen: Sight) -> Any:
    return select(SavedFilter).where(SavedFilter.account_id == account_id, SavedFilter.edition_id == seen.edition.id)


def _note(account_id: int, verb: str, row: SavedFilter, seen: Sight, *, now: datetime) -> None:
    journal.note(f"account:{account_id}", verb, "filter", str(row.id), now=now, edition=seen.edition.key)
