"""The corner: public pages are the same for everyone, and a fragment says who is signed in."""

from __future__ import annotations

from flask import Flask

from foundation.access import HOUSE, grant
from foundation.db import atomic
from tests.stakeholders.accounts.post import NOON, an_account
from tests.support.pages import text_of
from tests.support.people import sign_in


def test_a_public_page_is_the_same_for_who_is_signed_in_and_sets_no_cookie(app: Flask):
    client = sign_in(app.test_client(), an_account("ada@people.example"))
    with client.session_transaction() as session:
        session.permanent = True

    own, public = client.get("/2027/programme"), app.test_client().get("/2027/programme")

    assert own.text == public.text
    assert 'data-corner="/my/corner"' in public.text
    assert [own.headers.getlist("Set-Cookie"), own.headers["Vary"]] == [[], "Accept-Encoding"]


def test_the_corner_names_who_is_signed_in_and_lets_them_out(app: Flask):
    client = sign_in(app.test_client(), an_account("ada@people.example"))

    answer = client.get("/fr/my/corner")

    assert answer.headers["Cache-Control"] == "no-store"
    assert text_of(answer.text).startswith("Ada Sample ")
    assert 'action="/fr/my/sign-out"' in answer.text
    assert "/desk/" not in answer.text


def test_who_holds_a_role_finds_the_desk_there(app: Flask):
    account = an_account("ada@people.example")
    atomic(grant)(account.id, "registrar", HOUSE, actor="test", now=NOON)

    assert 'href="/desk/"' in sign_in(app.test_client(), account).get("/my/corner").text


def test_for_who_is_signed_out_the_corner_is_empty_and_the_cookie_goes(app: Flask):
    client = app.test_client()
    client.set_cookie("linkage_in", "1")

    answer = client.get("/my/corner")

    assert (answer.status_code, answer.text) == (204, "")
    assert client.get_cookie("linkage_in") is None


def test_an_own_page_draws_the_corner_itself(app: Flask):
    client = sign_in(app.test_client(), an_account("ada@people.example"))

    page = client.get("/my/profile").text

    assert "data-corner" not in page
    assert "Ada Sample" in page
    assert 'action="/my/sign-out"' in page


def test_an_own_page_asks_the_database_little(app: Flask, count_queries):
    client = sign_in(app.test_client(), an_account("ada@people.example"))
    client.get("/my/profile")

    with count_queries() as sent:
        client.get("/my/profile")

    # Who is signed in (with whether there is a desk), the account, the frame with its clock and edition.
    assert len([line for line in sent if line.startswith("SELECT")]) <= 6
