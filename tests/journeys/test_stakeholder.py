"""A newcomer's way: from the question whether one may come to a seat in one's own calendar, and a room that changes at the last minute."""

from __future__ import annotations

from collections.abc import Callable

from playwright.sync_api import Page, expect

from tests.journeys.walking import (
    NETWORK,
    Town,
    awaited,
    confirm_affiliation,
    declare_network,
    follow,
    open_letter,
    path,
    press,
    register,
    sign_in_by_mail,
    sign_up,
    words,
)

NAME, ADDRESS = "Amara Mustersdottir", "amara@people.example"
NOTICE = "The water runs in Room XXVI: the dialogue moves to Room XIX, same hour."


def ask_whether_one_may_come(page: Page) -> list[str]:
    """Without an account: what the public page answers for each part."""
    page.goto("/2027/")
    follow(page, "May I come?")
    page.get_by_label("With which organization or State?").select_option(label=NETWORK)
    press(page, "Ask")
    return [" ".join(each.split()) for each in page.locator("main .lead .st").all_inner_texts()]


def tell_everyone(page: Page) -> None:
    """The organizer issues an urgent notice that moves the first dialogue to another room."""
    page.goto("/desk/2027/meetings")
    page.get_by_label("Key, title or body").fill("S03")
    press(page, "Show")
    follow(page, "S03")
    follow(page, "Urgent notice")
    page.get_by_role("textbox", name="The notice").fill(NOTICE)
    page.get_by_label("Room", exact=True).select_option("PDN-XIX")
    page.get_by_label("I know that everyone with a seat is written to").check()
    press(page, "Tell everyone now")


def entry(calendar: str, name: str) -> dict[str, str]:
    """The lines of a feed's entry whose title begins so, by their names; nothing when there is none."""
    for block in calendar.replace("\r\n ", "").split("BEGIN:VEVENT")[1:]:
        lines = dict(line.partition(":")[::2] for line in block.splitlines())
        if name in next(value for key, value in lines.items() if key.startswith("SUMMARY")):
            return {key.partition(";")[0]: value for key, value in lines.items()}
    return {}


def become_registered(page: Page, focal_point: Page) -> dict[str, str]:
    """Sign up, be confirmed by the organization's focal point, register; what is told of each part."""
    sign_up(page, NAME, ADDRESS)
    declare_network(page)
    sign_in_by_mail(focal_point, "ac18@people.example")
    confirm_affiliation(focal_point, NAME)
    register(page, "The cluster", "Thirtieth session")
    rows = page.locator("#registrations li")
    return {
        row.locator("h3").inner_text(): " ".join(row.locator("p").filter(visible=True).all_inner_texts()) for row in rows.all()
    }


def test_a_newcomer_comes_takes_a_seat_and_is_told_when_it_moves(town: Town, arrive: Callable[..., Page]):
    page, focal_point, organizer = arrive(), arrive(), arrive()
    answers = ask_whether_one_may_come(page)
    parts = become_registered(page, focal_point)
    page.goto("/2027/meetings/S03")
    press(page, "Take a seat")
    print(path(page), page.locator("main").inner_text())
    page.goto("/my/")
    print(page.locator("main #meetings").count(), page.locator("main").inner_text())
    page.goto("/my/calendar")
    press(page, "Make my calendar")
    address = page.get_by_label("Address to copy").input_value()
    status, before, mark = town.fetch(address)
    print(status, mark, entry(before, "Interactive dialogue with the reg"))
    sign_in_by_mail(organizer, "organizer@people.example")
    tell_everyone(organizer)
    print(path(organizer), organizer.locator("main").inner_text())
    import time
    t=time.monotonic()
    def f():
        status, text, tag = town.fetch(address, If_None_Match=mark)
        return status == 200 and (status, entry(text, "Interactive dialogue with the reg"), text, tag)
    print(awaited(f), time.monotonic()-t)
    page.goto("/2027/meetings/S03")
    print(page.locator("main").inner_text())
    print(open_letter(page))
    assert 0, (answers, parts)
