"""The groups of States that are known in an edition: those of everywhere, and those that its registrar has named."""

from __future__ import annotations

from sqlalchemy import select, union

from events.delegations.models import Delegation, Member
from events.delegations.rules.ranks import GROUPS
from events.editions.models import Segment
from foundation.db import db


def known_groups(edition_id: int) -> list[str]:
    """In the order of their names."""
    here = Segment.edition_id == edition_id
    of_delegations = select(Delegation.group).join(Segment, Segment.id == Delegation.segment_id).where(here)
    of_members = (
        select(Member.speaks_for)
        .join(Delegation, Delegation.id == Member.delegation_id)
        .join(Segment, Segment.id == Delegation.segment_id)
        .where(here)
    )
    named = {name for name in db.session.scalars(union(of_delegations, of_members)) if name}
    return sorted({*GROUPS, *named}, key=str.casefold)
