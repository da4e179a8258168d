"""The desk by list and form: who sees what, what is kept, what a clash shows, what a form refuses."""

from __future__ import annotations

import re
from collections.abc import Callable
from contextlib import AbstractContextManager

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import func, select
from werkzeug.test import TestResponse

from events.editions import queries as editions
from events.programme.forms.meeting import MeetingForm
from events.programme.models import DraftChange, Meeting
from events.programme.queries.choices import choices
from events.programme.queries.draft import draft_digest, snapshots
from events.programme.rules.snapshots import Snapshot, settled
from events.programme.services import drafting
from foundation.db import db
from tests.support.desk import a_focal_point, a_programme_organizer, an_organizer, hand, somebody
from tests.support.pages import text_of
from tests.support.people import sign_in
from tests.support.typed import typed

Counting = Callable[[], AbstractContextManager[list[str]]]
D34 = "/desk/2027/meetings/D34"


@pytest.fixture
def desk(app: Flask) -> FlaskClient:
    """A browser in which an organizer is signed in."""
    return sign_in(app.test_client(), an_organizer())


def send(client: FlaskClient, address: str = D34, **changed: str | list[str]) -> TestResponse:
    return client.post(address, data={**typed(client.get(address).text), **changed})


def digest() -> str:
    db.session.rollback()
    return draft_digest(editions.edition("2027"))


def standing(key: str = "D34") -> Snapshot:
    db.session.rollback()  # what a browser did is seen by a new transaction only
    return snapshots(editions.edition("2027"), [key])[key]


def changes() -> int:
    db.session.rollback()
    return db.session.scalars(select(func.count()).select_from(DraftChange)).one()


@pytest.mark.parametrize("prefix", ["", "/fr", "/ar", "/xb"])
@pytest.mark.parametrize("page", ["meetings", "meetings/D34", "new-meeting", "history"])
def test_every_page_of_the_desk_stands_in_every_language(desk: FlaskClient, prefix: str, page: str):
    assert desk.get(f"{prefix}/desk/2027/{page}").status_code == 200


@pytest.mark.parametrize("page", ["meetings", "meetings/D34", "new-meeting", "history"])
def test_a_stranger_is_led_to_the_sign_in_page_and_nobody_without_a_role_comes_in(app: Flask, page: str):
    address = f"/desk/2027/{page}"

    stranger = app.test_client().get(address)
    nobody = sign_in(app.test_client(), somebody("Nia Nobody")).get(address)

    assert (stranger.status_code, nobody.status_code) == (303, 403)
    assert stranger.location.startswith("/my/sign-in?next=")


@pytest.mark.parametrize("edition", ["2007", "2027"])
def test_a_form_that_nobody_touched_changes_nothing(app: Flask, edition: str):
    found = editions.edition(edition)
    offered, draft = choices(found), snapshots(found)

    with app.test_request_context():
        for key, meeting in draft.items():
            form = MeetingForm(formdata=None)
            form.offer(offered)
            form.take(meeting)
            assert (key, meeting | settled(form.values(meeting))) == (key, meeting)


def test_a_page_sent_back_as_it_came_changes_nothing(desk: FlaskClient):
    before = digest()

    for key in ("D34", "D22", "S03", "X01"):
        assert send(desk, f"/desk/2027/meetings/{key}").status_code == 303

    assert (digest(), changes()) == (before, 0)


def test_what_is_saved_stands_on_the_page_and_in_the_history(desk: FlaskClient):
    answer = send(desk, audience="120", room="room:CICG-15", organizers="ITU, UNESCO", note="Bring water.")

    page = text_of(desk.get(answer.location).text)
    assert (answer.status_code, answer.location) == (303, D34)
    assert {name: standing()[name] for name in ("audience", "room", "organizers", "note")} == {
        "audience": 120, "room": "CICG-15", "organizers": ["ITU", "UNESCO"], "note": "Bring water."
    }  # fmt: skip
    assert "Saved in the draft." in page
    assert "Expected: 60 120" in text_of(desk.get("/desk/2027/history").text)


