"""The programme laid out by day, by rooms and hours, by action line."""

from __future__ import annotations

from datetime import date, datetime, time

from events.programme.rules.facts import Facts, Line, Place, State, When
from events.programme.rules.timetable import COMMON, by_day, days_of, grid, overlap, undated, week, week_spans


def a_meeting(
    key: str, day: int, start: str, end: str, *, lines: tuple[str, ...] = (), room: str = "A", **more: object
) -> Facts:
    return Facts(
        key,
        "panel",
        "CLUSTER",
        {"en": key},
        when=When.TIMED,
        starts=datetime.combine(date(2027, 5, day), time.fromisoformat(start)),
        ends=datetime.combine(date(2027, 5, day), time.fromisoformat(end)),
        lines=tuple(Line(line, {"en": line}, line.partition("-")[0] if "-" in line else None) for line in lines),
        place=Place("B", "House", room=room, room_name=room),
        **more,  # type: ignore[arg-type]
    )


MORNING = a_meeting("M", 11, "10:00", "13:00", lines=("C5",))
LATE = a_meeting("L", 11, "12:00", "14:00", lines=("C5", "C7-EGOV"), room="C")
NEXT = a_meeting("N", 12, "10:00", "11:00")
SOME_DAY = Facts("U", "panel", "CLUSTER", {"en": "U"})
ALL_DAY = Facts("W", "panel", "CLUSTER", {"en": "W"}, when=When.DAY, starts=datetime(2027, 5, 12))  # noqa: DTZ001
TWO_DAYS = Facts(
    "T", "panel", "CLUSTER", {"en": "T"}, when=When.DAYS,
    starts=datetime(2027, 5, 11, 9, 30), ends=datetime(2027, 5, 12, 17, 30),  # noqa: DTZ001
)  # fmt: skip


def test_days_hold_what_has_hours_and_what_has_none_apart():
    days = by_day([MORNING, LATE, NEXT, SOME_DAY, ALL_DAY, TWO_DAYS])

    assert [(day.on.day, [m.key for m in day.whole], [m.key for m in day.timed], day.count) for day in days] == [
        (11, ["T"], ["M", "L"], 3),
        (12, ["W", "T"], ["N"], 3),
    ]


def test_an_undated_meeting_stands_on_no_day_and_is_listed_apart():
    assert days_of(SOME_DAY) == []
    assert undated([MORNING, SOME_DAY]) == [SOME_DAY]


def test_weeks_run_to_friday_or_to_the_weekend_day_that_is_used():
    assert week_spans([date(2027, 5, 11), date(2027, 5, 22)]) == [
        (date(2027, 5, 10), date(2027, 5, 14)),
        (date(2027, 5, 17), date(2027, 5, 22)),
    ]


def test_the_grid_orders_rooms_as_told_and_clips_what_runs_over_days():
    laid = grid([MORNING, LATE, TWO_DAYS, ALL_DAY], date(2027, 5, 12), order=["C", "A"])

    assert [(lane.room, [(b.facts.key, b.starts, b.ends) for b in lane.blocks]) for lane in laid.lanes] == [
        (None, [("T", time(8), time(17, 30))])
    ]
    assert [m.key for m in laid.whole] == ["W"]


def test_the_grid_gives_each_room_its_blocks_by_hour():
    laid = grid([LATE, MORNING], date(2027, 5, 11), order=["C", "A"])

    assert [(lane.room, [b.facts.key for b in lane.blocks]) for lane in laid.lanes] == [("C", ["L"]), ("A", ["M"])]
    assert (laid.starts, laid.ends, laid.count) == (time(10), time(14), 2)


def test_the_week_puts_a_meeting_with_each_of_its_lines_and_names_overlaps_in_a_line():
    rows = week([MORNING, LATE, NEXT], [date(2027, 5, 11), date(2027, 5, 12)], ["C5", "C6", "C7"])

    cells = {row.line: [([m.key for m in cell.meetings], set(cell.clashing)) for cell in row.cells] for row in rows}
    assert cells == {
        COMMON: [([], set()), (["N"], set())],
        "C5": [(["M", "L"], {"M", "L"}), ([], set())],
        "C6": [([], set()), ([], set())],
        "C7": [(["L"], set()), ([], set())],
    }


def test_a_meeting_on_every_line_is_common():
    everywhere = a_meeting("E", 11, "10:00", "11:00", lines=("C5", "C7"))

    rows = week([everywhere], [date(2027, 5, 11)], ["C5", "C7"])

    assert [(row.line, row.count) for row in rows] == [(COMMON, 1), ("C5", 0), ("C7", 0)]


def test_a_cancelled_meeting_overlaps_nothing():
    off = a_meeting("O", 11, "10:00", "13:00", lines=("C5",), state=State.CANCELLED)

    rows = week([MORNING, off], [date(2027, 5, 11)], ["C5", "C6"])

    assert [set(cell.clashing) for row in rows for cell in row.cells] == [set(), set(), set()]


def test_meetings_that_touch_do_not_overlap():
    assert not overlap(MORNING, a_meeting("A", 11, "13:00", "14:00"))
    assert overlap(MORNING, LATE)
