"""From "may I come?" to a seat, in a browser: with scripts and without, on a connection that is lost, with a form grown old."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from foundation.db import atomic
from foundation.passwords import hashed
from tests.browser.eye import Eye
from tests.support import databases
from tests.support.people import account
from tests.support.served import serving

PASSWORD = "a seat by the window"


@atomic
def _given_a_password(key: str) -> str:
    person = account(key)
    person.password_hash = hashed(PASSWORD)
    return person.email


@pytest.fixture
def come_in(browser: Browser) -> Iterator[Callable[..., Page]]:
    """`come_in("AC-61")` signs a person in by the sign-in page; what breaks fails the test, but for what is `expected`."""
    eyes: dict[Eye, str] = {}
    with databases.copy("sqlite", loaded=True) as database, serving(database) as base:

        def signed_in(key: str, *, expected: str = "nothing", **options: Any) -> Page:
            with databases.application(database) as app, app.app_context():
                email = _given_a_password(key)
            page = browser.new_context(base_url=base, **options).new_page()
            eyes[Eye(page)] = expected
            page.goto("/my/sign-in")
            page.get_by_label("E-mail address").fill(email)
            page.get_by_label("Password").fill(PASSWORD)
            page.locator("main").get_by_role("button", name="Sign in", exact=True).click()
            return page

        yield signed_in
        for eye in eyes:
            eye.page.context.close()
    assert [each for eye, expected in eyes.items() for each in eye.broken if expected not in each] == []


def press(page: Page, name: str) -> None:
    page.locator("main").get_by_role("button", name=name, exact=True).first.click()


def test_a_seat_is_given_back_and_taken_on_the_public_page_of_its_meeting(come_in: Callable[..., Page]):
    page = come_in("AC-61")
    page.goto("/2027/meetings/S03")
    part = page.locator("[data-own]")
    expect(part).to_contain_text("You have a seat.")

    press(page, "Give my seat back")
    expect(part).to_contain_text("39 seats are left.")

    press(page, "Take a seat")
    expect(page.locator("main")).to_contain_text("You have a seat.")


def test_a_registration_leads_to_ones_own_page_even_after_a_double_click(come_in: Callable[..., Page]):
    page = come_in("AC-61")
    page.goto("/2027/may-i-come?constituency=CSO-WSIS&segment=SIDE")
    page.locator("aside").get_by_role("link", name="Register for 2027").click()
    page.get_by_label("Side programme of the session").check()
    page.get_by_role("button", name="Send the registration").dblclick()

    expect(page.locator("#registrations")).to_contain_text("Side programme of the session approved on site")


def test_without_scripts_every_deed_has_its_page(come_in: Callable[..., Page]):
    page = come_in("AC-61", java_script_enabled=False)
    page.goto("/2027/meetings/D07")
    page.locator("[data-own] a").click()
    press(page, "Put it in my calendar")
    expect(page.locator("main")).to_contain_text("It stands in your calendar.")

    page.goto("/my/")
    page.locator("#registrations summary").last.click()
    press(page, "Withdraw this registration")
    expect(page.locator("main")).to_contain_text("The registration is withdrawn.")


def test_a_form_that_has_grown_old_comes_back_with_what_was_chosen(come_in: Callable[..., Page]):
    page = come_in("AC-61", expected="Bad Request")
    page.goto("/2027/register")
    page.evaluate("document.querySelector('main [name=csrf_token]').value = 'old'")
    page.get_by_label("Side programme of the session").check()
    page.get_by_label("Online").check()
    with page.expect_response(lambda answer: answer.request.method == "POST") as told:
        page.get_by_role("button", name="Send the registration").click()

    assert told.value.status in (400, 422)
    expect(page.get_by_label("Side programme of the session")).to_be_checked()
    expect(page.get_by_label("Online")).to_be_checked()


def test_a_lost_connection_leaves_the_way_to_the_seat(come_in: Callable[..., Page]):
    page = come_in("AC-61", expected="ERR_FAILED")
    page.route("**/my/meetings/**", lambda route: route.abort())
    page.goto("/2027/meetings/S03", wait_until="networkidle")

    expect(page.locator("[data-own]")).to_have_text("Take a seat, or put it in my calendar")
