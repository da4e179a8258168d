"""A person's own feed: what is in it, what is not, and that it is a good calendar."""

from __future__ import annotations

from datetime import timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient

from events.feeds.services import personal
from foundation import languages
from foundation.languages import LANGUAGES
from tests.events.feeds import building, readers
from tests.events.feeds.calendars import a_calendar, a_person, follow, hand, seat, unfollow
from tests.events.feeds.lint import Component, faults, plain, read


def events(client: FlaskClient, path: str) -> dict[str, Component]:
    answer = client.get(path)
    assert (answer.status_code, faults(answer.data, is_personal=True)) == (200, [])
    return {event.value("UID"): event for event in read(answer.data).named("VEVENT")}


def test_what_one_follows_and_where_one_sits_is_in_it_and_nothing_else(any_app: Flask):
    ada, bob = a_person("ada"), a_person("bob")
    path = a_calendar(ada)
    follow(ada, "D34", "D57")
    seat(ada, "D59")
    seat(ada, "D57")
    for key, state in (("D15", "waiting"), ("D30", "offered"), ("D65", "cancelled")):
        seat(ada, key, state)
    follow(bob, "D42")

    assert events(any_app.test_client(), path).keys() == {building.uid_of(key) for key in ("D34", "D57", "D59")}


def test_meetings_of_all_years_are_in_it_until_thirty_days_after_their_end(app: Flask):
    ada = a_person()
    path = a_calendar(ada)
    follow(ada, "D34")
    follow(ada, "C07-03", edition="2007")

    assert events(app.test_client(), path).keys() == {building.uid_of("D34")}


def test_an_empty_one_is_a_calendar_too(app: Flask):
    path = a_calendar(a_person())

    assert events(app.test_client(), path) == {}


def test_it_does_not_say_whose_it_is_nor_where_it_stands(app: Flask):
    ada = a_person("ada")
    path = a_calendar(ada)
    follow(ada, "D34")
    answer = app.test_client().get(path)
    calendar = read(answer.data)

    assert plain(calendar.value("X-WR-CALNAME")) == "Linkage: my meetings"
    assert calendar.all("SOURCE") == []
    for secret in (path.split("/")[3], "/feeds/p", "Ada", "ada@"):
        assert secret.encode() not in answer.data.replace(b"\r\n ", b"")
        assert secret not in str(answer.headers)


def test_a_block_is_that_of_the_public_feed_to_the_octet(app: Flask):
    ada = a_person()
    path = a_calendar(ada)
    follow(ada, "D34")
    client = app.test_client()
    block = client.get(path).data.partition(b"BEGIN:VEVENT")[2].removesuffix(b"END:VCALENDAR\r\n")

    assert block in client.get("/feeds/2027.ics").data


@pytest.mark.parametrize("code", [language.code for language in LANGUAGES])
def test_it_speaks_its_owners_language(app: Flask, code: str):
    ada = a_person(language=code)
    path = a_calendar(ada, code)
    follow(ada, "D34", "D57")
    calendar = read(app.test_client().get(path).data)
    with languages.speaking(languages.BY_CODE[code]):
        name = languages.say(personal.NAME)

    assert calendar.value("PRODID") == f"-//Linkage//Linkage 1//{code.upper()}"
    assert plain(calendar.value("NAME")) == name
    assert len(events(app.test_client(), path)) == 2


def test_what_is_cancelled_stays_and_says_so(app: Flask):
    ada, client = a_person(), app.test_client()
    path = a_calendar(ada)
    follow(ada, "D34", "D57", "D59")
    uids = {key: building.uid_of(key) for key in ("D34", "D59")}
    before = events(client, path)
    building.move("D34", timedelta(minutes=90))
    building.change("D59", state="cancelled")
    building.publish()
    after = events(client, path)

    assert after[uids["D34"]].value("DTSTART") == "20270514T110000"
    assert [after[uids["D59"]].value(name) for name in ("STATUS", "SEQUENCE")] == ["CANCELLED", "1"]
    assert {uid for uid in before if str(before[uid]) != str(after[uid])} == {uids["D34"], uids["D59"]}


def test_a_seat_given_back_and_a_meeting_no_longer_followed_are_gone(app: Flask):
    ada, client = a_person(), app.test_client()
    path = a_calendar(ada)
    follow(ada, "D34", "D57")
    seat(ada, "D59")
    assert len(events(client, path)) == 3
    seat(ada, "D59", "cancelled")
    unfollow(ada, "D34")

    assert events(client, path).keys() == {building.uid_of("D57")}


@pytest.mark.parametrize("minutes", [None, 15])
def test_three_programs_understand_it_alike(app: Flask, minutes: int | None):
    ada = a_person()
    path = a_calendar(ada)
    follow(ada, "D34", "D57", "D59")
    personal.set_wishes(hand(ada), language="en", alarm_minutes=minutes)
    octets = app.test_client().get(path).data
    told = readers.by_icalendar(octets)

    assert len(told) == 3
    assert readers.by_vobject(octets) == told
    assert readers.by_ical_js(octets) == told
