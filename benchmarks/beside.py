"""The same calendar as icalendar builds it: what drawing a feed is measured against."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from icalendar import Calendar, Component, Event

Property = tuple[str, Any, dict[str, str]]


@dataclass(frozen=True)
class Content:
    """A calendar's content as plain values: its own properties, its zones, and the properties of each event."""

    head: Sequence[Property]
    zones: Sequence[Component]
    events: Sequence[Sequence[Property]]


def read(octets: bytes) -> Content:
    """The content of a feed: with it, both sides say the same."""
    calendar = Calendar.from_ical(octets)
    zones = [part for part in calendar.subcomponents if part.name == "VTIMEZONE"]
    return Content(_properties(calendar), zones, [_properties(event) for event in calendar.walk("VEVENT")])


def build(content: Content) -> bytes:
    """The calendar, event by event, as icalendar's guide has one build it."""
    calendar = Calendar()
    for name, value, parameters in content.head:
        calendar.add(name, value, parameters)
    for zone in content.zones:
        calendar.add_component(zone)
    for properties in content.events:
        event = Event()
        for name, value, parameters in properties:
            event.add(name, value, parameters)
        calendar.add_component(event)
    octets: bytes = calendar.to_ical()
    return octets


def _properties(component: Component) -> list[Property]:
    return [
        (name, _plain(value), {key: word for key, word in value.params.items() if key not in ("TZID", "VALUE")})
        for name, found in component.items()
        for value in (found if isinstance(found, list) else [found])
    ]


def _plain(value: Any) -> Any:
    """A parsed value as a program that builds calendars holds it."""
    if hasattr(value, "dt"):
        return value.dt
    if hasattr(value, "cats"):
        return [str(each) for each in value.cats]
    return int(value) if isinstance(value, int) else str(value)
