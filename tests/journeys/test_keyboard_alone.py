"""By keyboard alone: nobody in these journeys has a mouse."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.walking import enter, reach, words
from tests.support.board import saved, shown


@pytest.fixture
def typist(arrive: Callable[..., Page]) -> Page:
    """A page in a window of a small desk."""
    return arrive(window={"width": 1024, "height": 700})


def sign_in_by_keyboard(page: Page, address: str) -> None:
    """By a link in a letter."""
    page.goto("/")
    enter(page, "link", "My page")
    reach(page, "textbox", "E-mail address")
    page.keyboard.type(address)
    enter(page, "button", "Mail me a link instead")
    enter(page, "link", "Messages of the demonstration")
    enter(page, "link", "Your link to sign in")
    enter(page, "link", "/my/links/")
    enter(page, "button", "Sign in")


def test_a_stakeholder_registers_gives_a_seat_back_and_takes_one(typist: Page):
    sign_in_by_keyboard(typist, "stakeholder@people.example")
    enter(typist, "link", "Register for another part")
    reach(typist, "checkbox", "Side programme")
    typist.keyboard.press("Space")
    reach(typist, "radio", "In Geneva")
    typist.keyboard.press("ArrowDown")
    enter(typist, "button", "Send the registration")
    registered = words(typist, "#registrations li:nth-child(3)")
    enter(typist, "link", "Interactive dialogue with the regional commissions")
    enter(typist, "button", "Give my seat back")
    expect(typist.locator("[data-own] p").first).to_have_text("39 seats are left.")
    enter(typist, "button", "Take a seat")

    assert registered == (
        "Side programme of the session approved online, Demonstration community network (invented) "
        "Ask for a change : Side programme of the session Come to the room instead "
        "You stand in no list of participants I agree to stand in it Withdraw"
    )
    assert words(typist, "main .lead") == "You have a seat."


def test_an_organizer_moves_a_meeting_and_undoes_it(typist: Page):
    sign_in_by_keyboard(typist, "organizer@people.example")
    enter(typist, "link", "Desk")
    enter(typist, "link", "Board")
    enter(typist, "link", "13 Thu")
    reach(typist, "link", "Youth drafting room")
    typist.keyboard.press("Enter")
    typist.keyboard.press("ArrowUp")
    typist.keyboard.press("ArrowRight")
    expect(typist.locator("#told")).to_contain_text("14:45–17:45")
    saved(typist, lambda: typist.keyboard.press("Enter"))
    moved = shown(typist, "D60")
    reach(typist, "button", "Undo")
    saved(typist, lambda: typist.keyboard.press("Space"))

    assert (moved, shown(typist, "D60")) == (("885", "180", "ITU-C2"), ("870", "180", "ITU-E"))
