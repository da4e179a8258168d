"""Registrations as the secretariat reads them: filtered, searched, a page at a time."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Select, func, or_, select
from sqlalchemy.orm import joinedload

from events.editions import queries as editions
from events.editions.models import Edition, Segment
from events.registration.models import Registration
from events.registration.queries import capacities as queries
from events.registration.queries.standing import affiliations, ground_of
from events.registration.rules.desk import PAGE, Filter
from events.registration.rules.entry import Entry, decide_entry
from events.registration.rules.standing import GROUND_WORDS
from foundation.db import db
from foundation.sentences import Sentence
from stakeholders.accounts.models import Account


@dataclass(frozen=True)
class Row:
    """A registration with what R1 says of it now, and why its affiliation does not carry it, if so."""

    registration: Registration
    entry: Entry
    missing: Sentence | None


@dataclass(frozen=True)
class Desk:
    """A page of the registrations of an edition, and how many there are in each state."""

    edition: Edition
    rows: Sequence[Row]
    total: int
    by_state: Mapping[str, int]
    last_page: int


def desk(edition_key: str, wish: Filter, *, now: datetime) -> Desk:
    """The registrations of an edition that fit a filter, those to be looked at first; raises UnknownEdition."""
    edition = editions.edition_in_full(edition_key)
    total = db.session.scalar(_fitting(select(func.count()), edition, wish)) or 0
    rows = db.session.scalars(
        _fitting(select(Registration), edition, wish)
        .options(
            joinedload(Registration.account),
            joinedload(Registration.segment),
            joinedload(Registration.constituency),
            joinedload(Registration.organization),
            joinedload(Registration.basis),
        )
        .order_by(Registration.registered_at.desc(), Registration.id.desc())
        .limit(PAGE)
        .offset((wish.page - 1) * PAGE)
    ).all()
    counted = db.session.execute(
        select(Registration.state, func.count())
        .join(Segment, Segment.id == Registration.segment_id)
        .where(Segment.edition_id == edition.id)
        .group_by(Registration.state)
    )
    by_state: dict[str, int] = dict(counted.all())
    return Desk(edition, _answered(edition, rows, now), total, by_state, max(1, -(-total // PAGE)))


def _fitting(query: Select[Any], edition: Edition, wish: Filter) -> Select[Any]:
    query = (
        query.select_from(Registration)
        .join(Segment, Segment.id == Registration.segment_id)
        .join(Account, Account.id == Registration.account_id)
        .where(Segment.edition_id == edition.id)
    )
    if wish.state:
        query = query.where(Registration.state == wish.state)
    if wish.segment:
        query = query.where(Segment.key == wish.segment)
    if wish.words:
        query = query.where(
            or_(
                Account.name.icontains(wish.words, autoescape=True),
                Account.name_latin.icontains(wish.words, autoescape=True),
            )
        )
    return query


def _answered(edition: Edition, rows: Sequence[Registration], now: datetime) -> list[Row]:
    parts = {each.segment.id: each.part for each in queries.parts_of(edition, now=now)}
    held = queries.capacities({(row.constituency.key, row.organization_id) for row in rows}) if rows else {}
    carried = affiliations({row.account_id for row in rows}) if rows else {}
    return [
        Row(
            row,
            decide_entry(held[row.constituency.key, row.organization_id], parts[row.segment_id], now=now),
            GROUND_WORDS.get(ground_of(row, carried, row.segment.starts_on)),
        )
        for row in rows
    ]
