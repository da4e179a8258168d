"""The programme laid out: by day for the list, rooms × hours for the grid, action lines × days for the week."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from itertools import combinations
from typing import TypeVar

from events.programme.rules.facts import Facts, When

FIRST_HOUR, LAST_HOUR = time(8), time(20)
E = TypeVar("E")
T = TypeVar("T")

COMMON = "C0"
"""The row of meetings on all action lines or none."""


@dataclass(frozen=True)
class Day:
    """A day of the list: what lasts all of it or over it, then what has hours."""

    on: date
    whole: tuple[Facts, ...]
    timed: tuple[Facts, ...]

    @property
    def count(self) -> int:
        return len(self.whole) + len(self.timed)


def by_day(meetings: Iterable[Facts]) -> list[Day]:
    """The dated meetings by day, in the order of days; one over several days stands on each of them."""
    whole: dict[date, list[Facts]] = {}
    timed: dict[date, list[Facts]] = {}
    for facts in meetings:
        for day in days_of(facts):
            (timed if facts.when == When.TIMED else whole).setdefault(day, []).append(facts)
    return [
        Day(day, tuple(whole.get(day, ())), tuple(timed.get(day, ()))) for day in sorted(whole.keys() | timed.keys())
    ]


def days_of(facts: Facts) -> list[date]:
    """The days a meeting stands on; none when it has no day."""
    if facts.first_day is None or facts.last_day is None:
        return []
    return [facts.first_day + timedelta(days=step) for step in range((facts.last_day - facts.first_day).days + 1)]


def undated(meetings: Iterable[Facts]) -> list[Facts]:
    """The meetings whose day is not known or not set."""
    return [facts for facts in meetings if facts.starts is None]


def week_of(day: date) -> date:
    """The Monday of a day's week."""
    return day - timedelta(days=day.weekday())


def weeks(days: Iterable[date]) -> list[date]:
    """The weeks of these days, by their Mondays."""
    return sorted({week_of(day) for day in days})


def week_spans(days: Iterable[date]) -> list[tuple[date, date]]:
    """The weeks of these days, each as Monday and its last day: Friday, or later where a weekend is used."""
    used = set(days)
    return [
        (monday, max([monday + timedelta(days=4), *(day for day in used if week_of(day) == monday)]))
        for monday in weeks(used)
    ]


@dataclass(frozen=True)
class Block:
    """A meeting on the grid with the hours it covers that day, clipped to the grid's hours."""

    facts: Facts
    starts: time
    ends: time


@dataclass(frozen=True)
class Lane:
    """A row of the grid: a room (or a building, or nothing known) and its blocks that day by start."""

    building: str
    building_name: str
    room: str | None
    room_name: str
    blocks: tuple[Block, ...]


@dataclass(frozen=True)
class Grid:
    """A day of rooms × hours; `whole` lasts all day and has no block."""

    on: date
    lanes: tuple[Lane, ...]
    whole: tuple[Facts, ...]

    @property
    def starts(self) -> time:
        return min((block.starts for lane in self.lanes for block in lane.blocks), default=time(9))

    @property
    def ends(self) -> time:
        return max((block.ends for lane in self.lanes for block in lane.blocks), default=time(18))

    @property
    def count(self) -> int:
        return len(self.whole) + sum(len(lane.blocks) for lane in self.lanes)


def grid(meetings: Iterable[Facts], on: date, *, order: Sequence[str] = ()) -> Grid:
    """The grid of a day. `order` gives the keys of rooms from first to last; the others follow by building and name."""
    whole: list[Facts] = []
    rows: dict[tuple[str, str | None], list[Block]] = {}
    names: dict[tuple[str, str | None], tuple[str, str]] = {}
    for facts in meetings:
        if on not in days_of(facts):
            continue
        if facts.when == When.DAY or facts.starts is None or facts.ends is None:
            whole.append(facts)
            continue
        place = facts.place
        row = (place.building, place.room) if place else ("", None)
        names[row] = (place.building_short or place.building_name, place.room_name) if place else ("", "")
        rows.setdefault(row, []).append(_block(facts, facts.starts, facts.ends, on))
    ranks = {key: rank for rank, key in enumerate(order)}

    def rank(row: tuple[str, str | None]) -> tuple[bool, int, str, str]:
        return not row[0], ranks.get(row[1] or "", len(ranks)), row[0], row[1] or ""

    lanes = (
        Lane(row[0], names[row][0], row[1], names[row][1], tuple(sorted(rows[row], key=lambda block: block.starts)))
        for row in sorted(rows, key=rank)
    )
    return Grid(on, tuple(lanes), tuple(whole))


def _block(facts: Facts, starts: datetime, ends: datetime, on: date) -> Block:
    begins = starts.time() if starts.date() == on else FIRST_HOUR
    closes = ends.time() if ends.date() == on else LAST_HOUR
    return Block(facts, begins, closes)


@dataclass(frozen=True)
class Cell:
    """A line's meetings on a day; `clashing` are the keys of those that stand against another one of the line."""

    on: date
    meetings: tuple[Facts, ...] = ()
    clashing: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Row:
    """A row of the week: a line's key (or COMMON) and its cells by day."""

    line: str
    cells: tuple[Cell, ...] = field(default=())

    @property
    def count(self) -> int:
        return sum(len(cell.meetings) for cell in self.cells)


def week(meetings: Iterable[Facts], days: Sequence[date], lines: Sequence[str]) -> list[Row]:
    """The week by action line: COMMON first, then each of `lines` (C1–C11); a meeting stands with each of its lines.

    A meeting on all the lines, or on none, is common.
    """
    rows: dict[str, dict[date, list[Facts]]] = {key: {} for key in (COMMON, *lines)}
    for facts in meetings:
        marks = {line.mark for line in facts.lines} & set(lines)
        places = marks if 0 < len(marks) < len(lines) else {COMMON}
        for day in days_of(facts):
            for line in places:
                rows[line].setdefault(day, []).append(facts)
    return [Row(line, tuple(_cell(day, line, found.get(day, ())) for day in days)) for line, found in rows.items()]


def _cell(day: date, line: str, meetings: Sequence[Facts]) -> Cell:
    clashing: set[str] = set()
    if line != COMMON:
        for one, other in combinations([facts for facts in meetings if not facts.is_cancelled], 2):
            if overlap(one, other):
                clashing |= {one.key, other.key}
    return Cell(day, tuple(meetings), frozenset(clashing))


def overlap(one: Facts, other: Facts) -> bool:
    """Whether two timed meetings share a minute."""
    if one.starts is None or one.ends is None or other.starts is None or other.ends is None:
        return False
    return one.starts < other.ends and other.starts < one.ends


def by_edition(found: Iterable[tuple[E, T]]) -> list[tuple[E, list[T]]]:
    """Pairs gathered by edition, in the order in which the editions come."""
    groups: list[tuple[E, list[T]]] = []
    for edition, entry in found:
        if not groups or groups[-1][0] is not edition:
            groups.append((edition, []))
        groups[-1][1].append(entry)
    return groups
