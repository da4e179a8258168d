"""The board as a page: who sees it, who may move what, what it shows of a day, and how little it asks the database."""

from __future__ import annotations

import re
from datetime import datetime

import pytest

from events.programme.rules.deeds import Placement
from events.programme.services import drafting
from tests.support import desk
from tests.support.pages import text_of
from tests.support.people import sign_in

BOARD = "/desk/2027/board?day=2027-05-13"
BLOCK = re.compile(r'<a class="(blk [^"]*)" id="m-(\w+)"([^>]*)>')


def blocks(page: str) -> dict[str, tuple[str, str]]:
    """The blocks of a page by key: classes and attributes."""
    return {key: (classes, attributes) for classes, key, attributes in BLOCK.findall(page)}


def shown(app, account, address=BOARD):
    return sign_in(app.test_client(), account).get(address)


def placed(start, end, room):
    return Placement(datetime.fromisoformat(f"2027-05-13T{start}"), datetime.fromisoformat(f"2027-05-13T{end}"), room)


def test_an_organizer_may_move_every_meeting_with_hours_of_its_day(app):
    page = shown(app, desk.an_organizer()).text
    found = blocks(page)

    assert len(found) == 13
    assert all(" data-may" in attributes for _classes, attributes in found.values())
    assert 'data-start="570" data-room="ITU-C"' in found["D07"][1]
    assert found["D07"][0] == "blk c5 q6 d12"


@pytest.mark.parametrize("make", [lambda: desk.an_organizer(), lambda: desk.a_programme_organizer("2027")])
def test_the_organizers_of_the_house_and_of_the_edition_see_it(app, make):
    assert shown(app, make()).status_code == 200


def test_the_organizer_of_another_edition_and_a_person_without_a_role_do_not(app):
    accounts = [desk.a_programme_organizer("2007"), desk.somebody("Nobody Special")]

    assert [shown(app, each).status_code for each in accounts] == [403, 403]


def test_who_is_not_signed_in_is_led_to_the_sign_in_page(app):
    answer = app.test_client().get(BOARD)

    assert (answer.status_code, answer.headers["Location"]) == (
        303,
        "/my/sign-in?next=%2Fdesk%2F2027%2Fboard%3Fday%3D2027-05-13",
    )


def test_a_host_sees_all_and_may_move_what_it_leads(app):
    found = blocks(shown(app, desk.a_focal_point("UNESCO")).text)

    assert len(found) == 13
    assert sorted(key for key, (_classes, attributes) in found.items() if " data-may" in attributes) == ["D17", "D47"]


def test_a_host_does_not_move_what_is_fixed(app):
    drafting.edit_meeting(desk.hand(desk.an_organizer()), "2027", "D47", {"is_pinned": True}, seen=None)
    found = blocks(shown(app, desk.a_focal_point("UNESCO")).text)

    assert sorted(key for key, (_classes, attributes) in found.items() if " data-may" in attributes) == ["D17"]


def test_rooms_that_cant_be_had_say_why(app):
    page = shown(app, desk.an_organizer()).text

    assert page.count('<p class="shut">closed: other hirer (demo)</p>') == 3
    assert 'data-room="CICG-2" data-name="Salle 2" data-shut="closed: other hirer (demo)"' in page


def test_a_moved_meeting_breaks_rules_in_sight_and_leaves_its_ghost(app):
    hand = desk.hand(desk.an_organizer())
    placement = placed("10:30", "13:30", "PDN-XXIII")
    drafting.place_meeting(hand, "2027", "D07", placement, seen=None)
    page = shown(app, desk.an_organizer()).text
    found = blocks(page)

    assert found["D07"][0] == "blk c5 q10 d12 clash"
    assert " clash" in found["D17"][0]
    assert '<p class="blk ghost c5 q6 d12">' in page
    assert "D17 (10:00–13:00) and D07 (10:30–13:30) overlap in Room XXIII on 2027-05-13." in text_of(page)


def test_what_has_no_hours_is_listed_with_the_way_to_its_form(app):
    drafting.unplace_meeting(desk.hand(desk.an_organizer()), "2027", "D47", seen=None)
    page = shown(app, desk.an_organizer()).text

    assert blocks(page)["D47"][0] == "blk c7"
    assert '<a class="go" href="/desk/2027/board?day=2027-05-13&amp;meeting=D47#move">Place…' in page


def test_a_cancelled_meeting_is_struck_and_stays_where_it_is(app):
    drafting.cancel_meeting(desk.hand(desk.an_organizer()), "2027", "D59", "Off.", seen=None)
    classes, attributes = blocks(shown(app, desk.an_organizer()).text)["D59"]

    assert classes == "blk c7 q28 d5 off"
    assert " data-may" not in attributes


def test_without_a_day_it_is_that_of_the_meeting_picked_or_the_first_one(app):
    organizer = desk.an_organizer()
    headings = [
        re.search(r"<h1[^>]*>(.*?)</h1>", shown(app, organizer, address).text).group(1)
        for address in ("/desk/2027/board", "/desk/2027/board?meeting=D07", "/desk/2027/board?day=nonsense")
    ]

    assert headings == [
        "Board · draft, Monday 10 May",
        "Board · draft, Thursday 13 May",
        "Board · draft, Monday 10 May",
    ]


def test_a_meeting_that_is_not_there_has_no_board(app):
    assert shown(app, desk.an_organizer(), "/desk/2027/board?meeting=D999").status_code == 404


def test_it_asks_as_often_whoever_looks_and_whatever_is_broken(app, count_queries):
    organizer = desk.an_organizer()
    client = sign_in(app.test_client(), organizer)
    client.get(BOARD)
    with count_queries() as before:
        client.get(BOARD)
    for key in ("D07", "D17", "D47"):
        placement = placed("10:30", "13:30", "PDN-XXIII")
        drafting.place_meeting(desk.hand(organizer), "2027", key, placement, seen=None)
    with count_queries() as after:
        client.get(BOARD)

    assert len(before) == len(after) <= 30
