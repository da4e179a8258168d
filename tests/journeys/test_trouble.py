"""What goes wrong on the way: two clicks, a lost connection, a form that has grown old, a link that was tampered with."""

from __future__ import annotations

from collections.abc import Callable
from urllib.parse import urlsplit

from playwright.sync_api import Page, expect

from tests.journeys.walking import button, follow, open_letter, path, press, sign_in_by_mail, words
from tests.support.board import THURSDAY, carry, saved, shown

SEAT, PLACES = "/2027/meetings/S04/seat", "aside dl dd:nth-of-type(2)"
NOTE = "Road maps in the afternoon."


def test_two_clicks_take_one_seat(arrive: Callable[..., Page]):
    page = arrive()
    sign_in_by_mail(page, "stakeholder@people.example")
    page.goto(SEAT)
    press(page, "Give my seat back")
    expect(button(page, "Take a seat")).to_be_visible()
    left = words(page, PLACES)
    button(page, "Take a seat").dblclick()
    expect(button(page, "Give my seat back")).to_be_visible()
    page.wait_for_load_state("networkidle")
    page.goto(SEAT)

    assert (left, words(page, PLACES)) == ("33", "32")
    assert words(page, "main .lead") == "You have a seat."


def test_two_clicks_publish_one_version(arrive: Callable[..., Page]):
    page = arrive("409")
    sign_in_by_mail(page, "organizer@people.example")
    page.goto("/desk/2027/meetings/D13")
    page.get_by_label("People expected").fill("61")
    press(page, "Save in the draft")
    page.goto("/desk/2027/publish")
    page.get_by_label("What is new, in a sentence").fill(NOTE)
    button(page, "Publish version 2").dblclick()
    page.wait_for_load_state("networkidle")
    page.goto("/2027/versions/")

    assert [row.inner_text().split("\n")[0].split()[:2] for row in page.locator("main tbody tr").all()] == [
        ["Version", "2"],
        ["Version", "1"],
    ]


def test_with_the_connection_lost_nothing_is_lost_on_the_board(arrive: Callable[..., Page]):
    page = arrive("ERR_INTERNET_DISCONNECTED")
    sign_in_by_mail(page, "organizer@people.example")
    page.goto(THURSDAY)
    before = shown(page, "D44")
    page.context.set_offline(True)
    carry(page, "D44", "PDN-XIX", 9 * 60)
    page.mouse.up()
    expect(page.locator("#trouble")).to_have_text("Not saved: the connection is lost. Try again.")
    meanwhile = shown(page, "D44")
    page.context.set_offline(False)
    carry(page, "D44", "PDN-XIX", 9 * 60)
    status = saved(page, page.mouse.up)
    page.reload()

    assert meanwhile == before
    assert (status, shown(page, "D44")) == (200, ("540", "75", "PDN-XIX"))


def test_a_form_that_has_grown_old_keeps_what_was_typed(arrive: Callable[..., Page]):
    page = arrive("400")
    page.goto("/my/sign-up")
    page.get_by_label("Name").fill("Stella Stale-Exemple")
    page.get_by_label("E-mail address").fill("stella@people.example")
    page.context.clear_cookies()
    press(page, "Mail me the link")
    told, kept = words(page, "#errors li"), page.get_by_label("Name").input_value()
    press(page, "Mail me the link")

    assert told == "This form has grown old: nothing was changed. What you typed stands below; send it once more."
    assert (kept, words(page, "h1")) == ("Stella Stale-Exemple", "Look into your mail")


def test_a_notice_on_a_form_that_has_grown_old_keeps_its_words(arrive: Callable[..., Page]):
    page = arrive("400")
    sign_in_by_mail(page, "ac40@people.example")
    page.goto("/desk/2027/meetings/S03/notice")
    page.get_by_role("textbox", name="The notice").fill("To Room XIX, now.")
    page.get_by_label("I know that everyone with a seat is written to").check()
    page.context.clear_cookies(name="session")
    sign_in_by_mail(page.context.new_page(), "ac40@people.example")
    press(page, "Tell everyone now")

    assert page.get_by_role("textbox", name="The notice").input_value() == "To Room XIX, now."


def test_a_link_that_was_tampered_with_or_used_leads_to_words_and_on(arrive: Callable[..., Page]):
    page, other = arrive("404"), arrive("410", "409", "404")
    page.goto("/my/sign-in")
    page.get_by_label("E-mail address").fill("ac41@people.example")
    press(page, "Mail me a link instead")
    open_letter(page)
    link = str(page.locator("main .text a").first.get_attribute("href"))
    page.goto(urlsplit(link).path[:-1] + ("A" if link[-1] != "A" else "B"))
    tampered = words(page, "h1")
    follow(page, "Have a new link mailed")
    on = words(page, "h1")
    other.goto(link)
    with other.expect_navigation():
        other.locator("main form button").click()
    page.goto(link)
    used = words(page, "main h1"), words(page, "main .lead")

    assert (tampered, on) == ("This link can’t be used", "Sign in")
    assert path(other) == "/my/"
    assert used == ("This link can’t be used", "This link was used before, and each works only once.")
