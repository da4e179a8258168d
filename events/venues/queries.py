"""Reads of buildings, rooms, walks and closures."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import joinedload, selectinload

from events.venues.models import Block, Building, Closure, Room, Walk
from events.venues.rules import UnknownPlace, UnknownRoom
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


def buildings_with_rooms() -> Sequence[Building]:
    """Every building with its rooms, in their order."""
    return db.session.scalars(select(Building).options(selectinload(Building.rooms)).order_by(Building.id)).all()


@dataclass(frozen=True)
class Places:
    """All buildings with their rooms, and of one edition their blocks (by building) and closures."""

    buildings: Sequence[Building]
    blocks: Mapping[int, Sequence[Block]]
    closures: Sequence[Closure]


def places(edition_id: int) -> Places:
    """The places as an edition has them; four reads."""
    blocks: dict[int, list[Block]] = {}
    for block in db.session.scalars(select(Block).where(Block.edition_id == edition_id).order_by(Block.position)):
        blocks.setdefault(block.building_id, []).append(block)
    closures = db.session.scalars(
        select(Closure)
        .where(Closure.edition_id == edition_id)
        .options(joinedload(Closure.building), joinedload(Closure.room))
        .order_by(Closure.starts_on, Closure.building_id, Closure.id)
    ).all()
    return Places(buildings_with_rooms(), blocks, closures)


def room_of(key: str, *, held: bool = False) -> Room:
    """A room with its building; `held` keeps its row until the deed is done. Raises UnknownRoom."""
    query = select(Room).where(Room.key == key).options(joinedload(Room.building))
    found = db.session.scalar(query.with_for_update(of=Room) if held else query)
    if found is None:
        raise UnknownRoom(key=key)
    return found


def place_of(place: str) -> tuple[Building, Room | None]:
    """The building of "building:PDN", or room and building of "room:PDN-XX"; raises UnknownPlace."""
    kind, _colon, key = place.partition(":")
    if kind == "room":
        room = db.session.scalar(select(Room).where(Room.key == key).options(joinedload(Room.building)))
        if room is not None:
            return room.building, room
    building = db.session.scalar(select(Building).where(Building.key == key)) if kind == "building" else None
    if building is None:
        raise UnknownPlace(key=key)
    return building, None
