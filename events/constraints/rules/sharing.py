"""Rules about what meetings share: a room, a person, an organizer's staff, interpreters."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from events.constraints.rules.broken import Broken, Rule
from events.constraints.rules.ground import Ground, Stand, at_once, near
from events.constraints.rules.problem import Problem
from foundation.sentences import Sentence


def room_double(ground: Ground) -> Iterator[Broken]:
    """Two meetings in one room overlap, or leave less than the turnaround."""
    turnaround = ground.problem.turnaround_minutes
    for room, stands in ground.by_room.items():
        name = ground.problem.room_name(room)
        for first, second in near(stands, timedelta(minutes=turnaround)):
            if second.starts < first.ends:
                sentence = Sentence(
                    "{first} ({first_hours}) and {second} ({second_hours}) overlap in {room} on {day}.",
                    **_both(first, second), room=name,
                )  # fmt: skip
            else:
                sentence = Sentence(
                    "{room} is free for {gap} minutes between {first} ({first_hours}) and {second} ({second_hours}) "
                    "on {day}, and needs {turnaround}.",
                    **_both(first, second), room=name, gap=gap(first, second), turnaround=turnaround,
                )  # fmt: skip
            yield Broken(Rule.ROOM_DOUBLE, _keys(first, second), sentence, room)


def person_double(ground: Ground) -> Iterator[Broken]:
    """One person is needed in two meetings that overlap."""
    for person, stands in ground.by_person.items():
        for first, second in near(stands):
            sentence = Sentence(
                "{person} is needed in {first} ({first_hours}) and {second} ({second_hours}) on {day}.",
                **_both(first, second), person=ground.problem.role(person),
            )  # fmt: skip
            yield Broken(Rule.PERSON_DOUBLE, _keys(first, second), sentence, person)


def walking(ground: Ground) -> Iterator[Broken]:
    """A person has less time between two meetings than the walk takes."""
    problem = ground.problem
    longest = timedelta(minutes=max(problem.default_walk, *problem.walks.values(), 0))
    for person, stands in ground.by_person.items():
        for first, second in near(stands, longest):
            if second.starts < first.ends or first.building is None or second.building is None:
                continue
            walk = problem.walk(first.building, second.building)
            if gap(first, second) >= walk:
                continue
            sentence = Sentence(
                "{person} has {gap} minutes from {first} ({first_hours}, {first_building}) to {second} "
                "({second_hours}, {second_building}) on {day}, and the walk takes {walk}.",
                **_both(first, second), person=problem.role(person), gap=gap(first, second), walk=walk,
                first_building=problem.building_name(first.building),
                second_building=problem.building_name(second.building),
            )  # fmt: skip
            yield Broken(Rule.WALKING, _keys(first, second), sentence, person)


def organizer_parallel(ground: Ground) -> Iterator[Broken]:
    """A leading organizer has more meetings at once than it can staff; the others beside it are not counted."""
    for organizer, stands in ground.by_leader.items():
        limit = ground.problem.parallel_limit(organizer)
        for together in at_once(stands):
            if len(together) > limit:
                sentence = Sentence(
                    "{organizer} leads {count} meetings at once on {day} ({meetings}), and can staff {limit}.",
                    organizer=organizer, count=len(together), limit=limit, day=together[-1].day,
                    meetings=_listed(together),
                )  # fmt: skip
                yield Broken(Rule.ORGANIZER_PARALLEL, _keys(*together), sentence, organizer)


def interpretation_units(ground: Ground) -> Iterator[Broken]:
    """A building needs more interpretation units on a day than it has.

    A unit is a team in one room for one block; it serves the meetings there whose languages it covers.
    """
    problem = ground.problem
    served: dict[tuple[str, str], dict[tuple[str, int], list[Stand]]] = {}
    for room, stands in ground.by_room.items():
        for stand in stands:
            if stand.building and stand.meeting.is_interpreted and _has_limit(problem, stand.building):
                there = served.setdefault((stand.building, stand.day), {})
                for block in _blocks(problem, stand):
                    there.setdefault((room, block), []).append(stand)
    for (building, day), there in served.items():
        units, limit = sum(map(units_of, there.values())), problem.buildings[building].units_per_day
        if limit is not None and units > limit:
            together = {stand.key: stand for stands in there.values() for stand in stands}
            sentence = Sentence(
                "{building} needs {units} interpretation units on {day} ({meetings}), and has {limit}.",
                building=problem.building_name(building), units=units, limit=limit, day=day,
                meetings=_listed(sorted(together.values())),
            )  # fmt: skip
            yield Broken(Rule.INTERPRETATION_UNITS, _keys(*together.values()), sentence, f"{building} {day}")


def units_of(stands: list[Stand]) -> int:
    """The units that meetings of one room and block take: one for each set of languages that no larger one covers."""
    units: list[frozenset[str]] = []
    for languages in sorted((frozenset(stand.meeting.languages) for stand in stands), key=len, reverse=True):
        if not any(languages <= unit for unit in units):
            units.append(languages)
    return len(units)


def _has_limit(problem: Problem, building: str) -> bool:
    return building in problem.buildings and problem.buildings[building].units_per_day is not None


def _blocks(problem: Problem, stand: Stand) -> list[int]:
    """The blocks in which a meeting runs, by their place in the day; what runs outside all of them has one of its own."""
    begins, ends = stand.starts.time(), stand.ends.time()
    blocks = problem.buildings[stand.building or ""].blocks
    return [place for place, (first, last) in enumerate(blocks) if begins < last and first < ends] or [-1]


def gap(first: Stand, second: Stand) -> int:
    """The minutes between two meetings."""
    return int((second.starts - first.ends).total_seconds() // 60)


def _both(first: Stand, second: Stand) -> dict[str, object]:
    return {
        "first": first.key,
        "first_hours": first.hours,
        "second": second.key,
        "second_hours": second.hours,
        "day": second.day,
    }


def _keys(*stands: Stand) -> tuple[str, ...]:
    return tuple(sorted(stand.key for stand in stands))


def _listed(stands: list[Stand]) -> str:
    return ", ".join(f"{stand.key} {stand.hours}" for stand in stands)
