"""Time zones of calendars against the time zone database, half hour by half hour."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from importlib.resources import files
from itertools import pairwise
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import pytest

from events.feeds.rules.zones import vtimezone
from tests.events.feeds.lint import Component, faults, onsets, read

HALF_HOUR = timedelta(minutes=30)
# Zurich is used. The others: other rules north and south, an offset of half an hour, a negative summer, changes of rule,
# a rule that falls into the next month (Cairo), one that no rule gives (Casablanca, Gaza), the day before (Nuuk).
ZONES = (
    "Europe/Zurich", "America/New_York", "Europe/Dublin", "Australia/Lord_Howe", "America/Santiago", "Europe/Istanbul",
    "Africa/Cairo", "Africa/Casablanca", "Asia/Gaza", "America/Nuuk", "Asia/Tokyo", "Africa/Tunis", "Asia/Kolkata",
)  # fmt: skip


def database(zone: str) -> ZoneInfo:
    """The zone out of the same files as the product's, whatever the system has."""
    with files("tzdata.zoneinfo").joinpath(zone).open("rb") as file:
        return ZoneInfo.from_file(file, key=zone)


def component(zone: str, first: int, last: int) -> Component:
    return read(b"BEGIN:VCALENDAR\r\n" + vtimezone(zone, first, last) + b"END:VCALENDAR\r\n").inner[0]


@pytest.mark.parametrize("zone", ZONES)
def test_every_half_hour_of_24_years_has_the_offset_of_the_database(zone: str):
    changes = onsets(component(zone, 2007, 2030), 2030)
    stretches = [*pairwise([at for at, _ in changes]), (changes[-1][0], datetime(2031, 1, 1))]  # noqa: DTZ001 UTC
    truth, wrong, seen = database(zone), [], 0
    for (begin, end), (_, offset) in zip(stretches, changes, strict=True):
        moment = max(begin, datetime(2007, 1, 1))  # noqa: DTZ001 UTC
        moment += -timedelta(minutes=moment.minute % 30)
        while moment < end:
            if moment >= begin:
                seen += 1
                if moment.replace(tzinfo=UTC).astimezone(truth).utcoffset() != offset:
                    wrong.append(moment)
            moment += HALF_HOUR

    assert wrong == []
    assert seen == 24 * 365.25 * 48


@pytest.mark.parametrize("zone", ZONES)
def test_every_change_lies_at_an_instant_at_which_the_database_has_one(zone: str):
    truth, second = database(zone), timedelta(seconds=1)
    changes = [at.replace(tzinfo=UTC) for at, _ in onsets(component(zone, 2007, 2030), 2031) if at.year >= 2007]

    assert [
        at for at in changes if (at - second).astimezone(truth).utcoffset() == at.astimezone(truth).utcoffset()
    ] == []


@pytest.mark.parametrize("zone", ZONES)
def test_one_year_of_any_zone_is_small_and_lists_no_dates(zone: str):
    octets = vtimezone(zone, 2027, 2027)

    assert len(octets) < 1500
    assert b"RDATE" not in octets
    assert b"BEGIN:STANDARD" in octets


def test_zurich_is_two_rules_since_1996():
    assert vtimezone("Europe/Zurich", 2027, 2027).decode().split("\r\n") == [
        "BEGIN:VTIMEZONE",
        "TZID:Europe/Zurich",
        "BEGIN:DAYLIGHT",
        "DTSTART:19960331T020000",
        "RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU",
        "TZOFFSETFROM:+0100",
        "TZOFFSETTO:+0200",
        "TZNAME:CEST",
        "END:DAYLIGHT",
        "BEGIN:STANDARD",
        "DTSTART:19961027T030000",
        "RRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU",
        "TZOFFSETFROM:+0200",
        "TZOFFSETTO:+0100",
        "TZNAME:CET",
        "END:STANDARD",
        "END:VTIMEZONE",
        "",
    ]


def test_zurich_is_the_same_whatever_years_are_asked_for():
    assert vtimezone("Europe/Zurich", 2007, 2030) == vtimezone("Europe/Zurich", 2027, 2027)


def test_a_zone_without_changes_has_one_observance():
    assert vtimezone("Asia/Tokyo", 2027, 2027).count(b"BEGIN:STANDARD") == 1
    assert vtimezone("Asia/Tokyo", 2027, 2027).count(b"BEGIN:DAYLIGHT") == 0


@pytest.mark.parametrize("name", ["Europe/Atlantis", "../../etc/passwd", "", "/etc/localtime"])
def test_what_is_no_zone_is_refused(name: str):
    with pytest.raises((ZoneInfoNotFoundError, ValueError)):
        vtimezone(name, 2027, 2027)


def test_the_linter_finds_the_faults_of_zones():
    wrong = vtimezone("Europe/Zurich", 2027, 2027).replace(b"DTSTART:19960331T020000", b"DTSTART:19960331T020000Z")
    octets = b"BEGIN:VCALENDAR\r\n" + wrong + b"END:VCALENDAR\r\n"

    assert "C7 Europe/Zurich has no STANDARD, or a DTSTART in UTC" in faults(octets)
