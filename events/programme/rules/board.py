"""The board: a day of the draft as rooms by hours, what has no hour yet, and what the draft breaks that day."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from typing import Any

from events.constraints.rules.broken import Broken
from events.constraints.rules.problem import BuildingFacts, Closure, Planned, Problem, RoomFacts
from events.programme.rules.deeds import ChangedMeanwhile
from events.programme.rules.facts import When
from events.programme.rules.timetable import FIRST_HOUR, LAST_HOUR
from foundation.sentences import Sentence

QUARTER = 15
USUAL = 60
"""The minutes that a meeting is given which has asked for none."""
SATURDAY = 5
LISTED, LISTED_ELSEWHERE = 25, 10
"""How much of what is broken that day is told one by one, and how much of wishes and of other days; the rest is counted."""

CLOSED = Sentence("closed: {reason}")
WEEKEND = Sentence("closed at the week-end")
NOT_YET = Sentence("to be had from {first} on")


@dataclass(frozen=True, slots=True)
class Item:
    """A meeting of the draft as the board shows it."""

    meeting: Planned
    revision: int
    when: str
    title_language: str = "en"
    hosts: tuple[str, ...] = ()
    may_move: bool = True
    is_clashing: bool = False
    days: tuple[date, ...] = ()

    @property
    def key(self) -> str:
        return self.meeting.key

    @property
    def codes(self) -> tuple[str, ...]:
        """The action lines by their codes: an application counts as C7."""
        return tuple(dict.fromkeys(line.partition("-")[0] for line in self.meeting.lines))

    @property
    def is_timed(self) -> bool:
        return self.when == When.TIMED

    @property
    def minutes(self) -> int:
        """How long it lasts, or would last."""
        starts, ends = self.meeting.starts, self.meeting.ends
        if self.is_timed and starts and ends:
            return int((ends - starts).total_seconds() // 60)
        return self.meeting.minutes or USUAL


@dataclass(frozen=True, slots=True)
class Block:
    """An item on a lane with the hours it covers that day; a ghost is where the published version has it."""

    item: Item
    starts: time
    ends: time
    is_ghost: bool = False


@dataclass(frozen=True, slots=True)
class Lane:
    """A row: a room, or a building (nothing) where no room is named; `shut` says why it can't be had."""

    room: RoomFacts | None
    blocks: tuple[Block, ...] = ()
    shut: tuple[Sentence, ...] = ()


@dataclass(frozen=True, slots=True)
class House:
    """A building with its lanes; none where no place is named at all."""

    building: BuildingFacts | None
    short: str
    lanes: tuple[Lane, ...]
    shut: tuple[Sentence, ...] = ()


@dataclass(frozen=True, slots=True)
class Told:
    """Something broken, the meetings it concerns with their days, and whether it was let pass."""

    broken: Broken
    items: tuple[Item, ...]
    is_passed: bool = False

    @property
    def days(self) -> set[date]:
        return {day for item in self.items for day in item.days}


@dataclass(frozen=True, slots=True)
class Findings:
    """What the draft breaks: on the day shown and elsewhere, and the wishes that are not met that day."""

    here: tuple[Told, ...]
    elsewhere: tuple[Told, ...]
    wishes_here: tuple[Told, ...]
    by_day: Mapping[date, int]

    @property
    def count(self) -> int:
        """How much blocks in all."""
        return sum(not told.is_passed for told in (*self.here, *self.elsewhere))

    def of(self, key: str) -> Sentence | None:
        """The first thing that a meeting breaks and nobody has let pass; nothing when it stands well."""
        found = (told for told in (*self.here, *self.elsewhere) if key in told.broken.meetings and not told.is_passed)
        return next((told.broken.sentence for told in found), None)


def findings(
    broken: Iterable[Broken], wishes: Iterable[Broken], items: Mapping[str, Item], *, on: date, passed: Collection[str]
) -> Findings:
    """What is broken, laid out for a day; `passed` are the keys of what was let pass: told last, and not counted."""
    told = sorted((_told(each, items, passed) for each in broken), key=lambda each: each.is_passed)
    days = [each.days for each in told]
    return Findings(
        here=tuple(each for each, there in zip(told, days, strict=True) if on in there),
        elsewhere=tuple(each for each, there in zip(told, days, strict=True) if on not in there),
        wishes_here=tuple(_told(each, items, ()) for each in wishes),
        by_day=Counter(day for each, there in zip(told, days, strict=True) if not each.is_passed for day in there),
    )


def _told(broken: Broken, items: Mapping[str, Item], passed: Collection[str]) -> Told:
    return Told(
        broken, tuple(items[key] for key in broken.meetings if key in items), bool(passed) and broken.key in passed
    )


def of_day(problem: Problem, items: Mapping[str, Item], on: date) -> Problem:
    """The problem with the meetings of one day only: what overlaps is found among them."""
    return replace(problem, meetings={key: each.meeting for key, each in items.items() if on in each.days})


def unplaced(items: Iterable[Item]) -> list[Item]:
    """What has no day and is not cancelled, the most expected first."""
    waiting = [item for item in items if item.meeting.starts is None and not item.meeting.is_cancelled]
    return sorted(waiting, key=lambda item: (-(item.meeting.audience or 0), item.key))


def without_hours(items: Iterable[Item], on: date) -> list[Item]:
    """What stands on a day and has no hours."""
    return [item for item in items if item.when == When.DAY and on in item.days]


