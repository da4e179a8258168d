"""What was typed stays: a text that is too long, an address that is none, a form that has grown old, a second click."""

from __future__ import annotations

import re

import pytest
from flask import Flask

from stakeholders.accounts import queries
from tests.stakeholders.accounts.post import an_account, as_kept, letters
from tests.support.pages import text_of
from tests.support.people import sign_in

ADDRESS = "ada@people.example"
OLD = "This form has grown old: nothing was changed. What you typed stands below; send it once more."


def test_a_name_that_is_too_long_is_refused_beside_its_field_and_stands_there(app: Flask):
    name = "N" * 121

    answer = app.test_client().post("/my/sign-up", data={"name": name, "email": ADDRESS, "language": "ru"})

    assert answer.status_code == 422
    assert "Name: Shorten this to 120 characters at most." in text_of(answer.text)
    assert f'value="{name}"' in answer.text
    assert f'value="{ADDRESS}"' in answer.text
    assert '<option value="ru" selected>' in answer.text
    assert queries.account_at(ADDRESS) is None


@pytest.mark.parametrize(
    "email",
    [
        "ada",
        "ada@house",
        "a" * 250 + "@b.example",
        "ada\0@people.example",
        "ада@people.example",
        "ada@people.example.",
        "",
    ],
)
def test_what_is_no_address_is_refused_in_words(app: Flask, email: str):
    for page in ("/my/sign-up", "/my/sign-in", "/my/sign-in/link"):
        answer = app.test_client().post(page, data={"name": "Ada", "email": email, "password": "x", "language": "en"})

        assert answer.status_code == 422


def test_a_form_that_has_grown_old_says_so_and_keeps_what_was_typed(app: Flask):
    app.config["WTF_CSRF_ENABLED"] = True
    client = app.test_client()
    values = {"name": "Ada Sample", "email": ADDRESS, "language": "fr", "csrf_token": "of yesterday"}

    old = client.post("/my/sign-up", data=values)
    token = re.search(r'name="csrf_token"[^>]*value="([^"]+)"', old.text)[1]
    sent = client.post("/my/sign-up", data={**values, "csrf_token": token})

    assert old.status_code == 422
    assert OLD in text_of(old.text)
    assert all(f'value="{typed}"' in old.text for typed in ("Ada Sample", ADDRESS))
    assert letters(ADDRESS)[0].kind == "verify"
    assert sent.status_code == 303


@pytest.mark.parametrize(
    "page", ["/my/sign-in", "/my/sign-in/link", "/my/sign-up", "/my/profile", "/my/address", "/my/password", "/my/sign-out",
             "/my/sign-out/everywhere", "/my/affiliations", "/my/affiliations/1/end", "/desk/affiliations/1/confirm",
             "/desk/affiliations/1/decline"]
)  # fmt: skip
def test_no_deed_is_done_without_the_token_of_its_form(app: Flask, page: str):
    account = an_account(ADDRESS)
    client = sign_in(app.test_client(), account)
    app.config["WTF_CSRF_ENABLED"] = True
    values = {
        "email": "new@people.example",
        "name": "Changed",
        "password": "three long words",
        "language": "fr",
        "zone": "Asia/Tokyo",
        "how": "alone",
        "since": "2027-03-01",
    }

    answer = client.post(page, data=values)

    assert answer.status_code in (400, 404, 422)
    kept = as_kept(account)
    assert (kept.name, kept.epoch, kept.password_hash) == ("Ada Sample", 1, None)
    assert letters("new@people.example") == []
    assert client.get("/my/profile").status_code == 200


def test_a_second_click_on_sign_up_makes_no_second_account(app: Flask):
    values = {"name": "Ada Sample", "email": ADDRESS, "language": "en"}

    answers = [app.test_client().post("/my/sign-up", data=values).status_code for _ in range(2)]

    assert answers == [303, 303]
    assert [letter.kind for letter in letters(ADDRESS)] == ["verify", "verify"]


def test_a_profile_is_saved_and_the_journal_names_fields_but_no_values(app: Flask):
    from sqlalchemy import select

    from foundation.db import db
    from foundation.journal import JournalLine

    account = an_account(ADDRESS)
    client = sign_in(app.test_client(), account)

    answer = client.post(
        "/my/profile",
        data={
            "name": "  Ада   Образец ",
            "name_latin": "Ada Obrazets",
            "language": "ru",
            "further": ["es", "ar", "ru"],
            "zone": "Asia/Almaty",
            "access_needs": "A ramp.\r\nCaptions.",
        },
    )

    kept = as_kept(account)
    assert (answer.status_code, answer.location) == (303, "/my/profile")
    assert (kept.name, kept.name_latin, kept.languages) == ("Ада Образец", "Ada Obrazets", ["ru", "ar", "es"])
    assert (kept.zone, kept.access_needs) == ("Asia/Almaty", "A ramp.\nCaptions.")
    line = db.session.scalars(select(JournalLine).where(JournalLine.verb == "edit_profile")).one()
    assert line.actor == f"account:{account.id}"
    assert line.facts == {"fields": ["name", "name_latin", "languages", "zone", "access_needs"]}
    assert "Your profile is saved." in text_of(client.get("/my/profile").text)


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("name", ""),
        ("name", "  "),
        ("name", "\u3164"),
        ("name", "N" * 121),
        ("name_latin", "N" * 121),
        ("access_needs", "N" * 2001),
        ("zone", "Mars/Olympus"),
        ("language", "xx"),
        ("further", "xx"),
    ],
)
def test_a_profile_that_can_t_be_is_refused_and_nothing_is_saved(app: Flask, field: str, value: str):
    account = an_account(ADDRESS)
    client = sign_in(app.test_client(), account)
    good = {"name": "Changed", "name_latin": "", "language": "fr", "zone": "Asia/Tokyo", "access_needs": "A ramp."}

    answer = client.post("/my/profile", data={**good, field: value})

    assert answer.status_code == 422
    assert "Nothing was saved" in text_of(answer.text)
    assert "Not a valid" not in answer.text
    assert as_kept(account).name == "Ada Sample"
