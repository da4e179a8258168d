"""The picture of an edition's weeks: where everything lies, in numbers. The template only draws."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from events.programme.rules.facts import Facts
from foundation.sentences import Sentence
from portal.front.rules import strands
from portal.front.rules.plane import LONGEST, WIDTH, Band, Plane, bands
from portal.front.rules.stacks import MARK, PITCH, Mark, Run, Stacks
from portal.front.rules.strands import Knot, Stroke
from portal.front.rules.weeks import Crossing, Drawn, NamedDay, Span, Strand, each_day, is_the_session_itself

LARGE, SMALL, COUNT = 8.5, 6.5, 110
"""How wide a letter of a name is at most, and the words that count the meetings, translations included."""


@dataclass(frozen=True)
class Label:
    """A segment over its bar; `has_room` for its count of meetings beside its name."""

    span: Span
    x: float
    width: float
    text_y: float
    bar_y: float
    is_large: bool
    has_room: bool


@dataclass(frozen=True)
class DayName:
    """The names of a day beside its line; `anchor` is the end of the text that stands at x."""

    day: NamedDay
    text: Sentence
    with_date: bool
    x: float
    y: float
    anchor: str


@dataclass(frozen=True)
class Picture:
    """All that is drawn, in numbers of a plane WIDTH wide."""

    height: float
    grid_top: float
    grid_bottom: float
    done_y: float
    asked_y: float
    start_x: float
    bands: tuple[Band, ...]
    labels: tuple[Label, ...]
    names: tuple[DayName, ...]
    shaded: tuple[Band, ...]
    marks: tuple[Mark, ...]
    runs: tuple[Run, ...]
    strokes: tuple[Stroke, ...]
    knots: tuple[Knot, ...]
    width: float = WIDTH


def picture(first: date, last: date, drawn: Drawn, *, direction: str) -> Picture | None:
    """The layout; None when there are more days than a picture holds."""
    days = each_day(first, last)
    if len(days) > LONGEST:
        return None
    shown = [facts for facts in drawn.meetings if is_shown(facts, first, last, drawn.crossings)]
    plane = Plane(bands(days, shown, drawn.crossings), direction == "rtl")
    labels, below_labels = _labels(plane, drawn.spans)
    names, grid_top = _names(plane, drawn.named, top=below_labels)
    stacks = Stacks(plane, drawn.spans)
    stacks.lay(shown)
    done_y = grid_top + 6 + (_rows(stacks, drawn.crossings) - 1) * PITCH + MARK + 16
    asked_y = done_y + strands.APART
    grid_bottom = asked_y + 66
    marks, runs = stacks.placed(floor=done_y - 16 - MARK)
    places = strands.centres(plane, drawn.crossings)
    return Picture(
        height=grid_bottom + (44 if plane.is_mirrored else 28),
        grid_top=grid_top,
        grid_bottom=grid_bottom,
        done_y=done_y,
        asked_y=asked_y,
        start_x=plane.mirror(0),
        bands=tuple(plane.mirrored(band) for band in plane.bands),
        labels=labels,
        names=names,
        shaded=tuple(plane.mirrored(plane.band(day.on)) for day in drawn.named),
        marks=marks,
        runs=runs,
        strokes=tuple(strands.strokes(plane, places, done_y, asked_y)),
        knots=tuple(strands.knots(plane, drawn.crossings, places, grid_top)),
    )


def is_shown(facts: Facts, first: date, last: date, crossings: Iterable[Crossing]) -> bool:
    """Whether a meeting has a mark: dated within the days, not cancelled, and neither a crossing nor the session as a whole."""
    if facts.first_day is None or facts.last_day is None or facts.is_cancelled or is_the_session_itself(facts):
        return False
    if facts.key in {crossing.key for crossing in crossings}:
        return False
    return first <= facts.last_day and facts.first_day <= last


def _labels(plane: Plane, spans: Sequence[Span]) -> tuple[tuple[Label, ...], float]:
    """The segments over their bars, those that overlap below each other; and where the next thing may begin."""
    lanes: list[list[Span]] = []
    for span in spans:
        lane = next((lane for lane in lanes if all(not _overlap(span, other) for other in lane)), None)
        if lane is None:
            lanes.append([span])
        else:
            lane.append(span)
    labels: list[Label] = []
    y = 0.0
    for lane in lanes:
        is_large = any(span.strand != Strand.BESIDE for span in lane)
        text_y, bar_y, height = (20.0, 28.0, 36.0) if is_large else (14.0, 20.0, 28.0)
        for span in lane:
            start, end = plane.reach(span.starts_on, span.ends_on)
            width = max(end - start - 4, 0)
            x = plane.mirror(start, width)
            large = span.strand != Strand.BESIDE
            has_room = len(span.name) * (LARGE if large else SMALL) + COUNT < width
            labels.append(Label(span, x, round(width, 1), y + text_y, y + bar_y, large, has_room))
        y += height
    return tuple(labels), y


def _overlap(one: Span, other: Span) -> bool:
    return one.starts_on <= other.ends_on and other.starts_on <= one.ends_on


def _names(plane: Plane, named: Sequence[NamedDay], *, top: float) -> tuple[tuple[DayName, ...], float]:
    """The names of days beside their lines, in rows in which none runs into the next; and where the grid begins."""
    names: list[DayName] = []
    ends: list[float] = []
    for day in named:
        band = plane.band(day.on)
        for place, text in enumerate(day.names):
            with_date = day.is_the_day and place == 0
            length = 9.0 * len(str(text)) + (70 if with_date else 0)
            turns = band.x + 7 + length > WIDTH
            begins = band.x - 7 - length if turns else band.x + 7
            row = next((row for row, end in enumerate(ends) if row >= place and end < begins), len(ends))
            ends[row : row + 1] = [begins + length]
            x = plane.mirror(band.x - 7 if turns else band.x + 7)
            names.append(DayName(day, text, with_date, x, top + 16 + 16 * row, "end" if turns else "start"))
    return tuple(names), top + (16 * len(ends) + 10 if ends else 0)


def _rows(stacks: Stacks, crossings: Sequence[Crossing]) -> int:
    """How many marks the grid must have room for, the words over the crossings included."""
    if not crossings:
        return max(4, stacks.height())
    first = min(crossing.starts for crossing in crossings).date()
    return max(4, stacks.height(), stacks.height(first) + 3 * min(len(crossings), 2))
