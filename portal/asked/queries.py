"""Everything that is asked of a body, out of the parts that rooms have added, with the deadlines near."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from events.editions.models import Edition, Segment, Window
from events.editions.rules import OF_SEGMENTS, WINDOW_WORDS
from events.registration.queries.asked import ACCREDITATION
from foundation import asked
from foundation.asked import Asked, Asking, Part
from foundation.db import db
from foundation.sentences import Sentence
from portal.asked.rules import MOST_DEADLINES, NotYourBody
from stakeholders.organizations.models import Organization


@dataclass(frozen=True)
class Deadline:
    """Until when something can be done for a segment."""

    edition: str
    segment: str
    what: Sentence
    closes_at: datetime
    is_for_all: bool = True


@dataclass(frozen=True)
class BodyPage:
    """The page of one body. `is_focal`: whether the person speaks for all of it, or hosts some of its meetings."""

    organization: Organization
    is_focal: bool
    others: int
    parts: Sequence[tuple[Part, Asked]]
    deadlines: Sequence[Deadline]

    @property
    def total(self) -> int:
        return sum(found.count for _, found in self.parts)


def bodies(who: Asking) -> list[tuple[Organization, int]]:
    """The bodies in which somebody has a say, each with how much is asked of it; by acronym."""
    numbers = asked.numbers(who)
    rows = db.session.scalars(
        select(Organization).where(Organization.id.in_(numbers)).order_by(Organization.acronym, Organization.key)
    )
    return [(row, numbers[row.id]) for row in rows]


def body_page(who: Asking, body: int) -> BodyPage:
    """All that is asked of one body; raises NotYourBody."""
    found = [(part, view) for part in asked.parts() if (view := part.look(who, body)) is not None]
    organization = db.session.get(Organization, body)
    if not found or organization is None:
        raise NotYourBody
    found.sort(key=lambda each: not each[1].comes_first)
    deadlines = [each for each in _deadlines(who) if each.is_for_all or _binds(each, found)]
    return BodyPage(organization, body in who.bodies, len(who.bodies - {body}), found, deadlines[:MOST_DEADLINES])


def _binds(deadline: Deadline, found: Sequence[tuple[Part, Asked]]) -> bool:
    """Whether a deadline for applications is one for a body: who comes by right applies for nothing."""
    views = [asked.view for part, asked in found if part.key == ACCREDITATION.key]
    return any(view.binds(deadline.edition, deadline.segment) for view in views)


def _deadlines(who: Asking) -> list[Deadline]:
    rows = db.session.execute(
        select(Edition.key, Segment.name, Window.what, Window.closes_at)
        .join(Edition, Edition.id == Window.edition_id)
        .join(Segment, (Segment.edition_id == Edition.id) & (Segment.key == Window.segment_key))
        .where(Window.closes_at > who.now, Window.opens_at <= who.now, Window.what.in_(OF_SEGMENTS))
        .order_by(Window.closes_at, Segment.position)
    )
    return [
        Deadline(edition, segment, WINDOW_WORDS[what], closes_at, what != "accreditation")
        for edition, segment, what, closes_at in rows
    ]
