"""Later closings of registration: those of an edition, and the openings as they are for who asks."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from events.editions.models import Edition, Segment
from events.registration.models import Extension
from events.registration.queries.capacities import EditionPart
from events.registration.queries.desk import DECIDERS, sight
from events.registration.queries.narrowing import Sight
from events.registration.rules.extensions import Asking, Later, opening_for
from events.registration.rules.registering import MayNotDecide
from foundation.db import db
from stakeholders.organizations import queries as organizations
from stakeholders.organizations.models import Constituency, Organization

__all__ = ["DECIDERS", "Extensions", "extensions", "for_asking", "later_closings"]


@dataclass(frozen=True)
class Extensions:
    """The extensions that stand in what somebody decides on, and for whom new ones can be granted."""

    sight: Sight
    rows: Sequence[Extension]
    constituencies: Sequence[Constituency]
    organizations: Sequence[Organization]

    @property
    def edition(self) -> Edition:
        return self.sight.edition

    @property
    def parts(self) -> list[EditionPart]:
        """Those in which one may extend."""
        return [each for each in self.sight.parts if self.sight.decides.covers(each.segment.id)]


def extensions(account_id: int, edition_key: str, *, now: datetime) -> Extensions:
    """The desk of extensions; raises UnknownEdition, Forbidden, MayNotDecide."""
    seen = sight(account_id, edition_key, now=now)
    rows = db.session.scalars(
        select(Extension)
        .where(
            Extension.segment_id.in_([each.segment.id for each in seen.parts if seen.reads.covers(each.segment.id)]),
            Extension.revoked_at.is_(None),
        )
        .options(
            joinedload(Extension.segment),
            joinedload(Extension.constituency),
            joinedload(Extension.organization),
            joinedload(Extension.account),
        )
        .order_by(Extension.closes_at.desc(), Extension.id.desc())
    ).all()
    return Extensions(seen, rows, organizations.constituencies(), organizations.organizations_to_choose())


def later_closings(edition_id: int) -> list[Later]:
    """The extensions of an edition that stand, as the rule needs them."""
    rows = db.session.execute(
        select(
            Extension.segment_id,
            Extension.closes_at,
            Extension.constituency_id,
            Extension.organization_id,
            Extension.account_id,
        )
        .join(Segment, Segment.id == Extension.segment_id)
        .where(Segment.edition_id == edition_id, Extension.revoked_at.is_(None))
    )
    return [Later(*row) for row in rows]


def for_asking(parts: Iterable[EditionPart], edition: Edition, *askings: Asking) -> list[EditionPart]:
    """The parts with registration open as it is for who asks; the latest closing where somebody asks in several ways."""
    later = later_closings(edition.id)
    found = list(parts)
    for asking in askings if later else ():
        found = [replace(each, opening=opening_for(each.opening, each.segment.id, later, asking)) for each in found]
    return found


def demand_deciding(seen: Sight, segment_id: int) -> None:
    """Go on only for who decides in a segment; raises MayNotDecide."""
    if not seen.decides.covers(segment_id):
        raise MayNotDecide
