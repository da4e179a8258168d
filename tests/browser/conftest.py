"""Houses to look at: one in full with two versions, one whose programme is not published, one that is empty."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from playwright.sync_api import Browser

from tests.browser.eye import Eye
from tests.support import databases
from tests.support.served import serving_alone


@contextmanager
def standing(*command: str, loaded: bool) -> Iterator[str]:
    """The base URL of a house of one's own, after that command."""
    with databases.copy("sqlite", loaded=loaded) as address:
        if command:
            with databases.application(address) as app:
                result = app.test_cli_runner().invoke(args=list(command))
                assert result.exit_code == 0, result.output
        with serving_alone(address, asked="/robots.txt") as base:
            yield base


@pytest.fixture(scope="session")
def full() -> Iterator[str]:
    with standing("programme", "publish-second-version", loaded=True) as base:
        yield base


@pytest.fixture(scope="session")
def unpublished() -> Iterator[str]:
    with standing("data", "load", loaded=False) as base:
        yield base


@pytest.fixture(scope="session")
def empty() -> Iterator[str]:
    with standing(loaded=False) as base:
        yield base


@pytest.fixture(scope="session")
def page_of_all(browser: Browser) -> Iterator[Eye]:
    """One page serves all tests of a worker; nothing that they visit is kept for a person."""
    context = browser.new_context()
    yield Eye(context.new_page())
    context.close()


@pytest.fixture
def eye(page_of_all: Eye, full: str) -> Eye:
    """The eye on the house in full."""
    return page_of_all.before(full)


@pytest.fixture
def eye_on_unpublished(page_of_all: Eye, unpublished: str) -> Eye:
    """The eye on a house whose editions have no version yet."""
    return page_of_all.before(unpublished)


@pytest.fixture
def eye_on_empty(page_of_all: Eye, empty: str) -> Eye:
    """The eye on a house without data."""
    return page_of_all.before(empty)