@pytest.mark.parametrize(
    ("typed_in", "words"),
    [
        ({"end": "09:00", "start": "10:00", "when": "timed", "day": "2027-05-14"}, "Let it end after it begins."),
        ({"when": "timed", "day": ""}, "Fill this in, or choose that it has no day yet."),
        ({"day": "14 May"}, "Give a day, as 2027-05-13."),
        ({"day": "0001-01-01"}, "Give a day, as 2027-05-13."),
        ({"start": "noon"}, "Give an hour, as 13:15."),
        ({"title_en": "x" * 301}, "Shorten this to 300 characters at most."),
        ({"abstract": "x" * 6001}, "Shorten this to 6000 characters at most."),
        ({"title_fr": ""}, "Give the title in the language that it was written in."),
        ({"audience": "many"}, "Give a whole number."),
        ({"audience": "0"}, "Give a number from 1 to 100000."),
        ({"organizers": "ITU, Atlantis"}, "Not known here: Atlantis."),
        ({"after": "D999"}, "Not known here: D999."),
        ({"segment": "NOWHERE"}, "Choose one of the list."),
        ({"priority": "4"}, "Choose one of the list."),
        ({"room": "room:NOWHERE"}, "Choose one of the list."),
        ({"lines": ["C1", "C99"]}, "Choose one of the list."),
        ({"when": "sometimes"}, "Choose one of the list."),
        ({"window_from": "2027-05-20", "window_to": "2027-05-10"}, "Let it end after it begins."),
        ({"seats_for": "observers"}, "Give a number of seats, or leave all three empty."),
        ({"note": "nul\0"}, "Take out the signs that can’t be printed."),
    ],
)
def test_what_does_not_fit_is_said_beside_the_field_and_what_was_typed_is_kept(
    desk: FlaskClient, typed_in: dict[str, str | list[str]], words: str
):
    before = digest()

    answer = send(desk, **{"note": "What I typed.", **typed_in})

    page = text_of(answer.text)
    assert answer.status_code == 422
    assert page.count(words) == 2  # on top, and at its field
    assert "Nothing was saved" in page
    assert ("What I typed." in page) is ("note" not in typed_in)
    assert digest() == before


def test_a_priority_is_given_and_taken_away(desk: FlaskClient):
    page = desk.get(D34).text
    send(desk, priority="1")
    first = standing()["priority"]
    send(desk, priority="")

    assert 'name="priority"' in page
    assert (first, standing()["priority"]) == (1, None)


def test_a_double_click_is_one_change(desk: FlaskClient):
    mine = typed(desk.get(D34).text) | {"audience": ["120"]}

    answers = [desk.post(D34, data=mine).status_code for _ in range(2)]

    assert (answers, changes()) == ([303, 303], 1)


def test_a_new_meeting_gets_a_place_in_the_draft(desk: FlaskClient):
    filled = typed(desk.get("/desk/2027/new-meeting").text) | {
        "key": ["D70"],
        "title_en": ["A new one"],
        "kind": ["briefing"],
        "segment": ["CLUSTER"],
    }

    answer = desk.post("/desk/2027/new-meeting", data=filled)
    again = desk.post("/desk/2027/new-meeting", data=filled)
    other = desk.post("/desk/2027/new-meeting", data=filled | {"title_en": "Another"})

    assert [each.status_code for each in (answer, again, other)] == [303, 303, 409]
    assert "The draft has a meeting D70 already." in text_of(other.text)
    assert (standing("D70")["titles"], changes()) == ({"en": "A new one"}, 1)


@pytest.mark.parametrize("key", ["", "D 70", "D/70", "../D70", "x" * 41, "Ä1"])
def test_a_key_is_letters_digits_and_hyphens(desk: FlaskClient, key: str):
    answer = desk.post("/desk/2027/new-meeting", data={"key": key, "title_en": "A new one", "title_language": "en"})

    assert answer.status_code == 422
    assert 'id="key-msg"' in answer.text


def test_cancelling_asks_for_the_reason_and_can_be_taken_back(desk: FlaskClient):
    without = desk.post(f"{D34}/cancel", data={"seen": "1", "reason": ""})
    cancelled = desk.post(f"{D34}/cancel", data={"seen": "1", "reason": "The speaker is ill."})
    state = standing()["state"], standing()["note"]
    back = desk.post(f"{D34}/restore", data={"seen": "2"})

    assert [each.status_code for each in (without, cancelled, back)] == [422, 303, 303]
    assert state == ("cancelled", "The speaker is ill.")
    assert (standing()["state"], standing()["note"]) == ("scheduled", "")


def test_a_removed_meeting_is_named_and_comes_back_by_undo(desk: FlaskClient):
    new = {"titles": {"en": "New"}, "segment": "CLUSTER", "kind": "briefing"}
    drafting.add_meeting(hand(a_programme_organizer()), "2027", "D70", new, uid_domain="x.example")
    before = digest()

    removed = desk.post("/desk/2027/meetings/D70/remove", data={"seen": "1"})
    page = text_of(desk.get(removed.location).text)
    desk.post("/desk/2027/undo")

    assert "D70 is out of the draft. Undo brings it back." in page
    assert digest() == before


def test_a_stale_removal_removes_nothing(desk: FlaskClient):
    drafting.edit_meeting(hand(a_programme_organizer()), "2027", "D62", {"audience": 90}, seen=1)

    answer = desk.post("/desk/2027/meetings/D62/remove", data={"seen": "1"})

    assert (answer.status_code, standing("D62")["audience"]) == (409, 90)


