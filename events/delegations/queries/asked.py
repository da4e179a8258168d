"""What a focal point is asked about delegations: who comes to each part for its body, and whether one is without a head."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Select, case, func, select

from events.delegations.models import Delegation, Member
from events.delegations.rules.ranks import Rank
from events.editions.models import Edition, Segment
from foundation import asked
from foundation.asked import Asked, Asking, Part
from foundation.db import db
from foundation.sentences import Sentence

_HEADS = func.sum(case((Member.rank == Rank.HEAD, 1), else_=0))


@dataclass(frozen=True)
class Sent:
    """How many people a body sends to a part of an edition, and how many of them lead."""

    edition: str
    segment: str
    name: str
    starts_on: date
    people: int
    heads: int

    @property
    def lacks_head(self) -> bool:
        return self.people > 0 and not self.heads


def _numbers(asking: Asking) -> dict[int, int]:
    if not asking.bodies:
        return {}
    found: dict[int, int] = {}
    headless = (
        select(Delegation.organization_id, Delegation.id)
        .join(Segment, Segment.id == Delegation.segment_id)
        .join(Member, Member.delegation_id == Delegation.id)
        .where(Segment.ends_on >= asking.today, Delegation.organization_id.in_(asking.bodies))
        .group_by(Delegation.organization_id, Delegation.id)
        .having(_HEADS == 0)
    )
    for body, _number in db.session.execute(headless):
        found[body] = found.get(body, 0) + 1
    return found


def _look(asking: Asking, body: int) -> Asked | None:
    if body not in asking.bodies:
        return None
    rows = db.session.execute(_sent_by(body, asking.today))
    sent = [Sent(edition, key, name, since, people, heads or 0) for edition, key, name, since, people, heads in rows]
    lacking = [each for each in sent if each.lacks_head]
    return Asked(len(lacking), sent, min((each.starts_on for each in lacking), default=None))


def _sent_by(body: int, today: date) -> Select[*tuple[Any, ...]]:
    """Every part that is not over, with whom a body sends to it."""
    return (
        select(Edition.key, Segment.key, Segment.name, Segment.starts_on, func.count(Member.id), _HEADS)
        .join(Segment, Segment.edition_id == Edition.id)
        .outerjoin(Delegation, (Delegation.segment_id == Segment.id) & (Delegation.organization_id == body))
        .outerjoin(Member, Member.delegation_id == Delegation.id)
        .where(Segment.ends_on >= today)
        .group_by(Edition.key, Segment.id)
        .order_by(Edition.key, Segment.position)
    )


DELEGATIONS = asked.add(
    Part(
        "delegation",
        Sentence("Your delegation"),
        "events/delegations/_asked_delegations.html",
        position=40,
        numbers=_numbers,
        look=_look,
    )
)
