"""VTIMEZONEs by rule (RFC 5545, 3.6.5), drawn from the time zone database's own files (RFC 9636).

icalendar 7.3 writes lists of dates there, an hour late in spring; Outlook wants an RRULE. The closing
line of a file says by which rule a zone changes from its last listed change on: that becomes two
observances with an RRULE. A listed change within the years in question that no rule gives becomes one
observance without.
"""

from __future__ import annotations

import re
import struct
from calendar import monthrange
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from functools import cache
from importlib.resources import files
from zoneinfo import ZoneInfo

_CLOSING = re.compile(
    r"(?P<std><[^>]+>|[A-Za-z]+)(?P<std_off>[-+\d:]+)"
    r"(?:(?P<dst><[^>]+>|[A-Za-z]+)(?P<dst_off>[-+\d:]+)?,(?P<begins>[^,]+),(?P<ends>.+))?"
)
_CHANGE = re.compile(r"M(\d+)\.(\d)\.(\d)(?:/([-+\d:]+))?")
_DAYS = ("SU", "MO", "TU", "WE", "TH", "FR", "SA")
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_DAY = timedelta(days=1)


@dataclass(frozen=True)
class Offset:
    """What a zone's clocks show for a while: their distance from UTC and its name."""

    span: timedelta
    name: str


@dataclass(frozen=True)
class Onset:
    """An instant at which a zone's clocks change from one offset to another."""

    at: datetime
    before: Offset
    after: Offset

    @property
    def wall(self) -> datetime:
        """The wall-clock time before the change: an observance's DTSTART."""
        return (self.at + self.before.span).replace(tzinfo=None)


@dataclass(frozen=True)
class Change:
    """A yearly change of the clocks: month, week (5 = last), weekday (0 = Sunday), hour on the wall before it."""

    month: int
    week: int
    weekday: int
    hour: timedelta

    def on(self, year: int) -> datetime:
        """The wall-clock moment of the change in a year."""
        if self.week == 5:
            last = date(year, self.month, monthrange(year, self.month)[1])
            day = last - timedelta(days=(last.isoweekday() - self.weekday) % 7)
        else:
            first = date(year, self.month, 1)
            day = first + timedelta(days=(self.weekday - first.isoweekday()) % 7 + 7 * (self.week - 1))
        return datetime(day.year, day.month, day.day) + self.hour  # noqa: DTZ001 wall-clock time

    @property
    def rrule(self) -> str | None:
        """The change as a rule; None when an hour beyond the day (24:00, -1:00) takes it into another month."""
        shift = self.hour // timedelta(days=1)
        rule = f"RRULE:FREQ=YEARLY;BYMONTH={self.month}"
        if shift == 0:
            return f"{rule};BYDAY={-1 if self.week == 5 else self.week}{_DAYS[self.weekday]}"
        length = monthrange(2001, self.month)[1]
        first = (length - 6 if self.week == 5 else 7 * self.week - 6) + shift
        if first < 1 or first + 6 > length:
            return None
        days = ",".join(str(first + step) for step in range(7))
        return f"{rule};BYDAY={_DAYS[(self.weekday + shift) % 7]};BYMONTHDAY={days}"


@dataclass(frozen=True)
class Yearly:
    """One half of a zone's rule: a change that comes every year."""

    change: Change
    before: Offset
    after: Offset

    def onset(self, year: int) -> Onset:
        """The change of a year."""
        return Onset((self.change.on(year) - self.before.span).replace(tzinfo=UTC), self.before, self.after)


@cache
def vtimezone(zone: str, first_year: int, last_year: int) -> bytes:
    """The VTIMEZONE of an IANA zone, right from the first to the last of these years; CRLF lines.

    Raises ZoneInfoNotFoundError, or ValueError for a rule of another kind.
    """
    begin, close = datetime(first_year, 1, 1, tzinfo=UTC) - _DAY, datetime(last_year + 1, 1, 1, tzinfo=UTC) + _DAY
    first, listed, rule = _read(zone)
    ruled = _since(listed, rule, last_year)
    if any(half.change.rrule is None for half in rule):
        listed, ruled, rule = listed + ruled, [], ()
    repeated = [(half, next(onset for onset in ruled if onset.before == half.before)) for half in rule if ruled]
    # A change of nothing but a name is none for calendars.
    recent = [each for each in listed if begin <= each.at <= close and each.before.span != each.after.span]
    lines = ["BEGIN:VTIMEZONE", f"TZID:{zone}"]
    if recent or not repeated or min(onset.at for _, onset in repeated) > begin:
        before = next((onset.after for onset in reversed(listed) if onset.at < begin), first)
        lines += _observance(Onset(_EPOCH, before, before), start="19700101T000000")
    for onset in recent:
        lines += _observance(onset)
    for half, onset in repeated:
        lines += _observance(onset, rrule=half.change.rrule)
    return "".join(f"{each}\r\n" for each in [*lines, "END:VTIMEZONE"]).encode()


