"""What the front page's picture, sheet and words are made from: days, spans of segments, meetings of a day."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from typing import Protocol

from events.programme.rules.facts import Facts, When
from foundation.sentences import Sentence


class Strand(StrEnum):
    """What a segment is part of: what is done, what is asked, or beside both."""

    DONE = "done"
    ASKED = "asked"
    BESIDE = "beside"


class Parted(Protocol):
    """What these rules need of a segment."""

    key: str
    name: str
    session_id: int | None
    starts_on: date
    ends_on: date


@dataclass(frozen=True)
class Span:
    """A segment on the picture: its days, its strand, how many meetings it has."""

    key: str
    name: str
    strand: Strand
    starts_on: date
    ends_on: date
    meetings: int

    def holds(self, day: date) -> bool:
        return self.starts_on <= day <= self.ends_on


def spans(segments: Iterable[Parted], meetings: Iterable[Facts]) -> tuple[Span, ...]:
    """The segments in their order: those of a session are asked, the first other one is done, more are beside."""
    count: dict[str, int] = {}
    for facts in meetings:
        count[facts.segment] = count.get(facts.segment, 0) + 1
    found: list[Span] = []
    for each in segments:
        strand = Strand.ASKED if each.session_id is not None else Strand.DONE
        if strand == Strand.DONE and any(span.strand == Strand.DONE for span in found):
            strand = Strand.BESIDE
        found.append(Span(each.key, each.name, strand, each.starts_on, each.ends_on, count.get(each.key, 0)))
    return tuple(found)


def is_the_session_itself(facts: Facts) -> bool:
    """Whether a meeting stands for a session as a whole, whose single meetings are not known."""
    return facts.stands_for_session is not None


class Part(StrEnum):
    """A part of the day, by the hour at which a meeting begins; WHOLE has no hour or goes over several days."""

    MORNING = "morning"
    LUNCH = "lunch"
    AFTERNOON = "afternoon"
    WHOLE = "whole"


NOON, AFTER_LUNCH = time(12, 15), time(14, 15)


def part_of(facts: Facts) -> Part:
    """The part of the day in which a dated meeting begins."""
    if facts.when != When.TIMED or facts.starts is None:
        return Part.WHOLE
    begins = facts.starts.time()
    return Part.MORNING if begins < NOON else Part.LUNCH if begins < AFTER_LUNCH else Part.AFTERNOON


ALL = 8
"""A meeting on this many lines or more is on all of them."""


def shape_of(facts: Facts) -> str:
    """The mark of a meeting: the shape of its first action line; the open diamond when it is on none or on all."""
    marks = [line.mark.lower() for line in facts.lines if line.mark.startswith("C")]
    return marks[0] if 0 < len(set(marks)) < ALL else "c0"


class Named(Protocol):
    """What these rules need of a marked day."""

    kind: str
    on_date: date


DAYS: Mapping[str, Sentence] = {
    "wisd": Sentence("World Information Society Day"),
    "whit_monday": Sentence("Whit Monday"),
    "ascension": Sentence("Ascension Day"),
}
"""The days that the calendar names, the day of the information society first."""


@dataclass(frozen=True)
class NamedDay:
    """A day with its names; `is_the_day` is World Information Society Day."""

    on: date
    names: tuple[Sentence, ...]
    is_the_day: bool


def named_days(marks: Mapping[str, Named], first: date, last: date) -> tuple[NamedDay, ...]:
    """The named days from first to last, in order; one that has two names bears both."""
    found: dict[date, list[str]] = {}
    for kind in DAYS:
        if kind in marks and first <= marks[kind].on_date <= last:
            found.setdefault(marks[kind].on_date, []).append(kind)
    return tuple(
        NamedDay(on, tuple(DAYS[kind] for kind in kinds), "wisd" in kinds) for on, kinds in sorted(found.items())
    )


def each_day(first: date, last: date) -> list[date]:
    """Every day from first to last."""
    return [first + timedelta(days=step) for step in range((last - first).days + 1)]


@dataclass(frozen=True)
class Crossing:
    """A dialogue with a known hour: where the two strands cross."""

    key: str
    title: str
    starts: datetime


def dialogues(meetings: Sequence[Facts], records: Iterable[str]) -> list[Facts]:
    """The dialogues of the programme: those with a record of their own; without any record, every interactive dialogue."""
    keys = set(records)
    recorded = [facts for facts in meetings if facts.key in keys and not facts.is_cancelled]
    return recorded or [facts for facts in meetings if facts.is_dialogue and not facts.is_cancelled]


def crossings(dialogues: Iterable[Facts], first: date, last: date) -> tuple[Crossing, ...]:
    """Where the strands cross: the dialogues with a known hour within the days."""
    return tuple(
        Crossing(facts.key, facts.title, facts.starts)
        for facts in dialogues
        if facts.starts is not None and facts.when == When.TIMED and first <= facts.starts.date() <= last
    )


@dataclass(frozen=True)
class Drawn:
    """What picture and sheet both show: meetings, segments, named days, and where the strands cross."""

    meetings: Sequence[Facts]
    spans: Sequence[Span]
    named: Sequence[NamedDay]
    crossings: Sequence[Crossing]
