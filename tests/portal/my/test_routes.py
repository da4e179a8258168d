"""A person's own page: what is mine, how it stands, what is due next."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import UTC, date, datetime, timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from events.editions.models import Segment
from events.programme.models import Meeting
from events.registration.models import FollowedMeeting, Registration
from foundation import clock
from foundation.confidence import Confidence
from foundation.db import atomic, db
from foundation.sentences import Sentence
from portal.my.rules import Due, next_due
from stakeholders.accounts.models import Account
from stakeholders.organizations.models import Affiliation
from tests.events.registration.people import a_person
from tests.support.pages import text_of
from tests.support.people import account, sign_in

Counting = Callable[[], AbstractContextManager[list[str]]]
NOW = datetime(2027, 4, 20, 8, tzinfo=UTC)


def signed(app: Flask, key: str) -> FlaskClient:
    client = sign_in(app.test_client(), account(key))
    db.session.rollback()
    return client


def own(app: Flask, key: str) -> str:
    return text_of(signed(app, key).get("/my/").text)


@atomic
def everything_is_theirs(person: int) -> None:
    """Let a person follow all meetings, and register for all parts of all editions."""
    meetings, parts = db.session.scalars(select(Meeting.id)).all(), db.session.scalars(select(Segment.id)).all()
    followed = db.session.scalars(select(FollowedMeeting.meeting_id).where(FollowedMeeting.account_id == person)).all()
    one = db.session.scalars(select(Registration).where(Registration.account_id == person)).all()
    told = {
        "constituency_id": one[0].constituency_id,
        "organization_id": one[0].organization_id,
        "mode": "online",
        "confidence": Confidence.SURE,
    }
    db.session.add_all(
        FollowedMeeting(account_id=person, meeting_id=number, followed_at=NOW) for number in {*meetings} - {*followed}
    )
    db.session.add_all(
        Registration(key=f"own-{number}", account_id=person, segment_id=number, state="new", registered_at=NOW, **told)
        for number in {*parts} - {row.segment_id for row in one}
    )


def test_a_stranger_is_led_to_sign_in(client: FlaskClient):
    answer = client.get("/my/")

    assert (answer.status_code, answer.headers["Location"]) == (303, "/my/sign-in?next=%2Fmy%2F")


@pytest.mark.parametrize(
    ("key", "words"),
    [
        (
            "AC-61",
            "Demonstration community network (invented) Civil society entities accredited to the World Summit confirmed",
        ),
        ("AC-61", "On the basis of: Demonstration decision A (invented)"),
        ("AC-61", "Tuesday 25 May 2027, 10:00–13:00 11:00–14:00 (Nairobi) · Room XVII (Salle des Émirats), Palais"),
        (
            "AC-61",
            "Your seats go back: Interactive dialogue with the regional commissions, Interactive dialogue with the leading",
        ),
        ("AC-61", "Register for “Side programme of the session” until 27 May 2027, 12:00."),
        ("AC-42", "Missing basis: the only one held, B-BUS-TRIAL (Demonstration decision D), ended with session 29."),
        ("AC-42", "What you can do: Apply to the secretariat for accreditation until 23 April 2027, 24:00."),
        ("AC-44", "on hold on site, Patients group (invented) The number of the consultative status is awaited."),
        ("AC-51", "A seat is offered to you until 24 May 2027, 12:00. Accept or decline the seat"),
        ("AC-51", "Accept the seat offered in “Regional statistics desk” until 24 May 2027, 12:00."),
        ("AC-43", "You are number 1 of 3 who wait. Stop waiting"),
        ("AC-18", "You have no seat and follow no meeting."),
        ("AC-54", "pre-approved"),
        (
            "AC-55",
            "Take a seat in “Interactive dialogue with the leading facilitating agencies” until 24 May 2027, 18:00.",
        ),
    ],
)
def test_the_page_says_how_things_stand(app: Flask, key: str, words: str):
    assert words in own(app, key)


def test_nobody_with_a_place_by_right_is_asked_to_take_a_seat(app: Flask):
    page = own(app, "AC-01")

    assert "Take a seat in" not in page
    assert "You have a place by right Tuesday 25 May 2027, 10:00–13:00 Interactive dialogue with the regional" in page
    assert "Put it in my calendar" in page


def test_a_refusal_that_still_stands_is_not_offered_again(app: Flask):
    assert ("Register again" in own(app, "AC-42"), "Register again" in own(app, "AC-51")) == (False, True)


def test_who_is_not_registered_reads_the_next_step_first(app: Flask):
    person = a_person("new", constituency="CSO-WSIS", organization="OR-NETWORK")
    client = sign_in(app.test_client(), db.session.get_one(Account, person))
    db.session.rollback()

    page = text_of(client.get("/my/").text)

    assert "You are not registered for 2027." in page
    assert "You are not registered for anything yet." in page
    assert "You have no seat and follow no meeting." in page


def test_what_is_over_stands_apart(app: Flask):
    clock.move_to(datetime(2027, 5, 25, 12, tzinfo=UTC), actor="test")

    page = own(app, "AC-61")

    assert "1 meeting that is over" in page
    assert page.count("Give my seat back") == 1


def test_no_page_tells_of_another_person(app: Flask):
    page = own(app, "AC-61")

    assert [name for name in ("Marta", "Quayside", "Noor", "@people.example") if name in page] == []


@pytest.mark.parametrize("prefix", ["", "/fr", "/es", "/ru", "/ar", "/zh", "/xb"])
def test_the_page_stands_in_every_language_and_is_stored_by_nobody(app: Flask, prefix: str):
    answer = signed(app, "AC-42").get(f"{prefix}/my/")

    assert (answer.status_code, answer.headers["Cache-Control"]) == (200, "no-store")


@pytest.mark.parametrize(
    ("key", "most"), [("AC-01", 13), ("AC-61", 13), ("AC-43", 15), ("AC-18", 18), ("AC-35", 19), ("AC-42", 20)]
)
def test_the_page_is_read_in_thirteen_statements_and_some_for_a_refusal_a_rank_and_the_bodies_spoken_for(
    app: Flask, count_queries: Counting, key: str, most: int
):
    client = signed(app, key)

    with count_queries() as sent:
        client.get("/my/")

    assert len(sent) <= most


def test_the_page_takes_as_many_statements_however_much_is_mine(app: Flask, count_queries: Counting):
    client, person = signed(app, "AC-43"), account("AC-43").id
    db.session.rollback()
    with count_queries() as before:
        client.get("/my/")

    everything_is_theirs(person)
    with count_queries() as after:
        page = client.get("/my/").text

    assert (len(after), page.count('/unfollow"') > 50) == (len(before), True)


def test_what_is_due_is_named_next_first_and_what_is_past_is_not():
    now = datetime(2027, 4, 20, 8, tzinfo=UTC)
    dues = [Due(Sentence("{until}"), now + timedelta(days=day), "2027") for day in (3, 0, 1, -1, 2, 4, 5, 6, 7)]

    assert [(due.until - now).days for due in next_due(dues, now)] == [1, 2, 3, 4, 5, 6]


def test_an_affiliation_that_has_ended_bears_no_tick(app: Flask):
    person = account("AC-61")
    held = db.session.scalars(select(Affiliation).where(Affiliation.account_id == person.id)).one()
    held.until = date(2027, 4, 19)
    db.session.commit()

    page = own(app, "AC-61")

    whom = page[page.index("For whom I come") : page.index("My affiliations")]
    assert ("confirmed" in whom, "until 19 April 2027" in whom) == (False, True)


def test_who_agreed_stands_in_the_list_once_the_affiliation_is_confirmed(app: Flask):
    person = account("AC-61")
    held = db.session.scalars(select(Affiliation).where(Affiliation.account_id == person.id)).one()
    held.confirmed_at = None
    db.session.commit()

    page = own(app, "AC-61")

    words = "You will stand in the list of participants once your affiliation is confirmed"
    assert (words in page, "You stand in the list of participants" in page) == (True, False)
