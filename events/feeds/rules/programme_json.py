"""programme.json: a version of a programme for programs. Its schema is described in docs/feeds-and-files.md."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any
from urllib.parse import quote
from zoneinfo import ZoneInfo

from events.feeds.rules.addresses import page_of
from events.programme.rules.facts import Facts, When
from events.programme.rules.selection import Selection

SCHEMA = "linkage-programme-1"


@dataclass(frozen=True)
class Told:
    """A meeting as told to programs: its facts, its stamp, and the constituencies that may come."""

    facts: Facts
    uid: str
    sequence: int
    created: datetime
    modified: datetime
    may_come: tuple[str, ...] = ()


@dataclass(frozen=True)
class Programme:
    """What a file for programs is of: an edition, its version, the selection, and where the house stands."""

    key: str
    name: str
    city: str
    zone: str
    starts_on: date
    ends_on: date
    banner: str
    confidence: str
    number: int
    published_at: datetime
    note: str
    selection: Selection
    origin: str

    def page_of(self, facts: Facts, language: str = "en") -> str:
        """The address of a meeting's page."""
        return page_of(facts, edition=self.key, origin=self.origin, language=language)


def programme_json(programme: Programme, meetings: Iterable[Told]) -> dict[str, Any]:
    """The whole file as plain values: the same version and selection, the same file."""
    return {
        "schema": SCHEMA,
        "notice": programme.banner or None,
        "edition": {
            "key": programme.key,
            "name": programme.name,
            "city": programme.city,
            "zone": programme.zone,
            "starts_on": programme.starts_on.isoformat(),
            "ends_on": programme.ends_on.isoformat(),
            "url": f"{programme.origin}/{quote(programme.key)}/programme",
            "confidence": programme.confidence,
        },
        "version": {
            "number": programme.number,
            "published_at": _utc(programme.published_at),
            "note": programme.note,
        },
        "selection": programme.selection.query,
        "meetings": [_meeting(told, programme) for told in meetings],
    }


def _meeting(told: Told, programme: Programme) -> dict[str, Any]:
    facts = told.facts
    return {
        "uid": told.uid,
        "sequence": told.sequence,
        "created": _utc(told.created),
        "modified": _utc(told.modified),
        "key": facts.key,
        "url": programme.page_of(facts),
        "state": facts.state.value,
        "kind": facts.kind,
        "segment": {"key": facts.segment, "name": facts.segment_name},
        "titles": dict(facts.titles),
        "title_language": facts.title_language,
        "abstract": facts.abstract or None,
        "note": facts.note or None,
        "when": facts.when.value,
        "starts": _moment(facts.starts, facts, ZoneInfo(programme.zone)),
        "ends": _moment(facts.ends, facts, ZoneInfo(programme.zone)),
        "place": _place(facts),
        "bodies": [{"key": body.key, "acronym": body.acronym, "role": body.role} for body in facts.bodies],
        "partner": facts.partner or None,
        "action_lines": [{"key": line.key, "parent": line.parent, "titles": dict(line.titles)} for line in facts.lines],
        "session": facts.session,
        "agenda_items": list(facts.agenda_items),
        **_conditions(told),
        "confidence": facts.confidence,
        "confidences": dict(facts.confidences),
    }


def _moment(moment: datetime | None, facts: Facts, zone: ZoneInfo) -> dict[str, str] | None:
    if moment is None:
        return None
    if facts.when == When.DAY:
        return {"date": moment.date().isoformat()}
    return {"local": moment.isoformat(timespec="minutes"), "utc": _utc(moment.replace(tzinfo=zone))}


def _place(facts: Facts) -> dict[str, Any] | None:
    place = facts.place
    if place is None:
        return None
    return {
        "room": {"key": place.room, "name": place.room_name} if place.room else None,
        "building": {"key": place.building, "name": place.building_name, "address": place.address or None},
        "city": place.city or None,
        "online": place.is_online,
    }


def _conditions(told: Told) -> dict[str, Any]:
    facts = told.facts
    return {
        "languages": list(facts.languages),
        "captions": facts.captions,
        "sign_language": facts.sign,
        "hybrid": facts.hybrid,
        "closed": facts.is_closed,
        "may_come": list(told.may_come),
        "seats": {"number": facts.seats, "for": facts.seats_for, "note": facts.seats_note} if facts.seats else None,
    }


def _utc(instant: datetime) -> str:
    return f"{instant.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}"
