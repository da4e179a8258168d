"""The desk of buildings, rooms and closures."""

from __future__ import annotations

from collections.abc import Iterator

from tests.access.doors import DONE, MISSING, OPEN, REFUSED, Door, Form, get, only, people, post
from tests.access.table.desks import ORGANIZERS, READERS, TO_NOBODY

CLOSED: Form = {"place": "room:ITU-A", "first": "2027-05-12", "last": "2027-05-13", "reason": "R"}
ROOM: Form = {"key": "MORE", "building": "ITU", "name": "N", "seats": "10", "booths": "0", "layout": "rows"}
BUILDING: Form = {"key": "MORE", "name": "N", "short": "N"}


def doors() -> Iterator[Door]:
    """All editions share the places, so they are the house's; an edition closes them for its own days."""
    yield from get(only(OPEN, *READERS), "/desk/2027/rooms")
    yield from get(only(OPEN, "organizer"), "/desk/2007/rooms")
    yield from _closures()
    yield from _rooms()
    yield from _buildings()


def _closures() -> Iterator[Door]:
    yield from post(only(REFUSED, *ORGANIZERS), "/desk/2027/closures")
    yield from post(only(DONE, *ORGANIZERS), "/desk/2027/closures", **CLOSED)
    yield from post(only(DONE, "organizer"), "/desk/2007/closures", **CLOSED)
    yield from post(only(DONE, *ORGANIZERS), "/desk/2027/closures/{closure}/open")
    yield from post(only(MISSING, *ORGANIZERS), "/desk/2027/closures/999999/open")
    yield from post(TO_NOBODY, "/desk/2007/closures/{closure}/open")


def _rooms() -> Iterator[Door]:
    room = "/desk/2027/rooms/ITU-A"
    yield from get(only(OPEN, "organizer"), room, "/desk/2027/new-room", "/desk/2027/new-building")
    yield from get(TO_NOBODY, "/desk/2027/rooms/NONE")
    yield from get(people(MISSING), "/desk/1066/rooms")
    yield from get(TO_NOBODY, "/desk/1066/new-room", "/desk/1066/new-building")
    yield from post(only(REFUSED, "organizer"), room, "/desk/2027/new-room", "/desk/2027/new-building")
    yield from post(only(DONE, "organizer"), room, page=room, name="Another name")
    yield from post(only(DONE, "organizer"), "/desk/2027/new-room", **ROOM)
    yield from post(only(DONE, "organizer"), "/desk/2027/new-building", **BUILDING)
    yield from post(TO_NOBODY, "/desk/2027/rooms/NONE", **ROOM)
    yield from post(TO_NOBODY, "/desk/1066/new-room", **ROOM)
    yield from post(TO_NOBODY, "/desk/1066/new-building", **BUILDING)


def _buildings() -> Iterator[Door]:
    """A building's hours are the edition's, all else of it is the house's."""
    building = "/desk/2027/buildings/ITU"
    yield from get(only(OPEN, *READERS), building)
    yield from get(only(MISSING, *READERS), "/desk/2027/buildings/NONE")
    yield from get(only(OPEN, "organizer"), "/desk/2007/buildings/ITU")
    yield from post(only(REFUSED, "organizer"), building)
    yield from post(only(DONE, "organizer"), building, page=building, name="Another name")
    yield from post(TO_NOBODY, "/desk/2027/buildings/NONE", "/desk/1066/buildings/ITU", **BUILDING)
    hours: Form = {"hours-from_1": "09:00", "hours-to_1": "12:00"}
    yield from post(only(REFUSED, *ORGANIZERS), f"{building}/hours", **{"hours-from_1": "09:00"})
    yield from post(only(DONE, *ORGANIZERS), f"{building}/hours", page=building, **hours)
    yield from post(only(MISSING, *ORGANIZERS), "/desk/2027/buildings/NONE/hours", **hours)
    yield from post(TO_NOBODY, "/desk/2007/buildings/NONE/hours", **hours)
