from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager

import pytest
from flask import Flask
from flask.testing import FlaskClient

from tests.support.pages import text_of

Counting = Callable[[], AbstractContextManager[list[str]]]


@pytest.mark.parametrize("prefix", ["", "/fr", "/ar", "/xb"])
@pytest.mark.parametrize("address", ["/bodies/", "/bodies/ITU", "/bodies/ODET", "/bodies/GAID"])
def test_directory_and_bodies_stand_in_every_language(client: FlaskClient, prefix: str, address: str):
    assert client.get(prefix + address).status_code == 200


@pytest.mark.parametrize(("words", "keys"), [("UIT", {"ITU"}), ("CCI", {"ITC", "ICC"}), ("commission mexique", set())])
def test_the_search_finds_acronyms_of_every_language(client: FlaskClient, words: str, keys: set[str]):
    page = client.get("/bodies/", query_string={"q": words}).text

    assert {key for key in ("ITU", "ITC", "ICC", "WHO") if f'href="/bodies/{key}"' in page} == keys


def test_a_search_that_finds_nothing_says_what_to_try(client: FlaskClient):
    page = text_of(client.get("/bodies/?q=zzz").text)

    assert "0 bodies of 40" in page
    assert "No body fits." in page
    assert "Clear the filters" in page


def test_roles_narrow_the_directory(client: FlaskClient):
    page = text_of(client.get("/bodies/?role=RC").text)

    assert "5 bodies of 40" in page


def test_a_name_that_is_missing_is_shown_in_english_and_marked(client: FlaskClient):
    page = client.get("/fr/bodies/").text

    assert '<span lang="en" dir="ltr">Office for Digital and Emerging Technologies</span>' in page
    assert ">UIT</bdi>" in page


def test_a_body_shows_mandates_meetings_and_papers_with_their_dates(client: FlaskClient):
    page = text_of(client.get("/bodies/UNDP").text)

    assert "C4 Capacity building co-facilitates, 1 November 2026" in page
    assert "leads, 25 July 2007 no more" in page
    assert "Facilitation meeting C4: skills at scale" in page


def test_what_has_ended_says_so(client: FlaskClient):
    assert "ended in 2012" in text_of(client.get("/bodies/GAID").text)


def test_bases_say_their_validity_and_how_sure_they_are(client: FlaskClient):
    page = text_of(client.get("/bodies/APC").text)

    assert "ECOSOC decision 2007/215 sessions 10 to 11: ended made for the demonstration" in page
    assert "Demonstration decision A (invented) sessions 19 to 31: valid" in page


def test_an_unknown_body_is_a_404_that_helps(client: FlaskClient):
    answer = client.get("/bodies/NOPE")

    assert answer.status_code == 404
    assert "There is no body NOPE in the directory." in text_of(answer.text)


def test_an_empty_directory_names_the_next_step(empty_app: Flask):
    page = empty_app.test_client().get("/bodies/").text

    assert "flask data load" in page


def test_words_of_a_search_are_escaped(client: FlaskClient):
    page = client.get("/bodies/", query_string={"q": '"><b>'}).text

    assert 'value="&#34;&gt;&lt;b&gt;"' in page


@pytest.mark.parametrize(("address", "most"), [("/bodies/", 3), ("/bodies/ITU", 9), ("/bodies/ODET", 9)])
def test_pages_take_the_same_few_queries(site: Flask, count_queries: Counting, address: str, most: int):
    with count_queries() as sent:
        site.test_client().get(f"{address}?again")

    assert len(sent) == most
