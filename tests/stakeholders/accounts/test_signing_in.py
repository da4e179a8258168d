"""Signing in and out: by password, in a session of its own, on one device or on all."""

from __future__ import annotations

import pytest
from flask import Flask
from werkzeug.test import TestResponse

from tests.stakeholders.accounts.post import an_account, as_kept, letters
from tests.support.pages import text_of

ADDRESS, PASSWORD = "ada@people.example", "three long words"
WRONG = "Address and password do not belong together."


def enter(app: Flask, **more: str):
    client = app.test_client()
    assert client.post("/my/sign-in", data={"email": ADDRESS, "password": PASSWORD, **more}).status_code == 303
    return client


def cookies(answer: TestResponse) -> dict[str, str]:
    return {line.partition("=")[0]: line for line in answer.headers.getlist("Set-Cookie")}


def test_address_and_password_sign_in_whatever_the_case_of_the_address(app: Flask):
    an_account(ADDRESS, password=PASSWORD)
    client = app.test_client()

    answer = client.post("/my/sign-in", data={"email": "ADA@People.example", "password": PASSWORD})

    assert (answer.status_code, answer.location) == (303, "/my/")
    assert client.get("/my/profile").status_code == 200


def test_a_session_lasts_as_long_as_the_browser_unless_it_is_to_stay(app: Flask):
    an_account(ADDRESS, password=PASSWORD)
    values = {"email": ADDRESS, "password": PASSWORD}

    short = cookies(app.test_client().post("/my/sign-in", data=values))
    long = cookies(app.test_client().post("/my/sign-in", data={**values, "stays": "y"}))

    assert [("Expires" in short[name], "Expires" in long[name]) for name in ("session", "linkage_in")] == [
        (False, True),
        (False, True),
    ]
    assert "HttpOnly" in long["session"]
    assert "HttpOnly" not in long["linkage_in"]
    assert all("SameSite=Lax" in line for line in (*short.values(), *long.values()))


def test_nothing_of_the_session_before_is_carried_over(app: Flask):
    an_account(ADDRESS, password=PASSWORD)
    client = app.test_client()
    with client.session_transaction() as session:
        session["planted"] = "by another"

    client.post("/my/sign-in", data={"email": ADDRESS, "password": PASSWORD})

    with client.session_transaction() as session:
        assert "planted" not in session


@pytest.mark.parametrize(
    ("wanted", "given"),
    [
        ("/2027/programme?view=week", "/2027/programme?view=week"),
        ("https://elsewhere.example/my/", "/my/"),
        ("//elsewhere.example", "/my/"),
        ("/\\elsewhere.example", "/my/"),
        ("/\t/elsewhere.example", "/my/"),
        ("javascript:alert(1)", "/my/"),
        ("http://localhost.elsewhere.example/", "/my/"),
        ("", "/my/"),
        ("/" + "x" * 600, "/my/"),
    ],
)
def test_signing_in_leads_on_to_addresses_of_this_house_only(app: Flask, wanted: str, given: str):
    an_account(ADDRESS, password=PASSWORD)

    answer = app.test_client().post("/my/sign-in", data={"email": ADDRESS, "password": PASSWORD, "next": wanted})

    assert answer.location == given


def test_in_french_one_is_led_on_in_french(app: Flask):
    an_account(ADDRESS, password=PASSWORD)
    values = {"email": ADDRESS, "password": PASSWORD, "next": "/2027/programme"}

    assert app.test_client().post("/fr/my/sign-in", data=values).location == "/fr/2027/programme"


def test_whoever_is_signed_in_already_goes_on(app: Flask):
    an_account(ADDRESS, password=PASSWORD)
    client = enter(app)

    assert [client.get(page).location for page in ("/my/sign-in", "/my/sign-up")] == ["/my/", "/my/"]


def test_a_page_of_ones_own_leads_to_the_sign_in_page_and_back(app: Flask):
    answer = app.test_client().get("/my/affiliations")

    assert (answer.status_code, answer.location) == (303, "/my/sign-in?next=%2Fmy%2Faffiliations")


def test_signing_out_ends_this_device_only(app: Flask):
    an_account(ADDRESS, password=PASSWORD)
    here, there = enter(app), enter(app)

    answer = here.post("/my/sign-out")

    assert (answer.status_code, answer.location) == (303, "/")
    assert [each.get("/my/profile").status_code for each in (here, there)] == [303, 200]
    assert here.get_cookie("linkage_in") is None


def test_signing_out_everywhere_ends_the_other_device_too(app: Flask):
    an_account(ADDRESS, password=PASSWORD)
    here, there = enter(app), enter(app)

    answer = here.post("/my/sign-out/everywhere")

    assert (answer.status_code, answer.location) == (303, "/my/sign-in")
    assert "You are signed out on all devices." in text_of(here.get("/my/sign-in").text)
    assert [each.get("/my/profile").status_code for each in (here, there)] == [303, 303]


def test_a_new_password_ends_the_other_devices_and_keeps_this_one(app: Flask):
    account = an_account(ADDRESS, password=PASSWORD)
    here, there = enter(app), enter(app)

    answer = here.post("/my/password", data={"present": PASSWORD, "password": "four words and longer"})

    assert (answer.status_code, answer.location) == (303, "/my/profile")
    assert [each.get("/my/profile").status_code for each in (here, there)] == [200, 303]
    assert [letter.kind for letter in letters(ADDRESS)] == ["password"]
    assert as_kept(account).password_hash.startswith("scrypt:")
    assert WRONG in text_of(app.test_client().post("/my/sign-in", data={"email": ADDRESS, "password": PASSWORD}).text)


@pytest.mark.parametrize(
    ("password", "words"),
    [
        ("short", "Take at least 10 characters."),
        ("x" * 201, "Shorten this to 200 characters at most."),
        ("ada and her friends", "Leave your address and its parts out of the password."),
        ("", "Choose a password."),
        ("aaaaabbbbb", "Use at least 5 different characters."),
        ("password123", "Many people use this password, so it is guessed first."),
    ],
)
def test_a_password_that_is_none_is_refused_in_words(app: Flask, password: str, words: str):
    account = an_account(ADDRESS, password=PASSWORD)

    answer = enter(app).post("/my/password", data={"present": PASSWORD, "password": password})

    assert answer.status_code == 422
    assert words in text_of(answer.text)
    assert as_kept(account).epoch == 1
