"""The meetings on the picture: marks piled up by day and part of the day, and runs over whole days."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from events.programme.rules.facts import Facts
from portal.front.rules.plane import Plane
from portal.front.rules.weeks import Part, Span, Strand, each_day, part_of, shape_of

MARK, PITCH = 14, 18


@dataclass(frozen=True)
class Mark:
    """A meeting: its shape (or the block of a sitting) at a place."""

    key: str
    shape: str
    x: float
    y: float


@dataclass(frozen=True)
class Run:
    """A line with a mark at its start: a meeting without hours, or over several days."""

    mark: Mark
    x: float
    width: float
    y: float


class Stacks:
    """The marks of each day, piled up from the floor: first what has no hours, then by part of the day."""

    def __init__(self, plane: Plane, spans: Sequence[Span]) -> None:
        self.plane = plane
        self.sittings = {span.key for span in spans if span.strand == Strand.ASKED}
        self.runs: list[tuple[Facts, int]] = []
        self.piles: dict[tuple[date, Part], list[Facts]] = {}
        self.under: dict[date, int] = {}

    def lay(self, shown: Sequence[Facts]) -> None:
        for facts in shown:
            if part_of(facts) == Part.WHOLE:
                self._run(facts)
        for facts in sorted(shown, key=lambda each: (str(each.starts), each.key)):
            if part_of(facts) != Part.WHOLE and facts.first_day is not None:
                self.piles.setdefault((facts.first_day, self._column(facts)), []).append(facts)

    def _column(self, facts: Facts) -> Part:
        assert facts.first_day is not None
        return part_of(facts) if self.plane.band(facts.first_day).has_room else Part.LUNCH

    def _run(self, facts: Facts) -> None:
        assert facts.first_day is not None
        assert facts.last_day is not None
        days = each_day(facts.first_day, facts.last_day)
        row = max(self.under.get(day, 0) for day in days)
        self.runs.append((facts, row))
        self.under.update(dict.fromkeys(days, row + 1))

    def height(self, since: date | None = None) -> int:
        """How many marks the tallest pile has, of all days or those from `since` on."""
        tops = [
            self.under.get(day, 0) + len(pile) for (day, _), pile in self.piles.items() if since is None or day >= since
        ]
        runs = [row for day, row in self.under.items() if since is None or day >= since]
        return max([*tops, *runs], default=0)

    def placed(self, *, floor: float) -> tuple[tuple[Mark, ...], tuple[Run, ...]]:
        marks = [
            self._mark(facts, self._x(day, part), floor - PITCH * (self.under.get(day, 0) + place))
            for (day, part), pile in self.piles.items()
            for place, facts in enumerate(pile)
        ]
        return tuple(marks), tuple(self._placed_run(facts, floor - PITCH * row) for facts, row in self.runs)

    def _placed_run(self, facts: Facts, y: float) -> Run:
        assert facts.first_day is not None
        assert facts.last_day is not None
        start, end = self.plane.reach(facts.first_day, facts.last_day)
        start, width = start + 8, end - start - 16
        return Run(self._mark(facts, start, y), self.plane.mirror(start, width), round(width, 1), y + MARK / 2 - 1.5)

    def _mark(self, facts: Facts, x: float, y: float) -> Mark:
        shape = "sitting" if facts.segment in self.sittings and not facts.lines else shape_of(facts)
        return Mark(facts.key, shape, self.plane.mirror(x, MARK), round(y, 1))

    def _x(self, day: date, part: Part) -> float:
        band = self.plane.band(day)
        step = min(max((band.width - 12) / 3, MARK + 1), 24) if band.has_room else 0
        place = (Part.MORNING, Part.LUNCH, Part.AFTERNOON).index(part) - 1
        return band.x + band.width / 2 + step * place - MARK / 2
