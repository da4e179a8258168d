from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager

import pytest
from flask import Flask
from flask.testing import FlaskClient

from tests.support.pages import text_of

Counting = Callable[[], AbstractContextManager[list[str]]]


@pytest.mark.parametrize("prefix", ["", "/fr", "/ar", "/xb"])
def test_the_list_stands_in_every_language(client: FlaskClient, prefix: str):
    assert client.get(f"{prefix}/editions").status_code == 200


def test_every_round_since_2006_is_a_row_and_two_lead_to_their_programme(client: FlaskClient):
    table = client.get("/editions").text.split('id="rounds"')[1]

    assert table.count('<th scope="row">') == 22
    assert {key for key in range(2006, 2028) if f'<a href="/{key}/">' in table} == {2007, 2027}


def test_a_row_tells_houses_session_and_how_the_days_lay(client: FlaskClient):
    page = text_of(client.get("/editions").text)

    assert (
        "2007 Cluster of WSIS-related events 14–25 May · ITU, Palais des Nations session 10 21–25 May holds it in the same days"
        in page
    )
    assert "2009 WSIS Forum 2009 18–22 May · ITU session 12 25–29 May 1 day away 3 days before it" in page
    assert "one source counts 12-29 May 2008" in page


def test_what_is_not_public_record_bears_its_mark(client: FlaskClient):
    page = text_of(client.get("/editions").text)

    assert "6–10 July · Palexpo likely, to be checked" in page
    assert "session 30 24–28 May made for the demonstration" in page


def test_an_empty_house_names_the_next_step(empty_app: Flask):
    assert "flask data load" in empty_app.test_client().get("/editions").text


def test_the_list_takes_few_queries(site: Flask, count_queries: Counting):
    with count_queries() as sent:
        site.test_client().get("/editions?again")

    assert len(sent) == 4
