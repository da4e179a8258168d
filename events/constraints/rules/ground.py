"""The ground that all rules look at: the meetings that stand, gathered once by what they can clash over."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, field, replace
from datetime import datetime, time, timedelta
from typing import NamedTuple

from events.constraints.rules.problem import Planned, Problem


class Stand(NamedTuple):
    """A meeting that has hours: when, and in which building. Stands sort by their hours, then by key."""

    starts: datetime
    ends: datetime
    key: str
    meeting: Planned
    building: str | None

    @property
    def hours(self) -> str:
        return hours(self.starts, self.ends)

    @property
    def day(self) -> str:
        return self.starts.date().isoformat()


def hours(starts: datetime | time, ends: datetime | time) -> str:
    """Hours from when to when: "10:00–13:00"."""
    return f"{starts:%H:%M}–{ends:%H:%M}"


@dataclass(frozen=True, slots=True)
class Ground:
    """A problem with its meetings gathered; cancelled ones are left out, for they need nothing."""

    problem: Problem
    meetings: tuple[Planned, ...]
    stands: dict[str, Stand]
    by_room: dict[str, list[Stand]] = field(default_factory=dict)
    by_person: dict[str, list[Stand]] = field(default_factory=dict)
    by_leader: dict[str, list[Stand]] = field(default_factory=dict)


def gathered(problem: Problem) -> Ground:
    """The ground of a problem: every list in the order of hours."""
    meetings = tuple(meeting for meeting in problem.meetings.values() if not meeting.is_cancelled)
    stands = sorted(
        Stand(meeting.starts, meeting.ends, meeting.key, meeting, problem.building_of(meeting))
        for meeting in meetings
        if meeting.starts and meeting.ends and meeting.has_hours
    )
    ground = Ground(problem, meetings, {stand.key: stand for stand in stands})
    for stand in stands:
        meeting = stand.meeting
        if meeting.room:
            ground.by_room.setdefault(meeting.room, []).append(stand)
        for person in dict.fromkeys(meeting.people):
            ground.by_person.setdefault(person, []).append(stand)
        if meeting.leader:
            ground.by_leader.setdefault(meeting.leader, []).append(stand)
    return ground


def narrowed(problem: Problem, keys: Collection[str]) -> Problem:
    """The problem with these meetings and only those others that they can break a rule with.

    These are the meetings that come near them in time, by the longest walk or turnaround, and those they are
    related to. What is shared over a day (interpretation) needs the whole of it.
    """
    reach = timedelta(minutes=max(problem.turnaround_minutes, problem.default_walk, *problem.walks.values(), 0))
    own = [problem.meetings[key] for key in keys if key in problem.meetings]
    spans = [
        (
            datetime.combine((each.starts - reach).date(), time.min),
            datetime.combine((each.ends + reach).date(), time.max),
        )
        for each in own
        if each.starts and each.ends and each.has_hours
    ]
    related = {other for each in own for other in (*each.after, *each.apart)}
    wanted = set(keys)

    def belongs(meeting: Planned) -> bool:
        if meeting.key in wanted or meeting.key in related:
            return True
        if (
            meeting.starts
            and meeting.ends
            and any(first <= meeting.ends and meeting.starts <= last for first, last in spans)
        ):
            return True
        return not wanted.isdisjoint(meeting.after) or not wanted.isdisjoint(meeting.apart)

    return replace(problem, meetings={key: each for key, each in problem.meetings.items() if belongs(each)})


def near(stands: Iterable[Stand], within: timedelta = timedelta(0)) -> Iterator[tuple[Stand, Stand]]:
    """Of meetings in the order of hours, the pairs whose second begins before the first has ended and so much has passed."""
    open_: list[Stand] = []
    for stand in stands:
        open_ = [before for before in open_ if stand.starts < before.ends + within]
        for before in open_:
            yield before, stand
        open_.append(stand)


def at_once(stands: Iterable[Stand]) -> Iterator[list[Stand]]:
    """Of meetings in the order of hours, the largest sets that all run at one moment."""
    running: list[Stand] = []
    for stand in stands:
        still = [before for before in running if stand.starts < before.ends]
        if len(still) < len(running):
            yield running
        running = [*still, stand]
    if running:
        yield running
