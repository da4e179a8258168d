from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml

from events.editions.rules import Bar, Order, bar, measures, picture_width, window_key

GOLDEN = yaml.safe_load((Path(__file__).parents[3] / "data" / "editions.yaml").read_text())["paragraph_8_golden"]


@pytest.mark.parametrize("golden", GOLDEN, ids=lambda golden: str(golden["year"]))
def test_every_round_is_measured_as_the_golden_table_says(golden: dict[str, Any]):
    starts, ends = (date.fromisoformat(str(day)) for day in golden["cluster"])
    session = tuple(date.fromisoformat(str(day)) for day in golden["session"]["dates"])

    found = measures(starts, ends, the_day=date(golden["year"], 5, 17), session=(session[0], session[1]))

    expected = golden["expect"]
    assert found.days_to_the_day == expected["wisd"]["days"]
    assert found.order == Order(expected["session"]["order"])
    assert found.days_to_the_session == expected["session"]["days"]


def test_without_dates_of_the_session_there_is_no_order():
    found = measures(date(2027, 5, 18), date(2027, 5, 21), the_day=date(2027, 5, 17), session=None)

    assert (found.days_to_the_day, found.order) == (1, None)


def test_a_bar_is_a_unit_a_day_clipped_to_spring_and_mirrored_from_right_to_left():
    assert picture_width() == 153
    assert bar(date(2007, 5, 14), date(2007, 5, 25)) == Bar(74, 12)
    assert bar(date(2007, 5, 14), date(2007, 5, 25), direction="rtl") == Bar(153 - 74 - 12, 12)
    assert bar(date(2021, 1, 27), date(2021, 5, 21)) == Bar(0, 82)


@pytest.mark.parametrize(
    ("what", "of", "taken", "key"),
    [
        ("registration", "CLUSTER", [], "W-REG-CLUSTER"),
        ("proposals", "SIDE", [], "W-PROPOSALS-SIDE"),
        ("seats", "S03", ["W-SEATS-S03"], "W-SEATS-S03-2"),
        ("seats", "S03", ["W-SEATS-S03", "W-SEATS-S03-2"], "W-SEATS-S03-3"),
        ("questions_before_dialogue", "S" * 40, [], "W-QUESTIONS-" + "S" * 28),
        ("seats", "S" * 40, ["W-SEATS-" + "S" * 32], "W-SEATS-" + "S" * 30 + "-2"),
    ],
)
def test_a_window_is_called_by_what_it_opens_and_of_what(what: str, of: str, taken: list[str], key: str):
    assert window_key(what, of, taken) == key
