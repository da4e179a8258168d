"""The linter itself: each fault that is put into a good feed is found."""

from __future__ import annotations

import re

import pytest
from flask.testing import FlaskClient

from tests.events.feeds.lint import faults

FAULTS = [
    ("A2", b"BEGIN:VCALENDAR", b"\xef\xbb\xbfBEGIN:VCALENDAR"),
    ("A3", b"END:VCALENDAR\r\n", b"END:VCALENDAR"),
    ("A4", b"CLASS:PUBLIC\r\n", b"CLASS:PUBLIC\n"),
    ("A5", b"URL:http", b"URL:" + b"x" * 76 + b"http"),
    ("A6", "É".encode(), "É".encode()[:1] + b"\r\n " + "É".encode()[1:]),
    ("A7", b"CLASS:PUBLIC", b"CLASS:PUBLIC\x07"),
    ("A8", b"CLASS:PUBLIC\r\n", b"CLASS:PUBLIC\r\n\r\n"),
    ("A9", b"CLASS:PUBLIC", b"CLASS"),
    ("A10", b"END:VCALENDAR\r\n", b"END:VCALENDAR\r\nBEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n"),
    ("A11", b"\\, Geneva", b", Geneva"),
    ("A11", b"\\, Geneva", b"\\; \\t"),
    ("B", b"VERSION:2.0", b"VERSION:3.0"),
    ("B", b"PRODID:-//Linkage//Linkage 1//EN", b"PRODID:Linkage"),
    ("B7", b"X-WR-CALNAME:Linkage 2027", b"X-WR-CALNAME:Another"),
    ("B4", b"CALSCALE:GREGORIAN\r\n", b"CALSCALE:GREGORIAN\r\nMETHOD:PUBLISH\r\n"),
    ("B4", b"CALSCALE:GREGORIAN\r\n", b"CALSCALE:GREGORIAN\r\nUID:calendar\r\n"),
    ("B8", b";VALUE=DURATION:PT1H", b":PT1H"),
    ("B14", b"VERSION:2.0\r\nLAST-MODIFIED:2", b"VERSION:2.0\r\nLAST-MODIFIED:1"),
    ("B16", b"X-WR-TIMEZONE:Europe/Zurich", b"X-WR-TIMEZONE:Geneva"),
    ("B17", b"BEGIN:VEVENT\r\n", b"BEGIN:VTODO\r\nEND:VTODO\r\nBEGIN:VEVENT\r\n"),
    ("C1", b"TZID:Europe/Zurich\r\n", b"TZID:Europe/Berlin\r\n"),
    ("C4", b"DTSTART;TZID=Europe/Zurich:2027", b"DTSTART:2027"),
    ("C8", b"TZOFFSETTO:+0200", b"TZOFFSETTO:+0300"),
    ("C9", b"RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU", b"RDATE:20270328T020000"),
    ("D2", None, None),
    ("D3", b"@linkage.example", b""),
    ("D4", b"DTSTAMP:2", b"DTSTAMP:3"),
    ("D6", b"DTEND;TZID=Europe/Zurich:2027", b"DTEND;TZID=Europe/Zurich:2026"),
    ("D8", b"SEQUENCE:0", b"SEQUENCE:first"),
    ("D11", b"STATUS:CONFIRMED", b"STATUS:MAYBE"),
    ("D12", b"STATUS:CONFIRMED", b"STATUS:CANCELLED"),
    ("D13", b"SUMMARY;LANGUAGE=en:", b"SUMMARY;LANGUAGE=en:CANCELLED: "),
    ("D26", b"SUMMARY;LANGUAGE=en:", b"SUMMARY:"),
    ("D27", b"COLOR:chocolate", b"COLOR:#d2691e"),
    ("D31", b"CLASS:PUBLIC\r\n", b"CLASS:PUBLIC\r\nURL:http://other.example\r\n"),
    ("D", b"CLASS:PUBLIC\r\n", b"CLASS:PUBLIC\r\nX-ALT-DESC:<p>\r\n"),
    ("D17", b"URL:http", b"URL:ftp"),
    ("P1", b"CLASS:PUBLIC\r\n", b"CLASS:PUBLIC\r\nATTENDEE:mailto:a\r\n"),
    ("P2", b"CLASS:PUBLIC\r\n", b"CLASS:PUBLIC\r\nBEGIN:VALARM\r\nEND:VALARM\r\n"),
    ("P4", b"DESCRIPTION:Organized", b"DESCRIPTION:somebody@example.org Organized"),
    ("P5", b"URL:http://", b"URL:http://x?token=1&"),
]


@pytest.fixture(scope="module")
def good(site: object) -> bytes:
    octets: bytes = site.test_client().get("/feeds/2027.ics").data  # type: ignore[attr-defined]
    return octets


def test_a_good_feed_has_no_fault(good: bytes):
    assert faults(good) == []


@pytest.mark.parametrize(("rule", "before", "after"), FAULTS)
def test_a_fault_is_found_by_its_rule(good: bytes, rule: str, before: bytes | None, after: bytes | None):
    bad = _doubled(good) if before is None or after is None else good.replace(before, after, 1)

    assert bad != good
    assert [fault for fault in faults(bad) if re.match(rf"(.* )?{rule}\b", fault)] != []


def _doubled(good: bytes) -> bytes:
    begin, end = good.index(b"BEGIN:VEVENT"), good.index(b"END:VEVENT\r\n") + len(b"END:VEVENT\r\n")
    return good[:end] + good[begin:end] + good[end:]


def test_a_feed_that_is_too_large_is_found(client: FlaskClient):
    octets = client.get("/feeds/2027.ics").data

    assert "A12 has 1000000 octets" in faults(octets.ljust(1_000_000, b" "))


def test_what_is_no_calendar_at_all_is_found():
    assert faults(b"<html>")[-1].startswith("A9 line 1 has no name")
