"""May I come? Asked by a stranger."""

from __future__ import annotations

import re
from collections.abc import Callable
from contextlib import AbstractContextManager

import pytest
from flask.testing import FlaskClient

from tests.support.pages import text_of

Counting = Callable[[], AbstractContextManager[list[str]]]


def asked(client: FlaskClient, query: str) -> str:
    page = client.get(f"/2027/may-i-come?{query}").text
    return text_of(page[page.index('<main id="content"') :].partition("</form>")[2])


@pytest.mark.parametrize("prefix", ["", "/fr", "/es", "/ru", "/ar", "/zh", "/xb"])
@pytest.mark.parametrize("query", ["", "?organization=OR-GUILD", "?constituency=EXPERT&segment=SESSION"])
def test_the_question_can_be_asked_in_every_language(client: FlaskClient, prefix: str, query: str):
    assert client.get(f"{prefix}/2027/may-i-come{query}").status_code == 200


def test_a_guild_reads_why_not_and_what_to_do(client: FlaskClient):
    page = asked(client, "organization=OR-GUILD&segment=SESSION")

    assert (
        "No Demonstration decision D (invented) covered your organization in sessions 28 and 29; session 30 needs another."
        " What you can do: Apply to the secretariat for accreditation until 23 April 2027, 24:00."
        " “The cluster” is open to you without it."
        " The body that services the session takes applications: United Nations Conference on Trade and Development."
        " Apply for accreditation"
    ) in page
    assert "You can register until" not in page
    assert "Register for 2027" not in page


def test_a_state_reads_on_which_paper_through_which_door_with_which_right(client: FlaskClient):
    page = asked(client, "constituency=GOV-MEMBER&segment=SESSION")

    assert "Yes You may come to session 30. Basis: ECOSOC resolution 2006/46." in page
    assert "Papers a note verbale of the permanent mission" in page
    assert "Badge Palais: You get the badge of UN Geneva at the Pregny Gate." in page
    assert "Interactive dialogue 3 You may come and ask for the floor." in page
    assert "60 seats Interactive dialogue with the regional commissions for observers; you need none" in page


@pytest.mark.parametrize(
    ("query", "answer"),
    [
        ("constituency=BUSINESS&segment=SESSION", "Yes, on a condition Session 30 needs a basis."),
        ("constituency=BUSINESS&segment=CLUSTER", "Yes It is open to every stakeholder of the Summit"),
        (
            "organization=OR-YOUTH&segment=SIDE",
            "Yes, on a condition It is open to whoever is approved for another part",
        ),
        (
            "organization=UNCTAD&constituency=SECRETARIAT&segment=SESSION",
            "Yes, on a condition You may come to session 30 if you are staff",
        ),
        ("organization=OR-UNI&constituency=BUSINESS&segment=SESSION", "Yes You may come to session 30. Basis: "),
    ],
)
def test_each_question_has_its_answer(client: FlaskClient, query: str, answer: str):
    assert answer in asked(client, query)


def test_an_organization_under_another_constituency_is_pointed_out(client: FlaskClient):
    page = asked(client, "organization=OR-UNI&constituency=BUSINESS")

    assert "comes under Academic and technical entities, not under" in page
    assert "this is the answer for Academic and technical entities." in page


def test_an_edition_that_is_over_says_so(client: FlaskClient):
    page = text_of(client.get("/2007/may-i-come?constituency=GOV-MEMBER").text)

    assert "This edition is over." in page
    assert "Register for 2007" not in page


@pytest.mark.parametrize("query", ["constituency=NOBODY", "organization=NOBODY", "segment=NOWHERE&constituency=PRESS"])
def test_what_stands_in_no_list_is_refused_in_words(client: FlaskClient, query: str):
    answer = client.get(f"/2027/may-i-come?{query}")

    assert (answer.status_code, "stands in none of the lists of this page" in answer.text) == (422, True)


def test_the_answer_is_the_same_for_everyone_and_read_in_ten_statements(client: FlaskClient, count_queries: Counting):
    with count_queries() as sent:
        answer = client.get("/2027/may-i-come?organization=OR-LAB&segment=CLUSTER")

    assert "Cookie" not in answer.headers.get("Vary", "")
    assert "public" in answer.headers["Cache-Control"]
    assert len(sent) <= 10


@pytest.mark.parametrize("address", ["/2027/", "/2027/segments/SESSION"])
def test_the_question_is_found_where_one_reads_of_the_edition(client: FlaskClient, address: str):
    assert "/2027/may-i-come" in client.get(address).text


def test_badges_are_a_list_with_a_sentence_for_each_building(client: FlaskClient):
    page = client.get("/2027/may-i-come?constituency=BUSINESS").text

    assert "2006" not in page.split("<dt>Badge</dt>")[1].split("</dd>")[0]
    assert re.search(r"<dt>Badge</dt><dd><ul class=\"plain\"><li><bdi>\w+</bdi>: [A-Z][^<]+\.</li>", page)
