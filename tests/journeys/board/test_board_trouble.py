"""Two hands at one board, and a line that breaks: both places are shown, nothing is lost, nothing is saved twice."""

from __future__ import annotations

from collections.abc import Callable

from playwright.sync_api import Page, Route, expect

from tests.support.board import House, carry, saved, shown


def test_two_who_move_one_meeting_see_both_and_one_of_them_chooses(house: House, sit_down: Callable[..., Page]):
    first, second = sit_down("Fay First", expected="409"), sit_down("Sam Second", expected="409")
    carry(first, "D47", "PDN-XIX", 13 * 60)
    saved(first, first.mouse.up)
    carry(second, "D47", "PDN-XXIV", 16 * 60)
    status = saved(second, second.mouse.up)
    dialog = second.get_by_role("dialog")
    expect(dialog.locator("#clash-name")).to_be_focused()  # no key that was meant for something else decides
    answers = [" ".join(each.split()) for each in dialog.locator("dd").all_inner_texts()]
    saved(second, lambda: dialog.get_by_role("button", name="Mine").click())

    assert status == 409
    assert answers == ["Thursday 13 May, 13:00–14:30, Room XIX", "Thursday 13 May, 16:00–17:30, Room XXIV"]
    assert dialog.count() == 0
    assert house.standing("D47") == ("2027-05-13T16:00:00", "2027-05-13T17:30:00", "PDN-XXIV")

    carry(first, "D47", "PDN-XVI", 9 * 60)
    saved(first, first.mouse.up)
    first.get_by_role("dialog").get_by_role("link", name="Theirs").click()

    assert first.get_by_role("dialog").count() == 0
    assert shown(first, "D47") == ("960", "90", "PDN-XXIV")
    assert house.standing("D47") == ("2027-05-13T16:00:00", "2027-05-13T17:30:00", "PDN-XXIV")


def test_when_the_connection_is_lost_it_goes_back_and_says_so(house: House, sit_down: Callable[..., Page]):
    page = sit_down("Nora Network", expected="ERR_FAILED")
    before = house.digest()
    page.route("**/place", lambda route: route.abort())
    carry(page, "D44", "PDN-XIX", 9 * 60)
    page.mouse.up()

    expect(page.locator("#trouble")).to_have_text("Not saved: the connection is lost. Try again.")
    assert shown(page, "D44") == ("780", "75", "CICG-14")
    assert page.locator(".lane[data-room=CICG-14] #m-D44").count() == 1
    assert house.digest() == before
    page.unroute("**/place")
    carry(page, "D44", "PDN-XIX", 9 * 60)
    assert saved(page, page.mouse.up) == 200
    assert page.locator("#trouble").inner_text() == ""


def test_a_second_drop_waits_for_the_first(house: House, sit_down: Callable[..., Page]):
    page = sit_down("Dora Double")
    held: list[Route] = []
    page.route("**/place", lambda route: held.append(route))
    carry(page, "D03", "PDN-XIX", 9 * 60)
    page.mouse.up()
    page.wait_for_selector("#board[aria-busy]")
    before = house.standing("D06")
    carry(page, "D06", "PDN-XVIII", 15 * 60)
    page.mouse.up()

    expect(page.locator("#trouble")).to_have_text("One thing after the other: the last change is still being saved.")
    assert len(held) == 1
    assert saved(page, held[0].continue_) == 200
    assert house.standing("D03") == ("2027-05-13T09:00:00", "2027-05-13T12:00:00", "PDN-XIX")
    assert house.standing("D06") == before
