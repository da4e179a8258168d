"""The desk of an edition: its form, its segments, its windows, and who may change them."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from events.editions import queries
from events.editions.models import Edition, Segment, Window
from foundation import revisions
from foundation.access import Scope
from foundation.db import db
from tests.support.desk import a_programme_organizer, an_organizer, somebody
from tests.support.pages import text_of
from tests.support.people import sign_in
from tests.support.typed import typed

PAGES = ["/desk/2027/", "/desk/2027/segments/CLUSTER", "/desk/2027/new-segment"]
EDITION = {
    "name": "The round of 2028", "city": "Geneva", "zone": "Europe/Zurich",
    "starts_on": "2028-05-08", "ends_on": "2028-05-26", "banner": "",
}  # fmt: skip


@pytest.fixture
def desk(app: Flask) -> FlaskClient:
    return sign_in(app.test_client(), an_organizer())


def edition(key: str = "2027") -> Edition:
    db.session.rollback()
    return queries.edition(key)


def segment(key: str = "CLUSTER") -> Segment:
    return queries.segment(edition(), key)


@pytest.mark.parametrize("prefix", ["", "/fr", "/ar", "/xb"])
@pytest.mark.parametrize("page", [*PAGES, "/desk/new"])
def test_every_page_stands_in_every_language(desk: FlaskClient, prefix: str, page: str):
    assert desk.get(prefix + page).status_code == 200


@pytest.mark.parametrize(("page", "programme_organizer"), [*((page, 200) for page in PAGES), ("/desk/new", 403)])
def test_who_may_see_it(app: Flask, page: str, programme_organizer: int):
    nobody, one = somebody("Nia Nobody", "registrar", Scope("edition", edition().id)), a_programme_organizer()

    answers = [app.test_client().get(page), *(sign_in(app.test_client(), who).get(page) for who in (nobody, one))]

    assert [answer.status_code for answer in answers] == [303, 403, programme_organizer]


@pytest.mark.parametrize(
    ("page", "form"), [("/desk/2027/", "edition-form"), ("/desk/2027/segments/SESSION", "segment-form")]
)
def test_a_page_sent_back_as_it_came_changes_nothing(desk: FlaskClient, page: str, form: str):
    number = revisions.number()

    answer = desk.post(page, data=typed(desk.get(page).text, form))

    assert (answer.status_code, edition().revision, segment("SESSION").revision) == (303, 1, 1)
    assert revisions.number() == number


def test_what_is_saved_stands_on_public_pages_at_once(desk: FlaskClient):
    page = "/desk/2027/segments/CLUSTER"

    answer = desk.post(page, data=typed(desk.get(page).text, "segment-form") | {"name": "The cluster, renamed"})

    assert (answer.status_code, segment().name, segment().revision) == (303, "The cluster, renamed", 2)
    assert "The cluster, renamed" in desk.get("/2027/segments/CLUSTER").text


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        ({"name": ""}, "Fill this in."),
        ({"name": "x" * 161}, "Shorten this to 160 characters at most."),
        ({"zone": "Europe/Atlantis"}, "Give the name of a time zone, as Europe/Zurich."),
        ({"ends_on": "2027-05-01"}, "Let it end after it begins."),
        ({"starts_on": "May"}, "Give a day, as 2027-05-13."),
        ({"banner": "x" * 501}, "Shorten this to 500 characters at most."),
    ],
)
def test_what_does_not_fit_is_said_and_kept(desk: FlaskClient, changed: dict[str, str], words: str):
    answer = desk.post(
        "/desk/2027/", data=typed(desk.get("/desk/2027/").text, "edition-form") | {"city": "Bern"} | changed
    )

    assert answer.status_code == 422
    assert text_of(answer.text).count(words) == 2
    assert 'value="Bern"' in answer.text
    assert edition().city == "Geneva"


def test_an_edition_does_not_shrink_away_from_its_segments(desk: FlaskClient):
    answer = desk.post(
        "/desk/2027/", data=typed(desk.get("/desk/2027/").text, "edition-form") | {"ends_on": "2027-05-25"}
    )

    assert answer.status_code == 409
    assert "These segments would lie outside the edition: SESSION, SIDE." in text_of(answer.text)


def test_a_segment_lies_within_its_edition(desk: FlaskClient):
    page = "/desk/2027/segments/CLUSTER"

    answer = desk.post(page, data=typed(desk.get(page).text, "segment-form") | {"ends_on": "2027-07-01"})

    assert answer.status_code == 422
    assert "a segment lies within." in text_of(answer.text)


def test_a_stale_form_shows_theirs_and_mine_and_can_be_saved_over_it(app: Flask, desk: FlaskClient):
    mine = typed(desk.get("/desk/2027/").text, "edition-form") | {"banner": "Mine."}
    other = sign_in(app.test_client(), a_programme_organizer())
    other.post("/desk/2027/", data=typed(other.get("/desk/2027/").text, "edition-form") | {"banner": "Theirs."})

    clash = desk.post("/desk/2027/", data=mine)
    over = desk.post("/desk/2027/", data=typed(clash.text, "edition-form"))

    assert clash.status_code == 409
    assert "Banner Theirs. Mine." in text_of(clash.text)
    assert (over.status_code, edition().banner) == (303, "Mine.")


def test_a_new_edition_has_its_desk_and_gets_segments(desk: FlaskClient):
    added = desk.post("/desk/new", data={"key": "2028", **EDITION})
    form = typed(desk.get(added.location).text, "segment-form") | {
        "key": "CLUSTER",
        "name": "The cluster",
        "host": "ITU",
    }
    segment_added = desk.post(added.location, data=form)

    assert (added.status_code, added.location) == (303, "/desk/2028/new-segment")
    assert (segment_added.status_code, segment_added.location) == (303, "/desk/2028/")
    assert [each.key for each in queries.segments(edition("2028").id)] == ["CLUSTER"]
    assert desk.get("/desk/2028/meetings").status_code == 200
    assert "/2028/" in desk.get("/editions").text


@pytest.mark.parametrize(
    ("key", "status"),
    [("2027", 409), ("desk", 409), ("new", 409), ("2", 422), ("Geneva", 422), ("2028/x", 422), ("x" * 21, 422)],
)
def test_a_key_is_free_and_fit_for_an_address(desk: FlaskClient, key: str, status: int):
    answer = desk.post("/desk/new", data={**EDITION, "key": key})

    assert (answer.status_code, 'id="key-msg"' in answer.text) == (status, True)


def test_a_programme_organizer_adds_no_edition(app: Flask):
    client = sign_in(app.test_client(), a_programme_organizer())

    assert client.post("/desk/new", data={"key": "2028", **EDITION}).status_code == 403


def test_a_basis_needs_a_session(desk: FlaskClient):
    page = "/desk/2027/segments/CLUSTER"

    answer = desk.post(page, data=typed(desk.get(page).text, "segment-form") | {"entry": "basis", "session": ""})

    assert answer.status_code == 422
    assert "A basis is valid for a session" in text_of(answer.text)


def window() -> Window:
    return queries.window(edition(), "W-REG-CLUSTER")


def window_form(page: str) -> dict[str, str]:
    part = page.split("/windows/W-REG-CLUSTER")[1].split("</form>")[0]
    return dict(re.findall(r'name="(W-[\w-]+)"[^>]* value="([^"]*)"', part))


def test_a_window_opens_in_the_hours_of_the_edition(desk: FlaskClient):
    form = window_form(desk.get("/desk/2027/").text) | {"W-REG-CLUSTER-closes": "2027-05-19T18:00"}

    answer = desk.post("/desk/2027/windows/W-REG-CLUSTER", data=form)
    again = desk.post("/desk/2027/windows/W-REG-CLUSTER", data=form)

    assert (answer.status_code, again.status_code) == (303, 303)
    assert window().closes_at == datetime(2027, 5, 19, 16, tzinfo=UTC)


def test_a_window_closes_after_it_opens_and_is_not_saved_over_anothers(desk: FlaskClient):
    form = window_form(desk.get("/desk/2027/").text)
    upside_down = desk.post(
        "/desk/2027/windows/W-REG-CLUSTER", data=form | {"W-REG-CLUSTER-closes": "2020-01-01T00:00"}
    )
    desk.post("/desk/2027/windows/W-REG-CLUSTER", data=form | {"W-REG-CLUSTER-closes": "2027-05-19T18:00"})
    stale = desk.post("/desk/2027/windows/W-REG-CLUSTER", data=form | {"W-REG-CLUSTER-closes": "2027-05-18T18:00"})

    assert (upside_down.status_code, stale.status_code) == (422, 409)
    assert "Let it close after it opens." in text_of(upside_down.text)
    assert window().closes_at == datetime(2027, 5, 19, 16, tzinfo=UTC)


NEW_WINDOW = {
    "new-what": "registration", "new-segment": "CLUSTER", "new-meetings": "",
    "new-opens": "2028-01-10T09:00", "new-closes": "2028-05-08T18:00",
}  # fmt: skip


def windows(of: str = "2027") -> dict[str, tuple[str | None, list[str]]]:
    return {each.key: (each.segment_key, each.meeting_keys) for each in queries.windows(edition(of))}


def test_a_new_window_has_a_key_made_of_what_it_opens_and_of_what(desk: FlaskClient):
    before = windows()
    seats = {"new-what": "seats", "new-meetings": "S05, X01, S05"}

    added = desk.post("/desk/2027/windows", data=NEW_WINDOW | seats)
    again = desk.post("/desk/2027/windows", data=NEW_WINDOW | seats)

    assert [added.status_code, again.status_code] == [303, 303]
    assert windows() == before | {"W-SEATS-S05": (None, ["S05", "X01"])}
    assert queries.window(edition(), "W-SEATS-S05").opens_at == datetime(2028, 1, 10, 8, tzinfo=UTC)


def test_two_windows_never_speak_of_the_same(desk: FlaskClient):
    before = windows()

    registration = desk.post("/desk/2027/windows", data=NEW_WINDOW)
    seats = desk.post("/desk/2027/windows", data=NEW_WINDOW | {"new-what": "seats", "new-meetings": "S05, S03"})

    assert [registration.status_code, seats.status_code, windows()] == [409, 409, before]
    assert "There is a window for Registration of CLUSTER already." in text_of(registration.text)
    assert "There is a window for Seats of S03 already." in text_of(seats.text)


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        ({"new-what": "lunch"}, "Choose one of the list."),
        ({"new-segment": ""}, "Choose the segment that it is about."),
        ({"new-segment": "NOWHERE"}, "Choose one of the list."),
        ({"new-what": "seats"}, "Name the meetings that it is about."),
        ({"new-what": "seats", "new-meetings": "S03; S04"}, "Give keys of meetings, as S03, S04."),
        ({"new-what": "seats", "new-meetings": "S" * 301}, "Shorten this to 300 characters at most."),
        ({"new-opens": ""}, "Fill this in."),
        ({"new-closes": "tomorrow"}, "Give a day and an hour, as 2027-05-13 09:30."),
        ({"new-closes": "2028-01-10T09:00"}, "Let it close after it opens."),
    ],
)
def test_a_window_that_does_not_fit_is_not_added(desk: FlaskClient, changed: dict[str, str], words: str):
    before = windows()

    answer = desk.post("/desk/2027/windows", data=NEW_WINDOW | changed)

    assert (answer.status_code, text_of(answer.text).count(words), windows()) == (422, 2, before)
    assert ('value="2028-05-08T18:00"' in answer.text) is ("new-closes" not in changed)


def test_a_window_that_is_removed_is_gone_once(desk: FlaskClient):
    before, number = windows(), revisions.number()

    answers = [desk.post("/desk/2027/windows/W-REG-CLUSTER/remove").status_code for _ in range(2)]

    assert windows() == {key: of for key, of in before.items() if key != "W-REG-CLUSTER"}
    assert (answers, revisions.number()) == ([303, 404], number + 1)


def test_a_save_raises_the_public_revision_on_both_databases(any_app: Flask):
    client = sign_in(any_app.test_client(), an_organizer())
    number = revisions.number()

    client.post("/desk/2027/", data=typed(client.get("/desk/2027/").text, "edition-form") | {"ends_on": "2027-05-29"})

    assert (edition().ends_on, revisions.number()) == (date(2027, 5, 29), number + 1)
    assert db.session.scalars(select(Edition.revision).where(Edition.key == "2027")).one() == 2
