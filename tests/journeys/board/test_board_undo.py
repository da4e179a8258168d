"""Ten random moves and ten undos leave the draft to the byte: by mouse, and by keyboard."""

from __future__ import annotations

from collections.abc import Callable
from random import Random
from typing import Any

import pytest
from playwright.sync_api import Page

from tests.support.board import House, carry, pick, saved, shown

MOVES = 10


def random_block(page: Page, chance: Random) -> str:
    keys: list[str] = page.locator(".lane [data-may]").evaluate_all("all => all.map(each => each.dataset.key)")
    return chance.choice(keys)


def by_mouse(page: Page, chance: Random) -> None:
    key = random_block(page, chance)
    rooms: list[str] = page.locator(".lane[data-room]").evaluate_all("all => all.map(each => each.dataset.room)")
    _start, _minutes, there = shown(page, key)
    room = chance.choice([each for each in rooms if each != there])
    carry(page, key, room, 8 * 60 + 15 * chance.randrange(44))
    assert saved(page, page.mouse.up) == 200


def by_keyboard(page: Page, chance: Random) -> None:
    key = random_block(page, chance)
    start = int(shown(page, key)[0] or 0)
    pick(page, key)
    for _turn in range(chance.randrange(1, 5)):
        page.keyboard.press("ArrowRight" if start < 14 * 60 else "ArrowLeft")
    for _turn in range(chance.randrange(4)):
        page.keyboard.press(chance.choice(["ArrowUp", "ArrowDown"]))
    page.keyboard.press("+")
    assert saved(page, lambda: page.keyboard.press("Enter")) == 200


@pytest.mark.parametrize(
    ("move", "undo"),
    [
        (by_mouse, lambda page: page.get_by_role("button", name="Undo").click()),
        (by_keyboard, lambda page: page.keyboard.press("Control+z")),
    ],
    ids=["mouse", "keyboard"],
)
def test_ten_random_moves_and_ten_undos_leave_the_draft_to_the_byte(
    house: House,
    sit_down: Callable[..., Page],
    move: Callable[[Page, Random], None],
    undo: Callable[[Page], None],
    request: Any,
):
    page = sit_down(f"Uma {request.node.callspec.id}")
    chance = Random(2007)
    before = house.digest()
    for _turn in range(MOVES):
        move(page, chance)
    moved = house.digest()
    statuses = [saved(page, lambda: undo(page)) for _turn in range(MOVES)]

    assert statuses == [200] * MOVES
    assert moved != before
    assert house.digest() == before
