from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from events.programme.rules.facts import Facts, State, When
from portal.home import rules

wall = datetime.fromisoformat

TODAY = date(2027, 5, 10)


@dataclass
class Held:
    starts_on: date
    ends_on: date


def a_meeting(key: str, day: int, kind: str = "panel", **values: object) -> Facts:
    starts = wall(f"2027-05-{day:02d}T10:00")
    given = {
        "segment": "CLUSTER",
        "titles": {"en": key},
        "when": When.TIMED,
        "starts": starts,
        "ends": starts.replace(hour=12),
    }
    return Facts(key=key, kind=kind, **{**given, **values})


def test_the_edition_at_hand_is_running_or_next_else_the_last():
    past, running, coming = (Held(date(year, 5, 1), date(year, 5, 28)) for year in (2007, 2027, 2028))

    assert rules.at_hand([coming, running, past], date(2027, 5, 28)) is running
    assert rules.at_hand([coming, running, past], date(2027, 5, 29)) is coming
    assert rules.at_hand([running, past], date(2030, 1, 1)) is running
    assert rules.at_hand([], TODAY) is None


def test_the_next_dialogue_comes_before_big_meetings_and_these_before_others():
    first, second = a_meeting("S03", 25, "interactive_dialogue"), a_meeting("S04", 25, "interactive_dialogue")
    small = [a_meeting(f"W{day}", day) for day in range(10, 15)]
    big = [a_meeting("D01", 10, "high_level"), a_meeting("D22", 18, "ceremony")]

    chosen = rules.next_meetings([*small, *big, first, second], [first, second], TODAY)

    assert [facts.key for facts in chosen] == ["D01", "W10", "D22", "S03"]


def test_what_is_past_cancelled_closed_or_undated_does_not_come():
    meetings = [
        a_meeting("past", 9),
        a_meeting("off", 11, state=State.CANCELLED),
        a_meeting("shut", 11, is_closed=True),
        a_meeting("none", 11, when=When.UNDATED, starts=None, ends=None),
        a_meeting("runs", 9, ends=wall("2027-05-10T09:00"), when=When.DAYS),
    ]

    assert [facts.key for facts in rules.next_meetings(meetings, [], TODAY)] == ["runs"]


def test_today_is_named_when_something_stands_on_it():
    assert rules.has_today([a_meeting("A", 10)], TODAY)
    assert not rules.has_today([a_meeting("A", 11)], TODAY)


@dataclass
class Window:
    what: str
    meeting_keys: list[str]
    segment_key: str | None = None


def test_dates_to_keep_are_the_next_openings_and_closings_told_together():
    lists = (wall("2027-05-25T09:30"), wall("2027-05-25T11:05"))
    windows = [
        (Window("list_of_speakers", ["S03"]), *lists),
        (Window("list_of_speakers", ["S04"]), *lists),
        (Window("registration", [], "CLUSTER"), wall("2027-01-18T09:00"), wall("2027-05-11T00:00")),
    ]

    told = rules.dates_to_keep(
        windows, segments={"CLUSTER": "The cluster"}, titles={"S03": "One", "S04": "Two"}, on=TODAY
    )

    assert [(keep.on, keep.hour, str(keep.what), keep.of) for keep in told] == [
        (date(2027, 5, 10), "24:00", "Registration closes", ("The cluster",)),
        (date(2027, 5, 25), "09:30", "List of speakers opens", ("One", "Two")),
        (date(2027, 5, 25), "11:05", "List of speakers closes", ("One", "Two")),
    ]


def test_dialogues_on_one_day_have_that_day():
    assert rules.days_of_dialogues([a_meeting("A", 25), a_meeting("B", 25)]) == (date(2027, 5, 25), date(2027, 5, 25))
    assert rules.days_of_dialogues([]) is None
