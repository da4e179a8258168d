"""Reads for a load: the keys that stand in the house already."""

from __future__ import annotations

from sqlalchemy import and_, exists, select, true

from dialogue.dialogues.models import TimeLimit
from events.editions.models import CommissionSession, Edition, Segment, Window
from events.programme.models import Meeting, RoleHolder
from events.venues.models import Building, Room
from foundation.db import db
from foundation.journal import JournalLine
from portal.loading.rules import LOADED
from stakeholders.accreditation.models import Basis, MeetingKind, ParticipationRight
from stakeholders.mandates.models import ActionLine
from stakeholders.organizations.models import Constituency, Organization, OrganizationGroup
from stakeholders.organizations.rules import NO_BODIES

PLAIN = {
    "group": OrganizationGroup.key,
    "constituency": Constituency.key,
    "basis": Basis.key,
    "kind": MeetingKind.key,
    "limit": TimeLimit.key,
    "line": ActionLine.key,
    "session": CommissionSession.number,
    "edition": Edition.key,
    "building": Building.key,
    "room": Room.key,
}
WITHIN = {
    "segment": (Segment.edition_id, Segment.key),
    "window": (Window.edition_id, Window.key),
    "meeting": (Meeting.edition_id, Meeting.key),
    "person": (RoleHolder.edition_id, RoleHolder.key),
}


def known_keys() -> dict[str, set[object]]:
    """The keys of the house by kind; within an edition as pairs of its key and theirs."""
    found: dict[str, set[object]] = {kind: set(db.session.scalars(select(column))) for kind, column in PLAIN.items()}
    found["body"] = set(db.session.scalars(select(Organization.key).where(Organization.kind.not_in(NO_BODIES))))
    for kind, (edition_id, key) in WITHIN.items():
        pairs = select(Edition.key, key).join(Edition, edition_id == Edition.id)
        found[kind] = {(edition, name) for edition, name in db.session.execute(pairs)}
    return found


def rights_missing() -> list[tuple[str, str]]:
    """The pairs of a kind of meeting and a constituency for which no right is told, by their keys."""
    right = and_(
        ParticipationRight.meeting_kind_id == MeetingKind.id, ParticipationRight.constituency_id == Constituency.id
    )
    pairs = (
        select(MeetingKind.key, Constituency.key)
        .join(Constituency, true())
        .where(~exists().where(right))
        .order_by(MeetingKind.id, Constituency.position)
    )
    return [(kind, constituency) for kind, constituency in db.session.execute(pairs)]


def last_placed() -> dict[str, list[str | None]]:
    """Where the loads so far have put each meeting, the latest place by "2027/D01": what the files said then."""
    told = select(JournalLine.facts).where(JournalLine.verb == LOADED).order_by(JournalLine.id)
    found: dict[str, list[str | None]] = {}
    for facts in db.session.scalars(told):
        found.update(facts.get("placed", {}))
    return found
