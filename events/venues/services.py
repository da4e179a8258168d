"""Changing buildings and rooms, which all editions share, and closing them for days of one edition."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import func, select

from events.editions.models import Edition
from events.editions.queries import edition as edition_of
from events.editions.rules import ORGANIZER, ORGANIZERS
from events.venues.models import Block, Building, Closure, InterpretationCapacity, Room, Walk
from events.venues.queries import blocks, capacity, hours_standing, place_of, room_of
from events.venues.queries import house as house_of
from events.venues.rules import SOMEBODY, ClosedAlready, Part, TakenKey, UnknownClosure, parts_of, walk_field
from foundation import access, journal, revisions
from foundation.access import Scope
from foundation.confidence import Confidence
from foundation.db import atomic, db
from foundation.errors import ChangedMeanwhile


@dataclass(frozen=True)
class Organizer:
    """The account that changes places; `now` is the house's time, `stamped_at` the system's."""

    account_id: int
    now: datetime
    stamped_at: datetime

    def note(self, verb: str, kind: str, key: str, **facts: Any) -> None:
        """Append a deed to the journal, and let public pages be drawn anew."""
        revisions.rise(at=self.stamped_at)
        journal.note(f"account:{self.account_id}", verb, kind, key, now=self.now, **facts)


@atomic
def add_building(organizer: Organizer, key: str, values: Mapping[str, Any], *, confidence: Confidence) -> None:
    """Add a building without rooms; for organizers of the house. Raises Forbidden, TakenKey."""
    access.demand(organizer.account_id, (ORGANIZER,))
    if db.session.scalar(select(Building.id).where(Building.key == key)) is not None:
        raise TakenKey(key=key)
    db.session.add(Building(key=key, confidence=confidence, **values))
    organizer.note("add_building", "building", key)


@atomic
def save_building(
    organizer: Organizer, key: str, values: Mapping[str, Any], *, confidence: Confidence, seen: int
) -> None:
    """Write a building's values and the minutes of its walks (None: not known); for organizers of the house.

    Raises Forbidden, UnknownPlace, ChangedMeanwhile.
    """
    access.demand(organizer.account_id, (ORGANIZER,))
    house = house_of(key, held=True)
    changed = _changed(house.building, house.standing, values, seen=seen)
    for other in house.others:
        if (name := walk_field(other.key)) in changed:
            _write_walk(house.building, other, values[name], confidence)
            # The walk stands on the form of the other building too.
            other.revision += 1
    for name in changed:
        if name in Building.__table__.columns:
            setattr(house.building, name, values[name])
    if changed:
        organizer.note("save_building", "building", key, **journal.change(changed, house.standing, values))


def _write_walk(building: Building, other: Building, minutes: int | None, confidence: Confidence) -> None:
    first, second = sorted((building, other), key=lambda each: each.key)
    walk = db.session.scalar(select(Walk).where(Walk.first_id == first.id, Walk.second_id == second.id))
    if minutes is None:
        db.session.delete(walk)
    elif walk is not None:
        walk.minutes = minutes
    else:
        db.session.add(Walk(first_id=first.id, second_id=second.id, minutes=minutes, confidence=confidence))


@atomic
def save_hours(
    organizer: Organizer, edition_key: str, key: str, values: Mapping[str, Any], *, confidence: Confidence, seen: int
) -> None:
    """Write the parts of a building's day in an edition, and its interpretation units (None: nothing limits them).

    Raises UnknownEdition, Forbidden, UnknownPlace, ChangedMeanwhile.
    """
    edition = edition_of(edition_key, held=True)
    access.demand(organizer.account_id, ORGANIZERS, Scope("edition", edition.id))
    building = house_of(key, held=True).building
    current = hours_standing(edition.id, building)
    changed = _changed(building, current, values, seen=seen)
    if not changed:
        return
    _write_parts(edition, building, parts_of(values), confidence)
    _write_units(edition, building, values["units"], confidence)
    facts = journal.change(changed, current, values)
    organizer.note("save_hours", "building", f"{edition.key}/{key}", edition=edition.key, **facts)


def _write_parts(edition: Edition, building: Building, parts: list[Part], confidence: Confidence) -> None:
    rows = list(blocks(edition.id, building))
    for row in rows[len(parts) :]:
        db.session.delete(row)
    for position, (starts, ends) in enumerate(parts, start=1):
        if position > len(rows):
            rows.append(Block(edition_id=edition.id, building_id=building.id, position=position, confidence=confidence))
        rows[position - 1].starts, rows[position - 1].ends = starts, ends
    db.session.add_all(rows[: len(parts)])


def _write_units(edition: Edition, building: Building, units: int | None, confidence: Confidence) -> None:
    row = capacity(edition.id, building)
    if units is None:
        if row is not None:
            db.session.delete(row)
        return
    if row is None:
        row = InterpretationCapacity(edition_id=edition.id, building_id=building.id, confidence=confidence)
        db.session.add(row)
    row.units_per_day = units


@atomic
def add_room(
    organizer: Organizer, building: str, key: str, values: Mapping[str, Any], *, confidence: Confidence
) -> None:
    """Add a room as the last one of its building; for organizers of the house. Raises Forbidden, UnknownPlace, TakenKey."""
    access.demand(organizer.account_id, (ORGANIZER,))
    if db.session.scalar(select(Room.id).where(Room.key == key)) is not None:
        raise TakenKey(key=key)
    house, _room = place_of(f"building:{building}")
    last = db.session.scalar(select(func.max(Room.position)).where(Room.building_id == house.id))
    db.session.add(Room(building_id=house.id, key=key, position=(last or 0) + 1, confidence=confidence, **values))
    organizer.note("add_room", "room", key)


@atomic
def save_room(organizer: Organizer, key: str, values: Mapping[str, Any], *, seen: int) -> None:
    """Write a room's values; for organizers of the house. Raises Forbidden, UnknownRoom, ChangedMeanwhile."""
    access.demand(organizer.account_id, (ORGANIZER,))
    room = room_of(key, held=True)
    current = {name: getattr(room, name) for name in values}
    changed = _changed(room, current, values, seen=seen)
    for name in changed:
        setattr(room, name, values[name])
    if changed:
        organizer.note("save_room", "room", key, **journal.change(changed, current, values))


