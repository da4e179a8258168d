from __future__ import annotations

from datetime import date, datetime
from typing import Any

from events.programme.rules.facts import Facts, Line, When
from foundation.sentences import Sentence
from portal.front.rules.picture import Picture, picture
from portal.front.rules.strands import wrapped
from portal.front.rules.weeks import Crossing, Drawn, NamedDay, Span, Strand

wall = datetime.fromisoformat

MONDAY, FRIDAY = date(2027, 5, 24), date(2027, 5, 28)
SESSION = Span("SESSION", "The session", Strand.ASKED, MONDAY, FRIDAY, 2)
CLUSTER = Span("CLUSTER", "The cluster", Strand.DONE, MONDAY, FRIDAY, 2)


def a_meeting(key: str, starts: datetime, hours: int = 1, line: str | None = "C5", **values: Any) -> Facts:
    lines = (Line(line, {"en": line}),) if line else ()
    values = {"segment": "CLUSTER", "when": When.TIMED, "ends": starts.replace(hour=starts.hour + hours), **values}
    return Facts(key=key, kind="panel", titles={"en": key}, starts=starts, lines=lines, **values)


def drawn(*meetings: Facts, direction: str = "ltr", last: date = FRIDAY, **values: Any) -> Picture:
    given = Drawn(**{"meetings": meetings, "spans": [CLUSTER], "named": [], "crossings": [], **values})
    found = picture(MONDAY, last, given, direction=direction)
    assert found is not None
    return found


def test_five_working_days_share_the_width():
    bands = drawn().bands

    assert [(band.on.day, band.x, band.width) for band in bands] == [
        (24, 0, 216.8),
        (25, 216.8, 216.8),
        (26, 433.6, 216.8),
        (27, 650.4, 216.8),
        (28, 867.2, 216.8),
    ]


def test_a_weekend_is_narrow_until_somebody_meets_on_it():
    saturday = wall("2027-05-29T10:00")

    quiet = drawn(last=date(2027, 5, 30)).bands
    used = drawn(a_meeting("A", saturday), last=date(2027, 5, 30)).bands

    assert [band.width for band in quiet[5:]] == [17, 17]
    assert [band.width for band in used[5:]] == [177.8, 17]


def test_marks_stand_by_part_of_the_day_and_pile_up_from_the_floor():
    morning, lunch, afternoon = (wall(f"2027-05-24T{hour}:00") for hour in (10, 13, 15))

    marks = drawn(
        a_meeting("A", morning),
        a_meeting("B", morning, line="C7-EGOV"),
        a_meeting("C", lunch),
        a_meeting("D", afternoon),
    ).marks

    assert [(mark.key, mark.x, mark.y) for mark in marks] == [
        ("A", 77.4, 96),
        ("B", 77.4, 78),
        ("C", 101.4, 96),
        ("D", 125.4, 96),
    ]


def test_a_meeting_of_the_session_without_a_line_is_a_block_and_one_of_the_cluster_a_diamond():
    at = wall("2027-05-24T10:00")

    marks = drawn(
        a_meeting("S", at, line=None, segment="SESSION"), a_meeting("D", at, line=None), spans=[CLUSTER, SESSION]
    ).marks

    assert {mark.key: mark.shape for mark in marks} == {"S": "sitting", "D": "c0"}


def test_what_has_no_hours_or_lasts_days_runs_along_its_days_below_the_others():
    long = a_meeting("L", wall("2027-05-24T09:00"), when=When.DAYS, ends=wall("2027-05-25T17:00"))
    short = a_meeting("S", wall("2027-05-25T10:00"))

    found = drawn(long, short)

    assert [(run.mark.key, run.x, run.width) for run in found.runs] == [("L", 8, 417.6)]
    assert found.runs[0].mark.y - found.marks[0].y == 18


def test_undated_and_cancelled_meetings_and_the_session_as_a_whole_have_no_mark():
    at = wall("2027-05-24T10:00")
    undated = Facts(key="U", kind="panel", segment="CLUSTER", titles={"en": "U"})

    found = drawn(
        undated, a_meeting("X", at, state="cancelled"), a_meeting("S", at, stands_for_session=10, when=When.DAYS)
    )

    assert found.marks == ()
    assert found.runs == ()


