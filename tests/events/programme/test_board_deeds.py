"""Deeds on the board: by form without scripts, and as a script sends them; two organizers who change one meeting see both."""

from __future__ import annotations

import re

import pytest

from events.editions import queries as editions
from events.programme.queries.draft import draft_digest, snapshots
from foundation.db import db
from tests.support import desk
from tests.support.pages import text_of
from tests.support.people import sign_in

PLACE, UNPLACE, PIN = (f"/desk/2027/meetings/D47/{deed}" for deed in ("place", "unplace", "pin"))
TO_XXIV = {"day": "2027-05-14", "start": "13:15", "minutes": "75", "room": "PDN-XXIV", "seen": "1", "on": "2027-05-13"}
TO_HOST = TO_XXIV | {"day": "2027-05-13", "minutes": "90"}
JSON = {"Accept": "application/json"}
WORDS = "D47 was changed meanwhile by Ola Organizer: nothing of yours is saved yet."


@pytest.fixture
def organizer(app):
    return sign_in(app.test_client(), desk.an_organizer())


@pytest.fixture
def other(app):
    return sign_in(app.test_client(), desk.an_organizer("Otto Other"))


def standing(key="D47"):
    db.session.rollback()
    meeting = snapshots(editions.edition("2027"), [key])[key]
    return {name: meeting[name] for name in ("starts", "ends", "room", "is_pinned")}


def digest():
    db.session.rollback()
    return draft_digest(editions.edition("2027"))


AS_IT_WAS = {"starts": "2027-05-13T13:15:00", "ends": "2027-05-13T14:45:00", "room": "PDN-XXIII", "is_pinned": False}
MOVED = {"starts": "2027-05-14T13:15:00", "ends": "2027-05-14T14:30:00", "room": "PDN-XXIV", "is_pinned": False}


def test_the_form_moves_a_meeting_and_leads_to_it_on_its_new_day(organizer):
    answer = organizer.post(PLACE, data=TO_XXIV)

    assert (answer.status_code, answer.headers["Location"]) == (
        303,
        "/desk/2027/board?day=2027-05-14&meeting=D47#m-D47",
    )
    assert standing() == MOVED


def test_the_form_that_was_shown_moves_it_nowhere_else(organizer):
    page = organizer.get("/desk/2027/board?day=2027-05-13&meeting=D47").text
    form = re.search(r'<form class="flow" method="post" action="([^"]*)"(.*?)</form>', page, re.S)
    sent = dict(re.findall(r'name="(seen|on|start|minutes)"[^>]* value="([^"]*)"', form.group(2)))
    sent |= {
        name: re.search(rf'name="{name}">.*?value="([^"]*)" selected', form.group(2), re.S).group(1)
        for name in ("day", "room")
    }

    assert form.group(1) == PLACE
    assert sent == {
        "seen": "1", "on": "2027-05-13", "start": "13:15", "minutes": "90", "day": "2027-05-13", "room": "PDN-XXIII",
    }  # fmt: skip


def test_taken_off_the_board_it_is_found_again_on_the_day_that_was_shown(organizer):
    answer = organizer.post(UNPLACE, data={"seen": "1", "on": "2027-05-13"})

    assert (answer.status_code, answer.headers["Location"]) == (
        303,
        "/desk/2027/board?day=2027-05-13&meeting=D47#m-D47",
    )
    assert standing() == {"starts": None, "ends": None, "room": None, "is_pinned": False}


def test_it_is_fixed_where_it_stands_and_let_go_again(organizer):
    organizer.post(PIN, data={"seen": "1", "pinned": "y"})
    fixed = standing()["is_pinned"]
    organizer.post(PIN, data={"seen": "2", "pinned": ""})

    assert (fixed, standing()["is_pinned"]) == (True, False)


def test_undo_and_redo_lead_to_the_meeting_where_it_stands_then(organizer):
    digests = [digest()]
    organizer.post(PLACE, data=TO_XXIV)
    digests.append(digest())
    undone = organizer.post("/desk/2027/undo", data={"on": "2027-05-13"})
    digests.append(digest())
    redone = organizer.post("/desk/2027/redo", data={"on": "2027-05-13"})
    digests.append(digest())

    assert digests[2:] == digests[:2]
    assert digests[0] != digests[1]
    assert [answer.headers["Location"] for answer in (undone, redone)] == [
        "/desk/2027/board?day=2027-05-13&meeting=D47#m-D47",
        "/desk/2027/board?day=2027-05-14&meeting=D47#m-D47",
    ]


