from __future__ import annotations

from datetime import timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient

from foundation import clock, revisions
from foundation.db import db
from portal.demonstration.rules import MOMENTS
from tests.support.pages import text_of

TUESDAY = {"moment": "cluster", "understood": "y"}


@pytest.mark.parametrize("prefix", ["", "/fr", "/ar", "/xb"])
def test_the_page_stands_in_every_language_and_is_stored_by_nobody(client: FlaskClient, prefix: str):
    answer = client.get(f"{prefix}/demonstration")

    assert answer.status_code == 200
    assert answer.headers["Cache-Control"] == "no-store"


def test_the_page_tells_its_time_and_offers_what_lies_ahead(client: FlaskClient):
    page = client.get("/demonstration").text

    assert "Tuesday 20 April 2027" in text_of(page)
    assert page.count('type="radio"') == 4
    assert page.count("disabled") == 1


def test_moving_sets_the_time_for_everyone_and_raises_the_revision(app: Flask):
    before = revisions.number()

    answer = app.test_client().post("/demonstration", data=TUESDAY)
    db.session.rollback()

    assert (answer.status_code, answer.location) == (303, "/demonstration")
    assert timedelta(0) <= clock.now() - MOMENTS[1].at < timedelta(minutes=5)
    assert revisions.number() == before + 1
    assert "Tuesday 11 May 2027" in text_of(app.test_client().get("/demonstration").text)


def test_public_pages_follow_at_once(app: Flask):
    client = app.test_client()
    assert "Main meetings ahead" in client.get("/").text

    client.post("/demonstration", data=TUESDAY)

    page = client.get("/").text
    assert "Today and next" in page
    assert "Opening of the cluster" not in page.split('id="next"')[1]


@pytest.mark.parametrize(
    ("sent", "said"),
    [
        ({"moment": "cluster"}, "it can’t be moved back"),
        ({"understood": "y"}, "Choose a moment that lies ahead."),
    ],
)
def test_without_a_moment_and_the_word_that_one_knows_nothing_moves(app: Flask, sent: dict[str, str], said: str):
    answer = app.test_client().post("/demonstration", data=sent)

    assert answer.status_code == 422
    assert said in answer.text
    assert clock.now() < MOMENTS[1].at


def test_time_does_not_run_backwards(app: Flask):
    client = app.test_client()
    client.post("/demonstration", data=TUESDAY)

    answer = client.post("/demonstration", data={"moment": "start", "understood": "y"})

    assert answer.status_code == 409
    assert "forward only" in text_of(answer.text)


def test_an_invented_moment_is_refused_in_words(app: Flask):
    answer = app.test_client().post("/demonstration", data={"moment": "never", "understood": "y"})

    assert answer.status_code == 422
    assert "There is no moment “never” to move to." in text_of(answer.text)


def test_a_house_at_the_time_of_the_world_has_no_such_page(empty_app: Flask):
    client = empty_app.test_client()

    assert client.get("/demonstration").status_code == 404
    assert client.post("/demonstration", data=TUESDAY).status_code == 404


def test_moving_needs_the_token_of_the_form(app: Flask):
    app.config["WTF_CSRF_ENABLED"] = True

    assert app.test_client().post("/demonstration", data=TUESDAY).status_code == 400
