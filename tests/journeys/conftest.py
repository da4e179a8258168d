"""A town that the journeys of a file share, and browsers before it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, Page

from tests.browser.eye import Eye
from tests.journeys.walking import DESK, Town, founded


@pytest.fixture(scope="module")
def town() -> Iterator[Town]:
    with founded() as town:
        yield town


@pytest.fixture
def arrive(browser: Browser, town: Town) -> Iterator[Callable[..., Page]]:
    """`arrive()` sits somebody down before the town with a browser of their own.

    What breaks there fails the test; `expected` are the words of what the browser may write down: a refusal, a lost connection.
    """
    eyes: dict[Eye, tuple[str, ...]] = {}

    def sat_down(*expected: str, window: dict[str, int] = DESK, **options: Any) -> Page:
        page = browser.new_context(base_url=town.base, viewport=window, **options).new_page()  # type: ignore[arg-type]
        page.set_default_timeout(15_000)
        eyes[Eye(page)] = expected
        return page

    yield sat_down
    for eye in eyes:
        eye.page.context.close()
    assert [
        each for eye, expected in eyes.items() for each in eye.broken if not any(map(each.__contains__, expected))
    ] == []
