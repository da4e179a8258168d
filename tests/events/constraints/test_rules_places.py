"""Where a meeting stands: its room, its building, and the hours and days in which these can be had."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime

import pytest

from events.constraints.rules.checker import Rule, check
from events.constraints.rules.problem import BuildingFacts, Closure
from tests.events.constraints.plans import broken, found, meeting, problem


def test_as_many_people_as_seats_fit_and_one_more_does_not():
    assert found(meeting("A", "10:00-11:00", audience=100)) == []
    assert found(meeting("A", "10:00-11:00", audience=101)) == [
        broken(
            Rule.ROOM_SEATS, "A", "{meeting} expects {audience} people; {room} has {seats} seats.",
            "PDN-1", meeting="A", audience=101, room="Room I", seats=100,
        )
    ]  # fmt: skip


def test_a_room_needs_a_booth_for_each_language():
    assert found(meeting("A", "10:00-11:00", languages=("en", "fr", "es"))) == []
    assert found(meeting("A", "10:00-11:00", languages=("en", "fr", "es", "ar"))) == [
        broken(
            Rule.ROOM_BOOTHS, "A", "{meeting} needs {languages} booths, one for each language; {room} has {booths}.",
            "PDN-1", meeting="A", languages=4, room="Room I", booths=3,
        )
    ]  # fmt: skip


def test_a_meeting_in_one_language_needs_no_booth():
    plan = problem(meeting("A", "10:00-11:00", languages=("en",)))
    bare = replace(plan, rooms={"PDN-1": replace(plan.rooms["PDN-1"], booths=0)})

    assert check(bare) == []


def test_what_a_room_lacks_is_named_feature_by_feature():
    fit = meeting("A", "10:00-11:00", accessible=True, sign=True, hybrid=True, captions=True)

    assert found(fit) == []
    assert found(replace(fit, room="PDN-2")) == [
        broken(Rule.ROOM_FEATURES, "A", text, f"{feature} PDN-2", meeting="A", room="Room II")
        for feature, text in [
            ("accessible", "{meeting} asks for an accessible room; {room} is not."),
            ("captions", "{meeting} has captions; {room} is not equipped for them."),
            ("hybrid", "{meeting} is in the room and online; {room} is not equipped for it."),
            ("sign", "{meeting} has sign language; {room} has no booth for it."),
        ]
    ]


def test_what_nobody_asked_for_is_not_missed():
    assert found(meeting("A", "10:00-11:00", "PDN-2", captions=None, hybrid=False)) == []


def test_another_room_than_the_one_asked_for_is_named():
    assert found(meeting("A", "10:00-11:00", asked_room="PDN-1", asked_building="PDN")) == []
    assert found(meeting("A", "10:00-11:00", "ITU-A", asked_room="PDN-1", asked_building="PDN")) == [
        broken(
            Rule.ROOM_FEATURES, "A", "{meeting} asked for {asked} and stands in {given}.",
            "room ITU-A", meeting="A", asked="Room I", given="Room A",
        )
    ]  # fmt: skip


def test_another_building_than_the_one_asked_for_is_named():
    assert found(meeting("A", "10:00-11:00", "PDN-2", asked_building="PDN")) == []
    assert found(meeting("A", "10:00-11:00", None, building="ITU", asked_building="PDN")) == [
        broken(
            Rule.ROOM_FEATURES, "A", "{meeting} asked for {asked} and stands in {given}.",
            "building ITU", meeting="A", asked="Palais", given="ITU Headquarters",
        )
    ]  # fmt: skip


ASSEMBLY = Closure("PDN", "PDN-1", date(2027, 5, 11), date(2027, 5, 12), "World Health Assembly", ("Z",))
HOLIDAY = Closure("PDN", None, date(2027, 5, 12), date(2027, 5, 12), "Whit Monday", ("Z",))


def test_a_blocked_room_is_named_with_its_days_and_the_reason():
    assert found(meeting("A", "10:00-11:00"), closures=[ASSEMBLY]) == [
        broken(
            Rule.ROOM_CLOSED, "A",
            "{room} can’t be had from {first} to {last}, and {meeting} stands there on {day}. Reason: {reason}.",
            "PDN-1 2027-05-11", room="Room I", first="2027-05-11", last="2027-05-12", meeting="A", day="2027-05-12",
            reason="World Health Assembly",
        )
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("day", "rules"),
    [
        ("2027-05-10", []),
        ("2027-05-11", [Rule.ROOM_CLOSED]),
        ("2027-05-12", [Rule.ROOM_CLOSED]),
        ("2027-05-13", []),
    ],
)
def test_a_closure_holds_from_its_first_to_its_last_day(day, rules):
    assert [each.rule for each in found(meeting("A", "10:00-11:00", day=day), closures=[ASSEMBLY])] == rules


def test_other_rooms_and_meetings_that_are_let_in_are_free_of_a_closure():
    other_room, let_in = meeting("A", "10:00-11:00", "PDN-2"), meeting("Z", "10:00-11:00")

    assert found(other_room, let_in, closures=[ASSEMBLY]) == []
    assert found(let_in, closures=[HOLIDAY]) == []


def test_a_room_that_is_not_there_yet_is_closed():
    plan = problem(meeting("A", "10:00-11:00"))

    def opening(on: date) -> list[object]:
        return list(check(replace(plan, rooms={"PDN-1": replace(plan.rooms["PDN-1"], available_from=on)})))

    assert opening(date(2027, 5, 12)) == []
    assert opening(date(2027, 5, 13)) == [
        broken(
            Rule.ROOM_CLOSED, "A", "{room} can be had from {first} on, and {meeting} stands there on {day}.",
            "PDN-1", room="Room I", first="2027-05-13", meeting="A", day="2027-05-12",
        )
    ]  # fmt: skip


def test_a_closed_building_closes_all_its_rooms_and_whole_days_too():
    whole_day = meeting("B", "00:00", None, building="PDN")
    text = "{building} is closed on {day}, and {meeting} stands there. Reason: {reason}."

    assert found(meeting("A", "10:00-11:00", "PDN-2"), whole_day, closures=[HOLIDAY]) == [
        broken(
            Rule.VENUE_CLOSED, key, text,
            "PDN 2027-05-12", building="Palais", day="2027-05-12", meeting=key, reason="Whit Monday",
        )
        for key in ("A", "B")
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("day", "is_closed"), [("2027-05-14", False), ("2027-05-15", True), ("2027-05-16", True), ("2027-05-17", False)]
)
def test_every_building_is_closed_at_week_ends(day, is_closed):
    expected = [
        broken(
            Rule.VENUE_CLOSED, "A", "{building} is closed at week-ends, and {meeting} stands there on {day}.",
            f"ITU {day}", building="ITU Headquarters", meeting="A", day=day,
        )
    ]  # fmt: skip

    assert found(meeting("A", "10:00-11:00", "ITU-A", day=day)) == (expected if is_closed else [])


def test_week_ends_and_closures_do_not_close_what_is_online_or_nowhere_known():
    sunday = "2027-05-16"
    closed = Closure("NET", None, date(2027, 5, 16), date(2027, 5, 16))

    assert found(meeting("A", "10:00-11:00", "NET-1", day=sunday), closures=[closed]) == []
    assert found(meeting("A", "10:00-11:00", None, day=sunday)) == []


def test_a_meeting_over_several_days_stands_on_each_of_them():
    starts, ends = datetime(2027, 5, 13, 9), datetime(2027, 5, 16, 17)  # noqa: DTZ001
    long = replace(meeting("A", room=None, building="ITU"), starts=starts, ends=ends)

    assert [each.subject for each in found(long)] == ["ITU 2027-05-15", "ITU 2027-05-16"]


@pytest.mark.parametrize("hours", ["10:00-13:00", "13:15-14:45", "17:00-18:00"])
def test_a_meeting_inside_a_block_keeps_its_hours(hours):
    assert found(meeting("A", hours)) == []


@pytest.mark.parametrize("hours", ["09:45-11:00", "12:00-13:15", "13:00-13:15", "14:00-15:30", "19:00-20:00"])
def test_a_meeting_outside_or_across_blocks_is_named(hours):
    assert found(meeting("A", hours)) == [
        broken(
            Rule.BLOCK, "A", "{meeting} ({hours}) does not lie inside one block of {building} ({blocks}).",
            "block PDN", meeting="A", hours=hours.replace("-", "–"), building="Palais",
            blocks="10:00–13:00, 13:15–14:45, 15:00–18:00",
        )
    ]  # fmt: skip


def test_a_meeting_over_several_days_lies_inside_no_block():
    long = replace(meeting("A"), starts=datetime(2027, 5, 12, 10), ends=datetime(2027, 5, 13, 12))  # noqa: DTZ001

    assert [(each.rule, each.subject) for each in found(long)] == [(Rule.BLOCK, "block PDN")]


@pytest.mark.parametrize("hours", ["10:05-11:00", "10:00-11:05"])
def test_a_meeting_begins_and_ends_on_the_grid(hours):
    assert found(meeting("A", hours)) == [
        broken(
            Rule.BLOCK, "A", "{meeting} ({hours}) does not begin and end on the grid of {grid} minutes.",
            "grid", meeting="A", hours=hours.replace("-", "–"), grid=15,
        )
    ]  # fmt: skip


def test_a_meeting_is_as_long_as_it_asked_for():
    assert found(meeting("A", "10:00-11:30", minutes=90)) == []
    assert found(meeting("A", "10:00-11:15", minutes=90)) == [
        broken(
            Rule.BLOCK, "A", "{meeting} ({hours}) lasts {lasts} minutes and asked for {minutes}.",
            "length", meeting="A", hours="10:00–11:15", lasts=75, minutes=90,
        )
    ]  # fmt: skip


def test_a_building_without_known_blocks_and_a_room_nobody_knows_break_nothing():
    assert found(meeting("A", "07:05-23:10", "ITU-A")) == []
    assert found(meeting("A", "07:05-23:10", "MOON-1", audience=9000, accessible=True)) == []


def test_the_room_says_the_building_whatever_the_meeting_says():
    plan = problem(meeting("A", "19:00-20:00", "ITU-A", building="PDN"))
    known = replace(plan, buildings={**plan.buildings, "ITU": BuildingFacts("ITU", "ITU")})

    assert check(known) == []
