"""Changing the draft: moving, adding and cancelling meetings. Calendars see nothing of it before the next version."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import uuid4

from sqlalchemy import select

from events.editions.models import Edition, Segment
from events.editions.rules import UnknownSegment
from events.programme.models import Meeting, MeetingBody, MeetingLine
from events.programme.rules.draft import Addition, AlreadyInDraft, Cancellation, Move, UnknownInDraft
from events.programme.rules.facts import State, When
from events.venues.models import Room
from foundation import journal
from foundation.db import Base, atomic, db
from stakeholders.accreditation.models import MeetingKind
from stakeholders.mandates.models import ActionLine
from stakeholders.organizations.models import Organization


@dataclass(frozen=True)
class Desk:
    """Who changes the draft of which edition, and when."""

    edition: Edition
    actor: str
    now: datetime

    def note(self, verb: str, key: str, **facts: str) -> None:
        journal.note(self.actor, verb, "meeting", f"{self.edition.key}/{key}", now=self.now, **facts)


@atomic
def move_meeting(desk: Desk, move: Move) -> None:
    """Put a meeting at another time and place; raises UnknownInDraft."""
    meeting = _meeting(desk, move.meeting)
    before = f"{meeting.starts_at} {meeting.room_id}"
    meeting.when, meeting.starts_at, meeting.ends_at = When.TIMED, move.starts, move.ends
    meeting.room_id = _id_of(Room, move.room, "room")
    desk.note("move_meeting", move.meeting, before=before, after=f"{move.starts} {move.room}")


@atomic
def cancel_meeting(desk: Desk, cancellation: Cancellation) -> None:
    """Cancel a meeting: it stays in the programme and says so; raises UnknownInDraft."""
    meeting = _meeting(desk, cancellation.meeting)
    meeting.state = State.CANCELLED
    meeting.note = cancellation.note or meeting.note
    desk.note("cancel_meeting", cancellation.meeting, reason=cancellation.note)


@atomic
def add_meeting(desk: Desk, addition: Addition, *, uid_domain: str, created_at: datetime) -> Meeting:
    """Add a meeting with its time and place; its UID is minted here and never again.

    Raises AlreadyInDraft, UnknownSegment, UnknownInDraft for a body, line, kind or room that is not there.
    """
    edition = desk.edition
    if _found(desk, addition.meeting) is not None:
        raise AlreadyInDraft(key=addition.meeting)
    segment = db.session.scalar(
        select(Segment).where(Segment.edition_id == edition.id, Segment.key == addition.segment)
    )
    if segment is None:
        raise UnknownSegment(edition=edition.key, key=addition.segment)
    _id_of(MeetingKind, addition.kind, "kind of meeting")
    meeting = Meeting(
        edition_id=edition.id,
        segment_id=segment.id,
        key=addition.meeting,
        uid=f"{uuid4()}@{uid_domain}",
        created_at=created_at,
        kind_key=addition.kind,
        titles={"en": addition.title},
        when=When.TIMED,
        starts_at=addition.starts,
        ends_at=addition.ends,
        room_id=_id_of(Room, addition.room, "room"),
        languages=list(addition.languages),
        hybrid=addition.hybrid,
        audience=addition.audience,
        confidence=edition.confidence,
        bodies=_bodies(addition.organizers),
        lines=_lines(addition.action_lines),
    )
    db.session.add(meeting)
    desk.note("add_meeting", addition.meeting)
    return meeting


@atomic
def revise(
    desk: Desk, changes: Sequence[Move | Cancellation | Addition], *, uid_domain: str, created_at: datetime
) -> None:
    """Make a list of changes to the draft, all of them or none."""
    for change in changes:
        if isinstance(change, Move):
            move_meeting(desk, change)
        elif isinstance(change, Cancellation):
            cancel_meeting(desk, change)
        else:
            add_meeting(desk, change, uid_domain=uid_domain, created_at=created_at)


def _meeting(desk: Desk, key: str) -> Meeting:
    found = _found(desk, key)
    if found is None:
        raise UnknownInDraft(kind="meeting", key=key)
    return found


def _found(desk: Desk, key: str) -> Meeting | None:
    return db.session.scalar(
        select(Meeting).where(Meeting.edition_id == desk.edition.id, Meeting.key == key).with_for_update()
    )


def _bodies(keys: Sequence[str]) -> list[MeetingBody]:
    return [
        MeetingBody(organization_id=_id_of(Organization, key, "body"), role="organizer", position=position)
        for position, key in enumerate(keys)
    ]


def _lines(keys: Sequence[str]) -> list[MeetingLine]:
    return [
        MeetingLine(line_id=_id_of(ActionLine, key, "action line"), position=position)
        for position, key in enumerate(keys)
    ]


def _id_of(model: type[Base], key: str, kind: str) -> int:
    table = model.__table__
    found: int | None = db.session.scalar(select(table.c.id).where(table.c.key == key))
    if found is None:
        raise UnknownInDraft(kind=kind, key=key)
    return found