def _since(listed: list[Onset], rule: tuple[Yearly, ...], last_year: int) -> list[Onset]:
    """The changes by rule, some years beyond `last_year`; the last listed ones that are the same are taken off the list."""
    by_rule = [half.onset(year) for year in range(_EPOCH.year, last_year + 4) for half in rule]
    by_rule.sort(key=lambda onset: onset.at)
    after = listed[-1].at if listed else _EPOCH
    start = next((place for place, onset in enumerate(by_rule) if onset.at > after), len(by_rule))
    while start and listed and by_rule[start - 1] == listed[-1]:
        listed.pop()
        start -= 1
    # The rule may have a change right behind the last listed one that says nothing new.
    while listed and by_rule[start:] and by_rule[start].before != listed[-1].after:
        start += 1
    return by_rule[start:]


def _observance(onset: Onset, *, start: str | None = None, rrule: str | None = None) -> list[str]:
    kind = "DAYLIGHT" if onset.after.span > onset.before.span else "STANDARD"
    return [
        f"BEGIN:{kind}",
        f"DTSTART:{start or f'{onset.wall:%Y%m%dT%H%M%S}'}",
        *([rrule] if rrule else []),
        f"TZOFFSETFROM:{_distance(onset.before.span)}",
        f"TZOFFSETTO:{_distance(onset.after.span)}",
        f"TZNAME:{onset.after.name}",
        f"END:{kind}",
    ]


def _distance(span: timedelta) -> str:
    seconds = int(span.total_seconds())
    sign, seconds = ("-", -seconds) if seconds < 0 else ("+", seconds)
    return f"{sign}{seconds // 3600:02}{seconds % 3600 // 60:02}"


def _read(zone: str) -> tuple[Offset, list[Onset], tuple[Yearly, ...]]:
    """The offset that a zone began with, its listed changes, and the rule that holds after the last of them."""
    # ZoneInfo refuses names that would lead out of the database before the file is opened.
    ZoneInfo(zone)
    octets = files("tzdata.zoneinfo").joinpath(zone).read_bytes()
    # The first block counts in 32 bits and is there for old programs only; the second one says the same in 64.
    block = octets[_length(octets, 4) :]
    times, types, letters = struct.unpack(">3l", block[32:44])
    instants = struct.unpack_from(f">{times}q", block, 44)
    indices = block[44 + 8 * times : 44 + 9 * times]
    names = block[44 + 9 * times + 6 * types :][:letters]
    offsets = []
    for seconds, _, index in struct.iter_unpack(">lBB", block[44 + 9 * times :][: 6 * types]):
        offsets.append(Offset(timedelta(seconds=seconds), names[index : names.index(b"\0", index)].decode()))
    onsets, before = [], offsets[0]
    for instant, index in zip(instants, indices, strict=True):
        onsets.append(Onset(_EPOCH + timedelta(seconds=instant), before, offsets[index]))
        before = offsets[index]
    closing = octets.rstrip(b"\n").rpartition(b"\n")[2].decode()
    return offsets[0], onsets, _rule(closing, zone)


def _length(octets: bytes, width: int) -> int:
    universal, standard, leaps, times, types, letters = struct.unpack(">6l", octets[20:44])
    return int(44 + times * (width + 1) + types * 6 + letters + leaps * (width + 4) + standard + universal)


def _rule(closing: str, zone: str) -> tuple[Yearly, ...]:
    found = _CLOSING.fullmatch(closing)
    if found is None:
        raise ValueError(f"the zone {zone} has no rule that a calendar could repeat: {closing!r}")
    if not found["dst"]:
        return ()
    # The closing line counts offsets westward.
    span = -_span(found["std_off"])
    standard = Offset(span, found["std"].strip("<>"))
    summer = Offset(
        -_span(found["dst_off"]) if found["dst_off"] else span + timedelta(hours=1), found["dst"].strip("<>")
    )
    begins, ends = _change(found["begins"], zone), _change(found["ends"], zone)
    return Yearly(begins, standard, summer), Yearly(ends, summer, standard)


def _change(words: str, zone: str) -> Change:
    found = _CHANGE.fullmatch(words)
    if found is None:
        raise ValueError(f"the zone {zone} changes by a rule that a calendar could not repeat: {words!r}")
    return Change(int(found[1]), int(found[2]), int(found[3]), _span(found[4] or "2"))


def _span(words: str) -> timedelta:
    sign = -1 if words.startswith("-") else 1
    parts = [int(part) for part in words.lstrip("+-").split(":")] + [0, 0]
    return sign * timedelta(hours=parts[0], minutes=parts[1], seconds=parts[2])
