"""Reads of the draft as snapshots."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from sqlalchemy import Select, or_, select
from sqlalchemy.orm import aliased

from events.editions.models import Edition, Segment
from events.programme.models import (
    DraftChange,
    Meeting,
    MeetingBody,
    MeetingConstituency,
    MeetingLine,
    MeetingPerson,
    MeetingRelation,
    RoleHolder,
    Version,
    VersionEntry,
)
from events.programme.rules.snapshots import FRESH, Snapshot, digest, settled
from events.venues.models import Building, Room
from foundation.db import db
from stakeholders.mandates.models import ActionLine
from stakeholders.organizations.models import Constituency, Organization

PLAIN = {
    "key": "key", "uid": "uid", "kind": "kind_key", "titles": "titles", "title_language": "title_language",
    "abstract": "abstract", "note": "note", "partner": "partner", "state": "state", "when": "when",
    "languages": "languages", "captions": "captions", "sign": "sign", "hybrid": "hybrid", "accessible": "accessible",
    "is_closed": "is_closed", "minutes": "minutes", "audience": "audience", "attendance": "attendance",
    "priority": "priority", "is_pinned": "is_pinned", "agenda_items": "agenda_items", "seat_limit": "seat_limit",
    "stands_for_session": "stands_for_session", "confidence": "confidence", "confidences": "confidences",
    "created_at": "created_at", "starts": "starts_at", "ends": "ends_at", "window_from": "window_from",
    "window_to": "window_to", "preferred_on": "preferred_on", "remote_from": "remote_from", "remote_to": "remote_to",
}  # fmt: skip
"""The fields that are columns of a meeting."""

ROLES = {"organizer": "organizers", "co": "co", "partner": "partners"}

_AskedRoom, _AskedBuilding, _Other = aliased(Room), aliased(Building), aliased(Meeting)
_COLUMNS = [
    *(getattr(Meeting, column).label(name) for name, column in PLAIN.items()),
    Segment.key.label("segment"),
    Room.key.label("room"),
    Building.key.label("building"),
    _AskedRoom.key.label("asked_room"),
    _AskedBuilding.key.label("asked_building"),
]


def snapshots(edition: Edition, keys: Collection[str] | None = None) -> dict[str, Snapshot]:
    """The meetings of the draft by key, all or these, in a fixed number of reads."""
    rows = db.session.execute(
        _within(
            select(Meeting.id, *_COLUMNS)
            .join(Segment, Meeting.segment_id == Segment.id)
            .outerjoin(Room, Meeting.room_id == Room.id)
            .outerjoin(Building, Meeting.building_id == Building.id)
            .outerjoin(_AskedRoom, Meeting.asked_room_id == _AskedRoom.id)
            .outerjoin(_AskedBuilding, Meeting.asked_building_id == _AskedBuilding.id)
            .order_by(Meeting.key),
            edition,
            keys,
        )
    ).mappings()
    found = {row["id"]: dict(FRESH) | {name: row[name] for name in FRESH if name in row} for row in rows}
    for meeting, field, key in _parts(edition, keys):
        found[meeting][field] = [*found[meeting][field], key]
    return {each["key"]: settled(each) for each in found.values()}


def was_published(edition: Edition, meeting: Snapshot) -> bool:
    """Whether any version ever had a meeting: calendars may hold it."""
    held = or_(VersionEntry.uid == meeting["uid"], VersionEntry.key == meeting["key"])
    entry = select(VersionEntry.id).join(Version, VersionEntry.version_id == Version.id)
    return db.session.scalar(entry.where(Version.edition_id == edition.id, held).limit(1)) is not None


def draft_digest(edition: Edition) -> str:
    """The digest of the whole draft: alike exactly when every meeting stands alike."""
    return digest(snapshots(edition))


def _parts(edition: Edition, keys: Collection[str] | None) -> list[tuple[int, str, str]]:
    """What meetings have several of: (meeting, field, key) in order."""
    bodies = select(MeetingBody.meeting_id, MeetingBody.role, Organization.key).join(MeetingBody.organization)
    lines = select(MeetingLine.meeting_id, ActionLine.key).join(MeetingLine.line)
    let_in = select(MeetingConstituency.meeting_id, Constituency.key).join(MeetingConstituency.constituency)
    people = select(MeetingPerson.meeting_id, RoleHolder.key).join(MeetingPerson.role_holder)
    related = select(MeetingRelation.meeting_id, MeetingRelation.kind, _Other.key).join(
        _Other, MeetingRelation.other_id == _Other.id
    )

    def read(query: Select[*tuple[Any, ...]], part: Any, order: Any) -> list[Any]:
        within = _within(query.join(Meeting, part.meeting_id == Meeting.id).order_by(order), edition, keys)
        return list(db.session.execute(within).all())

    return [
        *((each[0], ROLES[each[1]], each[2]) for each in read(bodies, MeetingBody, MeetingBody.position)),
        *((each[0], "lines", each[1]) for each in read(lines, MeetingLine, MeetingLine.position)),
        *((each[0], "open_for", each[1]) for each in read(let_in, MeetingConstituency, MeetingConstituency.id)),
        *((each[0], "people", each[1]) for each in read(people, MeetingPerson, MeetingPerson.id)),
        *((each[0], each[1], each[2]) for each in read(related, MeetingRelation, MeetingRelation.id)),
    ]


def _within(query: Select[*tuple[Any, ...]], edition: Edition, keys: Collection[str] | None) -> Any:
    query = query.where(Meeting.edition_id == edition.id)
    return query if keys is None else query.where(Meeting.key.in_(keys))


def latest_done(edition: Edition, actor: str) -> DraftChange | None:
    """The actor's latest change that still counts: what undo would take back."""
    return db.session.scalar(
        select(DraftChange)
        .where(DraftChange.edition_id == edition.id, DraftChange.actor == actor, DraftChange.undone_at.is_(None))
        .order_by(DraftChange.number.desc())
        .limit(1)
    )


def latest_undone(edition: Edition, actor: str) -> DraftChange | None:
    """What redo would make again: the actor's change taken back last, unless a newer one of theirs counts."""
    done = latest_done(edition, actor)
    return db.session.scalar(
        select(DraftChange)
        .where(
            DraftChange.edition_id == edition.id,
            DraftChange.actor == actor,
            DraftChange.undone_at.is_not(None),
            DraftChange.number > (done.number if done else 0),
        )
        .order_by(DraftChange.undone_at.desc())
        .limit(1)
    )
