"""With scripts off: every form on these ways does what it says."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page

from tests.journeys.walking import (
    confirm_affiliation,
    declare_network,
    follow,
    path,
    press,
    register,
    sign_in_by_mail,
    sign_up,
    tell_everyone,
    words,
)
from tests.support.board import shown

NOTICE = "The dialogue moves to Room XIX."


@pytest.fixture
def plain(arrive: Callable[..., Page]) -> Callable[[], Page]:
    """`plain()` sits somebody down with a browser that runs no script."""
    return lambda: arrive(java_script_enabled=False)


def test_a_newcomer_signs_up_and_takes_a_seat(plain: Callable[[], Page]):
    page, focal_point = plain(), plain()
    sign_up(page, "Paul Plain-Exemple", "paul@people.example")
    declare_network(page)
    sign_in_by_mail(focal_point, "ac18@people.example")
    confirm_affiliation(focal_point, "Paul Plain-Exemple")
    register(page, "The cluster", "Thirtieth session")
    page.goto("/2027/meetings/S03")
    follow(page, "Take a seat, or put it in my calendar")
    press(page, "Take a seat")
    told = words(page, "main .lead")
    press(page, "Give my seat back")

    assert (told, path(page)) == ("You have a seat.", "/2027/meetings/S03/seat")
    assert page.locator("main").get_by_role("button", name="Take a seat").count() == 1


def test_an_organizer_moves_publishes_and_tells(plain: Callable[[], Page]):
    page = plain()
    sign_in_by_mail(page, "organizer@people.example")
    page.goto("/desk/2027/board?day=2027-05-13")
    page.locator("#m-D60").click()
    page.get_by_label("Day", exact=True).select_option("2027-05-14")
    press(page, "Move")
    moved = shown(page, "D60")
    follow(page, "Publish…")
    page.get_by_label("What is new, in a sentence").fill("The youth draft on Friday.")
    press(page, "Publish version 2")
    published = words(page, "h1")
    tell_everyone(page, NOTICE)
    page.goto("/2027/meetings/S03")

    assert (moved, published) == (("870", "180", "ITU-E"), "Version 2 is published")
    assert "Room XIX" in words(page, "main .when")
    assert NOTICE in words(page, "main .note.err")
