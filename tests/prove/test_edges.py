"""Edges of the rules that mutants found unheld: the day on which something begins, the minute at which meetings touch."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta

import pytest
from flask import Flask

from events.programme.rules.changes import changes
from events.programme.rules.facts import Facts, When
from events.programme.rules.timetable import overlap
from foundation import revisions
from foundation.db import atomic
from foundation.pages import Pages
from stakeholders.mandates.rules import CO, LEAD, holding

NINE = datetime(2027, 5, 11, 9)  # noqa: DTZ001 wall-clock time
HOUR = timedelta(hours=1)
FIRST = Facts("A", "panel", "CLUSTER", {"en": "First"}, when=When.TIMED, starts=NINE, ends=NINE + HOUR)


@dataclass(frozen=True)
class Mandate:
    """A mandate as the rule needs it, with its holder."""

    holder: str
    role: str
    since: date
    until: date | None = None


OLD = Mandate("UNDP", LEAD, date(2007, 7, 25), date(2026, 10, 31))
NEW = Mandate("ITU", LEAD, date(2026, 11, 1))
BESIDE = Mandate("UNESCO", CO, date(2026, 11, 1), date(2027, 3, 31))


@pytest.mark.parametrize(
    ("on", "lead", "beside"),
    [
        (date(2026, 10, 31), [OLD], []),
        (date(2026, 11, 1), [NEW], [BESIDE]),
        (date(2027, 3, 31), [NEW], [BESIDE]),
        (date(2027, 4, 1), [NEW], []),
    ],
)
def test_a_mandate_holds_from_its_first_day_to_its_last(on: date, lead: list[Mandate], beside: list[Mandate]):
    assert (holding([OLD, NEW, BESIDE], LEAD, on), holding([OLD, NEW, BESIDE], CO, on)) == (lead, beside)


def test_meetings_that_touch_overlap_on_neither_side():
    after = replace(FIRST, key="B", starts=NINE + HOUR, ends=NINE + 2 * HOUR)

    assert (overlap(FIRST, after), overlap(after, FIRST)) == (False, False)


def test_changes_of_what_has_no_day_come_last():
    undated = Facts("0", "panel", "CLUSTER", {"en": "Some day"})

    assert [change.key for change in changes([], [undated, FIRST])] == ["A", "0"]


def test_another_page_drawn_first_keeps_no_old_body_alive(empty_app: Flask):
    drawn: list[str] = []
    room = Pages("edges", __name__)
    room.get("/edges/<name>")(lambda name: drawn.append(name) or f"{name} {len(drawn)}")
    empty_app.register_blueprint(room)
    visitor = empty_app.test_client()
    change_something()
    visitor.get("/edges/one")

    change_something()
    visitor.get("/edges/two")
    visitor.get("/edges/one")

    assert drawn == ["one", "two", "one"]


@atomic
def change_something() -> None:
    revisions.rise(at=datetime(2027, 5, 25, 10, tzinfo=UTC))
