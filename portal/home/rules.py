"""What the front door chooses to show: the edition at hand, its next meetings, its next dates."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Protocol, TypeVar

from events.programme.rules.facts import Facts
from foundation.sentences import Sentence

BIG = frozenset({"high_level", "ceremony", "interactive_dialogue"})
SHOWN = 4
"""How many meetings and how many dates stand on the page."""


class Held(Protocol):
    """What the choice of the edition at hand needs of an edition."""

    starts_on: date
    ends_on: date


E = TypeVar("E", bound=Held)


def at_hand(editions: Sequence[E], on: date) -> E | None:
    """The edition that a visitor means on a day: the one running or next to come, else the last one."""
    coming = [edition for edition in editions if edition.ends_on >= on]
    if coming:
        return min(coming, key=lambda edition: edition.starts_on)
    return max(editions, key=lambda edition: edition.ends_on, default=None)


def next_meetings(meetings: Iterable[Facts], dialogues: Iterable[Facts], on: date) -> list[Facts]:
    """The next meetings from a day on, told in the order of time: the next dialogue, then big ones, then others.

    The day decides, not the hour: the page is kept for a day.
    """
    coming = [facts for facts in meetings if _is_coming(facts, on)]
    crossing = [facts.key for facts in dialogues if _is_coming(facts, on)]

    def rank(facts: Facts) -> int:
        if facts.key in crossing:
            return 0 if facts.key == crossing[0] else 2
        return 1 if facts.kind in BIG else 2

    chosen = sorted(coming, key=lambda facts: (rank(facts), str(facts.starts), facts.key))[:SHOWN]
    return sorted(chosen, key=lambda facts: (str(facts.starts), facts.key))


def _is_coming(facts: Facts, on: date) -> bool:
    if facts.last_day is None or facts.is_cancelled or facts.is_closed:
        return False
    return facts.last_day >= on


def has_today(meetings: Iterable[Facts], on: date) -> bool:
    """Whether one of these meetings stands on the day itself."""
    return any(facts.first_day is not None and facts.first_day <= on for facts in meetings)


class Opening(Protocol):
    """What the dates need of a window."""

    what: str
    segment_key: str | None
    meeting_keys: list[str]


OPENS: Mapping[str, Sentence] = {
    "proposals": Sentence("Proposals for meetings open"),
    "accreditation": Sentence("Applications for a basis of participation open"),
    "registration": Sentence("Registration opens"),
    "seats": Sentence("Places in the room can be had"),
    "questions_before_dialogue": Sentence("Questions before the dialogue open"),
    "written_statements": Sentence("Written statements can be sent"),
    "list_of_speakers": Sentence("List of speakers opens"),
}
CLOSES: Mapping[str, Sentence] = {
    "proposals": Sentence("Last hour for proposals"),
    "accreditation": Sentence("Last hour for applications for a basis of participation"),
    "registration": Sentence("Registration closes"),
    "seats": Sentence("Last hour for places in the room"),
    "questions_before_dialogue": Sentence("Last hour for questions before the dialogue"),
    "written_statements": Sentence("Last hour for written statements"),
    "list_of_speakers": Sentence("List of speakers closes"),
}


@dataclass(frozen=True)
class Keep:
    """A date to keep: its day and hour ("24:00" for midnight after it), what happens, and to what."""

    on: date
    hour: str
    what: Sentence
    of: tuple[str, ...]


def dates_to_keep(
    windows: Iterable[tuple[Opening, datetime, datetime]],
    *,
    segments: Mapping[str, str],
    titles: Mapping[str, str],
    on: date,
) -> list[Keep]:
    """The next openings and closings (on the wall) from a day on; what happens at one instant in one way is told together."""
    found: dict[tuple[date, str, Sentence], list[str]] = {}
    for window, opens, closes in windows:
        of = [titles.get(key, key) for key in window.meeting_keys]
        if window.segment_key:
            of.append(segments.get(window.segment_key, window.segment_key))
        unknown = Sentence("{what}", what=window.what)
        for wall, words, ends in ((opens, OPENS, False), (closes, CLOSES, True)):
            day, hour = _said(wall, ends=ends)
            if day >= on:
                found.setdefault((day, hour, words.get(window.what, unknown)), []).extend(of)
    keeps = [Keep(day, hour, what, tuple(of)) for (day, hour, what), of in found.items()]
    return sorted(keeps, key=lambda keep: (keep.on, keep.hour, str(keep.what)))[:SHOWN]


def _said(wall: datetime, *, ends: bool) -> tuple[date, str]:
    if ends and wall.time() == time(0):
        return wall.date() - timedelta(days=1), "24:00"
    return wall.date(), f"{wall:%H:%M}"


def days_of_dialogues(meetings: Iterable[Facts]) -> tuple[date, date] | None:
    """The first and last day of these dialogues, if any has a day."""
    days = [facts.first_day for facts in meetings if facts.first_day]
    return (min(days), max(days)) if days else None
