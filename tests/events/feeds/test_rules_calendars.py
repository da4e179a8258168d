"""The calendar around the blocks, to the octet."""

from __future__ import annotations

from datetime import UTC, datetime

from events.feeds.rules.calendars import Frame, Zones, content
from events.feeds.rules.zones import vtimezone

FRAME = Frame(
    "Linkage 2027: C5, ITU; north", "All, and; more.", "https://linkage.example/feeds/2027.ics", "fr", "Europe/Zurich"
)
AT = datetime(2026, 11, 2, 9, 30, 1, tzinfo=UTC)
BLOCK = b"BEGIN:VEVENT\r\nEND:VEVENT\r\n"
HEAD = (
    b"BEGIN:VCALENDAR\r\nVERSION:2.0\r\nLAST-MODIFIED:20261102T093001Z\r\nPRODID:-//Linkage//Linkage 1//FR\r\n"
    b"CALSCALE:GREGORIAN\r\nNAME:Linkage 2027: C5\\, ITU\\; north\r\nX-WR-CALNAME:Linkage 2027: C5\\, ITU\\; north\r\n"
    b"DESCRIPTION:All\\, and\\; more.\r\nX-WR-CALDESC:All\\, and\\; more.\r\nX-WR-TIMEZONE:Europe/Zurich\r\n"
    b"SOURCE;VALUE=URI:https://linkage.example/feeds/2027.ics\r\nREFRESH-INTERVAL;VALUE=DURATION:PT1H\r\n"
    b"X-PUBLISHED-TTL:PT1H\r\nCOLOR:deepskyblue\r\nX-APPLE-CALENDAR-COLOR:#009EDB\r\n"
)
ZURICH = vtimezone("Europe/Zurich", 2027, 2027)
END = b"END:VCALENDAR\r\n"


def test_a_calendar_is_its_head_its_zones_and_its_blocks():
    told = content(FRAME, [BLOCK, BLOCK], Zones({"Europe/Zurich"}, 2027, 2027))

    assert told.stamped(AT) == HEAD + ZURICH + BLOCK + BLOCK + END


def test_an_empty_calendar_keeps_its_zone_for_one_component_is_due():
    assert content(FRAME, [], Zones(set(), 2027, 2027)).stamped(AT) == HEAD + ZURICH + END


def test_days_without_hours_need_no_zone():
    assert content(FRAME, [BLOCK], Zones(set(), 2027, 2027)).stamped(AT) == HEAD + BLOCK + END


def test_zones_stand_in_the_order_of_their_names():
    octets = content(FRAME, [BLOCK], Zones({"Europe/Zurich", "Africa/Tunis"}, 2027, 2027)).stamped(AT)

    assert octets.index(b"TZID:Africa/Tunis") < octets.index(b"TZID:Europe/Zurich")


def test_the_digest_hangs_on_all_but_the_stamp():
    zones = Zones({"Europe/Zurich"}, 2027, 2027)
    one, same, other = (
        content(FRAME, [BLOCK], zones),
        content(FRAME, [BLOCK], zones),
        content(FRAME, [BLOCK] * 2, zones),
    )

    assert one.digest == same.digest
    assert one.digest != other.digest
