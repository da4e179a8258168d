"""An organizer's way: from the letter with the link over the board to a new version that everybody has."""

from __future__ import annotations

from collections.abc import Callable

from playwright.sync_api import Page, expect

from tests.journeys.walking import Town, follow, open_letter, press, sign_in_by_mail, words
from tests.support.board import carry, pick, saved

NOTE, REASON = "The youth draft on Friday; road maps a quarter later.", "The doorkeepers stay until 15:00 that day."
OVERLAP = "D59 (15:00–16:15) and D50 (15:00–16:30) overlap in Room XXV on 2027-05-13."
OUTSIDE = "D47 (13:30–15:00) does not lie inside one block of Palais des Nations"
MOVED = ("Begins: Thu 13 May 2027, 13:30", "Begins: Fri 14 May 2027, 14:30")
"""Where two meetings begin in the new version."""


def go_to_the_board(page: Page) -> None:
    """By a mailed link and the desk to the board of the first Thursday."""
    sign_in_by_mail(page, "organizer@people.example")
    page.goto("/2027/programme")
    follow(page, "Desk", within=".corner")
    follow(page, "Board")
    follow(page, "13 Thu")


def broken(page: Page) -> str:
    """What the board says is broken on its day."""
    return words(page, "[data-part=side] section:last-of-type > ul")


def try_a_bad_place(page: Page) -> tuple[str, str]:
    """Carry a meeting to where it can't be and take that back; what the board said of each."""
    carry(page, "D50", "PDN-XXV", 15 * 60)
    saved(page, page.mouse.up)
    then = broken(page)
    saved(page, lambda: page.get_by_role("button", name="Undo").click())
    return then, broken(page)


def move_by_keyboard(page: Page) -> None:
    """To the same room and hours of the next day."""
    pick(page, "D60")
    page.keyboard.press("PageDown")
    expect(page.locator("#told")).to_have_text("Friday 14 May: Room E, 14:30–17:30")
    saved(page, lambda: page.keyboard.press("Enter"))


def publish(page: Page) -> None:
    page.get_by_label("What is new, in a sentence").fill(NOTE)
    press(page, "Publish version 2")


def let_it_pass(page: Page) -> None:
    page.locator("summary", has_text="Let it pass").click()
    page.get_by_label("Reason").fill(REASON)
    press(page, "Let it pass with this reason")


def published(page: Page, town: Town) -> dict[str, bool]:
    """Whether what is public has the new version: its page, the programme, the calendar, the letter to a host."""
    page.goto("/2027/versions/2")
    found = {"version": NOTE in words(page, "main")}
    page.goto("/2027/programme?view=grid&day=2027-05-14")
    follow(page, "Youth drafting room")
    found["programme"] = words(page, "main .when time") == "Friday 14 May 2027, 14:30–17:30"
    calendar = town.fetch("/feeds/2027.ics")[1].split("BEGIN:VEVENT")
    found["calendar"] = [
        "20270514T143000" in each for each in calendar if "SUMMARY;LANGUAGE=en:Youth drafting" in each
    ] == [True]
    letter = open_letter(page, "2027", to="Odile Exemple")
    found["letter"] = NOTE in letter and "Teachers, platforms and small languages" in letter
    return found


def test_an_organizer_moves_meetings_and_publishes_them(town: Town, arrive: Callable[..., Page]):
    page = arrive("409")
    go_to_the_board(page)
    bad, good = try_a_bad_place(page)
    move_by_keyboard(page)
    follow(page, "13 Thu")
    carry(page, "D47", "PDN-XXIII", 13 * 60 + 30)
    saved(page, page.mouse.up)
    outside = broken(page)
    follow(page, "Publish…")
    publish(page)
    refused, kept = words(page, "#errors"), page.get_by_label("What is new, in a sentence").input_value()
    let_it_pass(page)
    ahead = words(page, "#changes")
    follow(page, "Who will be told")
    previewed = words(page, "main")
    page.go_back()
    publish(page)
    done = words(page, "h1")
    follow(page, "What changed")
    told = words(page, "main")

    assert (OVERLAP in bad, good) == (True, "Every rule holds this day.")
    assert OUTSIDE in outside
    assert (refused.partition(". ")[0], kept) == ("Nothing was published", NOTE)
    assert [each in ahead for each in MOVED] == [True, True]
    assert "one person gets a letter" in previewed
    assert (done, [each in told for each in MOVED]) == ("Version 2 is published", [True, True])
    assert published(page, town) == dict.fromkeys(("version", "programme", "calendar", "letter"), True)
