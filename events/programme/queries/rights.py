"""Who may do what with the draft of an edition: its organizers everything, hosts what is theirs."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date

from sqlalchemy import func, select

from events.editions.models import Edition
from events.editions.rules import ORGANIZERS
from events.programme.models import Meeting, MeetingBody
from events.programme.rules.snapshots import Snapshot
from foundation import access
from foundation.access import HOUSE, Held, Scope
from foundation.db import db
from foundation.errors import Forbidden
from stakeholders.organizations.models import Organization
from stakeholders.organizations.rules import FOCAL_POINT

HOSTING = ("organizer", "co")
"""The roles of the bodies that host a meeting."""


@dataclass(frozen=True)
class Right:
    """What somebody may do: an organizer everything, a host change the meetings of its own bodies."""

    is_organizer: bool
    bodies: frozenset[int] = frozenset()


def right_on(edition: Edition, account_id: int) -> Right:
    """What an account may do with the draft of an edition; raises Forbidden when it may not even see it."""
    held = access.held_by(account_id)
    if any(each.role in ORGANIZERS and each.scope in (HOUSE, Scope("edition", edition.id)) for each in held):
        return Right(is_organizer=True)
    bodies = _spoken_for(held)
    if not bodies:
        raise Forbidden
    return Right(is_organizer=False, bodies=bodies)


def _spoken_for(held: Iterable[Held]) -> frozenset[int]:
    return frozenset(
        each.scope.id
        for each in held
        if each.role == FOCAL_POINT and each.scope.kind == "organization" and each.scope.id is not None
    )


@dataclass(frozen=True)
class Hosted:
    """An edition in which somebody's bodies lead meetings or organize beside others, and how many."""

    edition: Edition
    meetings: int


def hosted(account_id: int, today: date) -> list[Hosted]:
    """The editions that are not over in which an account speaks for a host, the next first."""
    bodies = _spoken_for(access.held_by(account_id))
    if not bodies:
        return []
    rows = db.session.execute(
        select(Edition, func.count(Meeting.id.distinct()))
        .join(Meeting, Meeting.edition_id == Edition.id)
        .join(MeetingBody, MeetingBody.meeting_id == Meeting.id)
        .where(Edition.ends_on >= today, MeetingBody.role.in_(HOSTING), MeetingBody.organization_id.in_(bodies))
        .group_by(Edition.id)
        .order_by(Edition.starts_on)
    )
    return [Hosted(edition, number) for edition, number in rows]


def bodies_of(right: Right) -> Collection[str]:
    """The keys of the bodies that a host speaks for."""
    return set(db.session.scalars(select(Organization.key).where(Organization.id.in_(right.bodies))))


def leads(own: Collection[str], meeting: Snapshot) -> bool:
    """Whether one of these bodies leads a meeting: it stands first among its organizers."""
    return bool(meeting["organizers"]) and meeting["organizers"][0] in own


def is_host(own: Collection[str], meeting: Snapshot) -> bool:
    """Whether one of these bodies hosts a meeting."""
    return any(body in own for body in (*meeting["organizers"], *meeting["co"]))
