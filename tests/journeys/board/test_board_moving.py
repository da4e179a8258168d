"""An organizer at the board, in a browser: by mouse, by finger and by keyboard alone, both ways of text, without scripts."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.browser.eye import NARROW_BY_DAY, NARROW_BY_NIGHT, WIDE_BY_DAY, WIDE_BY_NIGHT, Eye
from tests.support.board import THURSDAY, House, block, carry, pick, point, saved, shown


def test_a_meeting_is_carried_to_another_room_and_hour(house: House, sit_down: Callable[..., Page]):
    page = sit_down("Mona Mouse")
    carry(page, "D50", "PDN-XIX", 15 * 60 + 15)
    meanwhile = page.locator(".twin .hrs").inner_text()
    status = saved(page, page.mouse.up)

    assert (meanwhile, status) == ("15:15–16:45", 200)
    assert shown(page, "D50") == ("915", "90", "PDN-XIX")
    assert house.standing("D50") == ("2027-05-13T15:15:00", "2027-05-13T16:45:00", "PDN-XIX")
    expect(page.locator("#told")).to_have_text("Saved: Human rights in the road maps. Room XIX, 15:15–16:45, free")
    expect(block(page, "D50")).to_be_focused()
    saved(page, lambda: page.get_by_role("button", name="Undo").click())
    assert house.standing("D50") == ("2027-05-13T10:00:00", "2027-05-13T11:30:00", "PDN-XVI")


def test_from_right_to_left_it_lands_where_it_is_dropped(house: House, sit_down: Callable[..., Page]):
    page = sit_down("Rita Right", f"/xb{THURSDAY}")
    carry(page, "D13", "ITU-E", 10 * 60 + 45)
    saved(page, page.mouse.up)
    dropped = house.standing("D13")
    pick(page, "D13")
    page.keyboard.press("ArrowLeft")
    page.keyboard.press("ArrowLeft")
    saved(page, lambda: page.keyboard.press("Enter"))

    assert dropped == ("2027-05-13T10:45:00", "2027-05-13T12:15:00", "ITU-E")
    assert house.standing("D13") == ("2027-05-13T11:15:00", "2027-05-13T12:45:00", "ITU-E")


def test_carried_to_another_day_it_keeps_hour_and_room_and_carried_to_the_list_it_has_neither(
    house: House, sit_down: Callable[..., Page]
):
    page = sit_down("Dana Day")
    carry(page, "D59", "PDN-XXV", 16 * 60)
    tab = page.locator('[data-part=days] [data-day="2027-05-14"]')
    tab.hover()
    saved(page, page.mouse.up)
    on_friday = house.standing("D59"), page.locator("h1").inner_text()
    carry(page, "D59", "PDN-XXV", 16 * 60)
    page.locator("#not-placed").hover()
    saved(page, page.mouse.up)
    listed = page.locator("[data-tray] #m-D59").count()
    carry(page, "D59", "PDN-XXV", 9 * 60)
    saved(page, page.mouse.up)

    assert on_friday == (("2027-05-14T15:00:00", "2027-05-14T16:15:00", "PDN-XXV"), "Board · draft, Friday 14 May")
    assert listed == 1
    assert house.standing("D59") == ("2027-05-14T09:00:00", "2027-05-14T10:15:00", "PDN-XXV")


def test_escape_lets_go_of_what_is_carried(house: House, sit_down: Callable[..., Page]):
    page = sit_down("Esther Escape")
    before = house.digest()
    carry(page, "D17", "PDN-XIX", 9 * 60)
    page.keyboard.press("Escape")
    page.mouse.up()

    assert page.locator(".twin, .carried").count() == 0
    assert shown(page, "D17") == ("600", "180", "PDN-XXIII")
    assert house.digest() == before


def test_by_keyboard_alone_it_is_picked_up_moved_and_put_down(house: House, sit_down: Callable[..., Page]):
    page = sit_down("Kay Keys")
    told = page.locator("#told")
    pick(page, "D60")
    expect(told).to_have_text("Picked up: Youth drafting room. Room E, 14:30–17:30")
    for key in ("ArrowRight", "ArrowRight", "ArrowUp", "-"):
        page.keyboard.press(key)
    expect(told).to_have_text("Room C2 (Montbrillant), 15:00–17:45, not free: Country workshop slot 3 (open call)")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("PageDown")
    expect(told).to_have_text("Friday 14 May: Room E, 15:00–17:45")
    expect(block(page, "D60")).to_be_focused()
    status = saved(page, lambda: page.keyboard.press("Enter"))

    assert status == 200
    expect(told).to_contain_text(
        "Saved: Youth drafting room. Room E, 15:00–17:45, not free: D60 (15:00–17:45) does not lie"
    )
    assert house.standing("D60") == ("2027-05-14T15:00:00", "2027-05-14T17:45:00", "ITU-E")
    assert page.url.endswith("/desk/2027/board?day=2027-05-14&meeting=D60")


def test_escape_puts_it_back_on_its_day(house: House, sit_down: Callable[..., Page]):
    page = sit_down("Ben Back")
    before = house.digest()
    pick(page, "D64")
    page.keyboard.press("PageDown")
    expect(page.locator("h1")).to_have_text("Board · draft, Friday 14 May")
    expect(block(page, "D64")).to_be_focused()
    page.keyboard.press("Escape")

    expect(page.locator("#told")).to_have_text("Back where it was: Country workshop slot 3 (open call)")
    expect(page.locator("h1")).to_have_text("Board · draft, Thursday 13 May")
    expect(block(page, "D64")).to_be_focused()
    assert shown(page, "D64") == ("960", "75", "ITU-C2")
    assert house.digest() == before


def test_letters_fix_it_and_take_it_off_the_board(sit_down: Callable[..., Page]):
    page = sit_down("Lea Letters")
    block(page, "D40").focus()
    saved(page, lambda: page.keyboard.press("p"))
    fixed = "pin" in (block(page, "D40").get_attribute("class") or "")
    saved(page, lambda: page.keyboard.press("u"))
    waits = page.locator("[data-tray] #m-D40").count()
    pick(page, "D40")
    page.keyboard.press("ArrowRight")
    saved(page, lambda: page.keyboard.press("Enter"))

    assert (fixed, waits) == (True, 1)
    assert shown(page, "D40")[0] == "615"


def test_a_finger_carries_it_too(house: House, sit_down: Callable[..., Page]):
    page = sit_down("Tao Touch", has_touch=True)
    send = page.context.new_cdp_session(page).send
    block(page, "D63").scroll_into_view_if_needed()
    box = block(page, "D63").bounding_box()
    assert box is not None
    x, y = point(page, "CICG-14", 9 * 60)

    def touch(kind: str, *points: tuple[float, float]) -> None:
        send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": [{"x": at[0], "y": at[1]} for at in points]})

    touch("touchStart", (box["x"] + 3, box["y"] + 8))
    touch("touchMove", (box["x"] + 3, box["y"] + 30))
    touch("touchMove", (x + 3, y))
    saved(page, lambda: touch("touchEnd"))

    assert house.standing("D63") == ("2027-05-13T09:00:00", "2027-05-13T10:15:00", "CICG-14")


def test_the_list_of_what_waits_can_be_searched(sit_down: Callable[..., Page]):
    page = sit_down("Finn Finder", "/desk/2027/board?day=2027-05-12")
    keys: list[str] = page.locator(".lane [data-may]").evaluate_all(
        "all => all.slice(0, 2).map(each => each.dataset.key)"
    )
    for key in keys:
        block(page, key).focus()
        saved(page, lambda: page.keyboard.press("u"))
    page.get_by_label("Find in this list").fill(keys[0])
    found: list[str] = (
        page.locator("[data-tray] [data-key]")
        .filter(visible=True)
        .evaluate_all("all => all.map(each => each.dataset.key)")
    )

    assert found == [keys[0]]


def test_without_scripts_the_form_moves_it(house: House, sit_down: Callable[..., Page]):
    page = sit_down("Wim Without", "/desk/2027/board?day=2027-05-11", java_script_enabled=False)
    key = page.locator(".lane [data-may]").first.get_attribute("data-key") or ""
    block(page, key).click()
    page.get_by_label("Day", exact=True).select_option("2027-05-20")
    page.get_by_label("Start", exact=True).fill("09:15")
    page.get_by_label("Minutes", exact=True).fill("45")
    page.get_by_label("Room", exact=True).select_option("PDN-XIX")
    page.get_by_role("button", name="Move", exact=True).click()

    assert page.url.endswith(f"/desk/2027/board?day=2027-05-20&meeting={key}#m-{key}")
    assert house.standing(key) == ("2027-05-20T09:15:00", "2027-05-20T10:00:00", "PDN-XIX")
    page.get_by_role("button", name="Undo").click()
    assert "day=2027-05-11" in page.url


@pytest.mark.parametrize("prefix", ["", "/xb"])
def test_it_keeps_nobody_out_by_day_by_night_or_on_a_phone(house: House, sit_down: Callable[..., Page], prefix: str):
    page = sit_down("Ada Access")
    eye = Eye(page).before(house.base)
    told = {}
    for address in (f"{prefix}{THURSDAY}&meeting=D07", f"{prefix}/desk/2027/board?day=2027-05-17"):
        eye.open(address)
        frame = eye.frame()
        told[address] = (
            frame["h1"], frame["skipped"], frame["unnamed"], frame["twice"], eye.overflow(),
            eye.barriers(WIDE_BY_DAY, WIDE_BY_NIGHT, NARROW_BY_DAY, NARROW_BY_NIGHT), eye.broken,
        )  # fmt: skip
    eye.open(f"{prefix}{THURSDAY}")
    pick(page, "D60")
    page.keyboard.press("ArrowUp")
    picked = eye.barriers(WIDE_BY_DAY, WIDE_BY_NIGHT)

    assert told == dict.fromkeys(told, (1, [], 0, [], {}, [], []))
    assert picked == []