def test_segments_that_overlap_lie_below_each_other_and_one_beside_is_small():
    side = Span("SIDE", "Side", Strand.BESIDE, MONDAY, date(2027, 5, 27), 4)

    labels = drawn(spans=[CLUSTER, SESSION, side]).labels

    assert [(label.span.key, label.x, label.width, label.bar_y, label.is_large) for label in labels] == [
        ("CLUSTER", 0, 1080, 28, True),
        ("SESSION", 0, 1080, 64, True),
        ("SIDE", 0, 863.2, 92, False),
    ]


def test_without_dialogues_the_strands_run_side_by_side():
    found = drawn()

    assert [(stroke.kind, stroke.path) for stroke in found.strokes] == [
        ("asked", f"M0 {found.asked_y}H1084"),
        ("done", f"M0 {found.done_y}H1084"),
    ]
    assert found.knots == ()


def test_two_dialogues_widen_their_day_and_weave_the_strands():
    tuesday = [
        Crossing("S03", "Dialogue one", wall("2027-05-25T10:00")),
        Crossing("S04", "Two", wall("2027-05-25T15:00")),
    ]

    found = drawn(crossings=tuesday)

    assert [band.width for band in found.bands] == [193.6, 309.6, 193.6, 193.6, 193.6]
    assert [knot.x for knot in found.knots] == [271.0, 425.8]
    assert [stroke.kind for stroke in found.strokes] == ["asked", "gap", "done", "done", "gap", "asked"]
    assert found.strokes[2].path == (
        f"M0 {found.done_y}H227.0C275.0 {found.done_y} 267.0 {found.asked_y} 315.0 {found.asked_y}H348.9"
    )


def test_a_crossing_has_no_mark_beside_its_knot():
    dialogue = a_meeting("S03", wall("2027-05-25T10:00"))

    found = drawn(dialogue, crossings=[Crossing("S03", "Dialogue", dialogue.starts)])

    assert found.marks == ()
    assert [knot.crossing.key for knot in found.knots] == ["S03"]


def test_from_right_to_left_everything_is_mirrored():
    meeting = a_meeting("A", wall("2027-05-24T10:00"))

    found = drawn(meeting, direction="rtl")

    assert found.start_x == 1084
    assert found.bands[0].x == 867.2
    assert [mark.x for mark in found.marks] == [1084 - 77.4 - 14]


def test_the_names_of_one_day_stand_below_each_other_beside_its_line():
    names = (Sentence("World Information Society Day"), Sentence("Whit Monday"))

    found = drawn(named=[NamedDay(date(2027, 5, 25), names, is_the_day=True)]).names

    assert [(str(name.text), name.with_date, name.x, name.y, name.anchor) for name in found] == [
        ("World Information Society Day", True, 223.8, 52, "start"),
        ("Whit Monday", False, 223.8, 68, "start"),
    ]


def test_a_name_near_the_end_stands_before_its_line():
    found = drawn(named=[NamedDay(FRIDAY, (Sentence("World Information Society Day"),), is_the_day=True)]).names

    assert [(name.x, name.anchor) for name in found] == [(860.2, "end")]


def test_six_weeks_are_a_picture_and_more_are_not():
    given = Drawn(meetings=[], spans=[], named=[], crossings=[])

    assert picture(date(2027, 5, 3), date(2027, 6, 13), given, direction="ltr") is not None
    assert picture(date(2027, 5, 3), date(2027, 6, 14), given, direction="ltr") is None


def test_on_narrow_days_marks_share_one_column():
    at = wall("2027-05-24T10:00")

    found = drawn(a_meeting("A", at), a_meeting("B", at.replace(hour=15)), last=date(2027, 7, 2))

    assert not found.bands[0].has_room
    assert found.marks[0].x == found.marks[1].x


def test_a_title_breaks_between_words():
    assert wrapped("Interactive dialogue with the regional commissions") == (
        "Interactive dialogue",
        "with the regional",
        "commissions",
    )
