"""The desk of a building: its names and walks are the house's, its hours and interpretation the edition's."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import time
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import func, select
from werkzeug.test import TestResponse

from events.editions.queries import edition
from events.programme.queries.problem import problem
from events.venues import queries
from events.venues.models import Building, Walk
from foundation import revisions
from foundation.db import db
from tests.support.desk import a_programme_organizer, an_organizer, somebody
from tests.support.pages import text_of
from tests.support.people import sign_in
from tests.support.typed import typed

Counting = Callable[[], AbstractContextManager[list[str]]]
PDN = "/desk/2027/buildings/PDN"


@pytest.fixture
def desk(app: Flask) -> FlaskClient:
    return sign_in(app.test_client(), an_organizer())


def house(key: str = "PDN") -> queries.House:
    db.session.rollback()
    return queries.house(key)


def hours(of: str = "2027") -> dict[str, Any]:
    db.session.rollback()
    found = queries.hours_standing(edition(of).id, queries.house("PDN").building)
    return {name: value for name, value in found.items() if value is not None}


def send(client: FlaskClient, page: str = PDN, **changed: str) -> TestResponse:
    """The form of the building, as it stands but for what was changed."""
    return client.post(page, data=typed(client.get(page).text, "building-form") | changed)


def send_hours(client: FlaskClient, **changed: str) -> TestResponse:
    """The form of its hours, as it stands but for what was changed."""
    own = {f"hours-{name}": value for name, value in changed.items()}
    return client.post(f"{PDN}/hours", data=typed(client.get(PDN).text, "hours-form") | own)


SHIPPED = {
    "from_1": time(10), "to_1": time(13), "from_2": time(13, 15), "to_2": time(14, 45), "from_3": time(15),
    "to_3": time(18), "units": 8,
}  # fmt: skip


@pytest.mark.parametrize("prefix", ["", "/fr", "/ar", "/xb"])
@pytest.mark.parametrize("page", [PDN, "/desk/2007/buildings/ONLINE"])
def test_the_page_stands_in_every_language(desk: FlaskClient, prefix: str, page: str):
    assert desk.get(prefix + page).status_code == 200


def test_a_programme_organizer_has_the_hours_and_leaves_the_building_alone(app: Flask):
    nobody, one = (sign_in(app.test_client(), who) for who in (somebody("Nia"), a_programme_organizer()))

    seen = [client.get(PDN).status_code for client in (app.test_client(), nobody, one)]
    changed = one.post(PDN, data={"name": "Mine", "short": "Mine", "seen": "1"})
    page = one.get(PDN).text

    assert (seen, changed.status_code, house().building.name) == ([303, 403, 200], 403, "Palais des Nations")
    assert ('id="hours-form"' in page, 'id="building-form"' in page) == (True, False)
    assert (send_hours(one, units="9").status_code, hours()) == (303, SHIPPED | {"units": 9})


def test_forms_sent_back_as_they_came_change_nothing(desk: FlaskClient):
    answers = [send(desk).status_code, send_hours(desk).status_code]

    assert (answers, house().building.revision, hours()) == ([303, 303], 1, SHIPPED)


def test_a_building_is_saved_for_all_editions_and_public_pages_hear_of_it(any_app: Flask):
    client = sign_in(any_app.test_client(), an_organizer())
    number = revisions.number()

    answer = send(client, short="Palais", badge="Pregny Gate, with a passport", walk_ITU="12")

    building = house().building
    assert (answer.status_code, building.short, building.badge) == (303, "Palais", "Pregny Gate, with a passport")
    assert (building.revision, revisions.number()) == (2, number + 1)


def test_a_walk_is_the_same_both_ways_and_stands_on_both_forms(desk: FlaskClient):
    saved = send(desk, walk_ITU="17")

    assert (saved.status_code, house("ITU").standing["walk_PDN"], house("ITU").building.revision) == (303, 17, 2)
    assert problem(edition("2027")).walks[("ITU", "PDN")] == 17
    assert send(desk, walk_ITU="").status_code == 303
    assert house("ITU").standing["walk_PDN"] is None


def test_a_building_that_is_new_gets_its_walks(desk: FlaskClient):
    desk.post("/desk/2027/new-building", data={"key": "ATT", "name": "World of Ideas", "short": "ATT"})
    before = db.session.scalars(select(func.count()).select_from(Walk)).one()

    saved = send(desk, "/desk/2027/buildings/ATT", walk_PDN="20", walk_ITU="25")

    assert (saved.status_code, house().standing["walk_ATT"]) == (303, 20)
    assert db.session.scalars(select(func.count()).select_from(Walk)).one() == before + 2


def test_one_walks_to_no_building_that_is_online(desk: FlaskClient):
    assert "walk_" not in desk.get("/desk/2027/buildings/ONLINE").text
    assert "walk_ONLINE" not in desk.get(PDN).text


def test_hours_are_the_editions_and_stand_in_their_order(desk: FlaskClient):
    of_2007 = hours("2007")

    answer = send_hours(desk, from_1="15:00", to_1="18:00", from_2="09:30", to_2="12:30", from_3="", to_3="", units="")

    assert answer.status_code == 303
    assert hours() == {"from_1": time(9, 30), "to_1": time(12, 30), "from_2": time(15), "to_2": time(18)}
    assert hours("2007") == of_2007
    assert problem(edition("2027")).buildings["PDN"].units_per_day is None


def test_a_fourth_part_is_added(desk: FlaskClient):
    answer = send_hours(desk, from_4="18:30", to_4="20:00")

    assert (answer.status_code, hours()) == (303, SHIPPED | {"from_4": time(18, 30), "to_4": time(20)})


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        ({"from_4": "18:30"}, "Give both hours, or leave both empty."),
        ({"from_4": "20:00", "to_4": "18:30"}, "Let it end after it begins."),
        ({"from_4": "17:00", "to_4": "20:00"}, "Let it begin when the part before has ended."),
        ({"from_1": "ten"}, "Give an hour, as 13:15."),
        ({"units": "-1"}, "Give a number from 0 to 200."),
    ],
)
def test_hours_that_do_not_fit_are_said_and_kept(desk: FlaskClient, changed: dict[str, str], words: str):
    answer = send_hours(desk, **{"to_3": "17:45", **changed})

    assert (answer.status_code, text_of(answer.text).count(words), 'value="17:45"' in answer.text) == (422, 2, True)
    assert hours() == SHIPPED


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        ({"name": ""}, "Fill this in."),
        ({"short": "x" * 41}, "Shorten this to 40 characters at most."),
        ({"walk_ITU": "far"}, "Give a whole number."),
        ({"walk_ITU": "601"}, "Give a number from 0 to 600."),
    ],
)
def test_a_building_that_does_not_fit_is_said_and_kept(desk: FlaskClient, changed: dict[str, str], words: str):
    answer = send(desk, **{"address": "Typed", **changed})

    assert (answer.status_code, text_of(answer.text).count(words), 'value="Typed"' in answer.text) == (422, 2, True)
    assert house().building.revision == 1


def test_stale_forms_show_theirs_and_mine_and_can_be_saved_over_it(desk: FlaskClient):
    page = desk.get(PDN).text
    mine = typed(page, "building-form") | {"short": "Mine"}
    my_hours = typed(page, "hours-form") | {"hours-to_3": "17:30"}
    send(desk, short="Theirs")

    clash, hours_clash = desk.post(PDN, data=mine), desk.post(f"{PDN}/hours", data=my_hours)
    over = desk.post(f"{PDN}/hours", data=typed(hours_clash.text, "hours-form"))

    assert [clash.status_code, hours_clash.status_code, over.status_code] == [409, 409, 303]
    assert "Short name Theirs Mine" in text_of(clash.text)
    assert "Third part, to 18:00 17:30" in text_of(hours_clash.text)
    assert (house().building.short, hours()) == ("Theirs", SHIPPED | {"to_3": time(17, 30)})


@pytest.mark.parametrize("page", ["/desk/2027/buildings/NONE", "/desk/1066/buildings/PDN"])
def test_a_building_or_an_edition_that_is_not_there_has_no_page(desk: FlaskClient, page: str):
    assert [desk.get(page).status_code, desk.post(page).status_code, desk.post(f"{page}/hours").status_code] == [
        404
    ] * 3


def test_the_page_reads_as_often_for_one_building_as_for_all(desk: FlaskClient, count_queries: Counting):
    desk.get(PDN)
    with count_queries() as before:
        desk.get(PDN)
    for number in range(5):
        desk.post("/desk/2027/new-building", data={"key": f"B{number}", "name": f"B{number}", "short": "B"})
    desk.get(PDN)
    with count_queries() as after:
        desk.get(PDN)

    assert len(after) == len(before) <= 14
    assert db.session.scalars(select(func.count()).select_from(Building)).one() > 5
