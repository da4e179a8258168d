"""What was typed survives a lost connection and an ended session; what was sent leaves nothing behind."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.own.conftest import PASSWORD, know_the_password
from tests.support import databases
from tests.support.served import serving

LOST = "Not sent: the connection is lost. What you typed stays here; send it again when you are back."
BACK = "What you typed before was put back. Look at it and send it again."
SAVED = "Your profile is saved."
NEEDS = "A seat near the door.\nCaptions."


@pytest.fixture(scope="module")
def house() -> Iterator[str]:
    with databases.copy("sqlite", loaded=True) as address:
        with databases.application(address) as app, app.app_context():
            for key in ("AC-37", "AC-61"):
                know_the_password(key)
        with serving(address) as base:
            yield base


@pytest.fixture
def page(browser: Browser, house: str) -> Iterator[Page]:
    """The profile of the stakeholder, who has just signed in."""
    context = browser.new_context(base_url=house)
    context.set_default_timeout(8000)
    page = context.new_page()
    page.goto("/my/sign-in?next=%2Fmy%2Fprofile")
    sign_in(page)
    yield page
    context.close()


def sign_in(page: Page, who: str = "stakeholder", *, to: str = "**/my/profile") -> None:
    page.get_by_label("E-mail address").fill(f"{who}@people.example")
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Sign in", exact=True).click()
    page.wait_for_url(to)


def save(page: Page) -> None:
    page.get_by_role("button", name="Save my profile").click()


def needs(page: Page) -> str:
    return page.get_by_label("What you need to take part").input_value()


def end_the_session(page: Page) -> None:
    """In a second tab of the same browser."""
    other = page.context.new_page()
    other.goto("/my/")
    other.get_by_role("button", name="Sign out", exact=True).click()
    expect(other.locator(".corner")).to_have_text("My page")
    other.close()


def stored(page: Page) -> str:
    return str(page.evaluate("() => JSON.stringify({...sessionStorage})"))


def test_with_the_connection_lost_the_page_stays_and_can_be_sent_later(page: Page):
    page.get_by_label("What you need to take part").fill(NEEDS)
    page.context.set_offline(True)
    save(page)
    expect(page.get_by_role("alert")).to_have_text(LOST)
    assert needs(page) == NEEDS
    page.context.set_offline(False)
    save(page)

    expect(page.get_by_role("status")).to_have_text(SAVED)
    assert (needs(page), stored(page)) == (NEEDS, "{}")


def test_after_the_session_ended_one_signs_in_and_finds_the_text_on_its_page(page: Page):
    page.get_by_label("What you need to take part").fill("Sign language.")
    page.locator("#language").select_option("fr")
    box = page.get_by_role("checkbox").first
    box.set_checked(not box.is_checked())
    wanted = box.is_checked()
    end_the_session(page)
    save(page)
    sign_in(page)

    expect(page).to_have_url(page.url.partition("/my/")[0] + "/my/profile")
    expect(page.get_by_role("status")).to_contain_text(BACK)
    assert (needs(page), page.locator("#language").input_value()) == ("Sign language.", "fr")
    assert page.get_by_role("checkbox").first.is_checked() == wanted
    save(page)
    expect(page.get_by_role("status")).to_have_text(SAVED)
    assert stored(page) == "{}"


def test_what_was_put_back_can_be_dropped(page: Page):
    before = needs(page)
    page.get_by_label("What you need to take part").fill("To be dropped.")
    end_the_session(page)
    save(page)
    sign_in(page)
    page.get_by_role("button", name="Drop it").click()
    expect(page.get_by_role("status")).to_have_count(0)

    assert (needs(page), stored(page)) == (before, "{}")


def test_after_an_answer_that_broke_the_text_is_there_again(page: Page):
    page.route("**/my/profile", lambda route: route.abort() if route.request.method == "POST" else route.continue_())
    page.get_by_label("What you need to take part").fill("A ramp.")
    save(page)
    page.unroute("**/my/profile")
    page.goto("/my/profile")

    expect(page.get_by_role("status")).to_contain_text(BACK)
    assert needs(page) == "A ramp."


def test_a_form_that_comes_back_with_its_errors_is_not_filled_twice(page: Page):
    page.get_by_label("Name", exact=False).first.fill("")
    save(page)

    expect(page.locator("#errors")).to_be_visible()
    assert (page.locator("[data-kept]").count(), stored(page)) == (0, "{}")


def test_what_was_typed_after_a_refusal_is_kept_whole_and_comes_back_on_the_page_of_the_form(page: Page):
    page.locator("#email").fill("no address")
    page.get_by_role("button", name="Mail me the link").click()
    expect(page.locator("#errors")).to_be_visible()
    end_the_session(page)
    page.get_by_role("button", name="Mail me the link").click()
    sign_in(page, to="**/my/")
    page.goto("/my/profile")

    expect(page.get_by_role("status")).to_contain_text(BACK)
    assert page.locator("#email").input_value() == "no address"


def test_somebody_else_at_the_same_tab_finds_nothing(page: Page):
    page.get_by_label("What you need to take part").fill("Mine alone.")
    end_the_session(page)
    save(page)
    sign_in(page, "organizer")

    expect(page.get_by_role("heading", level=1)).to_have_text("Profile")
    assert (page.locator("[data-kept]").count(), stored(page)) == (0, "{}")


def test_who_signs_out_leaves_nothing_behind(page: Page):
    page.route("**/my/profile", lambda route: route.abort() if route.request.method == "POST" else route.continue_())
    page.get_by_label("What you need to take part").fill("Not for others.")
    save(page)
    expect(page.locator("h1")).not_to_have_text("Profile")
    page.goto("/my/")
    assert "Not for others." in stored(page)
    page.get_by_role("button", name="Sign out", exact=True).click()
    expect(page.locator(".corner")).to_have_text("My page")

    assert "Not for others." not in stored(page)


def test_a_password_is_never_stored(page: Page):
    page.goto("/my/password")
    page.locator("#password").fill("a secret of four words")
    page.context.set_offline(True)
    page.get_by_role("button", name="Set this password").click()

    expect(page.get_by_role("alert")).to_have_text(LOST)
    assert stored(page) == "{}"
