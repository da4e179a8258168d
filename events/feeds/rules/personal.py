"""A person's own calendar: its secret address, its alarms, and what is said of it."""

from __future__ import annotations

import base64
import hashlib
import hmac
import re
from datetime import date, timedelta

from events.feeds.rules.lines import line
from foundation.errors import Invalid, Refusal, Refused
from foundation.sentences import Sentence

TOKEN = re.compile(r"[A-Za-z0-9_-]{43}")
ALARMS = (10, 15, 30, 60, 1440)
"""Minutes before a meeting at which an alarm may ring."""

NAME = Sentence("Linkage: my meetings")
ALARM_TITLE = Sentence("Alarm")


class FeedRevoked(Refusal):
    """410: the address was one, and its owner has taken it back."""

    status = 410
    sentence = Sentence(
        "This calendar address is no longer valid: its owner has renewed or revoked it. "
        "Remove it from the calendar; a new address stands on the page “My calendar”."
    )


class NoCalendar(Refused):
    sentence = Sentence("You have no calendar address now.")
    next_step = Sentence("Make one on the page “My calendar”.")


class UnknownWish(Invalid):
    sentence = Sentence("A calendar can’t be had in that way.")
    next_step = Sentence("Choose one of the languages and alarms that the page offers.")


def token(secret: str, seed: str) -> str:
    """The secret of an address, 43 characters: its owner can see it again, and the database alone gives it to nobody."""
    drawn = hmac.new(secret.encode(), f"personal-feed:{seed}".encode(), hashlib.sha256).digest()
    return base64.urlsafe_b64encode(drawn).decode().rstrip("=")


def token_hash(told: str) -> str:
    """By what a token is found."""
    return hashlib.sha256(told.encode()).hexdigest()


def personal_path(told: str) -> str:
    """The path of a person's own feed."""
    return f"/feeds/p/{told}/programme.ics"


_SUMMARY = re.compile(rb"\r\nSUMMARY[^:\r]*:((?:[^\r]|\r\n )*)\r\n")
_ENDS = b"END:VEVENT\r\n"


def with_alarm(block: bytes, minutes: int | None) -> bytes:
    """The block of a meeting with an alarm so many minutes before it; one without hours or that is off has none.

    What the alarm shows is the meeting's title (RFC 5545, 3.6.6).
    """
    if minutes is None or b"\r\nDTSTART;TZID=" not in block or b"\r\nSTATUS:CONFIRMED\r\n" not in block:
        return block
    found = _SUMMARY.search(block)
    title = found[1].replace(b"\r\n ", b"").decode() if found else ALARM_TITLE.text
    alarm = (
        line("BEGIN", "VALARM"),
        line("ACTION", "DISPLAY"),
        line("TRIGGER", f"-PT{minutes}M"),
        line("DESCRIPTION", title),
        line("END", "VALARM"),
    )
    return b"".join((block.removesuffix(_ENDS), *alarm, _ENDS))


def last_read(read_on: date | None, *, today: date) -> Sentence:
    """When a calendar last read the feed: in days, and no finer than its owner needs to know that it works."""
    if read_on is None:
        return Sentence("No calendar has read this address yet.")
    if read_on >= today:
        return Sentence("Read by a calendar today.")
    if read_on > today - timedelta(days=7):
        return Sentence("Read by a calendar this week.")
    return Sentence("Read by no calendar for a week or more.")