@dataclass(frozen=True, slots=True)
class Published:
    """Where the current version has a meeting."""

    key: str
    starts: datetime
    ends: datetime
    room: str | None


def houses(
    problem: Problem, items: Mapping[str, Item], published: Iterable[Published], *, on: date, shorts: Mapping[str, str]
) -> list[House]:
    """The lanes of a day by building: every room of it, and a lane for what names no room."""
    there: dict[tuple[str | None, str | None], list[Block]] = {}
    for item in items.values():
        starts, ends = item.meeting.starts, item.meeting.ends
        if starts and ends and on in item.days:
            there.setdefault(_place(problem, item.meeting), []).append(_block(item, starts, ends, on))
    for was in published:
        moved = items.get(was.key)
        if moved and was.starts.date() == on and was.room and _is_moved(moved.meeting, was):
            place = (problem.rooms[was.room].building, was.room) if was.room in problem.rooms else (None, None)
            ghost = Block(moved, was.starts.time(), was.ends.time(), is_ghost=True)
            there.setdefault(place, []).append(ghost)
    found = [_house(problem, key, there, on, shorts.get(key, "")) for key in problem.buildings]
    if (None, None) in there:
        found.append(House(None, "", (Lane(None, _in_order(there[None, None])),)))
    return [house for house in found if house.lanes]


def in_use(found: Sequence[House]) -> list[House]:
    """The rooms in which anything stands, with their buildings; all of them on a day on which nothing does."""
    used = [replace(house, lanes=tuple(lane for lane in house.lanes if lane.blocks)) for house in found]
    return [house for house in used if house.lanes] or list(found)


def _place(problem: Problem, meeting: Planned) -> tuple[str | None, str | None]:
    return problem.building_of(meeting), meeting.room


def _is_moved(meeting: Planned, was: Published) -> bool:
    return (meeting.starts, meeting.ends, meeting.room) != (was.starts, was.ends, was.room)


def _block(item: Item, starts: datetime, ends: datetime, on: date) -> Block:
    begins = starts.time() if starts.date() == on else FIRST_HOUR
    closes = ends.time() if ends.date() == on else LAST_HOUR
    return Block(item, begins, closes)


def _house(
    problem: Problem, key: str, there: Mapping[tuple[str | None, str | None], list[Block]], on: date, short: str
) -> House:
    rooms = (room for room in problem.rooms.values() if room.building == key)
    lanes = [
        Lane(room, _in_order(there.get((key, room.key), ())), tuple(_shut_room(problem, room, on))) for room in rooms
    ]
    if (key, None) in there:
        lanes.append(Lane(None, _in_order(there[key, None])))
    return House(problem.buildings[key], short, tuple(lanes), tuple(_shut_house(problem, key, on)))


def _in_order(blocks: Sequence[Block]) -> tuple[Block, ...]:
    return tuple(sorted(blocks, key=lambda block: (block.starts, block.is_ghost, block.item.key)))


def _shut_room(problem: Problem, room: RoomFacts, on: date) -> Iterator[Sentence]:
    yield from (
        CLOSED.with_values(reason=each.reason) for each in problem.closures if each.room == room.key and _on(each, on)
    )
    if room.available_from and on < room.available_from:
        yield NOT_YET.with_values(first=room.available_from.isoformat())


def _shut_house(problem: Problem, key: str, on: date) -> Iterator[Sentence]:
    if problem.is_online(key):
        return
    for each in problem.closures:
        if each.building == key and not each.room and _on(each, on):
            yield CLOSED.with_values(reason=each.reason)
    if on.weekday() >= SATURDAY:
        yield WEEKEND


def _on(closure: Closure, on: date) -> bool:
    return closure.from_ <= on <= closure.to


def days(first: date, last: date, used: Iterable[date], shown: date) -> list[date]:
    """The days to choose from: the working days of an edition, every other one that is used, and the one shown."""
    span = (first + timedelta(days=step) for step in range((last - first).days + 1))
    return sorted({day for day in span if day.weekday() < SATURDAY} | set(used) | {shown})


@dataclass(frozen=True, slots=True)
class Stand:
    """How a meeting stands, as far as a deed would change it: hours and room (none: not placed), or whether it is fixed."""

    starts: datetime | None
    ends: datetime | None
    room: str
    room_name: str
    is_pinned: bool | None = None

    @property
    def minutes(self) -> int:
        return int((self.ends - self.starts).total_seconds() // 60) if self.starts and self.ends else 0


@dataclass(frozen=True, slots=True)
class Clash:
    """Two organizers changed one meeting: what stands now, what was sent, and the revision to send it over."""

    item: Item
    words: Sentence
    theirs: Stand
    mine: Stand
    revision: int


def clash(problem: Problem, item: Item, refusal: ChangedMeanwhile) -> Clash:
    """The clash that a refusal tells of, with rooms by name."""
    theirs, mine = (_stand(problem, each) for each in (refusal.current, refusal.mine))
    return Clash(item, refusal.sentence, theirs, mine, refusal.revision)


def _stand(problem: Problem, told: Mapping[str, Any]) -> Stand:
    starts, ends = (datetime.fromisoformat(told[name]) if told.get(name) else None for name in ("starts", "ends"))
    room = told.get("room") or ""
    return Stand(starts, ends, room, problem.room_name(room) if room else "", told.get("is_pinned"))
