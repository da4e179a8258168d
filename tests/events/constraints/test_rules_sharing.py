"""What meetings share: a room, a person, an organizer's staff, interpreters."""

from __future__ import annotations

import pytest

from events.constraints.rules.checker import Rule
from tests.events.constraints.plans import broken, found, meeting

BOTH = {"first": "A", "second": "B", "day": "2027-05-12"}


def test_two_meetings_that_overlap_in_a_room_are_named_with_their_hours():
    assert found(meeting("B", "11:00-12:00"), meeting("A", "10:00-11:15")) == [
        broken(
            Rule.ROOM_DOUBLE, "A B", "{first} ({first_hours}) and {second} ({second_hours}) overlap in {room} on {day}.",
            "PDN-1", **BOTH, first_hours="10:00–11:15", second_hours="11:00–12:00", room="Room I",
        )
    ]  # fmt: skip


def test_a_room_needs_fifteen_minutes_between_two_meetings():
    assert found(meeting("A", "10:00-11:00"), meeting("B", "11:15-12:00")) == []
    assert found(meeting("A", "10:00-11:00"), meeting("B", "11:14-12:00"), grid_minutes=1) == [
        broken(
            Rule.ROOM_DOUBLE, "A B",
            "{room} is free for {gap} minutes between {first} ({first_hours}) and {second} ({second_hours}) "
            "on {day}, and needs {turnaround}.",
            "PDN-1", **BOTH, first_hours="10:00–11:00", second_hours="11:14–12:00", room="Room I", gap=14,
            turnaround=15,
        )
    ]  # fmt: skip


def test_a_long_meeting_overlaps_all_that_runs_beside_it():
    meetings = [meeting("A", "10:00-13:00"), meeting("B", "10:15-10:45"), meeting("C", "11:15-12:00")]

    assert [each.meetings for each in found(*meetings)] == [("A", "B"), ("A", "C")]


def test_cancelled_and_undated_meetings_and_whole_days_take_no_room():
    whole_day = meeting("D", "10:00")

    assert found(meeting("A", "10:00-11:00"), meeting("B", "10:00-11:00", is_cancelled=True), meeting("C")) == []
    assert found(meeting("A", "10:00-11:00"), whole_day) == []


def test_a_person_in_two_meetings_at_once_is_named_by_role():
    meetings = meeting("A", "10:00-11:15", people=("R-1",)), meeting("B", "11:00-12:00", "PDN-2", people=("R-1", "R-2"))

    assert found(*meetings) == [
        broken(
            Rule.PERSON_DOUBLE, "A B",
            "{person} is needed in {first} ({first_hours}) and {second} ({second_hours}) on {day}.",
            "R-1", **BOTH, first_hours="10:00–11:15", second_hours="11:00–12:00", person="Chair of the Commission",
        )
    ]  # fmt: skip


def test_a_person_can_go_from_one_meeting_to_the_next_in_a_building():
    meetings = meeting("A", "10:00-11:00", people=("R-1",)), meeting("B", "11:00-12:00", "PDN-2", people=("R-1",))

    assert found(*meetings) == []


def test_a_walk_between_buildings_takes_its_minutes_and_not_one_less():
    before = meeting("A", "10:00-11:00", people=("R-1",))

    assert found(before, meeting("B", "11:12-12:00", "ITU-A", people=("R-1",))) == []
    assert found(before, meeting("B", "11:11-12:00", "ITU-A", people=("R-1",))) == [
        broken(
            Rule.WALKING, "A B",
            "{person} has {gap} minutes from {first} ({first_hours}, {first_building}) to {second} "
            "({second_hours}, {second_building}) on {day}, and the walk takes {walk}.",
            "R-1", **BOTH, first_hours="10:00–11:00", second_hours="11:11–12:00", person="Chair of the Commission",
            gap=11, walk=12, first_building="Palais", second_building="ITU Headquarters",
        )
    ]  # fmt: skip


def test_a_walk_that_nobody_has_told_takes_half_an_hour():
    before = meeting("A", "10:00-11:00", people=("R-1",))

    def after(hours: str) -> list[Rule]:
        elsewhere = meeting("B", hours, None, building="ILO", people=("R-1",))
        return [each.rule for each in found(before, elsewhere)]

    assert after("11:30-12:00") == []
    assert after("11:29-12:00") == [Rule.WALKING]


def test_nobody_walks_to_a_meeting_online_or_to_a_place_unknown():
    before = meeting("A", "10:00-11:00", people=("R-1",))

    assert found(before, meeting("B", "11:00-12:00", "NET-1", people=("R-1",))) == []
    assert found(before, meeting("B", "11:00-12:00", None, people=("R-1",))) == []


