"""Two organizers at the same time: nobody's change is lost unseen, and nothing is published that nobody has looked at."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page

from tests.journeys.walking import follow, press, sign_in_by_mail, words
from tests.support.board import THURSDAY, carry, saved, shown

D13, PUBLISHING = "/desk/2027/meetings/D13", "/desk/2027/publish"


@pytest.fixture
def two(arrive: Callable[..., Page]) -> tuple[Page, Page]:
    """The organizer of the house and that of the programme, each at a desk of their own."""
    vera, hugo = arrive("409"), arrive("409")
    sign_in_by_mail(vera, "organizer@people.example")
    sign_in_by_mail(hugo, "ac40@people.example")
    return vera, hugo


def expect_people(page: Page, number: str) -> None:
    """Write into the open form how many people are expected, and save it."""
    page.get_by_label("People expected").fill(number)
    press(page, "Save in the draft")


def side_by_side(page: Page) -> list[list[str]]:
    """The rows of theirs and mine."""
    return [row.locator("th, td").all_inner_texts() for row in page.locator("#clash tbody tr").all()]


def test_of_one_meetings_form_the_second_sees_both_and_chooses(two: tuple[Page, Page]):
    vera, hugo = two
    for page in two:
        page.goto(D13)
    expect_people(vera, "61")
    expect_people(hugo, "62")
    seen = side_by_side(hugo)
    who = words(hugo, "#clash h2")
    press(hugo, "Mine: save it over theirs")
    vera.reload()
    mine = vera.get_by_label("People expected").input_value()
    hugo.goto(D13)
    expect_people(vera, "63")
    expect_people(hugo, "64")
    follow(hugo, "Theirs: leave it as it stands")

    assert who == "D13 was changed meanwhile by Vera Organizer-Example: nothing of yours is saved yet."
    assert seen == [["Expected", "61", "62"]]
    assert (mine, hugo.get_by_label("People expected").input_value()) == ("62", "63")


def test_of_one_meeting_on_the_board_the_second_sees_both_and_chooses(two: tuple[Page, Page]):
    vera, hugo = two
    for page in two:
        page.goto(THURSDAY)
    carry(vera, "D47", "PDN-XXI", 13 * 60 + 15)
    first = saved(vera, vera.mouse.up)
    carry(hugo, "D47", "PDN-XXIV", 13 * 60 + 30)
    second = saved(hugo, hugo.mouse.up)
    both = [" ".join(each.split()) for each in hugo.get_by_role("dialog").locator("dd").all_inner_texts()]
    saved(hugo, lambda: hugo.get_by_role("button", name="Mine").click())
    vera.reload()
    chosen = shown(vera, "D47")
    saved(hugo, lambda: hugo.get_by_role("button", name="Undo").click())

    assert (first, second) == (200, 409)
    assert both == ["Thursday 13 May, 13:15–14:45, Room XXI", "Thursday 13 May, 13:30–15:00, Room XXIV"]
    assert chosen == ("810", "90", "PDN-XXIV")


def test_who_publishes_what_has_moved_meanwhile_is_told_and_looks_again(two: tuple[Page, Page]):
    vera, hugo = two
    for page, number in ((vera, "71"), (hugo, "72")):
        page.goto(D13)
        expect_people(page, number)
    vera.goto(PUBLISHING)
    vera.get_by_label("What is new, in a sentence").fill("As agreed on Monday.")
    hugo.goto(D13)
    expect_people(hugo, "73")
    press(vera, "Publish version 2")
    told, kept = words(vera, "#errors"), vera.get_by_label("What is new, in a sentence").input_value()
    press(vera, "Publish version 2")

    assert told.startswith("Nothing was published: the draft has changed since you looked at it.")
    assert kept == "As agreed on Monday."
    assert words(vera, "h1") == "Version 2 is published"
