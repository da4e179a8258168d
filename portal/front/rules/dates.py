"""The windows of an edition in words: what can be done, of what, from when until when."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Protocol

from foundation.sentences import Sentence

WHAT: Mapping[str, Sentence] = {
    "proposals": Sentence("Proposals for meetings"),
    "accreditation": Sentence("Applications for a basis of participation"),
    "registration": Sentence("Registration"),
    "seats": Sentence("Places in the room"),
    "questions_before_dialogue": Sentence("Questions before the dialogue"),
    "written_statements": Sentence("Written statements"),
    "list_of_speakers": Sentence("List of speakers"),
}


class Opening(Protocol):
    """What these rules need of a window."""

    key: str
    what: str
    segment_key: str | None
    meeting_keys: list[str]
    opens_at: datetime
    closes_at: datetime


@dataclass(frozen=True)
class Edge:
    """An opening or closing on the wall: its day and hour; midnight is the end of the day before, "24:00"."""

    on: date
    hour: str


@dataclass(frozen=True)
class Dates:
    """What can be done and of what (titles of meetings, or a segment's name), from when until when; `is_past` by day."""

    what: Sentence
    of: tuple[str, ...]
    opens: Edge
    closes: Edge
    is_past: bool


def opening(wall: datetime) -> Edge:
    """An opening as it is said."""
    return Edge(wall.date(), f"{wall:%H:%M}")


def closing(wall: datetime) -> Edge:
    """A closing as it is said: what closes at midnight is open until 24:00 of the day before."""
    if wall.time() == time(0):
        return Edge(wall.date() - timedelta(days=1), "24:00")
    return Edge(wall.date(), f"{wall:%H:%M}")


def dates(
    windows: Iterable[tuple[Opening, datetime, datetime]],
    *,
    segments: Mapping[str, str],
    titles: Mapping[str, str],
    today: date,
) -> list[Dates]:
    """The windows (each with its opening and closing on the wall), next to close first, past ones last.

    Windows for the same thing with the same edges are told together.
    """
    found: dict[tuple[str, datetime, datetime], list[str]] = {}
    for window, opens, closes in windows:
        of = found.setdefault((window.what, opens, closes), [])
        if window.segment_key:
            of.append(segments.get(window.segment_key, window.segment_key))
        of += [titles.get(key, key) for key in window.meeting_keys]
    told = [
        Dates(
            WHAT.get(what, Sentence("{what}", what=what)),
            tuple(of),
            opening(opens),
            closing(closes),
            is_past=closing(closes).on < today,
        )
        for (what, opens, closes), of in found.items()
    ]
    return sorted(told, key=lambda each: (each.is_past, each.closes.on, each.closes.hour, each.opens.on))


def plain_note(note: str) -> str:
    """A note without what only the house understands: rule ids and names of data files in brackets."""
    return re.sub(r"\s*\((?:R\d+|[^()]*\.yaml[^()]*)\)", "", note).strip()


@dataclass(frozen=True)
class Walk:
    """Minutes on foot to another house."""

    to: str
    minutes: int


def walks_from(house: str, pairs: Sequence[tuple[str, str, int]]) -> tuple[Walk, ...]:
    """The walks from a house, the nearest first; pairs hold both ways."""
    found = [
        Walk(second if first == house else first, minutes)
        for first, second, minutes in pairs
        if house in (first, second)
    ]
    return tuple(sorted(found, key=lambda walk: (walk.minutes, walk.to)))
