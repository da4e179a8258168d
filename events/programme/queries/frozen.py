"""The facts of the draft's meetings as a version would freeze them now."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from events.editions import queries as editions
from events.editions.models import Edition
from events.programme.models import Meeting
from events.programme.queries import versions
from events.programme.rules.facts import Body, Facts, Line, Place, State, When
from events.venues.models import Building, Room


def drafted(edition: Edition, keys: Collection[str] | None = None) -> list[tuple[Meeting, Facts]]:
    """Every meeting of the draft, or these alone, with its facts, by key."""
    sessions = {
        segment.key: segment.session.number if segment.session else None for segment in editions.segments(edition.id)
    }
    # As they come back out of a version, so that before and after can be compared.
    return [
        (meeting, Facts.from_json(facts_of(meeting, edition=edition, session=sessions[meeting.segment.key]).as_json()))
        for meeting in versions.draft(edition, keys)
    ]


def facts_of(meeting: Meeting, *, edition: Edition, session: int | None) -> Facts:
    """The visible facts of a meeting of the draft as they stand now."""
    limit: dict[str, Any] = meeting.seat_limit or {}
    return Facts(
        key=meeting.key,
        kind=meeting.kind_key,
        segment=meeting.segment.key,
        segment_name=meeting.segment.name,
        titles=meeting.titles,
        title_language=meeting.title_language,
        abstract=meeting.abstract,
        note=meeting.note,
        partner=meeting.partner,
        state=State(meeting.state),
        when=When(meeting.when),
        starts=meeting.starts_at,
        ends=meeting.ends_at,
        place=_place(meeting, city=edition.city),
        bodies=_bodies(meeting),
        lines=_lines(meeting),
        languages=tuple(meeting.languages),
        captions=meeting.captions,
        sign=meeting.sign,
        hybrid=meeting.hybrid,
        accessible=meeting.accessible,
        is_closed=meeting.is_closed,
        audience=meeting.audience,
        attendance=meeting.attendance,
        open_for=tuple(sorted(held.constituency.key for held in meeting.open_for)),
        session=session,
        agenda_items=tuple(meeting.agenda_items),
        stands_for_session=meeting.stands_for_session,
        seats=limit.get("seats"),
        seats_for=limit.get("for", ""),
        seats_note=limit.get("what", ""),
        confidence=meeting.confidence,
        confidences=meeting.confidences,
    )


def _bodies(meeting: Meeting) -> tuple[Body, ...]:
    return tuple(
        Body(held.organization.key, held.organization.acronym, held.role, held.organization.acronyms)
        for held in meeting.bodies
    )


def _lines(meeting: Meeting) -> tuple[Line, ...]:
    return tuple(
        Line(held.line.key, held.line.titles, held.line.key.partition("-")[0] if held.line.parent_id else None)
        for held in meeting.lines
    )


def _place(meeting: Meeting, *, city: str) -> Place | None:
    building = meeting.room.building if meeting.room else meeting.building
    return place_of(building, meeting.room, city=city) if building else None


def place_of(building: Building, room: Room | None, *, city: str) -> Place:
    """A building, or a room of it, as a version freezes it."""
    return Place(
        building=building.key,
        building_name=building.name,
        building_short=building.short,
        city=city,
        address=building.address,
        room=room.key if room else None,
        room_name=room.name if room else "",
        is_online=building.is_online,
    )
