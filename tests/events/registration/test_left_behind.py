"""A version puts a meeting into another segment: who is not approved for that one has no seat there, and is told why."""

from __future__ import annotations

import pytest
from flask import Flask
from sqlalchemy import update

from events.editions import queries as editions
from events.programme.models import Meeting
from events.programme.services.publishing import freeze_version
from events.registration.services.left_behind import end_left_behind
from events.registration.services.seating import join_list, take_seat
from foundation.db import atomic, db
from stakeholders.accounts.models import Account
from tests.events.registration.limited import a_quota, an_ngo, letters_to, segment_id, states_of, work_done
from tests.events.registration.people import NOW, TIMES, approved, journal
from tests.support.pages import text_of
from tests.support.people import sign_in

S04 = ("2027", "S04")
AT = {"meeting": "S04"}
SEATS = {"now": NOW, "stamped_at": TIMES["stamped_at"]}


@atomic
def published(**values: object) -> int:
    """The next version has S04 with these values; its number."""
    db.session.execute(update(Meeting).where(Meeting.key == "S04").values(**values))
    return freeze_version(
        editions.edition("2027"), note="Elsewhere.", actor="test", now=NOW, stamped_at=SEATS["stamped_at"]
    ).number


def one_of_each() -> tuple[int, int, int]:
    """Who is approved for the other segment as well and sits, who is not and sits, and who is not and waits."""
    stays, goes, waits = (an_ngo(name) for name in ("stays", "goes", "waits"))
    approved(stays, "SIDE", constituency="NGO-ECOSOC")
    a_quota(2, **AT, constituency="NGO-ECOSOC")
    for person in (stays, goes):
        take_seat(person, *S04, **SEATS)
    join_list(waits, *S04, **SEATS)
    return stays, goes, waits


@pytest.mark.usefixtures("any_app")
def test_who_is_approved_for_the_new_segment_keeps_the_seat_and_the_others_lose_theirs():
    stays, goes, waits = one_of_each()
    number = published(segment_id=segment_id("SIDE"))
    end_left_behind("2027", number, **SEATS)
    states = states_of([stays, goes, waits], **AT)

    again = end_left_behind("2027", number, **SEATS)

    assert states == ["seated", "cancelled", "cancelled"]
    assert again == 0
    assert [facts["before"] for verb, facts in journal("seat", "2027/S04") if verb == "give_seat_back"][-2:] == [
        "seated",
        "waiting",
    ]


def test_it_is_done_after_publication_and_told_by_letter_and_on_the_page(app: Flask):
    _stays, goes, _waits = one_of_each()
    work_done(app)
    number = published(segment_id=segment_id("SIDE"))
    end_left_behind("2027", number, **SEATS)
    work_done(app)
    client = sign_in(app.test_client(), db.session.get_one(Account, goes))
    db.session.rollback()

    said = text_of(client.get("/2027/meetings/S04/seat").text)

    subject, text = letters_to(goes)[-1]
    assert subject == "You have no seat any more: Interactive dialogue with the leading facilitating agencies"
    why = "Your seat has ended: the meeting belongs to another part now."
    assert why in text
    assert "A seat is for people who are approved for “Side programme of the session”." in text
    assert why in said


def test_a_version_that_moves_nothing_ends_nothing(app: Flask):
    people = one_of_each()
    number = published(seat_limit={"for": "observers", "seats": 60})

    assert end_left_behind("2027", number, **SEATS) == 0
    assert states_of(list(people), **AT) == ["seated", "seated", "waiting"]
