"""schedule.xml: a programme in the form of frab and pentabarf, which conference apps read (schema: voc/schedule).

The form knows no cancellation: the title says it. It knows one day an event: what lasts over several
stands on its first one with its whole length; what has a day and no hours fills its day; undated ones are left out.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from hashlib import blake2b
from uuid import NAMESPACE_URL, UUID, uuid5
from xml.etree.ElementTree import Element, SubElement, indent, tostring
from zoneinfo import ZoneInfo

from events.feeds.rules.blocks import CANCELLED_TITLE
from events.feeds.rules.programme_json import Programme, Told
from events.programme.rules.facts import Facts
from events.programme.rules.words import KIND_WORDS
from foundation.sentences import Sentence

Say = Callable[[Sentence], str]
Dated = tuple[date, datetime, datetime, Told]

_NO_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def schedule_xml(programme: Programme, meetings: Iterable[Told], *, language: str, say: Say) -> bytes:
    """The dated meetings by day and room, in a language."""
    dated = sorted(map(_dated, (told for told in meetings if told.facts.starts)), key=_order)
    days = sorted({day for day, *_ in dated}) or [programme.starts_on]
    root = Element("schedule")
    SubElement(root, "generator", name="Linkage", version="1")
    _add(root, "version", str(programme.number))
    conference = SubElement(root, "conference")
    for name, value in (
        ("acronym", f"linkage-{programme.key.lower()}"),
        ("title", programme.name),
        ("start", programme.starts_on.isoformat()),
        ("end", programme.ends_on.isoformat()),
        ("days", str(len(days))),
        ("timeslot_duration", "00:15"),
        ("base_url", programme.origin + "/"),
        ("time_zone_name", programme.zone),
    ):
        _add(conference, name, value)
    sheet = _Sheet(programme, language, say, set())
    for index, day in enumerate(days, 1):
        sheet.add_day(root, index, day, [each for each in dated if each[0] == day])
    indent(root)
    octets: bytes = tostring(root, encoding="utf-8", xml_declaration=True)
    return octets + b"\n"


def _dated(told: Told) -> Dated:
    starts = told.facts.starts
    assert starts is not None
    return starts.date(), starts, told.facts.ends or datetime.combine(starts.date(), time()) + timedelta(days=1), told


def _order(dated: Dated) -> tuple[datetime, str]:
    return dated[1], dated[3].uid


@dataclass(frozen=True)
class _Sheet:
    """Days, rooms and events of one programme in one language; `taken` are the numbers given so far."""

    programme: Programme
    language: str
    say: Say
    taken: set[int]

    def add_day(self, root: Element, index: int, day: date, dated: list[Dated]) -> None:
        zone = ZoneInfo(self.programme.zone)
        first, last = (datetime.combine(day, at, tzinfo=zone).isoformat() for at in (time(), time(23, 59, 59)))
        element = SubElement(root, "day", index=str(index), date=day.isoformat(), start=first, end=last)
        rooms = {
            name: SubElement(element, "room", name=_clean(name))
            for name in sorted({self._room(told.facts) for *_, told in dated})
        }
        for _, starts, ends, told in dated:
            facts = told.facts
            number = _number(told.uid, self.taken)
            event = SubElement(rooms[self._room(facts)], "event", id=str(number), guid=_guid(told.uid))
            for name, value in self._event(facts, starts, ends):
                _add(event, name, value)
            # Who speaks is not published; the form wants its lists even when they are empty.
            SubElement(event, "persons")
            address = self.programme.page_of(facts, self.language)
            SubElement(SubElement(event, "links"), "link", href=address).text = address
            SubElement(event, "attachments")

    def _event(self, facts: Facts, starts: datetime, ends: datetime) -> Iterable[tuple[str, str]]:
        spoken = next((code for code in (self.language, "en") if facts.titles.get(code)), facts.title_language)
        title = facts.titles[spoken]
        yield "date", starts.replace(tzinfo=ZoneInfo(self.programme.zone)).isoformat()
        yield "start", f"{starts:%H:%M}"
        yield "duration", _duration(ends - starts)
        yield "room", self._room(facts)
        yield "slug", f"linkage-{self.programme.key}-{facts.key}".lower()
        yield "url", self.programme.page_of(facts, self.language)
        yield "title", self.say(CANCELLED_TITLE.with_values(title=title)) if facts.is_cancelled else title
        yield "subtitle", ", ".join(body.called(self.language) for body in facts.organizers)
        yield "track", facts.segment_name or facts.segment
        yield "type", self.say(KIND_WORDS[facts.kind]) if facts.kind in KIND_WORDS else facts.kind
        yield "language", facts.languages[0] if len(facts.languages) == 1 else facts.title_language
        yield "abstract", facts.abstract
        yield "description", "\n".join(part for part in (facts.note, self.programme.banner) if part)

    def _room(self, facts: Facts) -> str:
        if facts.place is None:
            return self.programme.city
        return ", ".join(part for part in (facts.place.room_name, facts.place.building_name) if part)


def _duration(span: timedelta) -> str:
    minutes = int(span.total_seconds()) // 60
    hours = f"{minutes // 60 % 24:02}:{minutes % 60:02}"
    return f"{minutes // 1440}:{hours}" if minutes >= 1440 else hours


def _number(uid: str, taken: set[int]) -> int:
    """A number of 31 bits out of a UID, for programs that know no other identity."""
    number = int.from_bytes(blake2b(uid.encode(), digest_size=4).digest(), "big") >> 1 or 1
    while number in taken:
        number = number % 0x7FFFFFFF + 1
    taken.add(number)
    return number


def _guid(uid: str) -> str:
    try:
        return str(UUID(uid.partition("@")[0]))
    except ValueError:
        # A meeting taken over from elsewhere keeps its foreign UID; the form wants a UUID all the same.
        return str(uuid5(NAMESPACE_URL, uid))


def _add(parent: Element, name: str, value: str) -> None:
    SubElement(parent, name).text = _clean(value)


def _clean(value: str) -> str:
    return _NO_XML.sub("", value)
