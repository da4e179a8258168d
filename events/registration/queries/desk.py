"""Registrations as the secretariat reads them: filtered, searched, sorted, a page at a time."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Row as Read
from sqlalchemy import func, select

from events.editions import queries as editions
from events.editions.models import Edition, Segment
from events.editions.rules import ORGANIZER, PROGRAMME_ORGANIZER
from events.registration.models import Registration, SavedFilter
from events.registration.queries import capacities as queries
from events.registration.queries.narrowing import Conditions, Sight, fitting, narrowed, order_of
from events.registration.queries.standing import Lasts, affiliations
from events.registration.rules.desk import Filter
from events.registration.rules.entry import Entry, decide_entry
from events.registration.rules.registering import REGISTRAR, MayNotDecide
from events.registration.rules.standing import GROUND_WORDS, ground
from foundation import access
from foundation.db import db
from foundation.errors import Forbidden
from foundation.sentences import Sentence
from stakeholders.accounts.models import Account
from stakeholders.organizations import queries as organizations
from stakeholders.organizations.models import Constituency, Organization
from stakeholders.organizations.rules import AUDITOR

DECIDERS = (REGISTRAR, ORGANIZER)
KEEPERS = (*DECIDERS, PROGRAMME_ORGANIZER)
"""Who keeps filters there: an auditor changes nothing, and keeps nothing."""
READERS = (*KEEPERS, AUDITOR)


@dataclass(frozen=True)
class Row:
    """A registration with what R1 says of it now, and why its affiliation does not carry it, if so."""

    number: int
    account_id: int
    name: str
    name_latin: str
    segment: Segment
    constituency: Constituency
    organization_id: int | None
    mode: str
    state: str
    reason: str
    registered_at: datetime
    entry: Entry
    missing: Sentence | None
    may_decide: bool


@dataclass(frozen=True)
class Desk:
    """A page of the registrations that fit, how many fit in all and in each state, and one's own kept filters."""

    sight: Sight
    rows: Sequence[Row]
    total: int
    by_state: Mapping[str, int]
    page: int
    last_page: int
    organizations: Mapping[int, Mapping[str, str]]
    constituencies: Sequence[Constituency]
    filters: Sequence[SavedFilter]
    may_keep: bool

    @property
    def edition(self) -> Edition:
        return self.sight.edition

    @property
    def may_decide(self) -> bool:
        return bool(self.sight.decides)


def sight(account_id: int, edition_key: str, *, now: datetime) -> Sight:
    """What an account sees of the registrations of an edition; raises UnknownEdition, Forbidden."""
    edition = editions.edition_in_full(edition_key)
    parts = queries.parts_of(edition, now=now)
    segments = [each.segment.id for each in parts]
    reads = access.reach(account_id, READERS, edition.id, segments)
    if not reads:
        raise Forbidden
    return Sight(edition, parts, reads, access.reach(account_id, DECIDERS, edition.id, segments))


def demand_deciding(account_id: int, edition_key: str, *, now: datetime) -> None:
    """Go on only for who decides on some of it, before what was sent is read; raises UnknownEdition, Forbidden, MayNotDecide."""
    if not sight(account_id, edition_key, now=now).decides:
        raise MayNotDecide


def desk(account_id: int, edition_key: str, wish: Filter, *, now: datetime) -> Desk:
    """The registrations of an edition that fit a filter, as an account sees them; raises UnknownEdition, Forbidden."""
    seen = sight(account_id, edition_key, now=now)
    conditions = fitting(seen, wish, now=now)
    by_state = _counts(conditions)
    total = by_state.get(wish.state, 0) if wish.state else sum(by_state.values())
    last_page = max(1, -(-total // wish.size))
    page = min(wish.page, last_page)
    rows = db.session.execute(
        narrowed(select(*COLUMNS), conditions, wish.state)
        .order_by(*order_of(wish))
        .limit(wish.size)
        .offset((page - 1) * wish.size)
    ).all()
    constituencies = organizations.constituencies()
    return Desk(
        seen,
        _answered(seen, rows, {each.id: each for each in constituencies}, now),
        total,
        by_state,
        page,
        last_page,
        _names({row.organization_id for row in rows}),
        constituencies,
        filters_of(account_id, seen.edition),
        bool(access.reach(account_id, KEEPERS, seen.edition.id, [each.segment.id for each in seen.parts])),
    )


def _counts(conditions: Conditions) -> dict[str, int]:
    """How many fit in each state, whatever state is asked for."""
    counted = narrowed(select(Registration.state, func.count()), conditions, "").group_by(Registration.state)
    return dict(db.session.execute(counted).all())


def numbers(seen: Sight, wish: Filter, *, now: datetime) -> list[int]:
    """The numbers of all that fit, those of one person beside each other."""
    query = narrowed(select(Registration.id), fitting(seen, wish, now=now), wish.state)
    return list(db.session.scalars(query.order_by(Registration.account_id, Registration.id)))


def filters_of(account_id: int, edition: Edition) -> Sequence[SavedFilter]:
    """The filters that somebody keeps in an edition, by name."""
    return db.session.scalars(
        select(SavedFilter)
        .where(SavedFilter.account_id == account_id, SavedFilter.edition_id == edition.id)
        .order_by(func.lower(SavedFilter.name), SavedFilter.id)
    ).all()


COLUMNS = (
    Registration.id,
    Registration.account_id,
    Account.name,
    Account.name_latin,
    Registration.segment_id,
    Registration.constituency_id,
    Registration.organization_id,
    Registration.mode,
    Registration.state,
    Registration.reason,
    Registration.registered_at,
)


def _names(ids: set[int | None]) -> dict[int, Mapping[str, str]]:
    rows = db.session.execute(select(Organization.id, Organization.names).where(Organization.id.in_(ids - {None})))
    return dict(rows.all())


def _answered(
    seen: Sight, rows: Sequence[Read[Any]], constituencies: Mapping[int, Constituency], now: datetime
) -> list[Row]:
    parts = {each.segment.id: each for each in seen.parts}
    pairs = {(constituencies[row.constituency_id].key, row.organization_id) for row in rows}
    held = queries.capacities(pairs)
    carried = affiliations({row.account_id for row in rows})
    entries = {
        (number, pair): decide_entry(held[pair], each.part, now=now) for number, each in parts.items() for pair in pairs
    }
    return [_row(row, seen, parts[row.segment_id].segment, constituencies, entries, carried) for row in rows]


def _row(
    row: Read[Any],
    seen: Sight,
    segment: Segment,
    constituencies: Mapping[int, Constituency],
    entries: Mapping[tuple[int, queries.Pair], Entry],
    carried: Mapping[tuple[int, int | None, int], Sequence[Lasts]],
) -> Row:
    constituency = constituencies[row.constituency_id]
    carrying = carried.get((row.account_id, row.organization_id, row.constituency_id), ())
    return Row(
        number=row.id,
        account_id=row.account_id,
        name=row.name,
        name_latin=row.name_latin,
        segment=segment,
        constituency=constituency,
        organization_id=row.organization_id,
        mode=row.mode,
        state=row.state,
        reason=row.reason,
        registered_at=row.registered_at,
        entry=entries[row.segment_id, (constituency.key, row.organization_id)],
        missing=GROUND_WORDS.get(ground(carrying, segment.starts_on)),
        may_decide=seen.decides.covers(row.segment_id),
    )
