"""What other people's programs understand of a feed, each event told in the same words."""

from __future__ import annotations

import json
import subprocess
from dataclasses import dataclass
from datetime import UTC, date, datetime
from functools import cache
from pathlib import Path
from typing import Any

import icalendar
import playwright
import vobject

from tests.support.place import ROOT

HERE = Path(__file__).parent
# The wheel of Playwright brings a node of its own, so none needs to be installed.
NODE = Path(playwright.__file__).parent / "driver" / "node"


@dataclass(frozen=True, order=True)
class Event:
    """An event as a program understands it; times in UTC, days as days."""

    uid: str
    starts: str
    ends: str
    summary: str
    location: str
    description: str
    status: str
    sequence: int


def by_icalendar(octets: bytes) -> list[Event]:
    events = icalendar.Calendar.from_ical(octets).walk("VEVENT")
    assert [event.errors for event in events if event.errors] == []
    return sorted(
        Event(
            str(event["UID"]),
            _told(event["DTSTART"].dt),
            _told(event["DTEND"].dt),
            str(event["SUMMARY"]),
            str(event.get("LOCATION", "")),
            str(event.get("DESCRIPTION", "")),
            str(event["STATUS"]),
            int(event["SEQUENCE"]),
        )
        for event in events
    )


def by_vobject(octets: bytes) -> list[Event]:
    calendar: Any = vobject.readOne(octets.decode())
    return sorted(
        Event(
            event.uid.value,
            _told(event.dtstart.value),
            _told(event.dtend.value),
            event.summary.value,
            _value(event, "location"),
            _value(event, "description"),
            event.status.value,
            int(event.sequence.value),
        )
        for event in calendar.contents.get("vevent", [])
    )


def by_ical_js(octets: bytes) -> list[Event]:
    command = [str(NODE), str(HERE / "read.cjs"), str(_ical_js())]
    told = json.loads(subprocess.run(command, input=octets, capture_output=True, check=True).stdout)
    return sorted(
        Event(
            **{
                **event,
                "starts": event["starts"].replace(".000Z", "Z"),
                "ends": event["ends"].replace(".000Z", "Z"),
                "location": event["location"] or "",
                "description": event["description"] or "",
            }
        )
        for event in told
    )


@cache
def _ical_js() -> Path:
    (found,) = (ROOT / "tests" / "vendor").glob("ical.js-*/ical.es5.min.cjs")
    return found


def _value(event: Any, name: str) -> str:
    found = event.contents.get(name)
    return str(found[0].value) if found else ""


def _told(value: date | datetime) -> str:
    if isinstance(value, datetime):
        return f"{value.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}"
    return value.isoformat()
