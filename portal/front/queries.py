"""All that the front page of an edition shows, in seven reads."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import and_, or_, select
from sqlalchemy.orm import joinedload

from dialogue.dialogues.models import Dialogue, DialoguePartner
from events.documents import queries as documents
from events.documents.models import Document
from events.editions import queries as editions
from events.editions.models import DayMark, Edition
from events.programme.models import Version, VersionEntry
from events.programme.rules.facts import Facts, State
from events.venues.models import Building, Closure, Walk
from foundation.db import db
from portal.front.rules.dates import Walk as Way
from portal.front.rules.dates import walks_from
from portal.front.rules.words import houses as houses_of
from stakeholders.mandates.models import ActionLine, Mandate


@dataclass(frozen=True)
class House:
    """A building with meetings of the edition, the days on which all of it is closed, and the walks to the others."""

    building: Building
    closures: Sequence[Closure]
    walks: Sequence[Way]


@dataclass(frozen=True)
class Front:
    """An edition with its published meetings (none before the first version) and everything beside them."""

    edition: Edition
    version: Version | None
    meetings: Sequence[Facts]
    marks: dict[str, DayMark]
    dialogues: Sequence[Dialogue]
    lines: Sequence[ActionLine]
    houses: Sequence[House]
    papers: Sequence[Document]


def front(key: str) -> Front:
    """The front of an edition; raises UnknownEdition."""
    edition = editions.edition_in_full(key)
    version, meetings = _published(edition)
    sessions = [str(segment.session.number) for segment in edition.segments if segment.session]
    return Front(
        edition=edition,
        version=version,
        meetings=meetings,
        marks=editions.day_marks(edition.starts_on.year),
        dialogues=_dialogues(edition),
        lines=_lines(),
        houses=_houses(edition, meetings),
        papers=documents.documents_of("session", sessions),
    )


def _published(edition: Edition) -> tuple[Version | None, list[Facts]]:
    rows = db.session.execute(
        select(Version, VersionEntry)
        .outerjoin(VersionEntry, and_(VersionEntry.version_id == Version.id, VersionEntry.state != State.WITHDRAWN))
        .where(Version.edition_id == edition.id, Version.is_current)
        .order_by(VersionEntry.starts_at.is_(None), VersionEntry.starts_at, VersionEntry.key)
    ).all()
    return (rows[0].Version if rows else None), [
        Facts.from_json(row.VersionEntry.facts) for row in rows if row.VersionEntry is not None
    ]


def _dialogues(edition: Edition) -> Sequence[Dialogue]:
    return (
        db.session.scalars(
            select(Dialogue)
            .where(Dialogue.edition_id == edition.id)
            .options(
                joinedload(Dialogue.meeting),
                joinedload(Dialogue.partners).joinedload(DialoguePartner.organization),
            )
            .order_by(Dialogue.id)
        )
        .unique()
        .all()
    )


def _lines() -> Sequence[ActionLine]:
    return (
        db.session.scalars(
            select(ActionLine)
            .where(ActionLine.kind == "line")
            .options(joinedload(ActionLine.mandates).joinedload(Mandate.organization))
            .order_by(ActionLine.position)
        )
        .unique()
        .all()
    )


def _houses(edition: Edition, meetings: Sequence[Facts]) -> list[House]:
    keys = list(houses_of(meetings))
    rows = db.session.execute(
        select(Building, Walk, Closure)
        .outerjoin(Walk, or_(Walk.first_id == Building.id, Walk.second_id == Building.id))
        .outerjoin(
            Closure,
            and_(Closure.building_id == Building.id, Closure.edition_id == edition.id, Closure.room_id.is_(None)),
        )
        .where(Building.key.in_(keys))
    ).all()
    buildings = {row.Building.id: row.Building for row in rows}
    closures = {row.Closure.id: row.Closure for row in rows if row.Closure}
    walks = {row.Walk.id: row.Walk for row in rows if row.Walk}
    pairs = [
        (buildings[walk.first_id].short, buildings[walk.second_id].short, walk.minutes)
        for walk in walks.values()
        if walk.first_id in buildings and walk.second_id in buildings
    ]
    found = [
        House(
            building,
            [closure for closure in closures.values() if closure.building_id == building.id],
            walks_from(building.short, pairs),
        )
        for building in buildings.values()
    ]
    return sorted(found, key=lambda house: keys.index(house.building.key))
