"""The ground of the picture: days laid side by side on a plane, turned round where one reads from right to left."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from events.programme.rules.facts import Facts
from portal.front.rules.weeks import Crossing

WIDTH = 1084
LONGEST = 6 * 7
"""An edition of more days is told as a table only."""

FREE, FOR_A_CROSSING = 17, 58
NARROW = 48
"""A day below this width has one column of marks instead of three."""


@dataclass(frozen=True)
class Band:
    """A day of the picture: where it begins and how wide it is; `is_free` is a weekend, `has_room` for its weekday's name."""

    on: date
    x: float
    width: float
    is_free: bool
    has_room: bool = True


@dataclass(frozen=True)
class Plane:
    """Days laid side by side; `mirror` turns a stretch round where one reads from right to left."""

    bands: tuple[Band, ...]
    is_mirrored: bool

    def mirror(self, x: float, width: float = 0) -> float:
        return round(WIDTH - x - width if self.is_mirrored else x, 1)

    def band(self, on: date) -> Band:
        return next(band for band in self.bands if band.on == on)

    def mirrored(self, band: Band) -> Band:
        return Band(band.on, self.mirror(band.x, band.width), band.width, band.is_free, band.has_room)

    def reach(self, first: date, last: date) -> tuple[float, float]:
        """From where to where days reach, clipped to the picture."""
        inside = [band for band in self.bands if first <= band.on <= last]
        return (inside[0].x, inside[-1].x + inside[-1].width) if inside else (0, 0)


def bands(days: Sequence[date], shown: Sequence[Facts], crossings: Sequence[Crossing]) -> tuple[Band, ...]:
    """The days from left to right: weekends without meetings are narrow, a day of dialogues is wide."""
    used = {facts.first_day for facts in shown}
    free = {day for day in days if day.weekday() > 4 and day not in used}
    extra = {day: FOR_A_CROSSING * sum(each.starts.date() == day for each in crossings) for day in days}
    left = WIDTH - FREE * len(free) - sum(extra.values())
    ordinary = left / max(len(days) - len(free), 1)
    bands, x = [], 0.0
    for day in days:
        width = FREE if day in free else ordinary + extra[day]
        bands.append(Band(day, round(x, 1), round(width, 1), day.weekday() > 4, has_room=width >= NARROW))
        x += width
    return tuple(bands)
