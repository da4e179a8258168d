"""What a programme should hold: the same audience is not asked to be in two places."""

from __future__ import annotations

from collections.abc import Iterator, Set

from events.constraints.rules.broken import Broken, Wish
from events.constraints.rules.ground import Ground, Stand, near
from events.constraints.rules.problem import Planned, Problem
from foundation.sentences import Sentence


def theme_parallel(ground: Ground) -> Iterator[Broken]:
    """Two meetings about one action line overlap; said once for all the lines they share."""
    by_line: dict[str, list[Stand]] = {}
    for stand in ground.stands.values():
        for line in _themes(ground.problem, stand.meeting):
            by_line.setdefault(line, []).append(stand)
    shared: dict[tuple[str, str], set[str]] = {}
    for line, stands in by_line.items():
        for first, second in near(stands):
            shared.setdefault((first.key, second.key), set()).add(line)
    for pair, lines in shared.items():
        first, second = (ground.stands[key] for key in pair)
        sentence = Sentence(
            "{first} ({first_hours}) and {second} ({second_hours}) on {day} are both about {lines}.",
            first=first.key, first_hours=first.hours, second=second.key, second_hours=second.hours, day=first.day,
            lines=", ".join(_told(ground.problem, lines)),
        )  # fmt: skip
        yield Broken(Wish.THEME_PARALLEL, tuple(sorted(pair)), sentence)


def _themes(problem: Problem, meeting: Planned) -> Set[str]:
    """The lines a meeting is about, each with its applications; a meeting on all of them is on none of its own."""
    lines = set(meeting.lines)
    if problem.families and lines.issuperset(problem.families):
        return set()
    return lines.union(*(problem.families.get(line, ()) for line in lines))


def _told(problem: Problem, lines: Set[str]) -> list[str]:
    """The lines by key; an application is not told beside the line that stands for it."""
    told_already = {application for line in lines for application in problem.families.get(line, ())}
    return sorted(lines - told_already)
