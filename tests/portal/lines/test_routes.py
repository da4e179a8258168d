from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager

import pytest
from flask import Flask
from flask.testing import FlaskClient

from tests.support.pages import text_of

Counting = Callable[[], AbstractContextManager[list[str]]]


@pytest.mark.parametrize("prefix", ["", "/fr", "/ar", "/xb"])
@pytest.mark.parametrize(
    "address",
    ["/action-lines/", "/action-lines/C4", "/action-lines/C7", "/action-lines/C7-EGOV", "/action-lines/T-FIN"],
)
def test_lines_stand_in_every_language(client: FlaskClient, prefix: str, address: str):
    assert client.get(prefix + address).status_code == 200


def test_the_list_has_eleven_lines_eight_applications_and_four_themes(client: FlaskClient):
    page = client.get("/action-lines/").text

    assert page.count('<th scope="row">') == 19
    assert page.count('<th scope="row" class="small">') == 4
    assert "each of its 8 e-applications has its own lead" in page


def test_c4_tells_who_led_it_then_and_who_leads_it_now(client: FlaskClient):
    page = text_of(client.get("/action-lines/C4").text)

    assert "Led by ITU, International Telecommunication Union" in page
    assert "UNDP leads 25 July 2007 no more" in page


def test_a_line_names_itself_in_six_languages_with_marks(client: FlaskClient):
    page = client.get("/action-lines/C5").text

    assert '<span lang="fr" dir="ltr">Établir la confiance et la sécurité dans l&#39;utilisation des TIC</span>' in page
    assert page.count("likely, to be checked") == 5


def test_meetings_stand_by_edition_and_those_on_an_application_with_its_line(client: FlaskClient):
    meetings = text_of(client.get("/action-lines/C7").text.split('id="meetings"')[1])

    assert "2027 24 meetings" in meetings
    assert "2007 2 meetings" in meetings
    assert "Facilitation meeting C7 e-health" in meetings


def test_a_page_with_meetings_of_the_demonstration_has_its_banner(client: FlaskClient):
    assert "Not a United Nations programme" in client.get("/action-lines/C5").text


def test_an_unknown_line_is_a_404_that_helps(client: FlaskClient):
    answer = client.get("/action-lines/C12")

    assert answer.status_code == 404
    assert "The action lines run from C1 to C11" in text_of(answer.text)


def test_an_empty_house_names_the_next_step(empty_app: Flask):
    assert "flask data load" in empty_app.test_client().get("/action-lines/").text


@pytest.mark.parametrize(
    ("address", "most"), [("/action-lines/", 4), ("/action-lines/C5", 6), ("/action-lines/T-FIN", 6)]
)
def test_pages_take_the_same_few_queries(site: Flask, count_queries: Counting, address: str, most: int):
    with count_queries() as sent:
        site.test_client().get(f"{address}?again")

    assert len(sent) == most
