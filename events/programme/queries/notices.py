"""Reads of urgent notices, and of what one is written about."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from events.editions.models import Edition
from events.programme.models import Notice, Version
from events.programme.queries import versions
from events.programme.rules.facts import Facts
from events.venues.models import Room
from foundation.db import db


@dataclass(frozen=True)
class Noticed:
    """A published meeting with the notices that its version was amended by, the latest first."""

    edition: Edition
    version: Version
    facts: Facts
    notices: Sequence[Notice]


def noticed(edition_key: str, key: str) -> Noticed:
    """A meeting of the current version and its notices; raises UnknownEdition, NothingPublished, UnknownMeeting."""
    edition, version = versions.published(edition_key)
    facts = versions.entry(version, key, edition=edition_key).facts
    found = db.session.scalars(
        select(Notice).where(Notice.version_id == version.id, Notice.meeting_key == key).order_by(Notice.id.desc())
    )
    return Noticed(edition, version, facts, found.all())


def notice(number: int) -> tuple[Edition, Notice] | None:
    """A notice with its edition; None when there is none of that number."""
    row = db.session.execute(
        select(Edition, Notice)
        .join(Version, Version.edition_id == Edition.id)
        .join(Notice, Notice.version_id == Version.id)
        .where(Notice.id == number)
    ).first()
    return (row.Edition, row.Notice) if row else None


def rooms_to_choose() -> dict[str, list[tuple[str, str]]]:
    """Every room by its building's short name, as (key, name) pairs."""
    rooms = db.session.scalars(
        select(Room).options(joinedload(Room.building)).order_by(Room.building_id, Room.position, Room.id)
    )
    found: dict[str, list[tuple[str, str]]] = {}
    for room in rooms:
        found.setdefault(room.building.short, []).append((room.key, room.name))
    return found
