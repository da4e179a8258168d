"""The desk of venues: rooms that all editions share, closures of one edition, and who may change which."""

from __future__ import annotations

import re
from collections.abc import Callable
from contextlib import AbstractContextManager

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import func, select

from events.venues import queries
from events.venues.models import Building, Closure, Room
from foundation import revisions
from foundation.db import db
from tests.support.desk import a_programme_organizer, an_organizer, somebody
from tests.support.pages import text_of
from tests.support.people import sign_in
from tests.support.typed import typed

Counting = Callable[[], AbstractContextManager[list[str]]]
SHARED = ["/desk/2027/rooms/PDN-XX", "/desk/2027/new-room", "/desk/2027/new-building"]
PDN_XX = SHARED[0]
CLOSED = {"place": "room:PDN-XXI", "first": "2027-05-12", "last": "2027-05-13", "reason": "Works."}
NEW = {"building": "PDN", "key": "PDN-XXX", "name": "Room XXX", "seats": "100", "booths": "0", "layout": "classroom"}


@pytest.fixture
def desk(app: Flask) -> FlaskClient:
    return sign_in(app.test_client(), an_organizer())


def room(key: str = "PDN-XX") -> Room:
    db.session.rollback()
    return queries.room_of(key)


def closures() -> int:
    db.session.rollback()
    return db.session.scalars(select(func.count()).select_from(Closure)).one()


@pytest.mark.parametrize("prefix", ["", "/fr", "/ar", "/xb"])
@pytest.mark.parametrize("page", ["/desk/2027/rooms", *SHARED])
def test_every_page_stands_in_every_language(desk: FlaskClient, prefix: str, page: str):
    assert desk.get(prefix + page).status_code == 200


@pytest.mark.parametrize(
    ("page", "programme_organizer"), [("/desk/2027/rooms", 200), *((page, 403) for page in SHARED)]
)
def test_rooms_are_the_houses_and_closures_the_editions(app: Flask, page: str, programme_organizer: int):
    clients = [
        app.test_client(),
        *(sign_in(app.test_client(), who) for who in (somebody("Nia"), a_programme_organizer())),
    ]

    assert [client.get(page).status_code for client in clients] == [303, 403, programme_organizer]


def test_a_page_sent_back_as_it_came_changes_nothing(desk: FlaskClient):
    answer = desk.post(PDN_XX, data=typed(desk.get(PDN_XX).text, "room-form"))

    assert (answer.status_code, room().revision) == (303, 1)


def test_a_room_is_saved_for_all_editions_and_public_pages_hear_of_it(any_app: Flask):
    client = sign_in(any_app.test_client(), an_organizer())
    number = revisions.number()

    answer = client.post(PDN_XX, data=typed(client.get(PDN_XX).text, "room-form") | {"seats": "700"})

    assert (answer.status_code, room().seats, room().revision, revisions.number()) == (303, 700, 2, number + 1)


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        ({"name": ""}, "Fill this in."),
        ({"name": "x" * 121}, "Shorten this to 120 characters at most."),
        ({"seats": "0"}, "Give a number from 1 to 20000."),
        ({"seats": "many"}, "Give a whole number."),
        ({"booths": ""}, "Fill this in."),
        ({"available_from": "May"}, "Give a day, as 2027-05-13."),
    ],
)
def test_what_does_not_fit_is_said_and_kept(desk: FlaskClient, changed: dict[str, str], words: str):
    answer = desk.post(PDN_XX, data=typed(desk.get(PDN_XX).text, "room-form") | {"note": "Typed."} | changed)

    assert (answer.status_code, text_of(answer.text).count(words), "Typed." in answer.text) == (422, 2, True)
    assert room().revision == 1


def test_a_stale_form_shows_theirs_and_mine(desk: FlaskClient):
    mine = typed(desk.get(PDN_XX).text, "room-form") | {"seats": "700"}
    desk.post(PDN_XX, data=mine | {"seats": "600"})

    clash = desk.post(PDN_XX, data=mine)
    over = desk.post(PDN_XX, data=typed(clash.text, "room-form"))

    assert (clash.status_code, over.status_code, room().seats) == (409, 303, 700)
    assert "Seats 600 700" in text_of(clash.text)


def test_a_new_room_and_a_new_building_stand_on_the_page(desk: FlaskClient):
    building = desk.post("/desk/2027/new-building", data={"key": "ATT", "name": "World of Ideas", "short": "ATT"})
    added = desk.post("/desk/2027/new-room", data={**NEW, "building": "ATT", "key": "ATT-A"})

    page = text_of(desk.get("/desk/2027/rooms").text)
    assert (building.status_code, added.status_code) == (303, 303)
    assert "Room XXX ATT-A 100 0" in page


@pytest.mark.parametrize(("key", "status"), [("PDN-XX", 409), ("pdn-xxx", 422), ("X", 422), ("PDN/XXX", 422)])
def test_a_rooms_key_is_free_and_fit(desk: FlaskClient, key: str, status: int):
    answer = desk.post("/desk/2027/new-room", data={**NEW, "key": key})

    assert (answer.status_code, 'id="key-msg"' in answer.text) == (status, True)


def test_a_programme_organizer_changes_no_room_and_closes_one(app: Flask):
    client, before = sign_in(app.test_client(), a_programme_organizer()), closures()

    changed = client.post(PDN_XX, data={"seats": "1"})
    closed = client.post("/desk/2027/closures", data=CLOSED)

    assert (changed.status_code, closed.status_code, closures()) == (403, 303, before + 1)


def test_closing_twice_is_once_and_opening_again_takes_it_back(desk: FlaskClient):
    before = closures()
    answers = [desk.post("/desk/2027/closures", data=CLOSED).status_code for _ in range(2)]
    other = desk.post("/desk/2027/closures", data={**CLOSED, "last": "2027-05-20"})
    page = desk.get("/desk/2027/rooms").text
    number = re.findall(r"/closures/(\d+)/open", page.split("Works.")[1])[0]
    opened = [desk.post(f"/desk/2027/closures/{number}/open").status_code for _ in range(2)]

    assert (answers, other.status_code, opened, closures()) == ([303, 303], 409, [303, 404], before)


def test_a_closure_ends_after_it_begins_and_names_a_place(desk: FlaskClient):
    upside_down = desk.post("/desk/2027/closures", data={**CLOSED, "last": "2027-05-01"})
    nowhere = desk.post("/desk/2027/closures", data={**CLOSED, "place": "room:NOWHERE"})

    assert (upside_down.status_code, nowhere.status_code) == (422, 422)
    assert 'value="Works."' in upside_down.text


def test_the_page_reads_as_often_for_one_building_as_for_all(desk: FlaskClient, count_queries: Counting):
    desk.get("/desk/2027/rooms")
    with count_queries() as before:
        desk.get("/desk/2027/rooms")
    for number in range(5):
        desk.post("/desk/2027/new-building", data={"key": f"B{number}", "name": f"B{number}", "short": "B"})
        desk.post("/desk/2027/new-room", data={**NEW, "building": f"B{number}", "key": f"B{number}-1"})
        desk.post("/desk/2027/closures", data={**CLOSED, "place": f"room:B{number}-1"})
    desk.get("/desk/2027/rooms")
    with count_queries() as after:
        desk.get("/desk/2027/rooms")

    assert len(after) == len(before) <= 14
    assert db.session.scalars(select(func.count()).select_from(Building)).one() > 5
