"""On a phone's width: no page on these ways scrolls sideways, and everything is done by its forms."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page

from tests.journeys.walking import (
    PHONE,
    button,
    confirm_affiliation,
    declare_network,
    follow,
    press,
    register,
    sign_in_by_mail,
    sign_up,
    words,
)
from tests.support.board import saved, shown

# What the eye hears of a page as it opens and as it is left.
TOO_WIDE = """
for (const moment of ["load", "pagehide"]) addEventListener(moment, () => {
  const wide = document.scrollingElement.scrollWidth;
  if (wide > innerWidth) console.error(`${location.pathname} is ${wide} pixels wide`);
});
"""


@pytest.fixture
def phone(arrive: Callable[..., Page]) -> Callable[[], Page]:
    """`phone()` sits somebody down with a phone."""

    def taken() -> Page:
        page = arrive(window=PHONE, has_touch=True)
        page.add_init_script(TOO_WIDE)
        return page

    return taken


def test_a_newcomer_signs_up_and_takes_a_seat(phone: Callable[[], Page]):
    page, focal_point = phone(), phone()
    sign_up(page, "Petra Phone-Exemple", "petra@people.example")
    declare_network(page)
    sign_in_by_mail(focal_point, "ac18@people.example")
    confirm_affiliation(focal_point, "Petra Phone-Exemple")
    register(page, "The cluster", "Thirtieth session")
    page.goto("/2027/programme")
    follow(page, "Interactive dialogue with the regional commissions")
    press(page, "Take a seat")
    told = words(page, "main .lead")
    follow(page, "All that is mine")

    assert told == "You have a seat."
    assert words(page, "#meetings h3") == "Interactive dialogue with the regional commissions"


def test_an_organizer_moves_a_meeting_by_the_form(phone: Callable[[], Page]):
    page = phone()
    sign_in_by_mail(page, "organizer@people.example")
    page.goto("/desk/")
    follow(page, "Board")
    follow(page, "13 Thu")
    page.locator("#m-D60").tap()
    page.get_by_label("Start", exact=True).fill("09:30")
    page.get_by_label("Minutes", exact=True).fill("180")
    page.get_by_label("Room", exact=True).select_option("ITU-E")
    status = saved(page, lambda: button(page, "Move").click())

    assert (status, shown(page, "D60")) == (200, ("570", "180", "ITU-E"))
