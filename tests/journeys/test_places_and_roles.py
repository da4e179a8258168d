"""Who comes too late waits and is offered the seat that somebody gives back; who is given one part of the work sees that part alone."""

from __future__ import annotations

import re
from collections.abc import Callable
from urllib.parse import urlsplit

from playwright.sync_api import Page

from tests.journeys.door import REGISTRAR
from tests.journeys.walking import Town, button, open_letter, press, sign_in_by_mail, words

SEAT = "/2027/meetings/S04/seat"


def fill_up(registrar: Page) -> str:
    """Bound the seats of a dialogue to those that are taken; what its page of places says then."""
    registrar.goto("/desk/2027/places/meetings/S04")
    taken = re.match(r"\d+", words(registrar, "main > p.small"))
    assert taken
    registrar.get_by_text("Add a quota").click()
    registrar.get_by_label("Places", exact=True).last.fill(taken[0])
    press(registrar, "Add the quota")
    return words(registrar, "#quotas ~ .scroll tbody tr:last-child")


def test_a_seat_given_back_is_offered_by_mail_to_who_waits_and_taken_by_the_link(
    town: Town, arrive: Callable[..., Page]
):
    registrar, late, seated, mailed = (arrive() for _ in range(4))
    sign_in_by_mail(registrar, REGISTRAR)
    sign_in_by_mail(late, "ac55@people.example")
    sign_in_by_mail(seated, "stakeholder@people.example")
    full = fill_up(registrar)
    late.goto(SEAT)
    answer = words(late, "main .note")
    press(late, "Wait for a seat")
    waits = words(late, "main .lead")
    seated.goto(SEAT)
    press(seated, "Give my seat back")
    letter = open_letter(mailed, "A place is held for you", to="Tove Eksempel")
    link = next(word for word in letter.split() if "/places/" in word)
    mailed.goto(urlsplit(link).path)
    offered = words(mailed, "main .lead")
    press(mailed, "Take the place")
    taken = words(mailed, "main .lead")
    late.goto(SEAT)
    then = words(late, "main .lead")

    assert full.startswith("everybody full")
    assert answer == "Every seat is taken. Join those who wait: a seat that becomes free is offered in their order."
    assert waits == "You are number 1 of 1 who wait."
    assert offered.startswith("A place is held for you until ")
    assert (taken, then) == ("You have the place.", "You have a seat.")


def test_who_registers_for_one_part_sees_and_decides_that_part_alone(town: Town, arrive: Callable[..., Page]):
    organizer, one = arrive(), arrive("404")
    sign_in_by_mail(organizer, "organizer@people.example")
    organizer.goto("/desk/2027/roles?q=Listkeeper")
    organizer.get_by_label("Mei Listkeeper").check()
    organizer.get_by_label("Role", exact=True).select_option("registrar")
    organizer.get_by_label("Where", exact=True).select_option(
        label="Thirtieth session of the Commission (demonstration)"
    )
    press(organizer, "Give the role")
    organizer.goto("/desk/2027/registrations?segment=CLUSTER")
    others = organizer.locator("main tbody th a").first.get_attribute("href") or ""
    sign_in_by_mail(one, "ac39@people.example")
    one.goto("/desk/")
    desks = one.locator("main a[href^='/desk/2027/']").all_inner_texts()
    one.goto("/desk/2027/registrations")
    parts = one.get_by_label("Part", exact=True).locator("option").all_inner_texts()
    may = button(one, "Approve").is_visible()
    one.goto(others.partition("?")[0])
    refused = words(one, "main h1")

    assert {"Registrations", "Places"} <= set(desks)
    assert {"Meetings", "Publish", "Edition and segments"}.isdisjoint(desks)
    assert parts == ["every part", "Thirtieth session of the Commission (demonstration)"]
    assert (may, refused) == (True, "Nothing stands here")
