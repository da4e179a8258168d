"""A house of people: some who are known by a password, much that was asked and answered; and eyes of those who sign in."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, Page

from events.programme.services.asking import ask_all_hosts
from foundation import passwords
from foundation.db import atomic
from stakeholders.accounts.models import Account
from tests.browser import deeds
from tests.browser.eye import Eye
from tests.events.registration.people import DEED
from tests.stakeholders.organizations.people import declared
from tests.support import databases
from tests.support.people import account
from tests.support.served import serving

PEOPLE = {"organizer": "AC-37", "focal_point": "AC-35", "stakeholder": "AC-61"}
PASSWORD = "four words for trying"


@atomic
def know_the_password(key: str) -> Account:
    found = account(key)
    found.password_hash = passwords.hashed(PASSWORD)
    return found


@pytest.fixture(scope="session")
def database() -> Iterator[str]:
    with databases.copy("sqlite", loaded=True) as address:
        with databases.application(address) as app, app.app_context():
            for key in PEOPLE.values():
                know_the_password(key)
            declared(account("AC-61"), "ITU")
            declared(account("AC-61"), "UNESCO")
            ask_all_hosts(account("AC-40").id, "2027", "CLUSTER", **DEED)
            deeds.done()
        yield address


@pytest.fixture(scope="session")
def house(database: str) -> Iterator[str]:
    with serving(database) as base:
        yield base


@pytest.fixture(scope="session")
def signed_in(browser: Browser, house: str) -> Iterator[Callable[[str], Eye]]:
    """`signed_in(who)` is an eye on the house that somebody is signed in with, by the page where one signs in."""
    eyes: dict[str, Eye] = {}

    def looked(who: str) -> Eye:
        if who not in eyes:
            eyes[who] = eye = Eye(browser.new_context().new_page()).before(house)
            eye.open("/my/sign-in?next=%2Fmy%2Fprofile")
            eye.page.fill("#email", f"{who.replace('_', '')}@people.example")
            eye.page.fill("#password", PASSWORD)
            eye.page.keyboard.press("Enter")
            eye.page.wait_for_url("**/my/profile")
        return eyes[who]

    yield looked
    for eye in eyes.values():
        eye.page.context.close()


@pytest.fixture
def organizer(signed_in: Callable[[str], Eye]) -> Eye:
    return signed_in("organizer")


@pytest.fixture
def visitor(browser: Browser, house: str) -> Iterator[Page]:
    context = browser.new_context(base_url=house)
    yield context.new_page()
    context.close()
