"""Steps that journeys share: a town of one's own, what stands on a page, the letters of the house, the ways in."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any
from urllib.error import HTTPError
from urllib.parse import urlsplit
from urllib.request import Request, urlopen

from playwright.sync_api import Locator, Page

from tests.support import databases
from tests.support.served import serving

DESK, PHONE = {"width": 1440, "height": 1000}, {"width": 375, "height": 800}
NETWORK = "Demonstration community network (invented)"
MANY = 300
PATIENCE = 60.0
"""Within how many seconds everybody is told of what has changed."""


@dataclass(frozen=True)
class Town:
    """A house with its worker under an address, and the database below it."""

    database: str
    base: str

    def fetch(self, address: str, **headers: str) -> tuple[int, str, str | None]:
        """What a program that asks there is answered: status, text, and the mark of what it has now."""
        asked = Request(
            self.base + urlsplit(address).path, headers={k.replace("_", "-"): v for k, v in headers.items()}
        )
        try:
            with urlopen(asked, timeout=10) as answer:
                return answer.status, answer.read().decode(), answer.headers["ETag"]
        except HTTPError as refused:
            with refused:
                return refused.code, refused.read().decode(), None

    def news(self, address: str, mark: str | None) -> str | None:
        """What a calendar that has what bears this mark gets; nothing while nothing has changed."""
        status, text, _mark = self.fetch(address, If_None_Match=mark or "")
        return text if status == 200 else None


@contextmanager
def founded(**settings: str) -> Iterator[Town]:
    """A town with all data and version 1, for as long as the block lasts."""
    with databases.copy("sqlite", loaded=True) as database, serving(database, **settings) as base:
        yield Town(database, base)


def words(page: Page, selector: str) -> str:
    """What stands there, on one line."""
    return " ".join(page.locator(selector).first.inner_text().split())


def follow(page: Page, name: str, *, within: str = "main") -> None:
    """Click the first link of that name that can be seen."""
    page.locator(within).get_by_role("link", name=name).filter(visible=True).first.click()


def press(page: Page, name: str) -> None:
    """Press the first button of that name on the page itself, and wait for the page it leads to."""
    with page.expect_navigation():
        button(page, name).click()


def button(page: Page, name: str) -> Locator:
    return page.locator("main").get_by_role("button", name=name, exact=True).filter(visible=True).first


def path(page: Page) -> str:
    parts = urlsplit(page.url)
    return f"{parts.path}?{parts.query}" if parts.query else parts.path


def awaited(ask: Callable[[], Any]) -> Any:
    """Ask until the answer is something; people are told within a minute."""
    until = time.monotonic() + PATIENCE
    while not (answer := ask()):
        assert time.monotonic() < until, "nobody was told within a minute"
        time.sleep(0.25)
    return answer


def open_letter(page: Page, subject: str = "", *, to: str = "") -> str:
    """Open the newest letter of the demonstration with that subject, to that person, when it has come; gives its text."""

    def come() -> Locator | None:
        page.goto("/demonstration/messages")
        found = page.locator("main tr").filter(has_text=to).locator("th a").filter(has_text=subject)
        return found.first if found.count() else None

    awaited(come).click()
    return words(page, "main .text")


def follow_letter(page: Page) -> None:
    """Follow the link in the newest letter, as from one's mail."""
    open_letter(page)
    page.locator("main .text a").first.click()


def sign_in_by_mail(page: Page, address: str) -> None:
    page.goto("/my/sign-in")
    page.get_by_label("E-mail address").fill(address)
    press(page, "Mail me a link instead")
    follow_letter(page)
    with page.expect_navigation():
        page.locator("main form button").click()


def sign_up(page: Page, name: str, address: str) -> None:
    """Make an account, confirm its address out of the letter, and go on without a password."""
    page.goto("/my/sign-up")
    page.get_by_label("Name").fill(name)
    page.get_by_label("E-mail address").fill(address)
    press(page, "Mail me the link")
    follow_letter(page)
    press(page, "Confirm my address and sign in")
    follow(page, "Go on without")


def declare_network(page: Page) -> None:
    """Say that one comes with the demonstration's community network."""
    page.goto("/my/affiliations")
    page.get_by_label("Organization or State").select_option(label=NETWORK)
    press(page, "Declare it")


def confirm_affiliation(page: Page, name: str) -> None:
    """Confirm at the desk that somebody comes with the organization that one speaks for."""
    page.goto("/desk/affiliations")
    with page.expect_navigation():
        page.get_by_role("row", name=name).get_by_role("button", name="Confirm").click()


def register(page: Page, *parts: str) -> None:
    page.goto("/2027/register")
    for part in parts:
        page.get_by_label(part).check()
    press(page, "Send the registration")


def tell_everyone(page: Page, notice: str) -> str:
    """An urgent notice moves the first dialogue to Room XIX; what was said would break there, before it was sent."""
    page.goto("/desk/2027/meetings")
    page.get_by_label("Key, title or body").fill("S03")
    press(page, "Show")
    follow(page, "S03")
    follow(page, "Urgent notice")
    page.get_by_role("textbox", name="The notice").fill(notice)
    page.get_by_label("Room", exact=True).select_option("PDN-XIX")
    page.get_by_label("I know that everyone with a seat is written to").check()
    press(page, "Tell everyone now")
    refused = words(page, "#broken")
    page.get_by_label("It must be so").check()
    press(page, "Tell everyone now")
    return refused


def reach(page: Page, role: Any, name: str, *, exact: bool = False) -> None:
    """Press the tab key until the focus is on what bears that name."""
    sought = page.locator("body").get_by_role(role, name=name, exact=exact).filter(visible=True).first
    sought.wait_for()
    for _turn in range(MANY):
        page.keyboard.press("Tab")
        if sought.evaluate("sought => sought === document.activeElement"):
            return
    raise AssertionError(f"no stop of the tab key is the {role} {name}")


def enter(page: Page, role: Any, name: str) -> None:
    """Reach a link or a button by keyboard and press Enter, which leads to another page."""
    reach(page, role, name)
    with page.expect_navigation():
        page.keyboard.press("Enter")
