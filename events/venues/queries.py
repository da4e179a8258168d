"""Reads of buildings, rooms, walks and closures."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from events.venues.models import Building, Room, Walk
from foundation.db import db


def buildings(keys: Iterable[str]) -> dict[str, Building]:
    """Buildings by key."""
    return {found.key: found for found in db.session.scalars(select(Building).where(Building.key.in_(list(keys))))}


def rooms(keys: Iterable[str]) -> dict[str, Room]:
    """Rooms by key with their buildings, in the order of buildings and rooms."""
    found = db.session.scalars(
        select(Room)
        .where(Room.key.in_(list(keys)))
        .options(joinedload(Room.building))
        .order_by(Room.building_id, Room.position)
    )
    return {room.key: room for room in found}


def walks(keys: Iterable[str]) -> Sequence[Walk]:
    """The walks between these buildings, with both ends."""
    wanted = list(keys)
    rows = db.session.scalars(select(Walk).options(joinedload(Walk.first), joinedload(Walk.second)).order_by(Walk.id))
    return [walk for walk in rows if walk.first.key in wanted and walk.second.key in wanted]
