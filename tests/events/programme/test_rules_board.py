"""The board laid out: rooms by hours, where the published version had a meeting, what waits, what is broken."""

from __future__ import annotations

from datetime import date, datetime, time

from events.constraints.rules.broken import Broken, Rule, Wish
from events.constraints.rules.problem import BuildingFacts, Closure, Planned, Problem, RoomFacts
from events.programme.rules import board
from events.programme.rules.board import CLOSED, NOT_YET, WEEKEND, Block, Item, Published
from foundation.sentences import Sentence

THURSDAY, FRIDAY, SATURDAY = date(2027, 5, 13), date(2027, 5, 14), date(2027, 5, 15)
PALAIS = BuildingFacts("PDN", "Palais des Nations", ((time(10), time(13)),))
TOWER = BuildingFacts("ITU", "ITU Headquarters")
ROOMS = (RoomFacts("PDN-XVI", "Room XVI", "PDN", 140), RoomFacts("ITU-C", "Room C", "ITU", 190))
SAID = Sentence("Said.")


def at(hour: int, minute: int = 0, day: date = THURSDAY) -> datetime:
    return datetime.combine(day, time(hour, minute))


def an_item(key: str, starts: datetime | None = None, ends: datetime | None = None, **facts: object) -> Item:
    when = str(facts.pop("when", "timed" if starts else "undated"))
    meeting = Planned(key, starts=starts, ends=ends, **{"room": "PDN-XVI" if starts else None, **facts})  # type: ignore[arg-type]
    return Item(meeting, revision=1, when=when, days=meeting.days)


def a_problem(*items: Item, closures: tuple[Closure, ...] = (), rooms: tuple[RoomFacts, ...] = ROOMS) -> Problem:
    return Problem(
        meetings={item.key: item.meeting for item in items},
        rooms={room.key: room for room in rooms},
        buildings={"PDN": PALAIS, "ITU": TOWER},
        closures=closures,
    )


def laid_out(
    problem: Problem, *items: Item, on: date = THURSDAY, published: tuple[Published, ...] = ()
) -> list[board.House]:
    return board.houses(problem, {item.key: item for item in items}, published, on=on, shorts={"PDN": "Palais"})


def test_every_room_has_its_lane_and_a_meeting_stands_on_that_of_its_room():
    item = an_item("D1", at(10), at(11, 30))

    palais, tower = laid_out(a_problem(item), item)

    assert (palais.short, [lane.room.key for lane in palais.lanes if lane.room]) == ("Palais", ["PDN-XVI"])
    assert palais.lanes[0].blocks == (Block(item, time(10), time(11, 30)),)
    assert tower.lanes[0].blocks == ()


def test_a_meeting_of_a_building_without_a_room_and_one_without_any_place_have_lanes_of_their_own():
    housed = an_item("D1", at(10), at(11), room=None, building="PDN")
    homeless = an_item("D2", at(10), at(11), room=None)

    houses = laid_out(a_problem(housed, homeless), housed, homeless)

    assert [
        (house.building and house.building.key, [lane.room and lane.room.key for lane in house.lanes])
        for house in houses
    ] == [
        ("PDN", ["PDN-XVI", None]),
        ("ITU", ["ITU-C"]),
        (None, [None]),
    ]


def test_a_meeting_over_days_covers_the_hours_of_each():
    item = an_item("D1", at(15), at(11, day=FRIDAY), when="days")

    first, second = (laid_out(a_problem(item), item, on=day)[0].lanes[0].blocks for day in (THURSDAY, FRIDAY))

    assert first == (Block(item, time(15), time(20)),)
    assert second == (Block(item, time(8), time(11)),)


