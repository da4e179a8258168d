"""Sitting at the board in a browser: where meetings stand on it, carrying them, waiting for what was saved."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from playwright.sync_api import Locator, Page

from events.editions import queries as editions
from events.programme.queries.draft import draft_digest, snapshots
from foundation.db import atomic, db
from foundation.passwords import hashed
from tests.support import databases, desk

WINDOW = {"width": 1440, "height": 1000}
PASSWORD = "a board and its chalk"
THURSDAY = "/desk/2027/board?day=2027-05-13"


@dataclass(frozen=True)
class House:
    """A served house and the database below it."""

    database: str
    base: str

    def ask(self, question: Callable[[], Any]) -> Any:
        """What the database answers now."""
        with databases.application(self.database) as app, app.app_context():
            return question()

    def digest(self) -> str:
        return str(self.ask(lambda: draft_digest(editions.edition("2027"))))

    def standing(self, key: str) -> tuple[str, str, str]:
        meeting = self.ask(lambda: snapshots(editions.edition("2027"), [key])[key])
        return meeting["starts"], meeting["ends"], meeting["room"]

    def hire(self, name: str) -> str:
        """An organizer of that name with a password; gives the address to sign in with."""
        return str(self.ask(lambda: _hired(name)))


@atomic
def _hired(name: str) -> str:
    account = desk.an_organizer(name)
    account.password_hash = hashed(PASSWORD)
    db.session.add(account)
    return account.email


def block(page: Page, key: str) -> Locator:
    return page.locator(f"#m-{key}")


def shown(page: Page, key: str) -> tuple[str | None, ...]:
    """Where the page shows a meeting: hours and room."""
    return tuple(block(page, key).get_attribute(f"data-{name}") for name in ("start", "minutes", "room"))


def saved(page: Page, act: Callable[[], Any]) -> int:
    """Do something that sends a change, and wait until its answer is shown; gives the status."""
    with page.expect_response(lambda answer: answer.request.method == "POST") as told:
        act()
    page.wait_for_selector("#board:not([aria-busy])")
    return told.value.status


def point(page: Page, room: str, minute: int) -> tuple[float, float]:
    """Where on the screen a minute of the day stands on a lane."""
    lane = page.locator(f'.lane[data-room="{room}"]')
    lane.scroll_into_view_if_needed()
    found: list[float] = lane.evaluate(
        """(lane, minute) => {
          const box = lane.getBoundingClientRect();
          const hours = document.querySelector(".lanes .hours > span").getBoundingClientRect();
          const rtl = getComputedStyle(lane).direction === "rtl";
          const along = (minute - 480) * hours.width / 60;
          return [rtl ? hours.right - along : hours.left + along, box.top + 12];
        }""",
        minute,
    )
    return found[0], found[1]


def carry(page: Page, key: str, room: str, minute: int) -> None:
    """Take a meeting at its beginning and carry it so that it begins at that minute, without letting go."""
    block(page, key).scroll_into_view_if_needed()
    box = block(page, key).bounding_box()
    assert box is not None
    is_mirrored = page.locator("html").get_attribute("dir") == "rtl"
    start = box["x"] + (box["width"] - 3 if is_mirrored else 3)
    page.mouse.move(start, box["y"] + 8)
    page.mouse.down()
    page.mouse.move(start, box["y"] + 20)
    x, y = point(page, room, minute)
    page.mouse.move(x - 3 if is_mirrored else x + 3, y, steps=4)


def pick(page: Page, key: str) -> None:
    block(page, key).focus()
    page.keyboard.press("Enter")


def enter(page: Page, email: str) -> None:
    """Sign in by the sign-in page."""
    page.goto("/my/sign-in")
    page.get_by_label("E-mail address").fill(email)
    page.get_by_label("Password").fill(PASSWORD)
    page.locator("main").get_by_role("button", name="Sign in", exact=True).click()
