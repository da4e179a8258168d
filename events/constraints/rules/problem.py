"""A programme as plain facts: what is planned, where, with whom, and what may be had."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta

MEETINGS_AT_ONCE = 1
"""What a leading organizer can staff where nothing else is told."""

WALK = 30
"""The minutes between two buildings whose walk nobody has told."""


@dataclass(frozen=True, slots=True)
class Planned:
    """A meeting of the draft: how it stands and what it asks for. Times are wall-clock times of the venue.

    What is None or empty is not known, or not asked for, and breaks nothing. `organizers` begins with the one that
    leads; `people` are keys of those needed, `after` and `apart` keys of meetings, `lines` keys of action lines.
    """

    key: str
    title: Mapping[str, str] | str = ""
    segment: str = ""
    starts: datetime | None = None
    ends: datetime | None = None
    room: str | None = None
    building: str | None = None
    minutes: int | None = None
    audience: int | None = None
    languages: tuple[str, ...] = ()
    captions: bool | None = None
    sign: bool = False
    hybrid: bool | None = None
    accessible: bool = False
    organizers: tuple[str, ...] = ()
    people: tuple[str, ...] = ()
    window_from: date | None = None
    window_to: date | None = None
    after: tuple[str, ...] = ()
    apart: tuple[str, ...] = ()
    remote_from: time | None = None
    remote_to: time | None = None
    asked_building: str | None = None
    asked_room: str | None = None
    is_cancelled: bool = False
    is_pinned: bool = False
    lines: tuple[str, ...] = ()

    @property
    def leader(self) -> str | None:
        """The organizer that leads and staffs the room."""
        return self.organizers[0] if self.organizers else None

    @property
    def is_interpreted(self) -> bool:
        return len(self.languages) > 1

    @property
    def has_hours(self) -> bool:
        """Whether it begins and ends on one day; one over several days has hours of its own that nobody knows."""
        return self.starts is not None and self.ends is not None and self.starts.date() == self.ends.date()

    @property
    def days(self) -> tuple[date, ...]:
        """The days it stands on."""
        if self.starts is None:
            return ()
        first = self.starts.date()
        last = self.ends.date() if self.ends else first
        return tuple(first + timedelta(days=step) for step in range((last - first).days + 1))


@dataclass(frozen=True, slots=True)
class RoomFacts:
    """A room: its seats, its booths, and what it has; before `available_from` it is not there."""

    key: str
    name: str
    building: str
    seats: int
    booths: int = 0
    accessible: bool = True
    sign_booth: bool = False
    hybrid: bool = False
    captions: bool = False
    available_from: date | None = None


@dataclass(frozen=True, slots=True)
class BuildingFacts:
    """A building: the blocks of its day (none known: any hour), and its interpretation units a day (None: no limit known)."""

    key: str
    name: str
    blocks: tuple[tuple[time, time], ...] = ()
    is_online: bool = False
    units_per_day: int | None = None


@dataclass(frozen=True, slots=True)
class Closure:
    """First and last day on which a building, or one room of it, can't be had, and why; `except_keys` are let in."""

    building: str
    room: str | None
    from_: date
    to: date
    reason: str = ""
    except_keys: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Needed:
    """A person needed in meetings, by role, with the days on which they can't come, and why."""

    key: str
    role: str
    unavailable: tuple[date, ...] = ()
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Problem:
    """All that a programme is judged by.

    `walks` are minutes on foot by two keys of buildings in alphabetical order; `parallel_limits` how many meetings a
    leading organizer can staff at once; `families` the action lines with the applications that each stands for.
    """

    meetings: Mapping[str, Planned]
    rooms: Mapping[str, RoomFacts] = field(default_factory=dict)
    buildings: Mapping[str, BuildingFacts] = field(default_factory=dict)
    closures: tuple[Closure, ...] = ()
    people: Mapping[str, Needed] = field(default_factory=dict)
    walks: Mapping[tuple[str, str], int] = field(default_factory=dict)
    default_walk: int = WALK
    parallel_limits: Mapping[str, int] = field(default_factory=dict)
    default_parallel: int = MEETINGS_AT_ONCE
    grid_minutes: int = 15
    turnaround_minutes: int = 15
    families: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    def building_of(self, meeting: Planned) -> str | None:
        """The building a meeting stands in: that of its room, else the one it names."""
        room = self.rooms.get(meeting.room or "")
        return room.building if room else meeting.building

    def walk(self, first: str, second: str) -> int:
        """The minutes on foot from one building to another; nobody walks to a meeting online."""
        if first == second or self.is_online(first) or self.is_online(second):
            return 0
        pair = (first, second) if first < second else (second, first)
        return self.walks.get(pair, self.default_walk)

    def is_online(self, building: str) -> bool:
        known = self.buildings.get(building)
        return known is not None and known.is_online

    def parallel_limit(self, organizer: str) -> int:
        """How many meetings at once an organizer can lead."""
        return self.parallel_limits.get(organizer, self.default_parallel)

    def room_name(self, key: str) -> str:
        return self.rooms[key].name if key in self.rooms else key

    def building_name(self, key: str) -> str:
        return self.buildings[key].name if key in self.buildings else key

    def role(self, key: str) -> str:
        return self.people[key].role if key in self.people else key
