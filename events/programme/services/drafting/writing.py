"""Making a meeting of the draft stand as a snapshot says."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from typing import Any

from sqlalchemy import delete, func, select, update
from sqlalchemy.exc import IntegrityError

from events.editions.models import Edition, Segment
from events.editions.rules import UnknownSegment
from events.programme.models import (
    HostAnswer,
    Meeting,
    MeetingBody,
    MeetingConstituency,
    MeetingLine,
    MeetingPerson,
    MeetingRelation,
    RoleHolder,
)
from events.programme.queries.draft import PLAIN, ROLES
from events.programme.rules.answers import matters
from events.programme.rules.deeds import StillNeeded
from events.programme.rules.draft import UnknownInDraft
from events.programme.rules.snapshots import TIMES, Snapshot, differing
from events.venues.models import Building, Room
from foundation.db import Base, db
from foundation.journal import JournalLine
from stakeholders.accreditation.models import MeetingKind
from stakeholders.mandates.models import ActionLine
from stakeholders.organizations.models import Constituency, Organization

PLACES: dict[str, tuple[str, type[Base], str]] = {
    "room": ("room_id", Room, "room"),
    "building": ("building_id", Building, "building"),
    "asked_room": ("asked_room_id", Room, "room"),
    "asked_building": ("asked_building_id", Building, "building"),
}
PARTS = (MeetingBody, MeetingLine, MeetingConstituency, MeetingPerson, MeetingRelation, HostAnswer)


def write(edition: Edition, before: Snapshot | None, after: Snapshot | None) -> int | None:
    """Make a meeting stand as `after` where it stood as `before`; its revision then, None when it is gone.

    Raises UnknownInDraft, UnknownSegment, StillNeeded.
    """
    if after is None:
        assert before is not None
        _take_out(edition, before["key"])
        return None
    meeting = Meeting(edition_id=edition.id, revision=_next_revision(edition, after["key"]))
    if before is not None:
        meeting = db.session.scalars(
            select(Meeting).where(Meeting.edition_id == edition.id, Meeting.key == before["key"])
        ).one()
        meeting.revision += 1
    changed = differing(before, after) if before is not None else tuple(after)
    _write_columns(meeting, edition, after, changed)
    db.session.add(meeting)
    db.session.flush()
    _write_parts(meeting, edition, after, changed)
    if before is not None and not matters(changed):
        _take_answers_along(meeting)
    db.session.flush()
    return meeting.revision


def _write_columns(meeting: Meeting, edition: Edition, after: Snapshot, changed: Collection[str]) -> None:
    for name in changed:
        value = after[name]
        if name == "segment":
            meeting.segment_id = _segment(edition, value)
        elif name in PLACES:
            column, model, kind = PLACES[name]
            setattr(meeting, column, _id_of(model, value, kind) if value else None)
        elif name in PLAIN:
            if name == "kind":
                _id_of(MeetingKind, value, "kind of meeting")
            setattr(meeting, PLAIN[name], TIMES[name](value) if name in TIMES and value else value)


def _write_parts(meeting: Meeting, edition: Edition, after: Snapshot, changed: Collection[str]) -> None:
    ours = set(changed)
    if ours & set(ROLES.values()):
        held = [(role, key) for role, field in ROLES.items() for key in after[field]]
        ids = _ids(Organization, [key for _, key in held], "body")
        rows = [{"role": role, "organization_id": ids[key], "position": at} for at, (role, key) in enumerate(held, 1)]
        _replace(MeetingBody, meeting, rows)
    if "lines" in ours:
        ids = _ids(ActionLine, after["lines"], "action line")
        _replace(
            MeetingLine, meeting, [{"line_id": ids[key], "position": at} for at, key in enumerate(after["lines"], 1)]
        )
    if "open_for" in ours:
        ids = _ids(Constituency, after["open_for"], "constituency")
        _replace(MeetingConstituency, meeting, [{"constituency_id": ids[key]} for key in after["open_for"]])
    if "people" in ours:
        ids = _ids(RoleHolder, after["people"], "person", edition_id=edition.id)
        _replace(MeetingPerson, meeting, [{"role_holder_id": ids[key]} for key in after["people"]])
    if ours & {"after", "apart"}:
        ids = _ids(Meeting, [*after["after"], *after["apart"]], "meeting", edition_id=edition.id)
        rows = [{"kind": kind, "other_id": ids[key]} for kind in ("after", "apart") for key in after[kind]]
        _replace(MeetingRelation, meeting, rows)


def _replace(part: type[Any], meeting: Meeting, rows: Iterable[dict[str, Any]]) -> None:
    db.session.execute(delete(part).where(part.meeting_id == meeting.id))
    db.session.add_all(part(meeting_id=meeting.id, **row) for row in rows)


def _take_answers_along(meeting: Meeting) -> None:
    """What hosts have said of a meeting rests on it as before: nothing has changed that matters to them."""
    db.session.execute(
        update(HostAnswer)
        .where(HostAnswer.meeting_id == meeting.id, HostAnswer.seen == meeting.revision - 1)
        .values(seen=meeting.revision)
    )


def _take_out(edition: Edition, key: str) -> None:
    number = select(Meeting.id).where(Meeting.edition_id == edition.id, Meeting.key == key).scalar_subquery()
    try:
        # Rooms above hang rows of their own on a meeting; the database knows them, this room does not.
        with db.session.begin_nested():
            for part in PARTS:
                db.session.execute(delete(part).where(part.meeting_id == number))
            db.session.execute(delete(Meeting).where(Meeting.edition_id == edition.id, Meeting.key == key))
    except IntegrityError:
        raise StillNeeded(meeting=key) from None


def _next_revision(edition: Edition, key: str) -> int:
    """A revision that no form of a meeting of this key has ever seen: each deed leaves a line in the journal."""
    deeds = select(func.count()).where(
        JournalLine.subject_kind == "meeting", JournalLine.subject_key == f"{edition.key}/{key}"
    )
    return 1 + (db.session.scalar(deeds) or 0)


def _segment(edition: Edition, key: str) -> int:
    found = db.session.scalar(select(Segment.id).where(Segment.edition_id == edition.id, Segment.key == key))
    if found is None:
        raise UnknownSegment(edition=edition.key, key=key)
    return found


def _id_of(model: type[Base], key: str, kind: str) -> int:
    return _ids(model, [key], kind)[key]


def _ids(model: type[Base], keys: Sequence[str], kind: str, **within: int) -> dict[str, int]:
    if not keys:
        return {}
    table = model.__table__
    # Who names a record that was merged away means the one that was kept.
    number = func.coalesce(table.c.merged_into_id, table.c.id) if "merged_into_id" in table.c else table.c.id
    query = select(table.c.key, number.label("id")).where(table.c.key.in_(keys))
    query = query.where(*(table.c[name] == value for name, value in within.items()))
    found = {row.key: row.id for row in db.session.execute(query)}
    for key in keys:
        if key not in found:
            raise UnknownInDraft(kind=kind, key=key)
    return found
