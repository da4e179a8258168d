"""Buildings, rooms and walks, and the days and hours in which an edition has them."""

from __future__ import annotations

from datetime import date
from typing import Any

from events.editions.models import Edition
from events.venues.models import Block, Building, Closure, InterpretationCapacity, Room, Walk
from foundation.confidence import Confidence
from portal.loading.forms import venues as forms
from portal.loading.forms.cluster import Demo2027
from portal.loading.forms.editions import EditionsFile
from portal.loading.forms.fields import differing
from portal.loading.services.ledger import Ledger

ONLINE = "ONLINE"


def load(ledger: Ledger, file: str, read: EditionsFile) -> None:
    """Put the buildings, rooms and walks of the file."""
    for venue in read.venues:
        values = {
            "name": venue.name,
            "short": venue.short,
            "operator_key": venue.operator,
            "address": venue.address or "",
            "badge": venue.badge or "",
            "is_online": venue.id == ONLINE,
            "confidence": venue.confidence,
        }
        _, outcome = ledger.put(Building, {"key": venue.id}, values)
        ledger.report.count(file, "building", outcome)
    for position, room in enumerate(read.rooms, start=1):
        _room(ledger, file, room, position)
    for pair, minutes in read.walk_minutes.pairs.items() if read.walk_minutes else ():
        first, _, second = pair.partition("-")
        key = {"first_id": ledger.id_of(Building, key=first), "second_id": ledger.id_of(Building, key=second)}
        confidence = read.walk_minutes.confidence if read.walk_minutes else Confidence.ILLUSTRATIVE
        _, outcome = ledger.put(Walk, key, {"minutes": minutes, "confidence": confidence})
        ledger.report.count(file, "walk", outcome)


def _room(ledger: Ledger, file: str, read: forms.Room, position: int) -> None:
    # That a room stands under its name in its building is record; what it holds has marks of its own.
    whole = read.confidence or Confidence.SURE
    values = {
        "building_id": ledger.id_of(Building, key=read.venue),
        "position": position,
        "name": read.name,
        "seats": read.seats,
        "booths": read.booths,
        "layout": read.layout,
        "accessible": read.accessible,
        "sign_booth": read.sign_booth,
        "hybrid": read.hybrid,
        "captions": read.caption,
        "available_from": read.available_from,
        "note": read.note,
        "confidence": whole,
        "confidences": differing(
            whole,
            seats=read.seats_confidence,
            booths=read.booths_confidence,
            features=read.features_confidence,
            sign_booth=read.sign_booth_confidence,
        ),
    }
    _, outcome = ledger.put(Room, {"key": read.id}, values)
    ledger.report.count(file, "room", outcome)


def load_capacities(ledger: Ledger, file: str, read: forms.Capacities) -> None:
    """Put the interpretation units that buildings have on a day of the demonstration's edition."""
    edition = ledger.id_of(Edition, key=forms.DEMONSTRATION)
    for building, capacity in read.by_building.items():
        key = {"edition_id": edition, "building_id": ledger.id_of(Building, key=building)}
        values = {"units_per_day": capacity.units_per_day, "confidence": read.confidence}
        _, outcome = ledger.put(InterpretationCapacity, key, values)
        ledger.report.count(file, "capacity", outcome)


def load_days(ledger: Ledger, file: str, read: Demo2027, edition: Edition) -> None:
    """Put the closures and the blocks of the day of an edition."""
    for blocked in read.blocked:
        for key in blocked.rooms:
            room = ledger.row(Room, key=key)
            assert room is not None
            values = {"building_id": room.building_id, "room_id": room.id, "ends_on": blocked.to}
            values |= {"reason": blocked.reason, "except_keys": [], "override": "", "confidence": read.confidence}
            _closure(ledger, file, edition, key, blocked.from_, values)
    for closed in read.venue_closed:
        values = {"building_id": ledger.id_of(Building, key=closed.venue), "room_id": None, "ends_on": closed.date}
        values |= {"reason": closed.reason, "except_keys": list(closed.except_), "override": closed.override}
        _closure(ledger, file, edition, closed.venue, closed.date, {**values, "confidence": read.confidence})
    for venue, slots in read.slots.items():
        building = ledger.id_of(Building, key=venue)
        for position, (starts, ends) in enumerate(slots, start=1):
            block = {"edition_id": edition.id, "building_id": building, "position": position}
            hours = {"starts": starts, "ends": ends, "confidence": read.confidence}
            _, outcome = ledger.put(Block, block, hours)
            ledger.report.count(file, "block", outcome)


def _closure(ledger: Ledger, file: str, edition: Edition, of: str, on: date, values: dict[str, Any]) -> None:
    key = {"edition_id": edition.id, "key": f"{of}-{on.isoformat()}"}
    _, outcome = ledger.put(Closure, key, {"starts_on": on, **values})
    ledger.report.count(file, "closure", outcome)
