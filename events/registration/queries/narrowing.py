"""The registrar's filter as conditions of a statement: who is meant by the words, what is missing."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import ColumnElement, Select, and_, case, exists, false, func, or_, select
from sqlalchemy.orm import aliased

from events.editions.models import Edition
from events.registration.models import AccessNeed, Registration, Seat
from events.registration.queries import capacities
from events.registration.queries.capacities import EditionPart
from events.registration.rules.desk import Filter
from events.registration.rules.entry import decide_entry
from events.registration.rules.registering import State
from foundation.access import Reach
from foundation.db import db
from stakeholders.accounts.models import Account
from stakeholders.organizations.models import Affiliation, Constituency, Organization

MOST_WORDS = 5
STATES = (State.NEW, State.PRE_APPROVED, State.ON_HOLD, State.APPROVED, State.REFUSED, State.WITHDRAWN)
"""In the order of the work that waits."""


@dataclass(frozen=True)
class Sight:
    """What somebody sees of an edition: how far they read, and how far they decide, which shows addresses and needs."""

    edition: Edition
    parts: Sequence[EditionPart]
    reads: Reach
    decides: Reach


Conditions = Sequence[ColumnElement[bool]]


def fitting(sight: Sight, wish: Filter, *, now: datetime) -> Conditions:
    """What a registration must fit to be shown, whatever its state; asked once for all statements of a page."""
    return [
        _segments(sight, wish),
        *_plain(wish, sight.edition),
        *_searched(sight, wish),
        *_missing(sight, wish, now),
    ]


def narrowed(query: Any, conditions: Conditions, state: str) -> Any:
    """A select over registrations, narrowed to those that fit and, if one is named, are in a state."""
    return (
        query.select_from(Registration)
        .join(Account, Account.id == Registration.account_id)
        .outerjoin(Organization, Organization.id == Registration.organization_id)
        .where(*conditions, *([Registration.state == state] if state else []))
    )


def order_of(wish: Filter) -> list[ColumnElement[Any]]:
    """In which order; those that are alike by their numbers."""
    name = func.lower(case((Account.name_latin != "", Account.name_latin), else_=Account.name))
    by: dict[str, ColumnElement[Any]] = {
        "name": name,
        "date": Registration.registered_at.expression,
        "organization": func.lower(func.coalesce(Organization.names["en"].as_string(), "")),
        "state": case({str(state): number for number, state in enumerate(STATES)}, value=Registration.state),
    }
    column = by[wish.sort.removeprefix("-")]
    if wish.sort.startswith("-"):
        return [column.desc(), Registration.id.desc()]
    return [column.asc(), Registration.id.asc()]


def _segments(sight: Sight, wish: Filter) -> ColumnElement[bool]:
    """In the parts that are seen; as numbers, so that no other table is asked."""
    seen = [
        each.segment.id
        for each in sight.parts
        if sight.reads.covers(each.segment.id) and wish.segment in ("", each.segment.key)
    ]
    return Registration.segment_id.in_(seen)


def _plain(wish: Filter, edition: Edition) -> Iterator[ColumnElement[bool]]:
    if wish.mode:
        yield Registration.mode == wish.mode
    if wish.constituency:
        yield Registration.constituency_id.in_(select(Constituency.id).where(Constituency.key == wish.constituency))
    zone = ZoneInfo(edition.zone)
    if wish.since:
        yield Registration.registered_at >= datetime.combine(wish.since, time(), zone)
    if wish.until:
        yield Registration.registered_at < datetime.combine(wish.until + timedelta(days=1), time(), zone)


def _searched(sight: Sight, wish: Filter) -> Iterator[ColumnElement[bool]]:
    words = wish.words.split()[:MOST_WORDS]
    if not words and not wish.organization:
        return
    named = _organizations()
    if wish.organization:
        sought = wish.organization.casefold()
        exact = [number for number, names in named if sought in names]
        yield Registration.organization_id.in_(exact or _bearing(named, sought))
    for word in words:
        columns = [Account.name, Account.name_latin, *([Account.email] if sight.decides else [])]
        found: list[ColumnElement[bool]] = [column.icontains(word, autoescape=True) for column in columns]
        yield or_(*found, Registration.organization_id.in_(_bearing(named, word.casefold())))


def _organizations() -> list[tuple[int, list[str]]]:
    """All names of each organization, in small letters."""
    rows = db.session.execute(
        select(
            Organization.id,
            Organization.key,
            Organization.acronym,
            Organization.names,
            Organization.acronyms,
            Organization.other_names,
        )
    )
    return [
        (number, [each.casefold() for each in (key, acronym, *names.values(), *acronyms.values(), *others)])
        for number, key, acronym, names, acronyms, others in rows
    ]


def _bearing(named: Collection[tuple[int, list[str]]], word: str) -> list[int]:
    return [number for number, names in named if any(word in name for name in names)]


def _missing(sight: Sight, wish: Filter, now: datetime) -> Iterator[ColumnElement[bool]]:
    if wish.only == "affiliation":
        yield Registration.id.not_in(_carried(sight))
    elif wish.only == "basis":
        yield _without_basis(sight, now)
    elif wish.only == "place":
        yield exists().where(
            Seat.segment_id == Registration.segment_id,
            Seat.account_id == Registration.account_id,
            Seat.state.in_(("waiting", "offered")),
        )
    elif wish.only == "needs":
        needed = exists().where(
            AccessNeed.account_id == Registration.account_id, AccessNeed.edition_id == sight.edition.id
        )
        # What somebody needs is for those alone who decide.
        yield needed if sight.decides else false()


def _carried(sight: Sight) -> Select[int]:
    """The registrations in whose capacity a confirmed affiliation holds on the first day of their part.

    All of them at once, joined by the person: asked of each registration for itself, it takes seconds.
    """
    each_one = aliased(Registration)
    days = {each.segment.id: each.segment.starts_on for each in sight.parts}
    first_day = case(days, value=each_one.segment_id)
    return (
        select(each_one.id)
        .join(Affiliation, Affiliation.account_id == each_one.account_id)
        .where(
            each_one.segment_id.in_(days),
            # Reckoned, so that no index but that of the person is taken: thousands share a constituency.
            Affiliation.constituency_id - each_one.constituency_id == 0,
            func.coalesce(Affiliation.organization_id, 0) == func.coalesce(each_one.organization_id, 0),
            Affiliation.confirmed_at.is_not(None),
            Affiliation.since <= first_day,
            or_(Affiliation.until.is_(None), Affiliation.until >= first_day),
        )
    )


def _without_basis(sight: Sight, now: datetime) -> ColumnElement[bool]:
    """Those whom R1 lets come to nothing that asks for a basis: the rule itself is asked, for each capacity there is."""
    asking = {each.segment.id: each.part for each in sight.parts if each.segment.entry == "basis"}
    rows = db.session.execute(
        select(Registration.segment_id, Constituency.id, Constituency.key, Registration.organization_id)
        .join(Constituency, Constituency.id == Registration.constituency_id)
        .where(Registration.segment_id.in_(asking))
        .distinct()
    ).all()
    held = capacities.capacities({(key, organization) for _, _, key, organization in rows})
    lacking: dict[tuple[int, int], set[int | None]] = {}
    for segment, constituency, key, organization in rows:
        if not decide_entry(held[key, organization], asking[segment], now=now).may:
            lacking.setdefault((segment, constituency), set()).add(organization)
    return or_(false(), *(_capacity(*where, organizations) for where, organizations in lacking.items()))


def _capacity(segment: int, constituency: int, organizations: set[int | None]) -> ColumnElement[bool]:
    named = [number for number in organizations if number is not None]
    alone = Registration.organization_id.is_(None) if None in organizations else false()
    return and_(
        Registration.segment_id == segment,
        Registration.constituency_id == constituency,
        or_(alone, Registration.organization_id.in_(named)),
    )
