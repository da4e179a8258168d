"""The calendar around the blocks (RFC 5545, 3.6; RFC 7986, 5)."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from hashlib import blake2b

from events.feeds.rules.lines import line, text, utc
from events.feeds.rules.zones import vtimezone

OPENING = b"BEGIN:VCALENDAR\r\nVERSION:2.0\r\n"
CLOSING = b"END:VCALENDAR\r\n"
REFRESH = "PT1H"


@dataclass(frozen=True)
class Frame:
    """What a calendar says of itself: name, description, its own address (none where that is a secret), language and zone."""

    name: str
    description: str
    source: str | None
    language: str
    zone: str


@dataclass(frozen=True)
class Zones:
    """The time zones that the blocks of a calendar name, and the years that they speak of."""

    names: Collection[str]
    first_year: int
    last_year: int


@dataclass(frozen=True)
class Content:
    """All that a calendar says but its LAST-MODIFIED (RFC 7986, 5.4), which stands outside its hash."""

    parts: tuple[bytes, ...]

    @property
    def digest(self) -> str:
        """The hash by which a feed knows that it says the same as before."""
        told = blake2b(digest_size=16)
        for part in self.parts:
            told.update(part)
        return told.hexdigest()

    def stamped(self, at: datetime) -> bytes:
        """The calendar's octets with its LAST-MODIFIED."""
        return b"".join((OPENING, line("LAST-MODIFIED", utc(at)), *self.parts))


def content(frame: Frame, blocks: Collection[bytes], zones: Zones) -> Content:
    """The calendar of these blocks with its head and time zones.

    An empty one keeps its own zone, for one component is due (RFC 5545, 3.6).
    """
    used = sorted(zones.names) if blocks else [frame.zone]
    drawn = (vtimezone(name, zones.first_year, zones.last_year) for name in used)
    return Content((head(frame), *drawn, *blocks, CLOSING))


def head(frame: Frame) -> bytes:
    """The calendar's own properties behind its version and LAST-MODIFIED, up to its first component."""
    name, description = text(frame.name), text(frame.description)
    return b"".join(
        line(key, value)
        for key, value in (
            ("PRODID", f"-//Linkage//Linkage 1//{frame.language.upper()}"),
            ("CALSCALE", "GREGORIAN"),
            ("NAME", name),
            ("X-WR-CALNAME", name),
            ("DESCRIPTION", description),
            ("X-WR-CALDESC", description),
            ("X-WR-TIMEZONE", frame.zone),
            *([("SOURCE;VALUE=URI", frame.source)] if frame.source else []),
            ("REFRESH-INTERVAL;VALUE=DURATION", REFRESH),
            ("X-PUBLISHED-TTL", REFRESH),
            ("COLOR", "deepskyblue"),
            ("X-APPLE-CALENDAR-COLOR", "#009EDB"),
        )
    )
