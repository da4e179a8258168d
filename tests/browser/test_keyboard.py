"""By keyboard alone: the way in, the order, what has the focus, and what is done with it."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, Page

MANY = 200
# Where a stop lies, and whether one sees that it has the focus: a ring of 2 px or more, in the window, under nothing.
STOP = """() => {
  const stop = document.activeElement;
  if (!stop || stop === document.body) return null;
  const place = [".skip", "header nav", "header", ".filters", ".scroll", "main nav", "main", "footer"]
    .find(selector => stop.closest(selector));
  const style = getComputedStyle(stop);
  const box = stop.getBoundingClientRect();
  const ring = style.outlineStyle === "solid" && parseFloat(style.outlineWidth) >= 2;
  const inside = box.bottom > 0 && box.top < innerHeight && box.right > 0 && box.left < innerWidth;
  const middle = [Math.max(box.left, 0) + Math.min(box.right, innerWidth), Math.max(box.top, 0) + Math.min(box.bottom, innerHeight)];
  const above = document.elementFromPoint(middle[0] / 2, middle[1] / 2);
  const open = above && (stop.contains(above) || above.contains(stop));
  const words = (stop.getAttribute("aria-label") || stop.textContent || stop.id).trim().slice(0, 40);
  return [place, ring && inside && open ? "" : `${stop.tagName} ${words}`];
}"""


@pytest.fixture
def typist(browser: Browser, full: str) -> Iterator[Page]:
    """A page in a window of a small desk, on the house in full; nobody touches a mouse."""
    context = browser.new_context(base_url=full, viewport={"width": 1024, "height": 700})
    yield context.new_page()
    context.close()


def stops(page: Page) -> list[tuple[str, str]]:
    """Every stop of the tab key from the top of the page until it leaves it."""
    found: list[tuple[str, str]] = []
    for _turn in range(MANY):
        page.keyboard.press("Tab")
        stop = page.evaluate(STOP)
        if stop is None or (len(found) > 1 and stop[0] == ".skip"):
            return found
        found.append((stop[0], stop[1]))
    return found


def tab_to(page: Page, selector: str) -> None:
    """Press the tab key until the focus is on what the selector names."""
    for _turn in range(MANY):
        if page.evaluate("selector => document.activeElement.matches(selector)", selector):
            return
        page.keyboard.press("Tab")
    raise AssertionError(f"no stop is {selector}")


@pytest.mark.parametrize("address", ["/", "/2027/", "/2027/programme", "/fr/bodies/", "/ar/2027/subscribe"])
def test_the_first_stop_leads_past_the_head(typist: Page, address: str):
    typist.goto(address)
    typist.keyboard.press("Tab")
    first = typist.evaluate("() => [document.activeElement.className, document.activeElement.hash]")
    top = typist.evaluate("() => document.activeElement.getBoundingClientRect().top")
    typist.keyboard.press("Enter")
    reached = typist.evaluate("() => document.activeElement.id")
    typist.keyboard.press("Tab")

    assert (first, top >= 0, reached) == (["skip", "#content"], True, "content")
    assert typist.evaluate("() => !!document.activeElement.closest('main')")


def test_the_stops_of_the_grid_come_in_the_order_of_the_page(typist: Page):
    typist.goto("/2027/programme?view=grid&day=2027-05-13")
    places = [place for place, _ in groupby(stops(typist), key=lambda stop: stop[0])]

    assert places == [
        ".skip", "header", "header nav", "main", "main nav", ".filters", "main nav", "main", ".scroll", "footer",
    ]  # fmt: skip


@pytest.mark.parametrize(
    "address",
    [
        "/",
        "/2027/",
        "/2027/programme?action-line=C5",
        "/2027/programme?view=grid&day=2027-05-13",
        "/2027/programme?view=week",
        "/2027/meetings/D07",
        "/2027/subscribe",
        "/bodies/ITU",
        "/demonstration",
        "/xb/2027/programme?view=grid&day=2027-05-13",
    ],
)
def test_the_focus_is_seen_at_every_stop(typist: Page, address: str):
    typist.goto(address)
    found = stops(typist)

    assert [unseen for _place, unseen in found if unseen] == []
    assert 10 < len(found) < MANY


def test_the_grid_scrolls_by_its_arrows(typist: Page):
    typist.goto("/2027/programme?view=grid&day=2027-05-13")
    tab_to(typist, ".scroll")
    typist.keyboard.press("ArrowRight")

    typist.wait_for_function("() => document.activeElement.scrollLeft > 0")


def test_the_filters_are_set_and_sent_by_keys(typist: Page):
    typist.goto("/2027/programme")
    tab_to(typist, "input[value=C5]")
    typist.keyboard.press("Space")
    tab_to(typist, "form.filters button")
    with typist.expect_navigation():
        typist.keyboard.press("Enter")

    assert (urlsplit(typist.url).path, urlsplit(typist.url).query) == ("/2027/programme", "action-line=C5")