def test_nothing_to_undo_is_said_on_the_board(organizer):
    answer = organizer.post("/desk/2027/undo", data={"on": "2027-05-13"})

    assert answer.status_code == 409
    assert "There is nothing of yours to undo in this draft." in text_of(answer.text)
    assert "Board · draft, Thursday 13 May" in text_of(answer.text)


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ({"day": "someday"}, "Give a day, as 2027-05-13."),
        ({"day": "9999-12-31"}, "Give a day, as 2027-05-13."),
        ({"start": "noon"}, "Give an hour, as 13:15."),
        ({"start": ""}, "Give an hour, as 13:15."),
        ({"minutes": "long"}, "Give a whole number."),
        ({"minutes": "5"}, "Give a number from 15 to 1439."),
        ({"minutes": "1440"}, "Give a number from 15 to 1439."),
        ({"minutes": "9" * 400}, "Give a number from 15 to 1439."),
        ({"minutes": "9" * 5000}, "Give a whole number."),
        ({"room": "R" * 41}, "Shorten this to 40 characters at most."),
    ],
)
def test_what_cant_be_read_is_said_beside_its_field_and_nothing_moves(organizer, wrong, words):
    answer = organizer.post(PLACE, data=TO_XXIV | wrong)

    assert answer.status_code == 422
    assert words in text_of(answer.text)
    assert standing() == AS_IT_WAS


def test_a_room_that_is_not_there_is_refused(organizer):
    answer = organizer.post(PLACE, data=TO_XXIV | {"room": "NOWHERE"})

    assert answer.status_code == 422
    assert '<p class="msg" id="room-msg">' in answer.text
    assert 'value="2027-05-14" selected' in answer.text
    assert standing() == AS_IT_WAS


def test_a_script_gets_the_board_drawn_anew(organizer):
    answer = organizer.post(PLACE, data=TO_XXIV, headers=JSON)

    assert answer.status_code == 200
    assert {name: value for name, value in answer.json.items() if name not in ("html", "broken")} == {
        "address": "/desk/2027/board?day=2027-05-14&meeting=D47", "day": "2027-05-14", "meeting": "D47", "revision": 2,
    }  # fmt: skip
    assert sorted(re.findall(r'data-part="(\w+)"', answer.json["html"])) == [
        "count", "days", "head", "lanes", "side", "unplaced", "which", "whole",
    ]  # fmt: skip
    assert 'id="m-D47"' in answer.json["html"]
    assert "<html" not in answer.json["html"]


def test_who_comes_second_sees_both_places_and_can_take_either(organizer, other):
    organizer.post(PLACE, data=TO_XXIV)
    answer = other.post(PLACE, data=TO_XXIV | {"day": "2027-05-12", "start": "10:00", "room": "ITU-E"})
    page = text_of(answer.text)

    assert answer.status_code == 409
    assert WORDS in page
    assert "Theirs, as it stands now Friday 14 May, 13:15–14:30, Room XXIV" in page
    assert "Mine, not saved Wednesday 12 May, 10:00–11:15, Room E" in page
    assert standing() == MOVED


def test_mine_over_theirs_is_one_form_with_the_revision_that_was_now_seen(organizer, other):
    organizer.post(PLACE, data=TO_XXIV)
    answer = other.post(PLACE, data=TO_XXIV | {"day": "2027-05-12", "room": "ITU-E"}, headers=JSON)
    sent = dict(re.findall(r'name="(\w+)" value="([^"]*)"', answer.json["clash"]))
    sent.pop("csrf_token", None)
    again = other.post(PLACE, data=sent)

    assert answer.status_code == 409
    assert sent == {
        "seen": "2", "on": "2027-05-13", "day": "2027-05-12", "start": "13:15", "minutes": "75", "room": "ITU-E",
    }  # fmt: skip
    assert again.status_code == 303
    assert standing()["room"] == "ITU-E"


