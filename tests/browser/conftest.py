"""Houses to look at: one in full with two versions, one whose programme is not published, one that is empty."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager

import pytest
from playwright.sync_api import Browser

from tests.browser.eye import Eye
from tests.support import databases
from tests.support.served import serving


@contextmanager
def standing(commands: tuple[tuple[str, ...], ...], *, loaded: bool) -> Iterator[str]:
    """The base URL of a house of one's own, after these commands."""
    with databases.copy("sqlite", loaded=loaded) as address:
        with databases.application(address) as app:
            for command in commands:
                result = app.test_cli_runner().invoke(args=list(command))
                assert result.exit_code == 0, result.output
        with serving(address, asked="/robots.txt") as base:
            yield base


HOUSES = {
    "full": ((("programme", "publish-second-version"),), True),
    "unpublished": ((("data", "load"),), False),
    "empty": ((), False),
}


@pytest.fixture(scope="session")
def house() -> Iterator[Callable[[str], str]]:
    """`house("empty")` is the base URL of that house; each is built when it is first asked for."""
    built: dict[str, str] = {}
    with ExitStack() as open_houses:

        def build(name: str) -> str:
            if name not in built:
                commands, loaded = HOUSES[name]
                built[name] = open_houses.enter_context(standing(commands, loaded=loaded))
            return built[name]

        yield build


@pytest.fixture(scope="session")
def open_eye(browser: Browser, house: Callable[[str], str]) -> Iterator[Callable[[str], Eye]]:
    """`open_eye("full")` is the eye on that house; one page a house serves all tests of a worker."""
    eyes: dict[str, Eye] = {}

    def opened(name: str) -> Eye:
        if name not in eyes:
            eyes[name] = Eye(browser.new_context(base_url=house(name)).new_page())
        return eyes[name]

    yield opened
    for eye in eyes.values():
        eye.page.context.close()


@pytest.fixture
def eye(open_eye: Callable[[str], Eye]) -> Eye:
    """The eye on the house in full."""
    return open_eye("full")
