"""The form for registering, as a person meets it."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from events.registration.models import Registration
from foundation.db import db
from stakeholders.accounts.models import Account
from stakeholders.organizations.models import Affiliation
from tests.events.registration.people import a_person, affiliation, number, registrations
from tests.support.pages import text_of
from tests.support.people import account, sign_in

Counting = Callable[[], AbstractContextManager[list[str]]]


def signed(app: Flask, person: int) -> FlaskClient:
    found = db.session.get_one(Account, person)
    client = sign_in(app.test_client(), found)
    db.session.rollback()
    return client


@pytest.fixture
def person(app: Flask) -> int:
    return a_person("new", constituency="CSO-WSIS", organization="OR-NETWORK")


def test_a_stranger_is_led_to_sign_in_and_back(client: FlaskClient):
    answer = client.get("/2027/register")

    assert (answer.status_code, answer.headers["Location"]) == (303, "/my/sign-in?next=%2F2027%2Fregister")


def test_a_registration_leads_to_ones_own_page_which_says_how_it_stands(app: Flask, person: int):
    client = signed(app, person)
    sent = {"affiliation": affiliation(person), "segments": ["CLUSTER", "SESSION"], "mode": "on_site"}

    answer = client.post("/2027/register", data=sent)

    assert (answer.status_code, answer.headers["Location"]) == (303, "/my/")
    assert registrations(person) == {"CLUSTER": "approved", "SESSION": "approved"}
    page = text_of(client.get("/my/").text)
    assert "Your registration is in." in page
    assert "On the basis of: Demonstration decision A (invented)" in page


@pytest.mark.parametrize(
    ("sent", "words"),
    [
        ({"mode": "online"}, "Choose at least one part of the edition."),
        ({"segments": "CLUSTER", "mode": "by letter"}, "Choose how you take part."),
        ({"segments": "NOWHERE", "mode": "online"}, "Choose at least one part of the edition."),
        ({"segments": "CLUSTER", "mode": "online", "affiliation": "999999"}, "Choose for whom you come."),
        ({"segments": "CLUSTER", "mode": "online", "affiliation": "-"}, "Choose for whom you come."),
    ],
)
def test_a_bad_form_comes_back_with_what_was_chosen(app: Flask, person: int, sent: dict[str, str], words: str):
    client = signed(app, person)

    answer = client.post("/2027/register", data={"affiliation": affiliation(person), **sent})

    assert answer.status_code == 422
    assert words in text_of(answer.text)
    assert ('value="online" checked' in answer.text) == (sent["mode"] == "online")
    assert ('value="CLUSTER" checked' in answer.text) == (sent.get("segments") == "CLUSTER")
    assert registrations(person) == {}


def test_who_has_not_said_for_whom_they_come_is_led_there_first(app: Flask):
    person = a_person("alone", constituency="CSO-WSIS")
    db.session.delete(db.session.get_one(Affiliation, affiliation(person)))
    db.session.commit()

    page = text_of(signed(app, person).get("/2027/register").text)

    assert "First say for whom you come." in page
    assert "Send the registration" not in page


def test_each_part_has_its_answer_before_anything_is_sent(app: Flask):
    page = text_of(signed(app, number("AC-43")).get("/2027/register").text)

    assert "No Demonstration decision D (invented) covered your organization in sessions 28 and 29" in page
    assert page.count("You are registered already, on site.") == 2


def test_withdrawing_is_ones_own_deed_and_bears_a_second_click(app: Flask, person: int):
    client = signed(app, person)
    client.post("/2027/register", data={"affiliation": affiliation(person), "segments": "SESSION", "mode": "on_site"})
    db.session.rollback()
    row = db.session.scalars(select(Registration.id).where(Registration.account_id == person)).one()

    answers = [client.post(f"/my/registrations/{row}/withdraw").status_code for _ in range(2)]
    other = signed(app, number("AC-61")).post(f"/my/registrations/{row}/withdraw").status_code

    assert (answers, other) == ([303, 303], 404)
    assert registrations(person) == {"SESSION": "withdrawn"}


def test_the_form_is_read_in_ten_statements(app: Flask, count_queries: Counting):
    client = signed(app, number("AC-61"))

    with count_queries() as sent:
        answer = client.get("/2027/register")

    assert answer.headers["Cache-Control"] == "no-store"
    assert len(sent) <= 10


@pytest.mark.parametrize("prefix", ["/fr", "/ar", "/zh", "/ru", "/es", "/xb"])
def test_the_form_stands_in_every_language(site: Flask, prefix: str):
    with site.app_context():
        client = sign_in(site.test_client(), account("AC-43"))
        db.session.remove()

    assert client.get(f"{prefix}/2027/register").status_code == 200


def test_the_form_says_that_somebody_looks_at_it_where_no_rule_approves(app: Flask):
    minister = a_person("minister", constituency="GOV-MEMBER", organization="ST-AF1", confirmed=False)
    citizen = a_person("citizen", constituency="CSO-WSIS", organization="OR-NETWORK", confirmed=False)

    def cluster(person: int) -> str:
        page = text_of(signed(app, person).get("/2027/register").text)
        chances = page[page.index("What do you come for?") :]
        return chances[chances.index("The cluster") : chances.index("Thirtieth session")]

    assert ("Yes, once it is looked at" in cluster(minister), "Yes, once it is looked at" in cluster(citizen)) == (
        True,
        False,
    )
