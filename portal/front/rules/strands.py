"""The two strands, and where they cross: in the dialogues whose hour is known."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import pairwise

from portal.front.rules.plane import WIDTH, Plane
from portal.front.rules.weeks import Crossing

APART, CURVE = 60, 44


@dataclass(frozen=True)
class Knot:
    """A crossing: its dot, the line up to its words, and where the words stand."""

    crossing: Crossing
    lines: tuple[str, ...]
    x: float
    top: float
    time_x: float
    words_x: float
    words_y: float
    anchor: str


@dataclass(frozen=True)
class Stroke:
    """A piece of a strand, or of the ground between two where one goes over the other."""

    kind: str
    path: str


def centres(plane: Plane, crossings: Sequence[Crossing]) -> list[float]:
    """Where the strands cross: the crossings of a day share its width."""
    by_day: dict[date, list[datetime]] = {}
    for crossing in crossings:
        by_day.setdefault(crossing.starts.date(), []).append(crossing.starts)
    found = []
    for day, starts in sorted(by_day.items()):
        band = plane.band(day)
        found += [round(band.x + band.width * (2 * place + 1) / (2 * len(starts)), 1) for place in range(len(starts))]
    return found


def knots(plane: Plane, crossings: Sequence[Crossing], places: Sequence[float], grid_top: float) -> Iterable[Knot]:
    for place, (crossing, x) in enumerate(zip(crossings, places, strict=True)):
        top = grid_top + 30 + 50 * (place % 2)
        lines = wrapped(crossing.title)
        turns = x + 76 + 6.5 * max(map(len, lines)) > WIDTH
        side = -1 if turns else 1
        yield Knot(
            crossing=crossing,
            lines=lines,
            x=plane.mirror(x),
            top=top,
            time_x=plane.mirror(x + 6 * side),
            words_x=plane.mirror(x + 72 * side),
            words_y=round(top + 3 - 6.5 * (len(lines) - 1), 1),
            anchor="end" if turns else "start",
        )


def wrapped(title: str, length: int = 22) -> tuple[str, ...]:
    """A title in lines of about this length, broken between words."""
    lines = [""]
    for word in title.split():
        if lines[-1] and len(lines[-1]) + 1 + len(word) > length:
            lines.append("")
        lines[-1] = f"{lines[-1]} {word}".strip()
    return tuple(lines)


def strokes(plane: Plane, places: Sequence[float], done_y: float, asked_y: float) -> Iterable[Stroke]:
    """The two strands in pieces, one a crossing: the one on top falls over the other, so they are woven."""
    if not places:
        yield Stroke("asked", f"M{plane.mirror(0)} {asked_y}H{plane.mirror(WIDTH)}")
        yield Stroke("done", f"M{plane.mirror(0)} {done_y}H{plane.mirror(WIDTH)}")
        return
    edges = [0.0, *((one + other) / 2 for one, other in pairwise(places)), float(WIDTH)]
    above, below = "done", "asked"
    for place, x in enumerate(places):
        half = min(CURVE, x - edges[place], edges[place + 1] - x)
        # Pieces reach half a unit into each other, so that no seam shows.
        start, end = plane.mirror(max(edges[place] - 0.5, 0)), plane.mirror(min(edges[place + 1] + 0.5, WIDTH))
        begin = plane.mirror(x - half)
        yield Stroke(below, f"M{start} {asked_y}H{begin}{_bend(plane, x, half, asked_y, done_y)}H{end}")
        yield Stroke("gap", f"M{begin} {done_y}{_bend(plane, x, half, done_y, asked_y, short=6)}")
        yield Stroke(above, f"M{start} {done_y}H{begin}{_bend(plane, x, half, done_y, asked_y)}H{end}")
        above, below = below, above


def _bend(plane: Plane, x: float, half: float, from_y: float, to_y: float, short: float = 0) -> str:
    """A change of height around x, `short` of its end where the other strand must not be cut."""
    first, second, last = (plane.mirror(each) for each in (x + 4, x - 4, x + half - short))
    return f"C{first} {from_y} {second} {to_y} {last} {to_y}"
