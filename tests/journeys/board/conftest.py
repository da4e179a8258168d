"""Fixtures of the board: a house of one's own, and organizers who sit down before it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, Page

from tests.browser.eye import Eye
from tests.support import databases
from tests.support.board import THURSDAY, WINDOW, House, enter
from tests.support.served import serving_alone


@pytest.fixture
def house() -> Iterator[House]:
    with databases.copy("sqlite", loaded=True) as database, serving_alone(database) as base:
        yield House(database, base)


@pytest.fixture
def sit_down(browser: Browser, house: House) -> Iterator[Callable[..., Page]]:
    """`sit_down(name, address)` signs an organizer in by the sign-in page and opens the board.

    What breaks fails the test; `expected` is what the browser may write down: a refusal, a connection that is lost.
    """
    eyes: dict[Eye, str] = {}

    def signed_in(name: str, address: str = THURSDAY, *, expected: str = "nothing", **options: Any) -> Page:
        page = browser.new_context(base_url=house.base, viewport=WINDOW, **options).new_page()  # type: ignore[arg-type]
        eyes[Eye(page)] = expected
        enter(page, house.hire(name))
        page.goto(address)
        return page

    yield signed_in
    for eye in eyes:
        eye.page.context.close()
    assert [each for eye, expected in eyes.items() for each in eye.broken if expected not in each] == []
