"""Small programmes to judge: two buildings on 12 May 2027, with what a test adds."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, time
from typing import Any

from events.constraints.rules.checker import Broken, Rule, check
from events.constraints.rules.problem import BuildingFacts, Closure, Needed, Planned, Problem, RoomFacts
from foundation.sentences import Sentence

DAY = "2027-05-12"
BLOCKS = ((time(10), time(13)), (time(13, 15), time(14, 45)), (time(15), time(18)))
ROOMS = (
    RoomFacts("PDN-1", "Room I", "PDN", 100, 3, hybrid=True, captions=True, sign_booth=True),
    RoomFacts("PDN-2", "Room II", "PDN", 40, 3, accessible=False),
    RoomFacts("ITU-A", "Room A", "ITU", 80, 2),
    RoomFacts("NET-1", "Online room", "NET", 900, 6, hybrid=True, captions=True, sign_booth=True),
)
PEOPLE = (
    Needed("R-1", "Chair of the Commission"),
    Needed("R-2", "Health lead", (date(2027, 5, 13),), "World Health Assembly"),
)


def meeting(key: str, hours: str = "", room: str | None = "PDN-1", *, day: str = DAY, **asked: Any) -> Planned:
    """A meeting at hours like "10:00-11:30", without them undated."""
    begins, _, ends = hours.partition("-")
    return Planned(
        key,
        starts=datetime.fromisoformat(f"{day}T{begins}") if begins else None,
        ends=datetime.fromisoformat(f"{day}T{ends}") if ends else None,
        room=room,
        **asked,
    )


def problem(*meetings: Planned, closures: Sequence[Closure] = (), units: int | None = None, **other: Any) -> Problem:
    """A problem of these meetings; the Palais has `units` of interpretation a day, and walks take twelve minutes."""
    buildings = (
        BuildingFacts("PDN", "Palais", BLOCKS, units_per_day=units),
        BuildingFacts("ITU", "ITU Headquarters"),
        BuildingFacts("NET", "Online", is_online=True),
    )
    return Problem(
        meetings={each.key: each for each in meetings},
        rooms={room.key: room for room in ROOMS},
        buildings={building.key: building for building in buildings},
        closures=tuple(closures),
        people={person.key: person for person in PEOPLE},
        walks={("ITU", "PDN"): 12},
        **{"default_parallel": 9, **other},
    )


def found(*meetings: Planned, **other: Any) -> list[Broken]:
    """What these meetings break."""
    return check(problem(*meetings, **other))


def broken(rule: Rule, meetings: str, text: str, subject: str = "", /, **values: object) -> Broken:
    """What is broken: the keys of the meetings with blanks between, the sentence and its values."""
    return Broken(rule, tuple(meetings.split()), Sentence(text, **values), subject)
