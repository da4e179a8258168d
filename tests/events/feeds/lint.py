"""What a calendar feed must be, checked over its octets: sections A to D and P of the design, without any calendar library."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo, available_timezones

from dateutil.rrule import rrulestr

NAME = re.compile(r"[A-Za-z0-9-]+")
PARAMETER = re.compile(r';([A-Za-z0-9-]+)=((?:"[^"]*"|[^";:,]*)(?:,(?:"[^"]*"|[^";:,]*))*)')
ESCAPE = re.compile(r"\\.", re.S)
TEXTS = {
    "SUMMARY", "DESCRIPTION", "LOCATION", "CATEGORIES", "NAME", "X-WR-CALNAME", "X-WR-CALDESC", "COMMENT", "UID", "TZNAME",
}  # fmt: skip
UTC_TIME = re.compile(r"\d{8}T\d{6}Z")
GLOBAL_UID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}@[a-z0-9.-]+")
MAIL = re.compile(r"[\w.+-]+@[\w-]+\.[\w.-]+")
COLOURS = {
    "royalblue", "deepskyblue", "forestgreen", "darkgoldenrod", "firebrick", "rebeccapurple", "chocolate", "teal", "olive",
    "dimgray", "mediumvioletred",
}  # fmt: skip
MUST_ONCE = (
    "UID",
    "DTSTAMP",
    "DTSTART",
    "DTEND",
    "SUMMARY",
    "SEQUENCE",
    "CREATED",
    "LAST-MODIFIED",
    "STATUS",
    "TRANSP",
    "CLASS",
)
AT_MOST_ONCE = ("LOCATION", "URL", "CATEGORIES", "COLOR", "DESCRIPTION", "GEO", "DURATION")


@dataclass(frozen=True)
class Line:
    """A content line: name, parameters, value as it stands."""

    name: str
    parameters: dict[str, str]
    value: str


@dataclass
class Component:
    """A component with its own lines and the components within."""

    name: str
    lines: list[Line] = field(default_factory=list)
    inner: list[Component] = field(default_factory=list)

    def all(self, name: str) -> list[Line]:
        return [line for line in self.lines if line.name == name]

    def one(self, name: str) -> Line:
        (line,) = self.all(name)
        return line

    def value(self, name: str) -> str:
        return next((line.value for line in self.all(name)), "")

    def named(self, name: str) -> list[Component]:
        return [each for each in self.inner if each.name == name]


def plain(value: str) -> str:
    """A TEXT without its escapes."""
    return ESCAPE.sub(lambda found: {"n": "\n", "N": "\n"}.get(found[0][1], found[0][1]), value)


def read(octets: bytes) -> Component:
    """The calendar as components; raises ValueError for what is no calendar."""
    root = Component("")
    open_ones = [root]
    for number, text in enumerate(octets.replace(b"\r\n ", b"").decode().removesuffix("\r\n").split("\r\n"), 1):
        line = _line(text, number)
        if line.name == "BEGIN":
            open_ones.append(Component(line.value))
            open_ones[-2].inner.append(open_ones[-1])
        elif line.name == "END":
            if open_ones.pop().name != line.value:
                raise ValueError(f"A9 line {number}: END:{line.value} closes nothing")
        else:
            open_ones[-1].lines.append(line)
    if len(open_ones) > 1 or len(root.inner) != 1 or root.lines:
        raise ValueError("A10 not one calendar")
    return root.inner[0]


def _line(text: str, number: int) -> Line:
    name = NAME.match(text)
    if name is None:
        raise ValueError(f"A9 line {number} has no name: {text[:40]!r}")
    parameters, at = {}, name.end()
    while found := PARAMETER.match(text, at):
        parameters[found[1]], at = found[2].strip('"'), found.end()
    if text[at : at + 1] != ":":
        raise ValueError(f"A9 line {number} has no value: {text[:40]!r}")
    return Line(name[0], parameters, text[at + 1 :])


def faults(octets: bytes, *, is_personal: bool = False) -> list[str]:
    """All faults of a feed, each with the number of its rule; none for a good one.

    A personal feed names no address of its own, and may ring.
    """
    found = list(_octets(octets))
    try:
        calendar = read(octets)
    except (ValueError, UnicodeDecodeError) as error:
        return [*found, str(error)]
    rules: tuple[Callable[[Component], Iterator[str]], ...] = (_calendar, _zones, _times, _events, _privacy)
    found += [fault for rule in rules for fault in rule(calendar)]
    if not is_personal:
        return found + [f"P2 an alarm in {event.value('UID')}" for event in calendar.named("VEVENT") if event.inner]
    found.remove("B SOURCE stands 0 times")
    found.remove("B SOURCE is ''")
    return found + [fault for event in calendar.named("VEVENT") for fault in _alarms(event)]


def _alarms(event: Component) -> Iterator[str]:
    takes_place = event.value("STATUS") == "CONFIRMED" and "TZID" in event.one("DTSTART").parameters
    if len(event.inner) > takes_place:
        yield "P2 an alarm for what is off or has no hours, or two"
    for alarm in event.inner:
        names = [line.name for line in alarm.lines]
        if alarm.name != "VALARM" or alarm.inner or names != ["ACTION", "TRIGGER", "DESCRIPTION"]:
            yield f"P2 no alarm: {alarm.name} of {names}"
        elif alarm.value("ACTION") != "DISPLAY" or not re.fullmatch(r"-PT[1-9]\d*M", alarm.value("TRIGGER")):
            yield f"P2 {alarm.value('ACTION')} at {alarm.value('TRIGGER')}"
        yield from _escapes(alarm)


def _octets(octets: bytes) -> Iterator[str]:
    if not octets.startswith(b"BEGIN:VCALENDAR\r\n"):
        yield "A2 does not begin with BEGIN:VCALENDAR"
    if not octets.endswith(b"\r\nEND:VCALENDAR\r\n"):
        yield "A3 does not end with END:VCALENDAR"
    if octets.count(b"\n") != octets.count(b"\r\n") or octets.count(b"\r") != octets.count(b"\r\n"):
        yield "A4 a line ends in something else than CRLF"
    for number, line in enumerate(octets.split(b"\r\n")[:-1], 1):
        if len(line) > 75:
            yield f"A5 line {number} has {len(line)} octets"
        if not line.strip():
            yield f"A8 line {number} is blank"
        try:
            line.decode()
        except UnicodeDecodeError:
            yield f"A6 line {number} is folded inside a character"
    text = octets.decode(errors="replace")
    if re.search(r"[\x00-\x09\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029]", text):
        yield "A7 has a control character"
    if any(len(zone) > 1500 for zone in re.findall(rb"BEGIN:VTIMEZONE.*?END:VTIMEZONE\r\n", octets, re.S)):
        yield "C10 a VTIMEZONE has more than 1.5 kB"
    if len(octets) >= 1_000_000:
        yield f"A12 has {len(octets)} octets"


def _escapes(component: Component) -> Iterator[str]:
    for line in component.lines:
        if line.name not in TEXTS:
            continue
        if any(escape[1] not in "\\;,n" for escape in ESCAPE.findall(line.value)):
            yield f"A11 {line.name} has another escape: {line.value[:40]!r}"
        bare = ESCAPE.sub("", line.value)
        if ";" in bare or ("," in bare and line.name != "CATEGORIES") or bare.endswith("\\"):
            yield f"A11 {line.name} is not escaped: {line.value[:40]!r}"
    for inner in component.inner:
        yield from _escapes(inner)


def _calendar(calendar: Component) -> Iterator[str]:
    yield from _escapes(calendar)
    exact = {"VERSION": "2.0", "CALSCALE": "GREGORIAN"}
    shapes = {
        "PRODID": r"-//[^/]+//[^/]+//[A-Z]{2}", "X-APPLE-CALENDAR-COLOR": r"#[0-9A-F]{6}", "LAST-MODIFIED": r"\d{8}T\d{6}Z",
        "REFRESH-INTERVAL": r"PT([5-9]|[1-5]\d)M|PT([1-9]|1\d|2[0-4])H|P1D", "SOURCE": r"https?://\S+\.ics",
    }  # fmt: skip
    once = (
        *exact,
        *shapes,
        "NAME",
        "X-WR-CALNAME",
        "DESCRIPTION",
        "X-WR-CALDESC",
        "COLOR",
        "X-WR-TIMEZONE",
        "X-PUBLISHED-TTL",
    )
    for name in once:
        if len(calendar.all(name)) != 1:
            yield f"B {name} stands {len(calendar.all(name))} times"
    for name, value in exact.items():
        if calendar.value(name) != value:
            yield f"B {name} is {calendar.value(name)!r}"
    for name, shape in shapes.items():
        if not re.fullmatch(shape, calendar.value(name)):
            yield f"B {name} is {calendar.value(name)!r}"
    for line in calendar.all("REFRESH-INTERVAL") + calendar.all("SOURCE"):
        if line.parameters != {"VALUE": "DURATION" if line.name == "REFRESH-INTERVAL" else "URI"}:
            yield f"B8 B10 {line.name} has {line.parameters}"
    yield from _agreements(calendar)


def _agreements(calendar: Component) -> Iterator[str]:
    for first, second in (
        ("NAME", "X-WR-CALNAME"),
        ("DESCRIPTION", "X-WR-CALDESC"),
        ("REFRESH-INTERVAL", "X-PUBLISHED-TTL"),
    ):
        if calendar.value(first) != calendar.value(second) or not calendar.value(first):
            yield f"B7 B9 B13 {first} and {second} differ"
    if calendar.value("COLOR") not in COLOURS:
        yield "B11 no colour of CSS"
    if calendar.all("METHOD") or calendar.all("UID"):
        yield "B4 B15 METHOD or a UID of the calendar"
    if calendar.value("X-WR-TIMEZONE") not in available_timezones():
        yield f"B16 X-WR-TIMEZONE {calendar.value('X-WR-TIMEZONE')}"
    if any(event.value("LAST-MODIFIED") > calendar.value("LAST-MODIFIED") for event in calendar.named("VEVENT")):
        yield "B14 an event is later than its calendar"
    if not calendar.inner or {each.name for each in calendar.inner} - {"VEVENT", "VTIMEZONE"}:
        yield "B17 B18 no component, or another one"


def _zones(calendar: Component) -> Iterator[str]:
    zones = [zone.value("TZID") for zone in calendar.named("VTIMEZONE")]
    times = [line for event in calendar.named("VEVENT") for line in event.lines if line.name in ("DTSTART", "DTEND")]
    used = {line.parameters["TZID"] for line in times if "TZID" in line.parameters}
    if used != set(zones) and not (not times and len(zones) == 1):
        yield f"C1 C2 zones {zones}, used {used}"
    if len(zones) != len(set(zones)):
        yield "C3 a zone stands twice"
    for line in times:
        if not ("TZID" in line.parameters) ^ (line.parameters.get("VALUE") == "DATE") or line.value.endswith("Z"):
            yield f"C4 C5 {line}"
    names = [each.name for each in calendar.inner]
    if names != sorted(names, key=lambda name: name != "VTIMEZONE"):
        yield "C11 a zone behind an event"
    for zone in calendar.named("VTIMEZONE"):
        name = zone.value("TZID")
        if name not in available_timezones() or "/" not in name:
            yield f"C6 {name}"
        if not zone.named("STANDARD") or any(each.value("DTSTART").endswith("Z") for each in zone.inner):
            yield f"C7 {name} has no STANDARD, or a DTSTART in UTC"
        if any(each.all("RDATE") for each in zone.inner):
            yield f"C9 {name} lists dates"
        if (
            len(str(zone)) > 6000
            or {each.name for each in zone.inner} - {"STANDARD", "DAYLIGHT"}
            or len(zone.lines) != 1
        ):
            yield f"C10 {name} says something else"


def onsets(zone: Component, last_year: int) -> list[tuple[datetime, timedelta]]:
    """The changes of a VTIMEZONE, as (UTC without a zone, offset after it), in order."""
    found = []
    for each in zone.inner:
        before, after = (_offset(each.value(name)) for name in ("TZOFFSETFROM", "TZOFFSETTO"))
        start = datetime.strptime(each.value("DTSTART").rstrip("Z"), "%Y%m%dT%H%M%S")  # noqa: DTZ007 on the wall
        until = datetime(last_year, 12, 31)  # noqa: DTZ001 on the wall
        rule = each.value("RRULE")
        starts = rrulestr(f"RRULE:{rule}", dtstart=start).between(start, until, inc=True) if rule else [start]
        found += [(moment - before, after) for moment in starts]
    return sorted(found)


def _offset(value: str) -> timedelta:
    span = timedelta(hours=int(value[1:3]), minutes=int(value[3:5]))
    return -span if value.startswith("-") else span


def _times(calendar: Component) -> Iterator[str]:
    rules = {zone.value("TZID"): onsets(zone, 2040) for zone in calendar.named("VTIMEZONE")}
    for event in calendar.named("VEVENT"):
        for line in event.all("DTSTART") + event.all("DTEND"):
            zone = line.parameters.get("TZID")
            if zone not in rules:
                continue
            wall = datetime.strptime(line.value, "%Y%m%dT%H%M%S")  # noqa: DTZ007 on the wall
            instant = wall.replace(tzinfo=ZoneInfo(zone)).astimezone(UTC).replace(tzinfo=None)
            standing = [offset for at, offset in rules[zone] if at <= instant]
            if not standing or instant + standing[-1] != wall:
                yield f"C8 {zone} is wrong at {wall}"


def _events(calendar: Component) -> Iterator[str]:
    events = calendar.named("VEVENT")
    uids = [event.value("UID") for event in events]
    if len(uids) != len(set(uids)):
        yield "D2 a UID stands twice"
    order = [(event.value("DTSTART").ljust(15, "0"), event.value("UID")) for event in events]
    if [key.replace("T", "0") for key, _ in order] != sorted(key.replace("T", "0") for key, _ in order):
        yield "D28 not in order"
    for event in events:
        yield from (f"{fault} in {event.value('UID')}" for fault in _event(event, calendar))


def _event(event: Component, calendar: Component) -> Iterator[str]:
    for name in {line.name for line in event.lines}:
        if name not in (*MUST_ONCE, *AT_MOST_ONCE):
            yield f"D {name} has no place here"
    for name in MUST_ONCE:
        if len(event.all(name)) != 1:
            yield f"D {name} stands {len(event.all(name))} times"
            return
    for name in AT_MOST_ONCE:
        if len(event.all(name)) > 1:
            yield f"D31 {name} stands {len(event.all(name))} times"
    if not GLOBAL_UID.fullmatch(event.value("UID")):
        yield "D3 the UID is not global"
    stamps = [event.value(name) for name in ("CREATED", "LAST-MODIFIED", "DTSTAMP")]
    if not all(map(UTC_TIME.fullmatch, stamps)) or stamps != sorted(stamps) or stamps[1] != stamps[2]:
        yield f"D4 D9 D10 {stamps}"
    if (
        event.value("DTSTART") >= event.value("DTEND")
        or event.one("DTSTART").parameters != event.one("DTEND").parameters
    ):
        yield "D6 it ends before it begins, or elsewhere"
    if not re.fullmatch(r"\d+", event.value("SEQUENCE")):
        yield "D8 SEQUENCE"
    if event.value("STATUS") not in ("CONFIRMED", "TENTATIVE", "CANCELLED") or event.value("CLASS") != "PUBLIC":
        yield "D11 D15 STATUS or CLASS"
    if not re.fullmatch(r"[a-z]{2}", event.one("SUMMARY").parameters.get("LANGUAGE", "")):
        yield "D26 LANGUAGE"
    if len(str([line.value for line in event.lines]).encode()) > 8000:
        yield "D20 larger than 8 kB"
    yield from _standing(event, calendar.value("PRODID").endswith("//EN"))
    yield from _told(event)


def _standing(event: Component, is_english: bool) -> Iterator[str]:
    summary = plain(event.value("SUMMARY"))
    if not summary.strip():
        yield "D7 no SUMMARY"
    if event.value("STATUS") == "CANCELLED":
        if event.value("TRANSP") != "TRANSPARENT" or int(event.value("SEQUENCE")) < 1:
            yield "D12 cancelled, and yet it takes time or has SEQUENCE 0"
        if is_english and not summary.startswith("CANCELLED"):
            yield "D13 cancelled, and its title does not say so"
    elif summary.startswith("CANCELLED") or event.value("TRANSP") not in ("OPAQUE", "TRANSPARENT"):
        yield "D13 D14 it takes place, and its title says otherwise, or TRANSP is missing"


def _told(event: Component) -> Iterator[str]:
    if event.value("STATUS") == "CANCELLED" and not event.all("URL"):
        if {line.name for line in event.lines} & {"DESCRIPTION", "LOCATION", "CATEGORIES", "COLOR"}:
            yield "G5 withdrawn, and it still tells something"
        return
    if not event.value("LOCATION") or not event.value("DESCRIPTION"):
        yield "D16 D19 no LOCATION or DESCRIPTION"
    description, url = plain(event.value("DESCRIPTION")), event.value("URL")
    if not url.startswith(("http://", "https://")) or not description.endswith(url):
        yield "D17 D21 the link is missing, or not at the end of DESCRIPTION"
    if len(description.encode()) > 600 or re.search(r"</?[a-z]+[ >]", description):
        yield "D19 D20 DESCRIPTION is too long, or HTML"
    if event.all("COLOR") and event.value("COLOR") not in COLOURS:
        yield "D27 COLOR"


def _privacy(calendar: Component) -> Iterator[str]:
    for event in calendar.named("VEVENT"):
        if event.all("ATTENDEE") or event.all("ORGANIZER"):
            yield "P1 P3 somebody's name"
        for line in event.lines:
            if line.name != "UID" and MAIL.search(line.value):
                yield f"P4 a mail address in {line.name}"
            if re.search(r"(?i)[?&;/](pwd|passw(or)?d|passcode|token|secret|key)=", line.value):
                yield f"P5 a secret in {line.name}"
