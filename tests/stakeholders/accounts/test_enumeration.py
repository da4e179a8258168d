"""No answer tells whether an address has an account; letters tell it to whoever reads them."""

from __future__ import annotations

import pytest
from flask import Flask
from werkzeug.test import TestResponse

from stakeholders.accounts import queries
from stakeholders.accounts.services import gates
from tests.stakeholders.accounts.post import an_account, as_kept, letters, stop_the_clock

KNOWN, UNKNOWN = "known@people.example", "unkwn@people.example"


def told(answer: TestResponse, address: str) -> tuple[int, str | None, str, list[str]]:
    """All that an answer tells, the address that was typed left out."""
    names = sorted(name for name, _ in answer.headers if name != "Content-Length")
    return answer.status_code, answer.location, answer.text.replace(address, "…"), names


@pytest.mark.parametrize(
    ("page", "values", "kinds"),
    [
        ("/my/sign-up", {"name": "Ada Sample", "language": "en"}, ("sign_in", "verify")),
        ("/my/sign-in/link", {}, ("sign_in", "account_unknown")),
        ("/my/sign-in", {"password": "not the password"}, (None, None)),
    ],
)
def test_known_and_unknown_get_the_same_answer(app: Flask, page: str, values: dict[str, str], kinds: tuple[str, str]):
    an_account(KNOWN, password="three long words")

    answers = [told(app.test_client().post(page, data={**values, "email": email}), email) for email in (KNOWN, UNKNOWN)]

    assert answers[0] == answers[1]
    mailed = tuple(letters(email)[-1].kind if letters(email) else None for email in (KNOWN, UNKNOWN))
    assert mailed == kinds


def test_signing_up_again_changes_nothing_about_the_account(app: Flask):
    account = an_account(KNOWN, name="Ada Sample")

    app.test_client().post("/my/sign-up", data={"name": "Somebody Else", "email": KNOWN, "language": "ru"})

    kept = as_kept(account)
    assert (kept.name, kept.languages) == ("Ada Sample", ["en"])


def test_an_account_whose_address_is_not_confirmed_is_no_account_yet(app: Flask):
    client = app.test_client()
    client.post("/my/sign-up", data={"name": "First", "email": UNKNOWN, "language": "en"})
    client.post("/my/sign-up", data={"name": "Second", "email": UNKNOWN, "language": "fr"})
    client.post("/my/sign-in/link", data={"email": UNKNOWN})

    assert [letter.kind for letter in letters(UNKNOWN)] == ["verify", "verify", "verify"]
    assert queries.account_at(UNKNOWN).name == "Second"


@pytest.mark.parametrize("page", ["/my/sign-in", "/my/sign-in/link", "/my/sign-up"])
def test_who_is_locked_out_is_told_the_same_whether_there_is_an_account(
    app: Flask, page: str, monkeypatch: pytest.MonkeyPatch
):
    stop_the_clock(monkeypatch)
    an_account(KNOWN, password="three long words")
    values = {"password": "three long words", "name": "Ada", "language": "en"}
    most = (gates.SIGN_INS_OF_PAIR if page == "/my/sign-in" else gates.LINKS_TO_ADDRESS).most

    answers = []
    for address in (KNOWN, UNKNOWN):
        for _ in range(most):
            app.test_client().post(page, data={**values, "email": address, "password": "wrong"})
        answers.append(told(app.test_client().post(page, data={**values, "email": address}), address))

    assert answers[0] == answers[1]
    assert answers[0][0] == 429
