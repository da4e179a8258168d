"""The draft as a problem: an edition's meetings with all they need, as plain facts for the checker."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from sqlalchemy import Row, Select, select

from events.constraints.rules.problem import BuildingFacts, Closure, Needed, Planned, Problem, RoomFacts
from events.editions.models import Edition, Segment
from events.programme.models import (
    Meeting,
    MeetingBody,
    MeetingLine,
    MeetingPerson,
    MeetingRelation,
    OrganizerLimit,
    RoleHolder,
    Version,
    VersionEntry,
)
from events.programme.rules.facts import Facts, State, When
from events.venues.models import Block, Building, InterpretationCapacity, Room, Walk
from events.venues.models import Closure as ClosedDays
from foundation.db import db
from stakeholders.mandates.models import ActionLine
from stakeholders.organizations.models import Organization

Keys = Mapping[int, str]
Many = dict[int, tuple[str, ...]]
Plain = Row[*tuple[Any, ...]]

ROOMS = select(
    Room.id, Room.building_id, Room.key, Room.name,
    Room.seats, Room.booths, Room.accessible, Room.sign_booth, Room.hybrid, Room.captions, Room.available_from,
).order_by(Room.id)  # fmt: skip

PLAIN = (
    "key", "minutes", "audience", "captions", "sign", "hybrid", "accessible",
    "window_from", "window_to", "remote_from", "remote_to", "is_pinned",
)  # fmt: skip
"""What a meeting of the draft and one of a problem have alike."""

MEETINGS = select(
    Meeting.id, Meeting.titles, Segment.key.label("segment"), Meeting.languages, Meeting.state, Meeting.when,
    Meeting.starts_at, Meeting.ends_at, Meeting.room_id, Meeting.building_id, Meeting.asked_room_id,
    Meeting.asked_building_id, Segment.starts_on, Segment.ends_on, *(getattr(Meeting, name) for name in PLAIN),
).join(Segment, Meeting.segment_id == Segment.id).order_by(Meeting.id)  # fmt: skip


def problem(edition: Edition) -> Problem:
    """The draft of an edition, in a fixed number of reads whatever its size."""
    buildings = db.session.execute(
        select(Building.id, Building.key, Building.name, Building.is_online).order_by(Building.id)
    ).all()
    rooms = db.session.execute(ROOMS).all()
    houses = {row.id: row.key for row in buildings}
    return Problem(
        meetings=_meetings(edition, rooms, houses),
        rooms={row.key: RoomFacts(row.key, row.name, houses[row.building_id], *row[4:]) for row in rooms},
        buildings=_buildings(edition, buildings),
        closures=_closures(edition, {row.id: row.key for row in rooms}, houses),
        people=_people(edition),
        walks=_walks(houses),
        parallel_limits=_limits(edition),
        families=_families(),
    )


def problem_as_published(edition: Edition, version: Version) -> Problem:
    """As `problem`, with the meetings where the public sees them: those of a version, with its urgent notices."""
    stood = problem(edition)
    rows = db.session.execute(
        select(VersionEntry.key, VersionEntry.when, VersionEntry.state, VersionEntry.facts).where(
            VersionEntry.version_id == version.id
        )
    )
    public = {key: (when, state, Facts.from_json(facts)) for key, when, state, facts in rows if key in stood.meetings}
    seen = {
        key: replace(
            stood.meetings[key],
            starts=facts.starts,
            ends=facts.ends if when in (When.TIMED, When.DAYS) else None,
            room=facts.place.room if facts.place else None,
            building=facts.place.building if facts.place else None,
            is_cancelled=state == State.CANCELLED,
        )
        for key, (when, state, facts) in public.items()
    }
    return replace(stood, meetings=seen)


def _meetings(edition: Edition, rooms: Sequence[Plain], houses: Keys) -> dict[str, Planned]:
    rows = db.session.execute(MEETINGS.where(Meeting.edition_id == edition.id)).all()
    keys = {row.id: row.key for row in rows}
    several = {"organizers": _hosts(edition), "people": _needed(edition), "lines": _lines(edition)}
    several |= _relations(edition, keys)
    places = {row.id: (row.key, houses[row.building_id]) for row in rooms}
    return {
        keys[row[0]]: _planned(row, places, houses, {name: found.get(row[0], ()) for name, found in several.items()})
        for row in rows
    }


def _planned(row: Plain, places: Mapping[int, tuple[str, str]], houses: Keys, several: Mapping[str, Any]) -> Planned:
    _, titles, segment, languages, state, when, starts, ends, room_id, building_id, asked_room, asked_building = row[
        :12
    ]
    first, last, *plain = row[12:]
    room, building = places.get(room_id, (None, houses.get(building_id)))
    alike = dict(zip(PLAIN, plain, strict=True))
    # A meeting stands within its segment, whatever else it asks for.
    alike["window_from"] = max(first, alike["window_from"] or first)
    alike["window_to"] = min(last, alike["window_to"] or last)
    return Planned(
        title=titles,
        segment=segment,
        starts=None if when == When.UNDATED else starts,
        ends=ends if when in (When.TIMED, When.DAYS) else None,
        room=room,
        building=building,
        languages=tuple(languages),
        asked_building=houses.get(asked_building),
        asked_room=places[asked_room][0] if asked_room else None,
        is_cancelled=state == State.CANCELLED,
        **alike,
        **several,
    )


def _hosts(edition: Edition) -> Many:
    """The organizers of each meeting, the one that leads first; those beside them staff no room."""
    query = (
        select(MeetingBody.meeting_id, Organization.key)
        .join(Organization, MeetingBody.organization_id == Organization.id)
        .where(MeetingBody.role == "organizer")
        .order_by(MeetingBody.position)
    )
    return _many(query, MeetingBody.meeting_id, edition)


def _needed(edition: Edition) -> Many:
    query = (
        select(MeetingPerson.meeting_id, RoleHolder.key)
        .join(RoleHolder, MeetingPerson.role_holder_id == RoleHolder.id)
        .order_by(MeetingPerson.id)
    )
    return _many(query, MeetingPerson.meeting_id, edition)


def _lines(edition: Edition) -> Many:
    query = (
        select(MeetingLine.meeting_id, ActionLine.key)
        .join(ActionLine, MeetingLine.line_id == ActionLine.id)
        .order_by(MeetingLine.position)
    )
    return _many(query, MeetingLine.meeting_id, edition)


def _many(query: Select[*tuple[Any, ...]], meeting_id: Any, edition: Edition) -> Many:
    """The keys that each meeting of the edition has several of, by its id."""
    found: dict[int, list[str]] = {}
    within = query.join(Meeting, meeting_id == Meeting.id).where(Meeting.edition_id == edition.id)
    for meeting, key in db.session.execute(within):
        found.setdefault(meeting, []).append(key)
    return {meeting: tuple(several) for meeting, several in found.items()}


def _relations(edition: Edition, keys: Keys) -> dict[str, Many]:
    query = (
        select(MeetingRelation.kind, MeetingRelation.meeting_id, MeetingRelation.other_id)
        .join(Meeting, MeetingRelation.meeting_id == Meeting.id)
        .where(Meeting.edition_id == edition.id)
        .order_by(MeetingRelation.id)
    )
    found: dict[str, Many] = {"after": {}, "apart": {}}
    for kind, meeting, other in db.session.execute(query):
        if other in keys:
            found[kind][meeting] = (*found[kind].get(meeting, ()), keys[other])
    return found


def _buildings(edition: Edition, rows: Sequence[Plain]) -> dict[str, BuildingFacts]:
    blocks: dict[int, list[Any]] = {}
    for building, starts, ends in db.session.execute(
        select(Block.building_id, Block.starts, Block.ends)
        .where(Block.edition_id == edition.id)
        .order_by(Block.building_id, Block.position)
    ):
        blocks.setdefault(building, []).append((starts, ends))
    capacities = select(InterpretationCapacity.building_id, InterpretationCapacity.units_per_day).where(
        InterpretationCapacity.edition_id == edition.id
    )
    units = dict(db.session.execute(capacities).all())
    return {
        row.key: BuildingFacts(row.key, row.name, tuple(blocks.get(row.id, ())), row.is_online, units.get(row.id))
        for row in rows
    }


def _closures(edition: Edition, rooms: Keys, houses: Keys) -> tuple[Closure, ...]:
    rows = db.session.execute(
        select(
            ClosedDays.building_id, ClosedDays.room_id, ClosedDays.starts_on, ClosedDays.ends_on,
            ClosedDays.reason, ClosedDays.except_keys,
        )
        .where(ClosedDays.edition_id == edition.id)
        .order_by(ClosedDays.id)
    )  # fmt: skip
    return tuple(
        Closure(houses[building], rooms.get(room) if room else None, first, last, reason, tuple(let_in))
        for building, room, first, last, reason, let_in in rows
    )


def _people(edition: Edition) -> dict[str, Needed]:
    rows = db.session.execute(
        select(RoleHolder.key, RoleHolder.role, RoleHolder.unavailable, RoleHolder.reason)
        .where(RoleHolder.edition_id == edition.id)
        .order_by(RoleHolder.id)
    )
    return {
        key: Needed(key, role, tuple(date.fromisoformat(day) for day in unavailable), reason)
        for key, role, unavailable, reason in rows
    }


def _walks(houses: Keys) -> dict[tuple[str, str], int]:
    rows = db.session.execute(select(Walk.first_id, Walk.second_id, Walk.minutes).order_by(Walk.id))
    pairs = ((sorted((houses[first], houses[second])), minutes) for first, second, minutes in rows)
    return {(first, second): minutes for (first, second), minutes in pairs}


def _limits(edition: Edition) -> dict[str, int]:
    rows = db.session.execute(
        select(Organization.key, OrganizerLimit.meetings)
        .join(Organization, OrganizerLimit.organization_id == Organization.id)
        .where(OrganizerLimit.edition_id == edition.id)
        .order_by(OrganizerLimit.id)
    )
    return dict(rows.all())


def _families() -> dict[str, tuple[str, ...]]:
    """The action lines in order, each with its applications."""
    rows = db.session.execute(
        select(ActionLine.id, ActionLine.key, ActionLine.parent_id)
        .where(ActionLine.kind != "theme")
        .order_by(ActionLine.position)
    ).all()
    below: dict[int, list[str]] = {}
    for _, key, parent in rows:
        if parent:
            below.setdefault(parent, []).append(key)
    return {key: tuple(below.get(number, ())) for number, key, parent in rows if parent is None}