def _changed(row: Building | Room, current: Mapping[str, Any], values: Mapping[str, Any], *, seen: int) -> list[str]:
    """The names of the values that differ; raises ChangedMeanwhile when the row is no longer the one that was seen."""
    changed = [name for name, value in values.items() if current[name] != value]
    if changed and seen != row.revision:
        raise ChangedMeanwhile(current=current, mine=values, revision=row.revision, who=SOMEBODY)
    if changed:
        row.revision += 1
    return changed


@atomic
def close_place(
    organizer: Organizer, edition_key: str, place: str, *, first: date, last: date, reason: str, confidence: Confidence
) -> None:
    """Close a building ("building:PDN") or a room ("room:PDN-XX") for days of an edition, both inclusive.

    The same sent twice is done once. Raises UnknownEdition, Forbidden, UnknownPlace, ClosedAlready.
    """
    edition = edition_of(edition_key, held=True)
    access.demand(organizer.account_id, ORGANIZERS, Scope("edition", edition.id))
    building, room = place_of(place)
    key = f"{room.key if room else building.key}-{first.isoformat()}"
    there = db.session.scalar(select(Closure).where(Closure.edition_id == edition.id, Closure.key == key))
    if there is not None:
        if (there.ends_on, there.reason) == (last, reason):
            return
        raise ClosedAlready(place=room.name if room else building.name)
    db.session.add(
        Closure(
            edition_id=edition.id,
            key=key,
            building_id=building.id,
            room_id=room.id if room else None,
            starts_on=first,
            ends_on=last,
            reason=reason,
            confidence=confidence,
        )
    )
    organizer.note("close_place", "closure", f"{edition.key}/{key}", edition=edition.key)


@atomic
def open_place(organizer: Organizer, edition_key: str, closure_id: int) -> None:
    """Take a closure back; raises UnknownEdition, Forbidden, UnknownClosure."""
    edition = edition_of(edition_key, held=True)
    access.demand(organizer.account_id, ORGANIZERS, Scope("edition", edition.id))
    closure = db.session.scalar(select(Closure).where(Closure.edition_id == edition.id, Closure.id == closure_id))
    if closure is None:
        raise UnknownClosure
    db.session.delete(closure)
    organizer.note("open_place", "closure", f"{edition.key}/{closure.key}", edition=edition.key)
