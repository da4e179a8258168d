"""What changed between two versions."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

from events.programme.rules.changes import ChangeKind, changes
from events.programme.rules.facts import Facts, Place, State, When

NINE = datetime(2027, 5, 11, 9)  # noqa: DTZ001 wall-clock time
FIRST = Facts(
    "A", "panel", "CLUSTER", {"en": "First"}, when=When.TIMED, starts=NINE, ends=NINE + timedelta(hours=1),
    place=Place("B", "House", room="R1", room_name="Room 1"),
)  # fmt: skip
SECOND = replace(FIRST, key="B", starts=NINE + timedelta(hours=2), ends=NINE + timedelta(hours=3))


def told(before: list[Facts], after: list[Facts]) -> list[tuple[str, list[ChangeKind], tuple[str, ...]]]:
    return [(change.key, list(change.kinds), change.fields) for change in changes(before, after)]


def test_nothing_differs_between_equal_versions():
    assert told([FIRST, SECOND], [SECOND, FIRST]) == []


def test_a_meeting_is_added_or_withdrawn():
    assert told([FIRST], [SECOND]) == [("A", [ChangeKind.WITHDRAWN], ()), ("B", [ChangeKind.ADDED], ())]


def test_a_move_in_time_and_place_says_both_the_weightier_first():
    moved = replace(FIRST, starts=NINE + timedelta(hours=1), place=Place("B", "House", room="R2", room_name="Room 2"))

    assert told([FIRST], [moved]) == [("A", [ChangeKind.MOVED_IN_TIME, ChangeKind.MOVED_IN_PLACE], ("starts", "place"))]


def test_a_cancelled_meeting_is_cancelled_and_can_come_back():
    off = replace(FIRST, state=State.CANCELLED)

    assert told([FIRST], [off]) == [("A", [ChangeKind.CANCELLED], ())]
    assert told([off], [FIRST]) == [("A", [ChangeKind.REINSTATED], ())]


def test_what_is_withdrawn_counts_as_absent():
    gone = Facts("A", "", "", {}, state=State.WITHDRAWN)

    assert told([gone], [FIRST]) == [("A", [ChangeKind.ADDED], ())]
    assert told([gone], [gone]) == []


def test_changes_stand_by_day_and_hour():
    early = replace(SECOND, key="Z", starts=NINE - timedelta(days=1))

    assert [change.key for change in changes([], [FIRST, SECOND, early])] == ["Z", "A", "B"]
