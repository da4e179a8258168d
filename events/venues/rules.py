"""The keys of buildings and rooms, and the refusals of this room."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import time
from typing import Any

from foundation.errors import Missing, Refused
from foundation.sentences import Sentence

BUILDING_KEY_FORM = r"^[A-Z0-9][A-Z0-9-]{1,19}$"
ROOM_KEY_FORM = r"^[A-Z0-9][A-Z0-9-]{1,39}$"
SOMEBODY = Sentence("another organizer")
INTERPRETATION_COORDINATOR = "interpretation_coordinator"
"""The role of who plans teams and booths."""

PARTS = 4
"""How many parts a building's day can have."""

Part = tuple[time, time]
"""A part of the day in which a building holds meetings."""


def parts_by_field(parts: Sequence[Part]) -> dict[str, time | None]:
    """Parts of a day by the fields of their form, those that are empty too: from_1, to_1, from_2, …"""
    rows: list[tuple[time | None, time | None]] = [*parts[:PARTS], *[(None, None)] * (PARTS - len(parts))]
    fields: dict[str, time | None] = {}
    for number, (starts, ends) in enumerate(rows, start=1):
        fields |= {f"from_{number}": starts, f"to_{number}": ends}
    return fields


def parts_of(fields: Mapping[str, Any]) -> list[Part]:
    """The parts that stand in fields, the earliest first."""
    rows = [(fields[f"from_{number}"], fields[f"to_{number}"]) for number in range(1, PARTS + 1)]
    return sorted(row for row in rows if None not in row)


def walk_field(building: str) -> str:
    """The field that holds the walk to a building."""
    return f"walk_{building}"


class UnknownRoom(Missing):
    sentence = Sentence("There is no room {key}.")
    next_step = Sentence("The page of venues and rooms names them all.")


class UnknownPlace(Missing):
    sentence = Sentence("There is no building or room {key}.")
    next_step = Sentence("The page of venues and rooms names them all.")


class UnknownClosure(Missing):
    sentence = Sentence("There is no such closure.")
    next_step = Sentence("Somebody may have opened the room again.")


class TakenKey(Refused):
    sentence = Sentence("The key {key} is taken.")
    next_step = Sentence("Choose another one: it stands in addresses and never changes.")


class ClosedAlready(Refused):
    sentence = Sentence("{place} is closed from that day already.")
    next_step = Sentence("Open it again first, then close it for other days.")
