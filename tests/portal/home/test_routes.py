from __future__ import annotations

import re
from collections.abc import Callable
from contextlib import AbstractContextManager

import pytest
from flask import Flask
from flask.testing import FlaskClient

from portal.home import routes
from tests.support import databases
from tests.support.pages import text_of

Counting = Callable[[], AbstractContextManager[list[str]]]


@pytest.mark.parametrize("prefix", ["", "/fr", "/ar", "/xb"])
def test_the_front_door_stands_in_every_language(client: FlaskClient, prefix: str):
    assert client.get(f"{prefix}/").status_code == 200


def test_three_doors_lead_to_what_is_there(client: FlaskClient):
    page = client.get("/").text
    doors = text_of(page.split('class="three"')[1].split("</section>")[0])

    assert "10–21 May Meet: the cluster of events 68 meetings" in doors
    assert "25 May Speak: the dialogues" in doors
    assert "Ask: who answers for what" in doors


def test_what_is_next_is_the_opening_and_ends_with_the_dialogue(client: FlaskClient):
    rows = text_of(client.get("/").text.split('id="next"')[1].split("</section>")[0])

    assert rows.index("Opening of the cluster") < rows.index("World Information Society Day ceremony")
    assert "Interactive dialogue with the regional commissions" in rows


def test_dates_to_keep_begin_on_the_day_of_the_demonstration(client: FlaskClient):
    panel = text_of(client.get("/").text.split("Dates to keep")[1].split("</ol>")[0])

    assert panel.startswith("23 April, 24:00 Last hour for applications") or "23 April, 24:00" in panel
    assert "29 April, 24:00" in panel


def test_every_door_of_the_front_page_opens(client: FlaskClient):
    for address in sorted(set(re.findall(r'href="(/[^"#?]*)', client.get("/").text))):
        if not address.startswith(("/static", "/feeds")):
            # One's own page and registering ask who one is.
            expected = 303 if address.endswith("/register") or address == "/my/" else 200
            assert client.get(address).status_code == expected, address


@pytest.mark.parametrize("address", ["/", "/2027/"])
def test_the_main_job_stands_first(client: FlaskClient, address: str):
    page = text_of(client.get(address).text.split('<main id="content"')[1])

    assert "May I come? Register for 2027" in page


def test_nobody_is_led_to_register_for_what_is_over(client: FlaskClient):
    assert 'href="/2007/register"' not in client.get("/2007/").text


def test_an_empty_house_names_the_next_step(empty_app: Flask):
    answer = empty_app.test_client().get("/")

    assert answer.status_code == 200
    assert "This house is empty yet." in answer.text
    assert "flask data load" in answer.text


def test_without_tables_the_head_points_nowhere():
    with databases.application(databases.bare("sqlite")) as app, app.test_request_context("/"):
        assert routes.nav_edition() == {"nav_edition": None}


def test_the_head_points_to_the_edition_of_the_page_else_to_the_one_at_hand(client: FlaskClient):
    assert 'href="/2007/programme"' in client.get("/2007/").text
    assert 'href="/2027/programme"' in client.get("/bodies/").text
    assert 'href="/2027/programme"' in client.get("/1999/").text


def test_robots_may_read_everything_but_the_demonstrations_time(client: FlaskClient):
    answer = client.get("/robots.txt")

    assert answer.mimetype == "text/plain"
    assert answer.text == "User-agent: *\nDisallow: /demonstration\nDisallow: /*/subscribe?\nAllow: /\n"


def test_the_front_door_takes_few_queries(site: Flask, count_queries: Counting):
    with count_queries() as sent:
        site.test_client().get("/?again")

    assert len(sent) == 7
