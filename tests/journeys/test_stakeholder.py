"""A newcomer's way: from the question whether one may come to a seat in one's own calendar, and a room that changes at the last minute."""

from __future__ import annotations

import time
from collections.abc import Callable

from playwright.sync_api import Page

from tests.journeys.walking import (
    NETWORK,
    PATIENCE,
    Town,
    awaited,
    confirm_affiliation,
    declare_network,
    follow,
    open_letter,
    press,
    register,
    sign_in_by_mail,
    sign_up,
    tell_everyone,
    words,
)

TITLE, FROM = "Interactive dialogue with the regional commissions", "Room XVII (Salle des Émirats)"
NAME, ADDRESS = "Amara Mustersdottir", "amara@people.example"
NOTICE = "The water runs in Room XXVI: the dialogue moves to Room XIX, same hour."
UNLISTED = "You stand in no list of participants"


def ask_whether_one_may_come(page: Page) -> list[str]:
    """Without an account: what the public page answers for each part."""
    page.goto("/2027/")
    follow(page, "May I come?")
    page.get_by_label("With which organization or State?").select_option(label=NETWORK)
    press(page, "Ask")
    return [" ".join(each.split()) for each in page.locator("main .lead .st").all_inner_texts()]


def entry(calendar: str) -> dict[str, str]:
    """The lines of the first dialogue in a calendar, by their names; nothing when it is not there."""
    blocks = calendar.replace("\r\n ", "").split("BEGIN:VEVENT")[1:]
    found = next((block for block in blocks if TITLE in block), "")
    return {line.partition(":")[0].partition(";")[0]: line.partition(":")[2] for line in found.splitlines()}


def become_registered(page: Page, focal_point: Page) -> list[str]:
    """Sign up, be confirmed by the organization's focal point, register; what is told of each part."""
    sign_up(page, NAME, ADDRESS)
    declare_network(page)
    sign_in_by_mail(focal_point, "ac18@people.example")
    confirm_affiliation(focal_point, NAME)
    register(page, "The cluster", "Thirtieth session")
    rows = page.locator("#registrations li").all()
    return [" ".join(" ".join(row.locator("h3, .row, p.muted").all_inner_texts()).split()) for row in rows]


def take_a_seat(page: Page) -> list[str]:
    """On the page of the first dialogue; what is said there, and on one's own page."""
    page.goto("/2027/meetings/S03")
    press(page, "Take a seat")
    told = words(page, "main .lead .st")
    page.goto("/my/")
    return [told, words(page, "#meetings li .st"), words(page, "#meetings li h3")]


def test_a_newcomer_comes_takes_a_seat_and_is_told_when_it_moves(town: Town, arrive: Callable[..., Page]):
    page, focal_point, organizer = arrive(), arrive(), arrive("409")
    answers = ask_whether_one_may_come(page)
    parts = become_registered(page, focal_point)
    seat = take_a_seat(page)
    page.goto("/my/calendar")
    press(page, "Make my calendar")
    address = page.get_by_label("Address to copy").input_value()
    _status, calendar, mark = town.fetch(address)
    first = entry(calendar)
    sign_in_by_mail(organizer, "organizer@people.example")
    would_break = tell_everyone(organizer, NOTICE)
    since = time.monotonic()
    then = awaited(lambda: town.news(address, mark))
    letter = open_letter(focal_point, TITLE, to=NAME)
    seconds = time.monotonic() - since
    page.goto("/2027/meetings/S03")
    banner = words(page, "main .note.err")
    press(page, "Give my seat back")
    without = entry(town.fetch(address)[1])
    page.goto("/my/calendar")
    page.get_by_text("Revoke the address").first.click()
    page.get_by_label("I know").check()
    press(page, "Revoke the address")

    assert answers == ["Yes", "Yes", "Yes, on a condition"]
    assert parts == [
        f"The cluster approved on site, {NETWORK} {UNLISTED}",
        "Thirtieth session of the Commission (demonstration) approved "
        f"on site, {NETWORK} On the basis of: Demonstration decision A (invented) {UNLISTED}",
    ]
    assert seat == ["You have a seat.", "You have a seat.", TITLE]
    assert "Room XIX can’t be had from 2027-05-17 to 2027-05-28" in would_break
    assert (first["LOCATION"], first["SEQUENCE"]) == (f"{FROM}\\, Palais des Nations\\, Geneva", "0")
    assert (entry(then)["LOCATION"], entry(then)["SEQUENCE"]) == ("Room XIX\\, Palais des Nations\\, Geneva", "1")
    assert (NOTICE in banner, NOTICE in letter, seconds < PATIENCE) == (True, True, True)
    assert without == {}
    assert town.fetch(address)[0] == 410
