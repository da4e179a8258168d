"""Drafts for these tests: a large edition, and what an organizer does to a meeting before the next version."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Any
from uuid import NAMESPACE_URL, uuid5

from sqlalchemy import delete, select

from events.editions import queries as editions
from events.editions.models import Edition, Segment
from events.programme.models import Meeting, MeetingBody, MeetingConstituency, MeetingLine, MeetingPerson, Version
from events.programme.services import publishing
from events.venues.models import Room
from foundation import clock
from foundation.confidence import Confidence
from foundation.db import atomic, db
from stakeholders.mandates.models import ActionLine
from stakeholders.organizations.models import Organization

LARGE = "2099"
MOMENT = datetime(2099, 1, 1, 12, tzinfo=UTC)


def publish(edition: str = "2027", note: str = "The next version.") -> Version:
    """Publish the draft as it stands, whatever it breaks: calendars must tell it all the same."""
    now, stamped_at = clock.now(), clock.wire_now()
    return publishing.freeze_version(editions.edition(edition), note=note, actor="test", now=now, stamped_at=stamped_at)


def drafted(key: str, edition: str = "2027") -> Meeting:
    """A meeting of the draft."""
    return db.session.scalars(
        select(Meeting)
        .join(Edition, Edition.id == Meeting.edition_id)
        .where(Edition.key == edition, Meeting.key == key)
    ).one()


def uid_of(key: str, edition: str = "2027") -> str:
    return drafted(key, edition).uid


@atomic
def change(key: str, edition: str = "2027", **fields: Any) -> None:
    """Set fields of a meeting of the draft."""
    meeting = drafted(key, edition)
    for name, value in fields.items():
        setattr(meeting, name, value)


@atomic
def move(key: str, by: timedelta, edition: str = "2027") -> None:
    """Move a meeting in time."""
    meeting = drafted(key, edition)
    assert meeting.starts_at is not None
    assert meeting.ends_at is not None
    meeting.starts_at, meeting.ends_at = meeting.starts_at + by, meeting.ends_at + by


@atomic
def give_room(key: str, room: str) -> None:
    """Put a meeting into another room."""
    drafted(key).room_id = db.session.scalars(select(Room.id).where(Room.key == room)).one()


@atomic
def withdraw(key: str) -> None:
    """Take a meeting out of the draft."""
    meeting = drafted(key)
    for model in (MeetingBody, MeetingLine, MeetingConstituency, MeetingPerson):
        db.session.execute(delete(model).where(model.meeting_id == meeting.id))
    db.session.execute(delete(Meeting).where(Meeting.id == meeting.id))


@atomic
def a_large_edition(count: int = 300) -> None:
    """An edition of its own with that many meetings over fourteen days, in two languages, with texts; not yet published."""
    host = db.session.scalars(select(Organization).order_by(Organization.key)).first()
    assert host is not None
    edition = Edition(
        key=LARGE, name="Large edition", city="Geneva", zone="Europe/Zurich", starts_on=date(2099, 5, 10),
        ends_on=date(2099, 5, 28), banner="", confidence=Confidence.ILLUSTRATIVE,
    )  # fmt: skip
    db.session.add(edition)
    db.session.flush()
    segment = Segment(
        edition_id=edition.id, key="MAIN", position=1, name="Main", host_id=host.id, starts_on=edition.starts_on,
        ends_on=edition.ends_on, entry="open", confidence=Confidence.ILLUSTRATIVE,
    )  # fmt: skip
    db.session.add(segment)
    db.session.flush()
    rooms = db.session.scalars(select(Room.id).order_by(Room.key)).all()
    bodies = db.session.scalars(select(Organization.id).order_by(Organization.key)).all()
    lines = db.session.scalars(select(ActionLine.id).order_by(ActionLine.key)).all()
    for number in range(count):
        meeting = _meeting(number, edition_id=edition.id, segment_id=segment.id, room_id=rooms[number % len(rooms)])
        meeting.bodies = [MeetingBody(organization_id=bodies[number % len(bodies)], role="organizer", position=0)]
        meeting.lines = [MeetingLine(line_id=lines[number % len(lines)], position=0)]
        db.session.add(meeting)


def _meeting(number: int, **fields: Any) -> Meeting:
    starts = datetime(2099, 5, 10, 9) + timedelta(days=number % 14, minutes=15 * (number // 14))  # noqa: DTZ001 on the wall
    return Meeting(
        key=f"M{number:03}", uid=f"{uuid5(NAMESPACE_URL, str(number))}@linkage.example", created_at=MOMENT,
        kind_key="thematic_workshop", titles={"en": f"Workshop {number}, on confidence", "fr": f"Atelier {number} sur la confiance"},
        when="timed", starts_at=starts, ends_at=starts + timedelta(minutes=90), languages=["en", "fr"], hybrid=True,
        abstract="What will be said, by whom, and to which end. " * 4, confidence=Confidence.ILLUSTRATIVE, **fields,
    )  # fmt: skip