def test_a_host_sees_and_changes_its_own_meetings_only(app: Flask):
    host = sign_in(app.test_client(), a_focal_point("IFLA"))

    listed = set(re.findall(r"/desk/2027/meetings/(\w+)\"", host.get("/desk/2027/meetings").text))
    saved = send(host, abstract="Ours.")
    others = [host.get("/desk/2027/meetings/D35").status_code, host.get("/desk/2027/new-meeting").status_code]

    own = {
        key for key, each in snapshots(editions.edition("2027")).items() if "IFLA" in each["organizers"] + each["co"]
    }
    assert listed == own
    assert (saved.status_code, standing()["abstract"], others) == (303, "Ours.", [403, 403])


def test_a_host_cannot_slip_an_organizers_field_into_its_form(app: Flask):
    host = sign_in(app.test_client(), a_focal_point("IFLA"))

    answer = send(host, segment="SESSION", organizers="WHO", is_pinned="y")

    assert (answer.status_code, changes()) == (303, 0)


def test_the_list_is_narrowed_searched_and_sorted(desk: FlaskClient):
    def keys(query: str) -> list[str]:
        return re.findall(
            r'<th scope="row"><a href="/desk/2027/meetings/(\w+)"', desk.get(f"/desk/2027/meetings?{query}").text
        )

    assert keys("q=bibliotheques") == ["D34"]
    assert keys("q=d34") == ["D34"]
    assert keys("body=IFLA") == ["D34"]
    assert keys("segment=SIDE&sort=key") == sorted(keys("segment=SIDE"))
    assert keys("only=changed") == []
    send(desk, audience="61")
    assert keys("only=changed") == ["D34"]


@pytest.mark.parametrize("query", ["segment=NOWHERE", "sort=colour", "page=x", "colour=red"])
def test_a_list_that_cannot_be_asked_for_is_refused(desk: FlaskClient, query: str):
    assert desk.get(f"/desk/2027/meetings?{query}").status_code == 422


def test_the_list_reads_as_often_for_one_meeting_as_for_all(desk: FlaskClient, count_queries: Counting):
    desk.get("/desk/2027/meetings")
    with count_queries() as all_of_them:
        desk.get("/desk/2027/meetings")
    with count_queries() as one:
        desk.get("/desk/2027/meetings?q=D34")

    assert len(all_of_them) == len(one) <= 45


def test_the_history_reads_as_often_for_many_changes_as_for_one(desk: FlaskClient, count_queries: Counting):
    drafting.edit_meeting(hand(a_programme_organizer()), "2027", "D34", {"audience": 1}, seen=None)
    with count_queries() as one:
        desk.get("/desk/2027/history")
    for number in range(2, 12):
        drafting.edit_meeting(hand(an_organizer(f"Organizer {number}")), "2027", "D34", {"audience": number}, seen=None)
    with count_queries() as many:
        desk.get("/desk/2027/history")

    assert len(many) == len(one) <= 25


def test_the_history_names_people_to_organizers_and_to_nobody_else(app: Flask, desk: FlaskClient):
    drafting.edit_meeting(hand(a_programme_organizer()), "2027", "D34", {"audience": 1}, seen=None)
    drafting.edit_meeting(hand(a_programme_organizer()), "2027", "D35", {"audience": 1}, seen=None)
    host = sign_in(app.test_client(), a_focal_point("IFLA"))

    seen = [text_of(client.get("/desk/2027/history").text) for client in (desk, host)]

    assert ["Pia Programme" in page for page in seen] == [True, False]
    assert ["D35" in page for page in seen] == [True, False]


def test_a_form_that_has_grown_old_keeps_what_was_typed(app: Flask):
    client = sign_in(app.test_client(), an_organizer())
    app.config["WTF_CSRF_ENABLED"] = True

    answer = client.post(D34, data=typed(client.get(D34).text) | {"note": "What I typed.", "csrf_token": "old"})

    assert answer.status_code == 422
    assert "What I typed." in answer.text
    assert db.session.scalars(select(Meeting.note).where(Meeting.key == "D34")).one() == ""


def test_undo_from_the_history_leads_back_to_it(desk: FlaskClient):
    before = digest()
    send(desk, audience="120")

    undone = desk.post("/desk/2027/undo", data={"back": "history"})
    page = text_of(desk.get(undone.location).text)

    assert (undone.status_code, undone.location, digest()) == (303, "/desk/2027/history", before)
    assert "changed D34 undone" in page
    assert "Redo: D34 changed" in page


def test_a_host_has_no_tabs_that_are_shut_to_it(app: Flask):
    page = sign_in(app.test_client(), a_focal_point("IFLA")).get("/desk/2027/meetings").text

    assert "/desk/2027/board" in page
    assert not [tab for tab in ("publish", "rooms", "registrations") if f"/desk/2027/{tab}" in page]
