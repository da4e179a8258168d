"""What hosts say of their meetings: of one on its desk page, of a whole draft in figures, and what one body is asked."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property
from typing import Any

from sqlalchemy import ColumnElement, and_, select

from events.editions.models import Edition
from events.programme.models import HostAnswer, Meeting, MeetingBody
from events.programme.queries.rights import HOSTING
from events.programme.rules.answers import WAITING, Standing, is_confirmed, standing
from events.programme.rules.deeds import HOST
from events.programme.rules.facts import State
from events.venues.models import Building, Room
from foundation import asked
from foundation.asked import Asked, Asking, Part
from foundation.db import db
from foundation.sentences import Sentence
from stakeholders.organizations.models import Organization


@dataclass(frozen=True)
class Hosting:
    """A body that hosts a meeting of the draft, the meeting as it stands now, and what the body has said of it.

    `kept`, `seen` and the rest are those of its answer, None and empty where it was never asked.
    """

    edition: str
    zone: str
    meeting_id: int
    segment_id: int
    key: str
    titles: Mapping[str, str]
    title_language: str
    when: str
    starts: datetime | None
    ends: datetime | None
    minutes: int | None
    revision: int
    room: str | None
    building: str | None
    organization_id: int
    acronym: str
    names: Mapping[str, str]
    answer_id: int | None
    kept: str | None
    seen: int | None
    asked_at: datetime | None
    answered_at: datetime | None
    note: str | None

    @cached_property
    def standing(self) -> Standing:
        return standing(self.kept, seen=self.seen, revision=self.revision)

    @property
    def is_reminded(self) -> bool:
        """Whether the question went out since the last answer."""
        return bool(self.asked_at and self.answered_at and self.asked_at > self.answered_at)


_COLUMNS: tuple[Any, ...] = (
    Edition.key,
    Edition.zone,
    Meeting.id,
    Meeting.segment_id,
    Meeting.key,
    Meeting.titles,
    Meeting.title_language,
    Meeting.when,
    Meeting.starts_at,
    Meeting.ends_at,
    Meeting.minutes,
    Meeting.revision,
    Room.name,
    Building.short,
    Organization.id,
    Organization.acronym,
    Organization.names,
    HostAnswer.id,
    HostAnswer.state,
    HostAnswer.seen,
    HostAnswer.asked_at,
    HostAnswer.answered_at,
    HostAnswer.note,
)


def hostings(*where: ColumnElement[bool]) -> list[Hosting]:
    """The hosts of the meetings that take place and fit, a meeting's in their order; the next meeting first."""
    rows = db.session.execute(
        select(*_COLUMNS)
        .select_from(Meeting)
        .join(Edition, Edition.id == Meeting.edition_id)
        .join(MeetingBody, and_(MeetingBody.meeting_id == Meeting.id, MeetingBody.role.in_(HOSTING)))
        .join(Organization, Organization.id == MeetingBody.organization_id)
        .outerjoin(Room, Room.id == Meeting.room_id)
        .outerjoin(Building, Building.id == Room.building_id)
        .outerjoin(
            HostAnswer,
            and_(HostAnswer.meeting_id == Meeting.id, HostAnswer.organization_id == MeetingBody.organization_id),
        )
        .where(Meeting.state != State.CANCELLED, *where)
        .order_by(Meeting.starts_at.is_(None), Meeting.starts_at, Meeting.key, MeetingBody.position)
    )
    return list({(found.meeting_id, found.organization_id): found for found in map(_read, rows)}.values())


def _read(row: Any) -> Hosting:
    return Hosting(*row)


def hosts_of(edition: Edition, key: str) -> list[Hosting]:
    """The hosts of one meeting of a draft, the leading one first."""
    return hostings(Meeting.edition_id == edition.id, Meeting.key == key)


@dataclass(frozen=True)
class Confirmations:
    """How the hosts of a draft stand, by the key of the meeting."""

    by_meeting: Mapping[str, list[Standing]]

    @property
    def unconfirmed(self) -> list[str]:
        """The meetings that not all of their hosts confirm as they stand."""
        return [key for key, hosts in self.by_meeting.items() if not is_confirmed(hosts)]

    @property
    def declined(self) -> list[str]:
        return [key for key, hosts in self.by_meeting.items() if Standing.DECLINED in hosts]


def confirmations(edition: Edition, within: Collection[str] | None = None) -> Confirmations:
    """How the hosts of a draft stand to its meetings that are on, all or these by key, in one read."""
    found: dict[str, list[Standing]] = {}
    rows = db.session.execute(
        select(Meeting.key, HostAnswer.state, HostAnswer.seen, Meeting.revision)
        .join(MeetingBody, and_(MeetingBody.meeting_id == Meeting.id, MeetingBody.role.in_(HOSTING)))
        .outerjoin(
            HostAnswer,
            and_(HostAnswer.meeting_id == Meeting.id, HostAnswer.organization_id == MeetingBody.organization_id),
        )
        .where(Meeting.edition_id == edition.id, Meeting.state != State.CANCELLED)
        .order_by(Meeting.key)
    )
    for key, kept, seen, revision in rows:
        if within is not None and key not in within:
            continue
        found.setdefault(key, []).append(standing(kept, seen=seen, revision=revision))
    return Confirmations(found)


def asked_of(bodies: Collection[int], meetings: Collection[int], *, on: date) -> list[Hosting]:
    """What these bodies have been asked about meetings of editions that are not over, and all hosts of these meetings."""
    ours = HostAnswer.organization_id.in_(bodies) | HostAnswer.meeting_id.in_(meetings)
    return hostings(HostAnswer.id.is_not(None), ours, Edition.ends_on >= on)


def _bodies(asking: Asking) -> frozenset[int]:
    """The bodies that somebody speaks for about their meetings: also as their host, without being a focal point."""
    return asking.bodies | _hosting(asking, "organization")


def _hosting(asking: Asking, kind: str) -> set[int]:
    """The bodies or meetings that somebody is the host of."""
    return {each.scope.id for each in asking.held if each.role == HOST and each.scope.kind == kind and each.scope.id}


def _rows(asking: Asking) -> list[Hosting]:
    bodies, meetings = _bodies(asking), _hosting(asking, "meeting")
    return asked_of(bodies, meetings, on=asking.today) if bodies or meetings else []


def _numbers(asking: Asking) -> dict[int, int]:
    rows = _rows(asking)
    waiting = Counter(row.organization_id for row in rows if row.standing in WAITING)
    return {number: waiting[number] for number in {row.organization_id for row in rows}}


def _look(asking: Asking, body: int) -> Asked | None:
    rows = [row for row in _rows(asking) if row.organization_id == body]
    if not rows and body not in _bodies(asking):
        return None
    waiting = [row for row in rows if row.standing in WAITING]
    until = min((row.starts.date() for row in waiting if row.starts), default=None)
    return Asked(len(waiting), {"waiting": waiting, "answered": [row for row in rows if row not in waiting]}, until)


TO_CONFIRM = asked.add(
    Part(
        "meetings",
        Sentence("Meetings to confirm"),
        "events/programme/_asked_meetings.html",
        position=20,
        numbers=_numbers,
        look=_look,
    )
)
