"""Who may do what with the draft of an edition: its organizers everything, hosts what is theirs, auditors read."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import Select, and_, func, or_, select

from events.editions.models import Edition, Segment
from events.editions.rules import ORGANIZERS
from events.programme.models import Meeting, MeetingBody
from events.programme.rules.deeds import HOST
from events.programme.rules.snapshots import Snapshot
from foundation import access
from foundation.access import HOUSE, Held, Scope
from foundation.db import db
from foundation.errors import Forbidden
from stakeholders.organizations.models import Organization
from stakeholders.organizations.rules import AUDITOR, FOCAL_POINT

HOSTING = ("organizer", "co")
"""The roles of the bodies that host a meeting."""

NONE: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Right:
    """What somebody may do: an organizer everything, in the whole edition or in `segments` alone; a host what is its
    own, by its `bodies` or by the meeting; an auditor read. All are keys, those of what lies in the edition.
    """

    is_organizer: bool = False
    segments: frozenset[str] = frozenset()
    bodies: frozenset[str] = frozenset()
    meetings: frozenset[str] = frozenset()
    is_auditor: bool = False

    @property
    def sees_all(self) -> bool:
        return self.is_organizer or self.is_auditor

    @property
    def organizes(self) -> bool:
        """Whether it organizes anything: the edition, or some of its segments."""
        return self.is_organizer or bool(self.segments)

    @property
    def may_change(self) -> bool:
        return self.organizes or bool(self.bodies or self.meetings)

    def organizes_in(self, segment: str) -> bool:
        """Whether it organizes the meetings of a segment."""
        return self.is_organizer or segment in self.segments

    def hosts(self, meeting: Snapshot) -> bool:
        """Whether a meeting is its own: one of its bodies organizes it, or it holds the role for that meeting."""
        bodies = (*meeting["organizers"], *meeting["co"])
        return meeting["key"] in self.meetings or any(body in self.bodies for body in bodies)

    def leads(self, meeting: str, organizers: Sequence[str]) -> bool:
        """Whether it moves a meeting as its host: one of its bodies stands first among the organizers."""
        return meeting in self.meetings or (bool(organizers) and organizers[0] in self.bodies)


def right_on(edition: Edition, account_id: int) -> Right:
    """What an account may do with the draft of an edition; raises Forbidden when it may not even see it."""
    held = access.held_by(account_id)
    whole = {each.role for each in held if each.scope in (HOUSE, Scope("edition", edition.id))}
    if whole.intersection(ORGANIZERS):
        return Right(is_organizer=True)
    right = Right(
        segments=_segments(edition, _ids(held, "segment", ORGANIZERS)),
        bodies=_hosting(edition, _spoken_for(held)),
        meetings=_meetings(edition, _ids(held, "meeting", (HOST,))),
        is_auditor=AUDITOR in whole,
    )
    if not (right.may_change or right.is_auditor):
        raise Forbidden
    return right


def seen_meetings(edition: Edition, right: Right) -> set[str] | None:
    """The keys of the meetings that somebody sees on the desk; None for all of them."""
    if right.sees_all:
        return None
    hosted = select(MeetingBody.meeting_id).join(Organization, Organization.id == MeetingBody.organization_id)
    own = or_(
        Segment.key.in_(right.segments),
        Meeting.key.in_(right.meetings),
        Meeting.id.in_(hosted.where(MeetingBody.role.in_(HOSTING), Organization.key.in_(right.bodies))),
    )
    return set(
        db.session.scalars(
            select(Meeting.key)
            .join(Segment, Segment.id == Meeting.segment_id)
            .where(Meeting.edition_id == edition.id, own)
        )
    )


def _segments(edition: Edition, ids: Collection[int]) -> frozenset[str]:
    return _keys(select(Segment.key).where(Segment.edition_id == edition.id, Segment.id.in_(ids))) if ids else NONE


def _meetings(edition: Edition, ids: Collection[int]) -> frozenset[str]:
    return _keys(select(Meeting.key).where(Meeting.edition_id == edition.id, Meeting.id.in_(ids))) if ids else NONE


def _hosting(edition: Edition, bodies: Collection[int]) -> frozenset[str]:
    """Of these bodies those that host a meeting of the edition."""
    hosting = (
        select(Organization.key)
        .join(MeetingBody, MeetingBody.organization_id == Organization.id)
        .join(Meeting, Meeting.id == MeetingBody.meeting_id)
        .where(Meeting.edition_id == edition.id, MeetingBody.role.in_(HOSTING), Organization.id.in_(bodies))
    )
    return _keys(hosting) if bodies else NONE


def _keys(query: Select[str]) -> frozenset[str]:
    return frozenset(db.session.scalars(query))


def _ids(held: Iterable[Held], kind: str, roles: Collection[str]) -> frozenset[int]:
    return frozenset(
        each.scope.id for each in held if each.role in roles and each.scope.kind == kind and each.scope.id is not None
    )


def _spoken_for(held: Iterable[Held]) -> frozenset[int]:
    return _ids(held, "organization", (FOCAL_POINT, HOST))


@dataclass(frozen=True)
class Hosted:
    """An edition in which somebody hosts meetings, for a body or by name, and how many."""

    edition: Edition
    meetings: int


def hosted(account_id: int, today: date, held: Sequence[Held] | None = None) -> list[Hosted]:
    """The editions that are not over in which an account speaks for a host, the next first.

    `held` are its roles, where they have been read already.
    """
    held = access.held_by(account_id) if held is None else held
    bodies, meetings = _spoken_for(held), _ids(held, "meeting", (HOST,))
    if not (bodies or meetings):
        return []
    is_own = and_(MeetingBody.role.in_(HOSTING), MeetingBody.organization_id.in_(bodies))
    rows = db.session.execute(
        select(Edition, func.count(Meeting.id.distinct()))
        .join(Meeting, Meeting.edition_id == Edition.id)
        .outerjoin(MeetingBody, MeetingBody.meeting_id == Meeting.id)
        .where(Edition.ends_on >= today, or_(is_own, Meeting.id.in_(meetings)))
        .group_by(Edition.id)
        .order_by(Edition.starts_on)
    )
    return [Hosted(edition, number) for edition, number in rows]
