"""The list of those who wait is shown in its order without names, with what is full; an answer says take or leave."""

from __future__ import annotations

from flask import Flask
from sqlalchemy import select

from events.registration.models import Registration
from events.registration.services.registering import register
from events.registration.services.seating import join_list, take_seat
from foundation.db import db
from stakeholders.accounts.models import Account
from tests.events.registration.limited import a_quota, an_ngo, letters_to, seat_of, token_in, work_done
from tests.events.registration.people import DEED, a_person, affiliation
from tests.events.registration.test_routes_places import S04, offered, times
from tests.support.pages import text_of
from tests.support.people import account, sign_in

NEITHER = "Nothing was done: say whether you take the place or leave it."
NGO = "NGOs in consultative status with ECOSOC"


def test_without_take_or_leave_nothing_is_given_up(app: Flask):
    first, _second, _waits, token = offered(app)
    client = app.test_client()

    answers = [client.post(f"/places/{token}", data=data) for data in ({}, {"answer": ""}, {"answer": "TAKE"})]

    assert [(each.status_code, NEITHER in text_of(each.text)) for each in answers] == [(422, True)] * 3
    assert "Take the place" in text_of(answers[0].text)
    assert seat_of(first, meeting="S04")[0] == "offered"
    assert client.post(f"/places/{token}", data={"answer": "take"}).status_code == 303


def test_nor_on_ones_own_page(app: Flask):
    a_quota(0, segment="CLUSTER", constituency="BUSINESS")
    person = a_person("waits", constituency="BUSINESS", organization="OR-SMALL")
    register(person, "2027", ["CLUSTER"], affiliation_id=affiliation(person), mode="on_site", **DEED)
    row = db.session.scalars(select(Registration.id).where(Registration.account_id == person)).one()
    client = sign_in(app.test_client(), db.session.get_one(Account, person))
    db.session.rollback()

    answer = client.post(f"/my/registrations/{row}/place")

    assert (answer.status_code, NEITHER in text_of(answer.text)) == (422, True)
    assert seat_of(person, segment="CLUSTER")[0] == "waiting"


def test_the_list_stands_on_the_page_of_the_seat_with_ones_own_place_and_what_is_full(app: Flask):
    a_quota(1, meeting="S04", constituency="NGO-ECOSOC", mode="on_site")
    sits, first, second = (an_ngo(name) for name in ("sits", "Ann Otherone", "Bea Secondone"))
    take_seat(sits, *S04, **times())
    for person in (first, second):
        join_list(person, *S04, **times())
    client = sign_in(app.test_client(), db.session.get_one(Account, second))
    db.session.rollback()

    said = text_of(client.get("/2027/meetings/S04/seat").text)

    held = said.split(f"No place is left for you here: {NGO}, on site: ")[1].split(" ")[:3]
    assert (held[0], held[1]) == (held[2], "of")
    rows = said.split("How they take part ")[1].split(" Somebody behind you")[0]
    assert rows.count(f"{NGO} on site") == 2
    assert [rows.split(" ")[0], rows.count(f" you {NGO}"), rows.rstrip().endswith(f"you {NGO} on site")] == [
        "1",
        1,
        True,
    ]
    assert "Somebody behind you comes first only while a quota of yours is full and theirs is not." in said
    assert not [name for name in ("Ann", "Otherone") if name in said]


def test_the_list_stands_behind_the_link_of_a_letter_too(app: Flask):
    a_quota(0, segment="CLUSTER", constituency="BUSINESS")
    people = [a_person(name, constituency="BUSINESS", organization="OR-SMALL") for name in ("a", "b")]
    for person in people:
        register(person, "2027", ["CLUSTER"], affiliation_id=affiliation(person), mode="on_site", **DEED)
    work_done(app)
    token = token_in(next(text for _, text in letters_to(people[1]) if "/places/" in text))

    said = text_of(app.test_client().get(f"/places/{token}").text)

    assert "You are number 2 of 2 who wait for a place." in said
    assert "No place is left for you here:" in said
    assert said.count("on site") == 2


def test_a_full_quota_is_named_while_the_room_has_seats(app: Flask):
    a_quota(0, meeting="S04", mode="on_site")
    person = an_ngo("asks")
    client = sign_in(app.test_client(), db.session.get_one(Account, person))
    db.session.rollback()

    said = text_of(client.get("/2027/meetings/S04/seat").text)
    join_list(person, *S04, **times())
    desk = text_of(sign_in(app.test_client(), account("AC-38")).get("/desk/2027/places/meetings/S04").text)

    assert "Every seat is taken. " not in said
    assert "Every seat is taken of those for your constituency, your organization or your way of taking part." in said
    assert "No place is left for you here: everybody, on site: " in said
    assert "none free everybody, on site: 18/18" in desk
