"""Reads of buildings, rooms, walks and closures."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import joinedload, selectinload

from events.venues.models import Block, Building, Closure, InterpretationCapacity, Room, Walk
from events.venues.rules import UnknownPlace, UnknownRoom, parts_by_field, walk_field
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


@dataclass(frozen=True)
class House:
    """A building with the others that one can walk to from it, and what stands of it by field of its form."""

    building: Building
    others: Sequence[Building]
    standing: Mapping[str, Any]


def house(key: str, *, held: bool = False) -> House:
    """A building for its form; `held` keeps the rows of all buildings until the deed is done. Raises UnknownPlace."""
    query = select(Building).order_by(Building.id)
    found = db.session.scalars(query.with_for_update() if held else query).all()
    building = next((each for each in found if each.key == key), None)
    if building is None:
        raise UnknownPlace(key=key)
    others = [each for each in found if each is not building and not building.is_online and not each.is_online]
    minutes = {
        walk.second_id if walk.first_id == building.id else walk.first_id: walk.minutes
        for walk in db.session.scalars(
            select(Walk).where((Walk.first_id == building.id) | (Walk.second_id == building.id))
        )
    }
    plain = ("name", "short", "address", "badge", "is_online")
    walks = {walk_field(each.key): minutes.get(each.id) for each in others}
    return House(building, others, {**{name: getattr(building, name) for name in plain}, **walks})


def blocks(edition_id: int, building: Building) -> Sequence[Block]:
    """The parts of a building's day in an edition, in their order."""
    return db.session.scalars(
        select(Block).where(Block.edition_id == edition_id, Block.building_id == building.id).order_by(Block.position)
    ).all()


def capacity(edition_id: int, building: Building) -> InterpretationCapacity | None:
    """How many interpretation units a building has a day in an edition; None where nothing limits them."""
    return db.session.scalar(
        select(InterpretationCapacity).where(
            InterpretationCapacity.edition_id == edition_id, InterpretationCapacity.building_id == building.id
        )
    )


def hours_standing(edition_id: int, building: Building) -> dict[str, Any]:
    """A building's hours and interpretation in an edition, by field of their form."""
    found = capacity(edition_id, building)
    parts = [(block.starts, block.ends) for block in blocks(edition_id, building)]
    return {**parts_by_field(parts), "units": found.units_per_day if found else None}
