"""Signing up: a letter with a link, an account once it was followed, a password if one likes."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

from flask import Flask

from stakeholders.accounts import queries
from stakeholders.accounts.services import entering
from tests.stakeholders.accounts.post import HOUSE, NOON, letters, link_to
from tests.support.pages import text_of

NEWCOMER = {"name": "Nadia Exemple", "email": "Nadia@people.example", "language": "fr"}


def test_a_newcomer_signs_up_confirms_the_address_and_is_signed_in(app: Flask):
    client = app.test_client()

    sent = client.post("/my/sign-up", data=NEWCOMER)
    told = client.get(sent.location)
    asked = client.get(link_to("nadia@people.example"))
    followed = client.post(link_to("nadia@people.example"), data={})
    offered = client.get(followed.location)

    assert (sent.status_code, sent.location) == (303, "/my/mailed")
    assert "Look into your mail" in text_of(told.text)
    assert (asked.status_code, followed.status_code) == (200, 303)
    assert offered.status_code == 200
    account = queries.account_at("nadia@people.example")
    assert (account.name, account.languages, account.zone) == ("Nadia Exemple", ["fr"], "Europe/Zurich")
    assert account.verified_at is not None


def test_the_letter_speaks_the_language_that_was_chosen_and_names_no_secret_in_its_subject(app: Flask):
    app.test_client().post("/my/sign-up", data=NEWCOMER)

    [letter] = letters("nadia@people.example")

    assert (letter.kind, letter.language) == ("verify", "fr")
    assert link_to("nadia@people.example").startswith("/fr/my/links/")
    assert link_to("nadia@people.example").rpartition("/")[2] not in letter.subject


def test_until_the_link_is_followed_nobody_is_signed_in_by_it(app: Flask):
    client = app.test_client()
    client.post("/my/sign-up", data=NEWCOMER)

    for _ in range(3):
        client.get(link_to("nadia@people.example"))
    client.head(link_to("nadia@people.example"))

    assert queries.account_at("nadia@people.example").verified_at is None
    assert client.get("/my/profile").status_code == 303


def test_two_who_sign_up_with_one_address_at_once_share_one_account(any_app: Flask):
    together = Barrier(2)

    def sign_up(name: str) -> None:
        with any_app.app_context():
            together.wait()
            entering.sign_up(
                "nadia@people.example", name=name, language="en", zone="UTC", house=HOUSE, now=NOON, stamped_at=NOON
            )

    with ThreadPoolExecutor(2) as threads:
        list(threads.map(sign_up, ("Nadia", "Nadja")))

    assert [letter.kind for letter in letters("nadia@people.example")] == ["verify", "verify"]
    assert queries.account_at("nadia@people.example").name in ("Nadia", "Nadja")
