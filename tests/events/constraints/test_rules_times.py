"""When a meeting stands: its days, its people's days, its order among others, hours kind to people far away."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, time

import pytest

from events.constraints.rules.checker import Rule
from tests.events.constraints.plans import broken, found, meeting

WEEK = {"window_from": date(2027, 5, 11), "window_to": date(2027, 5, 13)}


@pytest.mark.parametrize("day", ["2027-05-11", "2027-05-13"])
def test_the_first_and_the_last_day_allowed_are_allowed(day):
    assert found(meeting("A", "10:00-11:00", day=day, **WEEK)) == []


@pytest.mark.parametrize("day", ["2027-05-10", "2027-05-14"])
def test_a_day_outside_those_allowed_is_named_with_them(day):
    expected = [
        broken(
            Rule.WINDOW, "A", "{meeting} stands on {day}; it is allowed from {first} to {last}.",
            day, meeting="A", day=day, first="2027-05-11", last="2027-05-13",
        )
    ]  # fmt: skip

    assert found(meeting("A", "10:00-11:00", day=day, **WEEK)) == expected
    assert found(meeting("A", "00:00", day=day, **WEEK)) == expected


def test_a_window_may_be_open_at_one_end():
    assert found(meeting("A", "10:00-11:00", window_from=date(2027, 5, 13))) == [
        broken(
            Rule.WINDOW, "A", "{meeting} stands on {day}; it is allowed from {first} on.",
            "2027-05-12", meeting="A", day="2027-05-12", first="2027-05-13",
        )
    ]  # fmt: skip
    assert found(meeting("A", "10:00-11:00", window_to=date(2027, 5, 11))) == [
        broken(
            Rule.WINDOW, "A", "{meeting} stands on {day}; it is allowed until {last}.",
            "2027-05-12", meeting="A", day="2027-05-12", last="2027-05-11",
        )
    ]  # fmt: skip


def test_a_day_on_which_a_person_needed_cannot_come_is_named_with_the_reason():
    absent = meeting("A", "10:00-11:00", day="2027-05-13", people=("R-1", "R-2", "R-UNKNOWN"))

    assert found(replace(absent, people=("R-1",))) == []
    assert found(absent) == [
        broken(
            Rule.WINDOW, "A", "{person} can’t come on {day}, and {meeting} needs them. Reason: {reason}.",
            "R-2 2027-05-13", person="Health lead", day="2027-05-13", meeting="A", reason="World Health Assembly",
        )
    ]  # fmt: skip


def test_a_meeting_may_begin_when_the_one_it_follows_ends():
    before = meeting("B", "10:00-11:00")

    assert found(before, meeting("A", "11:00-12:00", "PDN-2", after=("B",))) == []
    assert found(before, meeting("A", "10:45-12:00", "PDN-2", after=("B",))) == [
        broken(
            Rule.PRECEDENCE, "A B",
            "{later} ({later_day}, {later_hours}) begins before {earlier} ({earlier_day}, {earlier_hours}), "
            "which it must follow, has ended.",
            "A", later="A", later_day="2027-05-12", later_hours="10:45–12:00",
            earlier="B", earlier_day="2027-05-12", earlier_hours="10:00–11:00",
        )
    ]  # fmt: skip


def test_nothing_has_to_follow_what_is_cancelled_or_has_no_hours():
    after = meeting("A", "10:00-11:00", after=("B", "C", "D"))

    assert found(after, meeting("B", "15:00-16:00", is_cancelled=True), meeting("C"), meeting("E")) == []


def test_two_meetings_that_are_to_be_apart_may_touch_and_not_overlap():
    one = meeting("B", "10:00-11:00", apart=("A",))
    text = "{one} ({one_hours}) and {other} ({other_hours}) overlap on {day}, and are to be apart."
    expected = [
        broken(
            Rule.APART, "A B", text,
            one="A", one_hours="10:45–12:00", other="B", other_hours="10:00–11:00", day="2027-05-12",
        )
    ]  # fmt: skip

    assert found(one, meeting("A", "11:00-12:00", "PDN-2")) == []
    assert found(one, meeting("A", "10:45-12:00", "PDN-2")) == expected
    assert found(one, meeting("A", "10:45-12:00", "PDN-2", apart=("B",))) == expected


KIND = {"remote_from": time(13, 15), "remote_to": time(17)}


@pytest.mark.parametrize(
    ("hours", "is_kind"),
    [("13:15-14:45", True), ("15:00-17:00", True), ("11:00-12:00", False), ("16:30-17:15", False)],
)
def test_the_whole_meeting_lies_inside_the_hours_kind_to_remote_participants(hours, is_kind):
    expected = [
        broken(
            Rule.REMOTE_HOURS, "A",
            "{meeting} ({hours}) lies outside the hours kind to its remote participants ({kind}).",
            meeting="A", hours=hours.replace("-", "–"), kind="13:15–17:00",
        )
    ]  # fmt: skip

    assert found(meeting("A", hours, **KIND)) == ([] if is_kind else expected)


def test_kind_hours_may_be_open_at_one_end():
    late = found(meeting("A", "10:00-11:00", remote_from=time(11)))
    early = found(meeting("A", "10:00-11:00", remote_to=time(10, 45)))

    assert [each.sentence.values["kind"] for each in (*late, *early)] == ["11:00–", "–10:45"]
