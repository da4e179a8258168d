"""Changes to a draft, as they are written in a file."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

import pytest

from events.programme.rules.draft import Addition, Cancellation, Move, UnreadableChange, read_change

MOVE: dict[str, Any] = {
    "change": "move", "meeting": "D34", "date": date(2027, 5, 14), "start": "11:00", "end": "12:15", "room": "CICG-15"
}  # fmt: skip


def test_a_move_is_read():
    assert read_change(MOVE, 1) == Move("D34", datetime(2027, 5, 14, 11), datetime(2027, 5, 14, 12, 15), "CICG-15")  # noqa: DTZ001


def test_a_cancellation_is_read():
    assert read_change({"change": "cancel", "meeting": "D59", "note": "Off."}, 1) == Cancellation("D59", "Off.")


def test_an_addition_is_read():
    row = {**MOVE, "change": "add", "segment": "CLUSTER", "kind": "briefing", "title": "New", "organizers": ["ITU"]}

    assert read_change(row, 1) == Addition(
        "D34", "CLUSTER", "briefing", "New",
        datetime(2027, 5, 14, 11), datetime(2027, 5, 14, 12, 15), "CICG-15", organizers=("ITU",),  # noqa: DTZ001
    )  # fmt: skip


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"change": "shift"}, "Change 2, field change: a change is one of move, cancel and add."),
        ({"room": ""}, "Change 2, field room: it is missing."),
        ({"date": "14 May"}, "Change 2, field date: a day is written 2027-05-14."),
        ({"start": 660}, 'Change 2, field start: an hour is written in quotes, "11:00".'),
        ({"end": "10:00"}, "Change 2, field end: the end must come after the start."),
        ({"colour": "red"}, "Change 2, field colour: no such field belongs here."),
    ],
)
def test_a_bad_change_names_its_number_and_field(change: dict[str, Any], sentence: str):
    with pytest.raises(UnreadableChange) as refusal:
        read_change({**MOVE, **change}, 2)

    assert str(refusal.value) == sentence