@pytest.mark.parametrize(
    ("address", "sent", "mine"),
    [
        (UNPLACE, {"seen": "1"}, "Mine, not saved not placed"),
        (PIN, {"seen": "1", "pinned": "y"}, "Mine, not saved fixed where it stands"),
    ],
)
def test_every_deed_carries_what_it_saw(organizer, other, address, sent, mine):
    organizer.post(PLACE, data=TO_XXIV)
    answer = other.post(address, data=sent, headers=JSON)

    assert answer.status_code == 409
    assert mine in text_of(answer.json["clash"])
    assert standing() == MOVED


@pytest.mark.parametrize("seen", ["", "x", "-1", "9" * 12])
def test_what_saw_nothing_is_told_so(organizer, seen):
    answer = organizer.post(PLACE, data=TO_XXIV | {"seen": seen}, headers=JSON)

    assert answer.status_code == 422
    assert answer.json["words"].startswith("It is not known which state of the meeting you saw")
    assert standing() == AS_IT_WAS


def test_what_a_place_breaks_is_said_with_it(organizer):
    answer = organizer.post(PLACE, data=TO_XXIV | {"day": "2027-05-13", "start": "10:30"}, headers=JSON)
    page = organizer.get("/desk/2027/board?meeting=D47").text

    assert (answer.status_code, answer.json["broken"] != "") == (200, True)
    assert answer.json["broken"] in text_of(page.split('id="move"')[1].split("</form>")[0])


def test_the_rooms_in_use_stay_the_only_ones_after_a_deed(organizer):
    all_of_them = organizer.get("/desk/2027/board?day=2027-05-13").text
    used = organizer.get("/desk/2027/board?day=2027-05-13&rooms=used").text
    answer = organizer.post(PLACE, data=TO_XXIV | {"rooms": "used"})

    assert all_of_them.count(' data-room="') > used.count(' data-room="') > 0
    assert "Only rooms in use" in all_of_them
    assert 'name="rooms" value="used"' in used
    assert answer.location == "/desk/2027/board?day=2027-05-14&meeting=D47&rooms=used#m-D47"


def test_a_host_moves_its_own_and_no_others(app):
    host = sign_in(app.test_client(), desk.a_focal_point("UNESCO"))
    own = host.post(PLACE, data=TO_HOST, headers=JSON)
    others = host.post("/desk/2027/meetings/D07/place", data=TO_XXIV, headers=JSON)
    fixing = host.post(PIN, data={"seen": "2", "pinned": "y"}, headers=JSON)

    assert [answer.status_code for answer in (own, others, fixing)] == [200, 403, 403]
    assert standing() == AS_IT_WAS | {"room": "PDN-XXIV"}
    assert standing("D07")["room"] == "ITU-C"


def test_a_host_breaks_no_rule_that_held(app):
    host = sign_in(app.test_client(), desk.a_focal_point("UNESCO"))
    into_another = TO_XXIV | {"day": "2027-05-13", "start": "10:30", "room": "PDN-XXIII"}

    answer = host.post(PLACE, data=into_another, headers=JSON)

    assert answer.status_code == 409
    assert answer.json["words"].startswith("D47 can’t stand there: ")
    assert "overlap in Room XXIII" in answer.json["words"]
    assert standing() == AS_IT_WAS


def test_who_has_no_desk_changes_nothing(app):
    stranger = sign_in(app.test_client(), desk.somebody("Nobody Special"))
    answers = [
        stranger.post(address, data=TO_XXIV, headers=JSON).status_code
        for address in (PLACE, UNPLACE, PIN, "/desk/2027/undo", "/desk/2027/redo")
    ]

    assert answers == [403, 403, 403, 403, 403]
    assert [stranger.post(f"/desk/2027/{deed}").status_code for deed in ("undo", "redo")] == [403, 403]
    assert standing() == AS_IT_WAS


def test_who_is_not_signed_in_is_led_to_the_sign_in_page(app):
    assert app.test_client().post(PLACE, data=TO_XXIV).headers["Location"].startswith("/my/sign-in?next=")
    assert standing() == AS_IT_WAS
