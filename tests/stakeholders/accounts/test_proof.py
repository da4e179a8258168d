"""A new password or address takes the present password, or a mailed link that was followed just now."""

from __future__ import annotations

import time

import pytest
from flask import Flask
from flask.testing import FlaskClient

from tests.stakeholders.accounts.post import an_account, as_kept, letters, link_to, stop_the_clock
from tests.support.pages import text_of
from tests.support.people import sign_in

ADDRESS, PASSWORD = "ada@people.example", "three long words"
DEEDS = [("/my/password", {"password": "four words and longer"}), ("/my/address", {"email": "new@people.example"})]
NOT_IT = "Present password: This is not your present password."


def long_ago(client: FlaskClient) -> FlaskClient:
    """The client as it is sixteen minutes later."""
    with client.session_transaction() as session:
        session["signed_in_at"] = int(time.time()) - 16 * 60
    return client


@pytest.mark.parametrize(("page", "values"), DEEDS)
def test_a_session_that_was_left_open_needs_the_present_password(app: Flask, page: str, values: dict[str, str]):
    account = an_account(ADDRESS, password=PASSWORD)
    client = sign_in(app.test_client(), account, by="password")

    missing, wrong = client.post(page, data=values), client.post(page, data={**values, "present": "not the password"})
    kept = as_kept(account).epoch
    right = client.post(page, data={**values, "present": PASSWORD})

    assert [missing.status_code, wrong.status_code, right.status_code] == [422, 422, 303]
    assert NOT_IT in text_of(wrong.text)
    assert kept == 1


@pytest.mark.parametrize(("page", "values"), DEEDS)
def test_a_link_that_was_followed_just_now_will_do_and_one_of_long_ago_will_not(
    app: Flask, page: str, values: dict[str, str]
):
    account = an_account(ADDRESS, password=PASSWORD)
    later = long_ago(sign_in(app.test_client(), account)).post(page, data=values)

    now = sign_in(app.test_client(), account).post(page, data=values)

    assert (later.status_code, now.status_code) == (422, 303)


@pytest.mark.parametrize(("page", "values"), DEEDS)
def test_without_a_password_it_takes_a_link(app: Flask, page: str, values: dict[str, str]):
    account = an_account(ADDRESS)

    answer = long_ago(sign_in(app.test_client(), account)).post(page, data=values)

    assert answer.status_code == 422
    assert "did not sign in by a mailed link just now" in text_of(answer.text)
    assert (as_kept(account).password_hash, letters(ADDRESS)) == (None, [])


def test_the_page_says_how_and_mails_the_link_from_there(app: Flask):
    client = sign_in(app.test_client(), an_account(ADDRESS, password=PASSWORD), by="password")
    page = text_of(client.get("/my/password").text)

    client.post("/my/sign-in/link", data={"email": ADDRESS, "next": "/my/password"})
    followed = client.post(link_to(ADDRESS), data={"next": "/my/password"})
    after = client.get(followed.location)

    assert "Sign in by a mailed link to set a new one without the old one." in page
    assert followed.location == "/my/password"
    assert ("Present password" in page, "Present password" in text_of(after.text)) == (True, False)


def test_the_present_password_can_t_be_guessed_there(app: Flask, monkeypatch: pytest.MonkeyPatch):
    stop_the_clock(monkeypatch)
    client = sign_in(app.test_client(), an_account(ADDRESS, password=PASSWORD), by="password")
    values = {"password": "four words and longer", "present": "a guess"}

    answers = [client.post("/my/password", data=values).status_code for _ in range(11)]

    assert answers == [422] * 10 + [429]
