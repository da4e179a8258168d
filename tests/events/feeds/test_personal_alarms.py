"""Alarms in a person's own feed: by wish, for what has hours and takes place."""

from __future__ import annotations

import icalendar
import pytest
from flask import Flask

from events.feeds.rules.personal import ALARMS, UnknownWish, with_alarm
from events.feeds.services import personal
from tests.events.feeds import building
from tests.events.feeds.calendars import a_calendar, a_person, follow, hand
from tests.events.feeds.lint import faults, read

LONG = "Título de una sesión larga\\, que no cabe en una línea\\; así que se parte".encode()
FOLDED = LONG[:45] + b"\r\n " + LONG[45:]
TIMED = (
    b"BEGIN:VEVENT\r\nUID:1\r\nDTSTART;TZID=Europe/Zurich:20270514T110000\r\nSTATUS:CONFIRMED\r\n"
    b"SUMMARY;LANGUAGE=es:" + FOLDED + b"\r\nURL:http://a\r\nEND:VEVENT\r\n"
)


def test_an_alarm_stands_at_the_end_of_its_meeting_and_bears_its_title():
    rung = with_alarm(TIMED, 30)

    assert rung.startswith(TIMED.removesuffix(b"END:VEVENT\r\n"))
    assert rung.removeprefix(TIMED.removesuffix(b"END:VEVENT\r\n")).replace(b"\r\n ", b"") == (
        b"BEGIN:VALARM\r\nACTION:DISPLAY\r\nTRIGGER:-PT30M\r\nDESCRIPTION:" + LONG + b"\r\nEND:VALARM\r\nEND:VEVENT\r\n"
    )
    assert max(map(len, rung.split(b"\r\n"))) <= 75


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (b"STATUS:CONFIRMED", b"STATUS:CANCELLED"),
        (b"DTSTART;TZID=Europe/Zurich:20270514T110000", b"DTSTART;VALUE=DATE:20270514"),
    ],
)
def test_what_is_off_or_has_no_hours_never_rings(before: bytes, after: bytes):
    block = TIMED.replace(before, after)

    assert with_alarm(block, 30) == block


def test_without_a_wish_nothing_rings():
    assert with_alarm(TIMED, None) == TIMED


@pytest.mark.parametrize("minutes", ALARMS)
def test_each_wish_makes_a_good_calendar(app: Flask, minutes: int):
    ada = a_person()
    path = a_calendar(ada)
    follow(ada, "D34", "D57", "D59")
    building.change("D59", state="cancelled")
    building.publish()
    personal.set_wishes(hand(ada), language="en", alarm_minutes=minutes)
    octets = app.test_client().get(path).data
    rings = {
        event.value("UID"): [alarm.value("TRIGGER") for alarm in event.named("VALARM")]
        for event in read(octets).named("VEVENT")
    }

    assert faults(octets, is_personal=True) == []
    assert rings == {
        building.uid_of("D34"): [f"-PT{minutes}M"],
        building.uid_of("D57"): [f"-PT{minutes}M"],
        building.uid_of("D59"): [],
    }


def test_icalendar_reads_when_it_rings(app: Flask):
    ada = a_person()
    path = a_calendar(ada)
    follow(ada, "D34")
    personal.set_wishes(hand(ada), language="en", alarm_minutes=60)
    (event,) = icalendar.Calendar.from_ical(app.test_client().get(path).data).walk("VEVENT")
    (rings,) = event.alarms.times

    assert event.start - rings.trigger == icalendar.Event.from_ical(event.to_ical()).start - rings.trigger
    assert (event.start - rings.trigger).total_seconds() == 3600
    assert str(rings.alarm["DESCRIPTION"]) == str(event["SUMMARY"])


@pytest.mark.parametrize(("language", "minutes"), [("en", 7), ("en", 0), ("en", -15), ("xb", None), ("de", None)])
def test_what_the_page_does_not_offer_is_refused(app: Flask, language: str, minutes: int | None):
    ada = a_person()
    a_calendar(ada)

    with pytest.raises(UnknownWish):
        personal.set_wishes(hand(ada), language=language, alarm_minutes=minutes)