def test_a_meeting_that_moved_leaves_a_ghost_where_the_published_version_has_it():
    moved, stays, gone = an_item("D1", at(14), at(15)), an_item("D2", at(10), at(11)), an_item("D3")
    published = (
        Published("D1", at(10), at(11), "ITU-C"),
        Published("D2", at(10), at(11), "PDN-XVI"),
        Published("D3", at(16), at(17), "ITU-C"),
    )

    palais, tower = laid_out(a_problem(moved, stays, gone), moved, stays, gone, published=published)

    assert [block.is_ghost for block in palais.lanes[0].blocks] == [False, False]
    assert tower.lanes[0].blocks == (Block(moved, time(10), time(11), True), Block(gone, time(16), time(17), True))


def test_what_is_closed_says_why():
    closures = (
        Closure("PDN", None, FRIDAY, FRIDAY, "Holiday."),
        Closure("ITU", "ITU-C", THURSDAY, FRIDAY, "Other hirer."),
    )
    late = RoomFacts("ITU-L", "Room L", "ITU", 50, available_from=FRIDAY)
    problem = a_problem(closures=closures, rooms=(*ROOMS, late))

    def shut(on: date) -> list[tuple[tuple[Sentence, ...], list[tuple[Sentence, ...]]]]:
        return [(house.shut, [lane.shut for lane in house.lanes]) for house in laid_out(problem, on=on)]

    hired = (CLOSED.with_values(reason="Other hirer."),)
    assert shut(THURSDAY) == [((), [()]), ((), [hired, (NOT_YET.with_values(first="2027-05-14"),)])]
    assert shut(FRIDAY) == [((CLOSED.with_values(reason="Holiday."),), [()]), ((), [hired, ()])]
    assert shut(SATURDAY) == [((WEEKEND,), [()]), ((WEEKEND,), [(), ()])]


def test_what_has_no_day_waits_the_most_expected_first_and_what_is_cancelled_does_not():
    few, many = an_item("D1", audience=20), an_item("D2", audience=90)
    off, placed = an_item("D3", is_cancelled=True), an_item("D4", at(10), at(11))

    assert board.unplaced([few, many, off, placed]) == [many, few]


def test_a_whole_day_is_listed_beside_the_lanes():
    whole = an_item("D1", at(0), when="day")

    assert board.without_hours([whole], THURSDAY) == [whole]
    assert laid_out(a_problem(whole), whole)[0].lanes[0].blocks == ()


def test_how_long_a_meeting_would_last_is_what_it_asked_for_or_an_hour():
    assert [
        an_item("D1", at(10), at(11, 45), minutes=60).minutes,
        an_item("D2", minutes=90).minutes,
        an_item("D3").minutes,
    ] == [
        105,
        90,
        60,
    ]


def test_what_is_broken_is_told_by_day_and_what_was_let_pass_is_not_counted():
    items = {
        item.key: item
        for item in (an_item("D1", at(10), at(11)), an_item("D2", at(10, day=FRIDAY), at(11, day=FRIDAY)))
    }
    passed, here = Broken(Rule.ROOM_SEATS, ("D1",), SAID), Broken(Rule.BLOCK, ("D1",), SAID)
    there, wish = Broken(Rule.BLOCK, ("D2",), SAID), Broken(Wish.THEME_PARALLEL, ("D1",), SAID)

    found = board.findings([passed, here, there], [wish], items, on=THURSDAY, passed={passed.key})

    assert [(told.broken, told.is_passed) for told in found.here] == [(here, False), (passed, True)]
    assert [told.broken for told in found.elsewhere] == [there]
    assert [told.broken for told in found.wishes_here] == [wish]
    assert (found.by_day, found.count) == ({THURSDAY: 1, FRIDAY: 1}, 2)


def test_the_days_are_the_working_ones_and_every_other_that_is_used_or_shown():
    days = board.days(date(2027, 5, 13), date(2027, 5, 18), [date(2027, 5, 16)], date(2027, 6, 1))

    assert [day.isoformat() for day in days] == [
        "2027-05-13", "2027-05-14", "2027-05-16", "2027-05-17", "2027-05-18", "2027-06-01",
    ]  # fmt: skip
