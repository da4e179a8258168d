"""The weeks as a page of a wall calendar: the same as the picture, in words."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from events.programme.rules.facts import Facts
from foundation.sentences import Sentence
from portal.front.rules.weeks import Drawn, Strand, is_the_session_itself


@dataclass(frozen=True)
class Cell:
    """A day: its strands as a class (done, asked, both or nothing), its names, dialogues, other meetings, and the session."""

    on: date
    strand: str
    names: tuple[Sentence, ...]
    dialogues: tuple[datetime, ...]
    meetings: int
    has_session: bool
    is_inside: bool


@dataclass(frozen=True)
class Sheet:
    """Weeks from Monday on; as many days a week as anything stands on."""

    weekdays: tuple[date, ...]
    weeks: tuple[tuple[Cell, ...], ...]


def sheet(first: date, last: date, drawn: Drawn) -> Sheet:
    """The sheet from the week of `first` to that of `last`."""
    shown = [facts for facts in drawn.meetings if not is_the_session_itself(facts) and not facts.is_cancelled]
    hours: dict[date, list[datetime]] = {}
    for crossing in drawn.crossings:
        hours.setdefault(crossing.starts.date(), []).append(crossing.starts)
    names = {day.on: day.names for day in drawn.named}
    keys = {crossing.key for crossing in drawn.crossings}

    def cell(on: date) -> Cell:
        on_the_day = [facts for facts in shown if _stands_on(facts, on)]
        asked = any(span.holds(on) for span in drawn.spans if span.strand == Strand.ASKED)
        done = any(span.holds(on) for span in drawn.spans if span.strand == Strand.DONE)
        return Cell(
            on=on,
            strand=_strand(done, asked, crosses=on in hours, is_free=on.weekday() > 4 and not on_the_day),
            names=names.get(on, ()),
            dialogues=tuple(sorted(hours.get(on, ()))),
            meetings=sum(facts.key not in keys for facts in on_the_day),
            has_session=asked and on.weekday() < 5,
            is_inside=first <= on <= last,
        )

    monday = first - timedelta(days=first.weekday())
    mondays = [monday + timedelta(weeks=step) for step in range((last - monday).days // 7 + 1)]
    days = 7 if any(_on_a_weekend(facts) for facts in shown) else 5
    weeks = tuple(tuple(cell(monday + timedelta(days=step)) for step in range(days)) for monday in mondays)
    return Sheet(tuple(each.on for each in weeks[0]), weeks)


def _stands_on(facts: Facts, on: date) -> bool:
    return facts.first_day is not None and facts.first_day <= on <= (facts.last_day or on)


def _on_a_weekend(facts: Facts) -> bool:
    return any(day is not None and day.weekday() > 4 for day in (facts.first_day, facts.last_day))


def _strand(done: bool, asked: bool, *, crosses: bool, is_free: bool) -> str:
    if is_free:
        return ""
    if crosses or (done and asked):
        return "both"
    return "done" if done else "asked" if asked else ""