def test_an_organizer_leads_as_many_meetings_at_once_as_it_can_staff():
    meetings = [
        meeting("A", "10:00-11:00", organizers=("ITU", "UNDP")),
        meeting("B", "10:30-12:00", "PDN-2", organizers=("ITU",)),
        meeting("C", "10:30-11:30", "ITU-A", organizers=("ITU",)),
    ]

    assert found(*meetings, parallel_limits={"ITU": 3}, default_parallel=1) == []
    assert found(*meetings, parallel_limits={"ITU": 2}, default_parallel=1) == [
        broken(
            Rule.ORGANIZER_PARALLEL, "A B C",
            "{organizer} leads {count} meetings at once on {day} ({meetings}), and can staff {limit}.",
            "ITU", organizer="ITU", count=3, limit=2, day="2027-05-12",
            meetings="A 10:00–11:00, C 10:30–11:30, B 10:30–12:00",
        )
    ]  # fmt: skip


def test_an_organizer_without_a_limit_of_its_own_leads_one_meeting_at_a_time():
    meetings = [
        meeting("A", "10:00-11:00", organizers=("APC",)),
        meeting("B", "10:30-11:30", "PDN-2", organizers=("APC",)),
        meeting("C", "11:00-12:00", "ITU-A", organizers=("APC",)),
    ]

    assert [each.meetings for each in found(*meetings, default_parallel=1)] == [("A", "B"), ("B", "C")]


def test_only_the_organizer_that_leads_is_counted():
    meetings = [
        meeting("A", "10:00-11:00", organizers=("UNDP", "ITU")),
        meeting("B", "10:00-11:00", "PDN-2", organizers=("ITU",)),
    ]

    assert found(*meetings, default_parallel=1) == []


EN_FR, EN_FR_ES, EN_AR = ("en", "fr"), ("en", "fr", "es"), ("en", "ar")


@pytest.mark.parametrize(
    ("spoken", "units"),
    [
        ([("10:00-11:00", "PDN-1", ("en",))], 0),
        ([("10:00-11:00", "PDN-1", EN_FR)], 1),
        ([("10:00-11:00", "PDN-1", EN_FR), ("11:15-12:00", "PDN-1", EN_FR_ES)], 1),
        ([("10:00-11:00", "PDN-1", EN_FR), ("11:15-12:00", "PDN-1", EN_AR)], 2),
        ([("10:00-10:30", "PDN-1", EN_FR), ("10:45-11:30", "PDN-1", EN_AR), ("11:45-12:15", "PDN-1", EN_AR)], 2),
        ([("10:00-11:00", "PDN-1", EN_FR), ("10:00-11:00", "PDN-2", EN_FR)], 2),
        ([("10:00-11:00", "PDN-1", EN_FR), ("13:15-14:00", "PDN-1", EN_FR), ("15:00-16:00", "PDN-1", EN_FR)], 3),
    ],
    ids=["English only", "one", "one team", "other languages", "as before", "two rooms", "three blocks"],
)
def test_a_unit_is_a_team_in_one_room_for_one_block_and_the_languages_it_covers(spoken, units):
    meetings = [
        meeting(f"M{number}", hours, room, languages=languages)
        for number, (hours, room, languages) in enumerate(spoken)
    ]

    assert found(*meetings, units=units) == []
    if units:
        assert [each.sentence.values["units"] for each in found(*meetings, units=units - 1)] == [units]


def test_too_many_units_are_named_with_the_building_the_day_and_all_their_meetings():
    meetings = [
        meeting("A", "10:00-11:00", languages=EN_FR),
        meeting("B", "15:00-16:00", languages=EN_FR),
        meeting("C", "15:00-16:00", "ITU-A", languages=EN_FR),
        meeting("D", "10:00-11:00", day="2027-05-13", languages=EN_FR),
    ]

    assert found(*meetings, units=1) == [
        broken(
            Rule.INTERPRETATION_UNITS, "A B",
            "{building} needs {units} interpretation units on {day} ({meetings}), and has {limit}.",
            "PDN 2027-05-12", building="Palais", units=2, limit=1, day="2027-05-12",
            meetings="A 10:00–11:00, B 15:00–16:00",
        )
    ]  # fmt: skip


def test_a_meeting_across_two_blocks_takes_a_unit_in_each():
    across = meeting("A", "14:00-16:00", languages=EN_FR)

    assert [each.rule for each in found(across, units=1)] == [Rule.INTERPRETATION_UNITS, Rule.BLOCK]
    assert [each.rule for each in found(across, units=2)] == [Rule.BLOCK]


def test_a_building_whose_units_nobody_knows_has_enough():
    assert found(meeting("A", "10:00-11:00", languages=EN_FR), units=None) == []
