"""Fixtures: the application on a copy of a database, a server that answers on a port, a browser, a count of statements."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import hypothesis
import pytest

from tests.support.counting import count_queries as counting
from tests.support.place import ROOT, RUN, remove

if TYPE_CHECKING:
    from flask import Flask
    from flask.testing import FlaskClient
    from playwright.sync_api import Browser, Page

# Tests see the product's own defaults, whatever the person who runs them has set, and write nothing into the tree.
for _name in [
    name for name in os.environ if name.startswith("LINKAGE_") and name not in ("LINKAGE_BROWSER", "LINKAGE_TEST_RUN")
]:
    del os.environ[_name]
for _name in ("DATABASE_URL", "SECRET_KEY", "PORT"):
    os.environ.pop(_name, None)
os.environ["LINKAGE_HOME"] = str(RUN / "home")

hypothesis.settings.register_profile("linkage", deadline=None, print_blob=True)
hypothesis.settings.load_profile("linkage")

pytest_plugins = ["tests.support.strict"]


def pytest_unconfigure(config: pytest.Config) -> None:
    """The first process ends what its workers have shared."""
    if hasattr(config, "workerinput"):
        return
    from tests.support import postgresql

    if (RUN / "postgresql-empty.once").exists() or (RUN / "postgresql-loaded.once").exists():
        from tests.support import databases

        databases.drop_all()
    postgresql.stop()
    remove()


@pytest.fixture
def app() -> Iterator[Flask]:
    """The application on its own loaded SQLite database (version 1 published), its context pushed."""
    yield from _pushed("sqlite", loaded=True)


@pytest.fixture
def empty_app() -> Iterator[Flask]:
    """The application on its own migrated SQLite database without data, its context pushed."""
    yield from _pushed("sqlite", loaded=False)


@pytest.fixture(params=["sqlite", "postgresql"])
def any_app(request: pytest.FixtureRequest) -> Iterator[Flask]:
    """As `app`, on each engine in turn."""
    yield from _pushed(request.param, loaded=True)


@pytest.fixture(params=["sqlite", "postgresql"])
def any_empty_app(request: pytest.FixtureRequest) -> Iterator[Flask]:
    """As `empty_app`, on each engine in turn."""
    yield from _pushed(request.param, loaded=False)


def _pushed(engine: str, *, loaded: bool) -> Iterator[Flask]:
    from tests.support import databases

    with databases.copy(engine, loaded=loaded) as address, databases.application(address) as app, app.app_context():
        yield app


@pytest.fixture(scope="session")
def site() -> Iterator[Flask]:
    """The application on a loaded SQLite database that all tests of a worker read: nobody writes to it."""
    from tests.support import databases

    with databases.copy("sqlite", loaded=True) as address, databases.application(address) as app:
        yield app


@pytest.fixture
def client(site: Flask) -> FlaskClient:
    """A visitor of the site that all tests read."""
    return site.test_client()


@pytest.fixture(scope="session")
def served() -> Iterator[str]:
    """The base URL of a real server on a loaded database, read by all tests of a worker."""
    from tests.support import databases
    from tests.support.served import serving_alone

    with databases.copy("sqlite", loaded=True) as address, serving_alone(address) as base:
        yield base


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """A headless Chromium."""
    from tests.support import browser

    with browser.started() as started:
        yield started


@pytest.fixture
def page(browser: Browser, served: str) -> Iterator[Page]:
    """A page in a fresh context on the served site; a script that fails or breaks the content policy fails the test."""
    context = browser.new_context(base_url=served)
    page = context.new_page()
    broken: list[str] = []
    page.on("pageerror", lambda error: broken.append(str(error)))
    page.on("console", lambda said: broken.append(said.text) if "Content Security Policy" in said.text else None)
    yield page
    context.close()
    assert broken == []


@pytest.fixture
def count_queries() -> Callable[[], AbstractContextManager[list[str]]]:
    """`with count_queries() as sent:` lists the statements that go to databases meanwhile, the short cut's included."""
    return counting


@pytest.fixture(scope="session")
def tree() -> Path:
    """The root of the project's tree."""
    return ROOT


def pytest_report_header() -> list[Any]:
    """Which browser and database the run takes."""
    from tests.support import browser, postgresql

    return [f"browser: {browser.found() or 'Playwright’s own'}", f"postgresql: {postgresql.source()}"]
