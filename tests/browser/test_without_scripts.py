"""With scripts off everything works: forms, languages, subscriptions."""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import Browser, Page


@pytest.fixture
def plain(browser: Browser, full: str) -> Iterator[Page]:
    """A page that runs no script, on the house in full."""
    context = browser.new_context(base_url=full, java_script_enabled=False)
    yield context.new_page()
    context.close()


def asked(page: Page) -> dict[str, list[str]]:
    """What the address of the page asks for; what was left empty counts as not asked."""
    return parse_qs(urlsplit(page.url).query)


def test_the_programme_is_filtered(plain: Page):
    plain.goto("/2027/programme")
    plain.get_by_label("C5", exact=True).check()
    plain.get_by_label("House").select_option(label="Palais des Nations")
    plain.get_by_role("button", name="Show").click()

    assert asked(plain) == {"action-line": ["C5"], "building": ["PDN"]}
    assert plain.get_by_role("status").inner_text().startswith("2 meetings of 83.")
    assert plain.get_by_label("C5", exact=True).is_checked()


def test_a_view_keeps_the_filters(plain: Page):
    plain.goto("/2027/programme?action-line=C5")
    plain.get_by_role("link", name="Week by action line").click()

    assert asked(plain) == {"view": ["week"], "action-line": ["C5"]}


@pytest.mark.parametrize("words", ["Français", "العربية"])
def test_the_language_is_switched_on_the_same_page(plain: Page, words: str):
    plain.goto("/2027/programme?view=grid&day=2027-05-13")
    plain.get_by_role("contentinfo").get_by_role("link", name=words).click()

    code = plain.locator("html").get_attribute("lang")
    assert urlsplit(plain.url).path == f"/{code}/2027/programme"
    assert asked(plain) == {"view": ["grid"], "day": ["2027-05-13"]}


def test_a_selection_is_subscribed_to(plain: Page):
    plain.goto("/2027/programme?action-line=C5")
    plain.get_by_role("link", name="This selection as a calendar").click()
    address = plain.get_by_label("Address to copy").input_value()

    assert urlsplit(address).path == "/feeds/2027/action-line/C5.ics"
    assert plain.get_by_role("link", name="Open in my calendar").get_attribute("href") == address.replace(
        "http://", "webcal://"
    )


def test_what_only_a_script_can_do_is_not_offered(plain: Page):
    plain.goto("/2027/subscribe")

    assert plain.get_by_role("button", name="Copy").count() == 0


def test_the_directory_is_searched(plain: Page):
    plain.goto("/bodies/")
    plain.get_by_label("Acronym or name").fill("UIT")
    plain.get_by_role("button", name="Search the directory").click()

    assert plain.get_by_role("rowheader").all_inner_texts() == ["ITU"]


def test_two_versions_are_compared(plain: Page):
    plain.goto("/2027/versions/")
    plain.get_by_role("button", name="Show what changed").click()

    assert urlsplit(plain.url).path == "/2027/versions/2/changes"
    assert plain.get_by_role("heading", level=1).inner_text() == "What changed"


def test_a_form_that_lacks_something_says_so_and_keeps_the_rest(plain: Page):
    plain.goto("/demonstration")
    # The browser's own check is passed by, as an old one would.
    plain.locator("form").evaluate("form => { form.noValidate = true }")
    plain.get_by_label("After the session").check()
    plain.get_by_role("button", name="Move the time").click()

    assert plain.get_by_role("alert").get_by_role("link").all_inner_texts() == [
        "Tick this first: the time moves for everyone, and it can’t be moved back."
    ]
    assert plain.get_by_label("After the session").is_checked()
