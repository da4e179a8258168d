"""Pages of a person that answer a form, and the way in, through and out of them in a real browser."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from tests.browser.addresses import OWN_REFUSED
from tests.browser.eye import Eye
from tests.browser.test_every_page import NOTHING, prefix, unsound
from tests.stakeholders.accounts.post import link_to
from tests.support import databases

D07 = "/desk/2027/meetings/D07"
PLACED = {"day": "2027-05-13", "start": "09:45", "minutes": "180", "room": "PDN-XIX", "on": "2027-05-13"}
ANSWERED = [
    ("/my/profile", "/my/profile", {"name": ""}, 422),
    ("/my/affiliations", "/my/affiliations", {"how": "sent"}, 422),
    ("/2027/register", "/2027/register", {}, 422),
    ("/desk/2027/", "/desk/2027/", {}, 422),
    ("/desk/new", "/desk/new", {"key": "2027"}, 422),
    ("/desk/2027/new-segment", "/desk/2027/new-segment", {}, 422),
    ("/desk/2027/new-room", "/desk/2027/new-room", {}, 422),
    ("/desk/2027/new-building", "/desk/2027/new-building", {}, 422),
    ("/desk/2027/new-meeting", "/desk/2027/new-meeting", {}, 422),
    ("/desk/2027/register-somebody", "/desk/2027/register-somebody", {}, 422),
    ("/desk/2027/delegations/SESSION/63", "/desk/2027/delegations/SESSION/63/members", {}, 422),
    ("/desk/2027/imports", "/desk/2027/imports", {}, 422),
    (D07, D07, {}, 422),
    (D07, f"{D07}/cancel", {"seen": "1"}, 422),
    ("/desk/2027/meetings/S03/notice", "/desk/2027/meetings/S03/notice", {}, 422),
    ("/desk/2027/board?meeting=D07", f"{D07}/place", {**PLACED, "seen": "99"}, 409),
    ("/desk/2027/board?meeting=D07", f"{D07}/place", {**PLACED, "minutes": "x", "seen": "1"}, 422),
]
"""Forms that lack something or come late: the page where one stands, where it is sent, with what, and the status."""


@pytest.mark.parametrize("code", ["en", "xb"])
@pytest.mark.parametrize("address", list(OWN_REFUSED))
def test_a_desks_page_of_refusal_is_sound(organizer: Eye, address: str, code: str):
    assert organizer.open(prefix(code) + address) == OWN_REFUSED[address]
    assert unsound(organizer, code) == NOTHING


@pytest.mark.parametrize("code", ["en", "xb"])
@pytest.mark.parametrize(("page", "address", "fields", "status"), ANSWERED)
def test_what_a_persons_form_is_answered_with_is_sound(
    organizer: Eye, page: str, address: str, fields: dict[str, str], status: int, code: str
):
    organizer.open(prefix(code) + page)
    token = organizer.page.locator("main input[name=csrf_token]").first.input_value()
    assert organizer.send(prefix(code) + address, {"csrf_token": token, **fields}) == status
    assert unsound(organizer, code) == NOTHING


@pytest.mark.parametrize("code", ["en", "xb"])
def test_pages_that_hang_on_what_was_done_before_are_sound(organizer: Eye, visitor: Page, code: str):
    visitor.goto("/my/sign-in")
    visitor.fill("#email", "organizer@people.example")
    visitor.get_by_role("button", name="Mail me a link instead").click()
    organizer.open("/my/affiliations")
    addresses = [organizer.page.locator("main a[href$='/end']").first.get_attribute("href")]
    for page, link in (("/demonstration/messages", "main th a"), (None, "main .text a[href*='/my/links/']")):
        organizer.open(page or str(addresses[-1]))
        addresses.append(organizer.page.locator(link).first.get_attribute("href"))
    told = {
        address: (organizer.open(prefix(code) + str(address).partition("?")[0]), unsound(organizer, code))
        for address in addresses
    }

    assert told == dict.fromkeys(addresses, (200, NOTHING))


def test_a_public_page_shows_who_is_signed_in_and_fits_a_phone(organizer: Eye):
    organizer.open("/2027/programme")
    corner = organizer.page.locator(".corner")

    expect(corner.get_by_role("link")).to_have_text(["Vera Organizer-Example", "My page", "Desk"])
    expect(corner.get_by_role("button")).to_have_text("Sign out")
    assert organizer.overflow() == {}
    assert organizer.broken == []


def test_for_a_visitor_nothing_is_asked_and_the_link_leads_to_the_sign_in_page(visitor: Page):
    asked: list[str] = []
    visitor.on("request", lambda request: asked.append(request.url))
    visitor.goto("/2027/programme", wait_until="networkidle")
    visitor.locator(".corner a").click()

    expect(visitor.get_by_role("heading", level=1)).to_have_text("Sign in")
    assert [url for url in asked if url.endswith("/my/corner")] == []


def test_a_newcomer_comes_in_by_mail_declares_and_goes_out(visitor: Page, house: str, database: str):
    visitor.goto("/my/sign-up?next=%2Fmy%2Faffiliations")
    visitor.fill("#name", "Nadia Exemple")
    visitor.fill("#email", "nadia@people.example")
    visitor.get_by_role("button", name="Mail me the link").click()
    expect(visitor.get_by_role("heading", level=1)).to_have_text("Look into your mail")
    with databases.application(database, PUBLIC_URL=house) as app, app.app_context():
        way = link_to("nadia@people.example", house)

    visitor.goto(way)
    visitor.get_by_role("button", name="Confirm my address and sign in").click()
    visitor.fill("#password", "three long words")
    visitor.get_by_role("button", name="Set this password").click()
    expect(visitor.get_by_role("heading", level=1)).to_have_text("Affiliations")
    visitor.select_option("#organization", "ITU")
    visitor.get_by_role("button", name="Declare it").click()
    expect(visitor.get_by_role("status")).to_have_text("Declared. It counts once it is confirmed.")
    visitor.get_by_role("button", name="Sign out").click()

    expect(visitor.locator(".corner")).to_have_text("My page")
