from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import date

import pytest
from flask import Flask
from flask.testing import FlaskClient

from events.editions.models import Edition
from foundation.confidence import Confidence
from foundation.db import db
from foundation.pages import POLICY
from tests.support.pages import text_of

Counting = Callable[[], AbstractContextManager[list[str]]]


@pytest.mark.parametrize("prefix", ["", "/fr", "/ar", "/xb"])
@pytest.mark.parametrize("key", ["2007", "2027"])
def test_the_front_stands_in_every_language(client: FlaskClient, prefix: str, key: str):
    answer = client.get(f"{prefix}/{key}/")

    assert answer.status_code == 200
    assert answer.headers["Content-Security-Policy"] == POLICY
    assert f"LINKAGE/{key}" in answer.text


def test_2027_says_what_it_is_in_one_line_with_its_banner(client: FlaskClient):
    page = text_of(client.get("/2027/").text)

    assert "Three weeks in May, two dialogues." in page
    assert "Not a United Nations programme" in page
    assert "82 meetings" in page
    assert "Programme, 82 meetings" in page


def test_2027_draws_a_mark_a_meeting_and_two_crossings(client: FlaskClient):
    drawing = client.get("/2027/").text.split('<svg class="pic wide-only"')[1].split("</svg>")[0]

    assert (
        drawing.count("<use ") + drawing.count('class="fr" x=') == 82 - 2 + 1
    )  # the side programme’s bar is grey as well
    assert drawing.count('<circle class="fi"') == 2
    assert "They cross 2 times, in the interactive dialogues." in drawing


def test_2007_draws_what_is_known_and_counts_the_rest_in_words(client: FlaskClient):
    page = client.get("/2007/").text
    drawing = page.split('<svg class="pic wide-only"')[1].split("</svg>")[0]

    assert "<circle" not in drawing
    assert "They run side by side" in drawing
    assert "Ascension Day" in drawing
    assert "7 more meetings are known without their day." in page
    assert "Two weeks in May, one session." in page


def test_2007_gives_the_lead_of_its_own_day(client: FlaskClient):
    page = client.get("/2007/").text

    capacity_building = page.split(">C4</a>")[1].split("</li>")[0]

    assert 'href="/bodies/UNDP"' in capacity_building
    assert 'href="/bodies/ITU"' not in capacity_building


def test_2027_tells_17_may_and_where_the_ceremony_is(client: FlaskClient):
    aside = text_of(client.get("/2027/").text.split("<aside")[1])

    assert "Monday 17 May 2027" in aside
    assert "World Information Society Day, Whit Monday" in aside
    assert "Palais is closed" in aside
    assert "Tuesday 18 May, 09:30 · Popov Room" in aside


def test_dates_stand_in_local_time(client: FlaskClient):
    table = text_of(client.get("/2027/").text.split('id="dates"')[1].split("</section>")[0])

    assert "Questions before the dialogue" in table
    assert "15 March, 09:00 29 April, 24:00" in table


def test_the_picture_and_the_sheet_say_the_same_in_arabic(client: FlaskClient):
    page = client.get("/ar/2027/").text

    assert '<html lang="ar" dir="rtl">' in page
    assert '<text class="l" x="1077.0"' in page


def test_an_unknown_edition_is_a_404_that_helps(client: FlaskClient):
    answer = client.get("/1999/")

    assert answer.status_code == 404
    assert "There is no edition 1999 here." in text_of(answer.text)


def test_the_front_takes_the_same_few_queries_whatever_the_edition_holds(site: Flask, count_queries: Counting):
    counts = []
    for key in ("2027", "2007"):
        with count_queries() as sent:
            site.test_client().get(f"/{key}/?again={key}")
        counts.append(len(sent))

    assert counts == [8, 8]


def test_an_edition_without_a_version_says_what_comes(empty_app: Flask):
    db.session.add(
        Edition(
            key="2030",
            name="Edition 2030",
            zone="Europe/Zurich",
            starts_on=date(2030, 1, 7),
            ends_on=date(2030, 5, 10),
            confidence=Confidence.ILLUSTRATIVE,
            confidences={},
        )
    )
    db.session.commit()

    answer = empty_app.test_client().get("/2030/")

    assert answer.status_code == 200
    assert "Nothing is published yet." in answer.text
    assert '<svg class="pic wide-only"' not in answer.text
