"""The head of the front page in words: a headline, what leads to what, figures, and what the day of 17 May is."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Protocol

from events.programme.rules.facts import Facts
from foundation.sentences import Sentence
from portal.front.rules.weeks import DAYS, Named, Span, Strand

WEEKS = (
    Sentence("One week"),
    Sentence("Two weeks"),
    Sentence("Three weeks"),
    Sentence("Four weeks"),
    Sentence("Five weeks"),
    Sentence("Six weeks"),
)
IN_MONTHS = (
    Sentence("in January"),
    Sentence("in February"),
    Sentence("in March"),
    Sentence("in April"),
    Sentence("in May"),
    Sentence("in June"),
    Sentence("in July"),
    Sentence("in August"),
    Sentence("in September"),
    Sentence("in October"),
    Sentence("in November"),
    Sentence("in December"),
)
DIALOGUES = (
    Sentence("one dialogue"),
    Sentence("two dialogues"),
    Sentence("three dialogues"),
    Sentence("four dialogues"),
)


def weeks_touched(first: date, last: date) -> int:
    """How many weeks of the calendar the days touch."""
    return (last.toordinal() - 1) // 7 - (first.toordinal() - 1) // 7 + 1


def headline(first: date, last: date, *, dialogues: int, has_session: bool) -> Sentence:
    """The edition in one line: "Three weeks in May, two dialogues."; without dialogues, that there is a session."""
    when = _when(first, last)
    if 0 < dialogues <= len(DIALOGUES):
        return Sentence("{when}, {what}.", when=when, what=DIALOGUES[dialogues - 1])
    if dialogues:
        return Sentence("{when}, {number} dialogues.", when=when, number=dialogues)
    if has_session:
        return Sentence("{when}, one session.", when=when)
    return Sentence("{when}.", when=when)


def _when(first: date, last: date) -> Sentence:
    weeks = weeks_touched(first, last)
    length = WEEKS[weeks - 1] if weeks <= len(WEEKS) else Sentence("{number} weeks", number=weeks)
    if (first.year, first.month) != (last.year, last.month):
        return length
    return Sentence("{length} {month}", length=length, month=IN_MONTHS[first.month - 1])


def lead(spans: Sequence[Span], *, dialogues: int) -> list[Sentence]:
    """What leads to what, in the order of the segments' days."""
    done = next((span for span in spans if span.strand == Strand.DONE), None)
    asked = next((span for span in spans if span.strand == Strand.ASKED), None)
    if done is None and asked is None:
        return []
    if asked is None:
        return [Sentence("Meetings on the action lines of the World Summit.")]
    if done is None:
        return [Sentence("The Commission’s session, without a cluster of meetings beside it.")]
    return [_order(done, asked, dialogues=dialogues)]


def _order(done: Span, asked: Span, *, dialogues: int) -> Sentence:
    if done.ends_on < asked.starts_on:
        if dialogues:
            return Sentence(
                "Meetings on the action lines lead to the Commission’s session, where what was done meets what was asked."
            )
        return Sentence("Meetings on the action lines lead to the Commission’s session.")
    if asked.ends_on < done.starts_on:
        return Sentence("The Commission’s session comes first, and the meetings on the action lines follow it.")
    return Sentence(
        "Facilitators, regional commissions and everyone with a part in the World Summit meet on its action lines, "
        "while the Commission holds its session."
    )


@dataclass(frozen=True)
class Figures:
    """What can be counted of an edition; a figure that is not known is 0."""

    meetings: int
    lines: int
    dialogues: int
    languages: int
    houses: int


def figures(meetings: Sequence[Facts], *, dialogues: int) -> Figures:
    """The figures of the published meetings. Languages count only where most meetings tell theirs."""
    telling = [facts for facts in meetings if facts.languages]
    return Figures(
        meetings=len(meetings),
        lines=len({line.mark for facts in meetings for line in facts.lines if line.mark.startswith("C")}),
        dialogues=dialogues,
        languages=len({code for facts in telling for code in facts.languages})
        if 2 * len(telling) > len(meetings)
        else 0,
        houses=len(houses(meetings)),
    )


def houses(meetings: Iterable[Facts]) -> dict[str, str]:
    """The buildings in which meetings stand, by key, the one with the most meetings first."""
    names: dict[str, str] = {}
    count: dict[str, int] = {}
    for facts in meetings:
        if facts.place and not facts.place.is_online:
            names[facts.place.building] = facts.place.building_name
            count[facts.place.building] = count.get(facts.place.building, 0) + 1
    return {key: names[key] for key in sorted(names, key=lambda key: (-count[key], key))}


@dataclass(frozen=True)
class TheDay:
    """World Information Society Day of a year: its date, theme, what else the day is, and the ceremony nearest to it."""

    on: date
    theme: str
    theme_confidence: str
    also: tuple[Sentence, ...]
    ceremony: Facts | None


class Themed(Named, Protocol):
    """A marked day with its theme."""

    theme: str
    confidences: dict[str, str]


def the_day(marks: Mapping[str, Themed], meetings: Iterable[Facts]) -> TheDay | None:
    """17 May and its ceremony, if the calendar of the year is known."""
    mark = marks.get("wisd")
    if mark is None:
        return None
    also = tuple(
        DAYS[kind] for kind in DAYS if kind != "wisd" and kind in marks and marks[kind].on_date == mark.on_date
    )
    ceremonies = [
        (abs((facts.first_day - mark.on_date).days), facts.starts, facts.key, facts)
        for facts in meetings
        if facts.kind == "ceremony" and facts.first_day is not None and not facts.is_cancelled
    ]
    nearest = min(ceremonies, key=lambda found: found[:3], default=None)
    return TheDay(
        mark.on_date, mark.theme, mark.confidences.get("theme", "sure"), also, nearest[3] if nearest else None
    )
