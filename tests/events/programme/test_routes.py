"""The programme's pages on the data that ships."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient

from tests.support.pages import text_of, titles_of

Counting = Callable[[], AbstractContextManager[list[str]]]


def test_the_list_holds_every_meeting_of_2027(client: FlaskClient):
    page = client.get("/2027/programme").text

    assert page.count('<article class="mtg') == 82
    assert "82 meetings in all." in text_of(page)


def test_list_grid_and_week_show_the_same_selection(client: FlaskClient):
    query = {"action-line": "C5"}
    listed = titles_of(client.get("/2027/programme", query_string=query).text)
    days = sorted({*("2027-05-11", "2027-05-13", "2027-05-20", "2027-05-21", "2027-05-12", "2027-05-18")})
    on_grid: set[str] = set()
    for day in days:
        on_grid |= titles_of(client.get("/2027/programme", query_string={**query, "view": "grid", "day": day}).text)
    in_weeks: set[str] = set()
    for monday in ("2027-05-10", "2027-05-17"):
        in_weeks |= titles_of(
            client.get("/2027/programme", query_string={**query, "view": "week", "week": monday}).text
        )

    assert listed == on_grid == in_weeks
    assert "Facilitation meeting C5, day one: national strategies" in listed
    assert "Facilitation meeting C3: public access and open knowledge" not in listed


def test_an_application_is_found_by_its_line(client: FlaskClient):
    shown = titles_of(client.get("/2027/programme?action-line=C7").text)

    assert {"Facilitation meeting C7 e-health", "Telehealth after the pilot"} <= shown


def test_filters_of_different_kinds_narrow_each_other(client: FlaskClient):
    shown = titles_of(client.get("/2027/programme?action-line=C5&building=PDN").text)

    assert shown == {"Protecting children online: regional checklists", "Safe skies, shared data"}


def test_a_selection_that_nothing_fits_says_so_and_leads_back(client: FlaskClient):
    page = client.get("/2027/programme?action-line=C5&building=CICG&body=ECA").text

    assert "No meeting fits all of these filters." in text_of(page)


@pytest.mark.parametrize(
    ("address", "status", "sentence"),
    [
        ("/1999/programme", 404, "There is no edition 1999 here."),
        ("/2027/programme?view=map", 422, "There is no view “map” of the programme."),
        ("/2027/programme?day=tomorrow", 422, "“tomorrow” is no day that can be read."),
        ("/2027/programme?action-line=C99", 422, "There is no action line “C99” in this programme."),
        ("/2027/programme?room=%3Cscript%3E", 422, "There is no room “<script>” in this programme."),
        ("/2027/programme?lang=fr", 422, "The programme can’t be asked for “lang”."),
        ("/2027/programme?view=week&week=9999-12-31", 422, "“9999-12-31” is no day that can be read."),
        ("/2027/programme?day=20270513", 422, "“20270513” is no day that can be read."),
        ("/2027/programme?body=" + "x" * 3000, 414, "The address asks for too much at once."),
        ("/2027/versions/99999999999999999999999", 404, "Nothing stands at this address."),
        ("/%00/programme", 404, "Nothing stands at this address."),
        ("/2027/meetings/D999", 404, "There is no meeting D999 in the programme of 2027."),
        ("/2027/segments/NOWHERE", 404, "The edition 2027 has no segment NOWHERE."),
        ("/2027/versions/9", 404, "There is no version 9 of the programme of 2027."),
        ("/2027/versions/1/changes?since=x", 422, "“x” is no number of a version."),
    ],
)
def test_a_bad_address_gets_its_status_and_a_page_that_leads_on(
    client: FlaskClient, address: str, status: int, sentence: str
):
    response = client.get(address)

    assert (response.status_code, response.headers["Cache-Control"]) == (status, "no-store")
    assert sentence in text_of(response.text)
    assert 'href="/2027/programme"' in response.text


def test_sending_to_a_page_is_refused_with_the_methods_that_are_allowed(client: FlaskClient):
    response = client.post("/2027/programme")

    assert response.status_code == 405
    assert set(response.headers["Allow"].split(", ")) == {"GET", "HEAD", "OPTIONS"}


@pytest.mark.parametrize(
    ("key", "words"),
    [
        ("C07-04", "The day is not known."),
        ("C07-03", "without known hours"),
        ("C07-01", "Monday 14 May 2007, 09:30 – Tuesday 15 May 2007, 17:30"),
        ("C07-02", "Tuesday 15 May 2007, 13:30–15:00"),
        ("C07-14", "This entry stands for the whole session 10 of the Commission."),
    ],
)
def test_a_meeting_of_2007_is_shown_as_what_it_is(client: FlaskClient, key: str, words: str):
    assert words in text_of(client.get(f"/2007/meetings/{key}").text)


def test_undated_meetings_of_2007_are_listed_apart(client: FlaskClient):
    shown = text_of(client.get("/2007/programme").text)

    assert "Day not known 7 meetings, in no calendar feed" in shown


def test_every_page_of_the_demonstration_stands_under_its_banner(client: FlaskClient):
    for address in ("/2027/programme", "/2027/meetings/D07", "/2027/segments/CLUSTER", "/2027/versions/1"):
        assert "Demonstration data:" in text_of(client.get(address).text)


def test_a_title_in_another_language_says_which(client: FlaskClient):
    page = client.get("/2027/programme").text

    assert '<span lang="fr" dir="ltr">Bibliothèques publiques et accès au savoir</span>' in page


def test_a_session_shows_its_agenda(client: FlaskClient):
    shown = text_of(client.get("/2027/segments/SESSION").text)

    assert "2. Progress in the implementation of and follow-up to the outcomes" in shown


@pytest.mark.parametrize(
    "address", ["/2027/programme", "/2027/programme?view=grid&action-line=C5", "/2027/programme?view=week"]
)
def test_the_programme_takes_at_most_six_queries(site: Any, count_queries: Counting, address: str):
    client = site.test_client()
    site.wsgi_app.bodies.clear()

    with count_queries() as sent:
        client.get(address)

    assert len(sent) <= 6, sent


def test_a_repeat_request_takes_one_query_and_a_304(site: Any, count_queries: Counting):
    client = site.test_client()
    tag = client.get("/2027/programme").headers["ETag"]

    with count_queries() as sent:
        response = client.get("/2027/programme", headers={"If-None-Match": tag})

    assert (response.status_code, response.data, len(sent)) == (304, b"", 1)


@pytest.mark.parametrize("address", ["/2007/", "/2007/programme", "/2007/meetings/C07-01", "/2007/segments/SESSION"])
def test_the_record_of_2007_does_not_stand_under_the_demonstrations_sentence(client: FlaskClient, address: str):
    assert "Demonstration data:" not in text_of(client.get(address).text)


@pytest.mark.parametrize("view", ["list", "grid", "week"])
def test_undated_meetings_stand_under_every_view(client: FlaskClient, view: str):
    shown = text_of(client.get(f"/2007/programme?view={view}&action-line=C7").text)

    assert "Day not known 2 meetings, in no calendar feed" in shown


def test_a_query_that_a_page_does_not_read_takes_no_room(site: Any):
    site.wsgi_app.bodies.clear()
    client = site.test_client()

    assert [client.get(f"/2027/meetings/D07?x={n}").status_code for n in range(3)] == [200, 200, 200]
    assert len(site.wsgi_app.bodies) == 0


@pytest.mark.parametrize("address", ["/", "/2027/", "/2007/segments/SESSION", "/2027/segments/CLUSTER"])
def test_an_edition_is_read_in_full_on_both_databases(any_app: Flask, address: str):
    assert any_app.test_client().get(address).status_code == 200
