"""Saving a meeting by its form: beside what others changed, and what the form, the state of things or a role refuses."""

from __future__ import annotations

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import func, select
from werkzeug.test import TestResponse

from events.editions import queries as editions
from events.programme.models import DraftChange
from events.programme.queries.draft import snapshots
from events.programme.rules.snapshots import Snapshot
from events.programme.services import drafting
from foundation.db import db
from tests.support.desk import a_focal_point, a_programme_organizer, an_organizer, hand
from tests.support.pages import text_of
from tests.support.people import sign_in
from tests.support.typed import typed

D34 = "/desk/2027/meetings/D34"


@pytest.fixture
def desk(app: Flask) -> FlaskClient:
    """A browser in which an organizer is signed in."""
    return sign_in(app.test_client(), an_organizer())


def send(client: FlaskClient, address: str = D34, **changed: str | list[str]) -> TestResponse:
    return client.post(address, data={**typed(client.get(address).text), **changed})


def standing(key: str = "D34") -> Snapshot:
    db.session.rollback()  # what a browser did is seen by a new transaction only
    return snapshots(editions.edition("2027"), [key])[key]


def changes() -> int:
    db.session.rollback()
    return db.session.scalars(select(func.count()).select_from(DraftChange)).one()


def test_a_stale_form_shows_theirs_and_mine_and_can_be_saved_over_it(desk: FlaskClient):
    mine = typed(desk.get(D34).text) | {"audience": ["120"], "note": ["Mine."]}
    drafting.edit_meeting(hand(a_programme_organizer()), "2027", "D34", {"audience": 90}, seen=1)

    clash = desk.post(D34, data=mine)
    page = text_of(clash.text)
    over = desk.post(D34, data=typed(clash.text))

    assert clash.status_code == 409
    assert "D34 was changed meanwhile by Pia Programme: nothing of yours is saved yet." in page
    assert "Expected 90 120" in page
    assert "Note – Mine." not in page  # only what both changed is a question
    assert (over.status_code, standing()["audience"], standing()["note"]) == (303, 120, "Mine.")


def test_mine_stands_beside_theirs_where_they_do_not_collide(desk: FlaskClient):
    mine = typed(desk.get(D34).text) | {"note": ["Mine."], "title_en": ["My title"]}
    theirs = {"audience": 90, "titles": {"fr": "Leur titre"}}
    drafting.edit_meeting(hand(a_programme_organizer()), "2027", "D34", theirs, seen=1)

    answer = desk.post(D34, data=mine)
    page = text_of(desk.get(answer.location).text)

    meeting = standing()
    assert answer.status_code == 303
    assert (meeting["note"], meeting["audience"]) == ("Mine.", 90)
    assert meeting["titles"] == {"fr": "Leur titre", "en": "My title"}
    assert "Saved together with what Pia Programme changed: Title, Expected." in page


def test_what_only_they_changed_outlives_mine_saved_over_theirs(desk: FlaskClient):
    mine = typed(desk.get(D34).text) | {"audience": ["120"]}
    theirs = {"audience": 90, "note": "Theirs.", "organizers": ["WHO"]}
    drafting.edit_meeting(hand(a_programme_organizer()), "2027", "D34", theirs, seen=1)

    clash = desk.post(D34, data=mine)
    over = desk.post(D34, data=typed(clash.text))

    meeting = standing()
    assert (clash.status_code, over.status_code) == (409, 303)
    assert (meeting["audience"], meeting["note"], meeting["organizers"]) == (120, "Theirs.", ["WHO"])


def test_a_base_that_was_tampered_with_counts_for_nothing(desk: FlaskClient):
    mine = typed(desk.get(D34).text) | {"note": ["Mine."], "base": ["e30.forged"]}
    drafting.edit_meeting(hand(a_programme_organizer()), "2027", "D34", {"audience": 90}, seen=1)

    assert (desk.post(D34, data=mine).status_code, standing()["audience"]) == (409, 90)


@pytest.mark.parametrize(("field", "keys"), [("after", "D34"), ("apart", "D34"), ("after", "D33")])
def test_a_meeting_does_not_wait_for_itself(desk: FlaskClient, field: str, keys: str):
    drafting.edit_meeting(hand(a_programme_organizer()), "2027", "D33", {"after": ["D34"]}, seen=None)

    answer = send(desk, **{field: keys, "note": "Kept."})

    assert answer.status_code == 422
    assert f'id="{field}-msg"' in answer.text
    assert "A meeting can’t wait for itself: D34" in text_of(answer.text)
    assert "Kept." in answer.text


def test_a_timed_meeting_has_a_language(desk: FlaskClient):
    hours = {"when": "timed", "day": "2027-05-14", "start": "11:00", "end": "12:00"}

    assert "Tick at least one language" in text_of(send(desk, **hours, languages=[]).text)


def test_a_day_beside_no_day_yet_is_asked_about(desk: FlaskClient):
    answer = send(desk, when="undated", day="2027-05-14")

    assert (answer.status_code, 'id="when-msg"' in answer.text, changes()) == (422, True, 0)


def test_seats_are_for_everyone_or_for_observers(desk: FlaskClient):
    refused = send(desk, seats="5", seats_for="friends")
    send(desk, seats="5", seats_for="observers")

    assert (refused.status_code, standing()["seat_limit"]) == (422, {"seats": 5, "for": "observers"})


def test_a_form_that_saw_nothing_is_told_so(desk: FlaskClient):
    answers = [
        send(desk, note="N", seen="x"),
        *(desk.post(f"{D34}/{deed}", data={"reason": "R"}) for deed in ("cancel", "restore", "remove")),
    ]

    assert [answer.status_code for answer in answers] == [422] * 4
    assert ["It is not known which state of the meeting you saw" in text_of(each.text) for each in answers] == [
        True
    ] * 4


def test_cancelling_twice_changes_nothing(desk: FlaskClient):
    desk.post(f"{D34}/cancel", data={"seen": "1", "reason": "The speaker is ill."})
    same = desk.post(f"{D34}/cancel", data={"seen": "1", "reason": "The speaker is ill."})
    other = desk.post(f"{D34}/cancel", data={"seen": "2", "reason": "No room."})

    assert (same.status_code, other.status_code) == (303, 409)
    assert (standing()["note"], changes()) == ("The speaker is ill.", 1)


def test_what_was_published_is_not_removed(desk: FlaskClient):
    answer = desk.post("/desk/2027/meetings/D62/remove", data={"seen": "1"})

    assert (answer.status_code, changes()) == (409, 0)
    assert "D62 was published and can’t be removed: calendars hold it." in text_of(answer.text)
    assert "/desk/2027/meetings/D62/remove" not in desk.get("/desk/2027/meetings/D62").text


def test_a_co_organizer_says_what_a_meeting_is_and_not_where(app: Flask):
    drafting.edit_meeting(hand(an_organizer()), "2027", "D34", {"co": ["WHO"]}, seen=None)
    beside = sign_in(app.test_client(), a_focal_point("WHO"))

    page = beside.get(D34).text
    saved = send(beside, abstract="Ours too.", day="2027-05-12")
    moved = beside.post(f"{D34}/unplace", data={"seen": "3"})

    assert 'name="day"' not in page
    assert (saved.status_code, moved.status_code, standing()["abstract"]) == (303, 403, "Ours too.")
