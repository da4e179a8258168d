"""What a programme should hold: the same theme is not in two rooms at once."""

from __future__ import annotations

from events.constraints.rules.checker import Broken, Wish, soft
from events.constraints.rules.problem import Planned
from foundation.sentences import Sentence
from tests.events.constraints.plans import meeting, problem

FAMILIES = {"C2": (), "C5": (), "C7": ("C7-EBUS", "C7-EGOV")}


def wished(*meetings: Planned) -> list[Broken]:
    return soft(problem(*meetings, families=FAMILIES))


def shared(meetings: str, lines: str) -> Broken:
    sentence = Sentence(
        "{first} ({first_hours}) and {second} ({second_hours}) on {day} are both about {lines}.",
        first="A", first_hours="10:00–11:00", second="B", second_hours="10:30–12:00", day="2027-05-12", lines=lines,
    )  # fmt: skip
    return Broken(Wish.THEME_PARALLEL, tuple(meetings.split()), sentence)


def test_two_meetings_about_one_line_at_once_are_named_once_with_all_they_share():
    one = meeting("A", "10:00-11:00", lines=("C5", "C2", "C7-EGOV"))

    assert wished(one, meeting("B", "10:30-12:00", "PDN-2", lines=("C2", "C5", "C7-EBUS"))) == [shared("A B", "C2, C5")]
    assert wished(one, meeting("B", "11:00-12:00", "PDN-2", lines=("C2",))) == []


def test_a_line_stands_for_its_applications():
    seventh = meeting("A", "10:00-11:00", lines=("C7",))

    assert wished(seventh, meeting("B", "10:30-12:00", lines=("C7-EBUS",))) == [shared("A B", "C7-EBUS")]
    assert wished(seventh, meeting("B", "10:30-12:00", lines=("C7",))) == [shared("A B", "C7")]


def test_a_meeting_about_every_line_is_about_none_in_particular():
    clinic = meeting("A", "10:00-11:00", lines=("C2", "C5", "C7"))

    assert wished(clinic, meeting("B", "10:30-12:00", "PDN-2", lines=("C2",))) == []


def test_a_wish_that_is_not_met_is_not_hard():
    assert not shared("A B", "C2").is_hard


def test_wishes_can_be_asked_for_some_meetings():
    meetings = [meeting(key, "10:00-11:00", room, lines=("C2",)) for key, room in (("A", "PDN-1"), ("B", "PDN-2"))]
    later = [meeting(key, "15:00-16:00", room, lines=("C2",)) for key, room in (("C", "PDN-1"), ("D", "PDN-2"))]

    assert [each.meetings for each in soft(problem(*meetings, *later), ["D"])] == [("C", "D")]
