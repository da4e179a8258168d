"""Which delegations of an edition somebody reads and looks after: the registrar's by part, a focal point's by organization."""

from __future__ import annotations

from dataclasses import dataclass

from events.delegations.rules.ranks import NotYourDelegation
from events.editions.models import Edition
from foundation import access
from stakeholders.organizations import queries as organizations
from stakeholders.organizations.rules import AUDITOR

REGISTRARS = ("registrar", "organizer")
"""Who looks after every delegation, in an edition or in a part of it."""


@dataclass(frozen=True)
class Reach:
    """How far somebody reaches: as a registrar and as a reader by part, as a focal point by organization."""

    registrar: access.Reach
    reader: access.Reach
    organizations: frozenset[int]

    def __bool__(self) -> bool:
        return bool(self.reader or self.organizations)

    @property
    def writes(self) -> bool:
        """Whether somebody looks after any delegation at all."""
        return bool(self.registrar or self.organizations)

    def may_read(self, segment_id: int, organization_id: int) -> bool:
        return self.reader.covers(segment_id) or organization_id in self.organizations

    def may_write(self, segment_id: int, organization_id: int) -> bool:
        return self.registrar.covers(segment_id) or organization_id in self.organizations

    def as_registrar(self, segment_id: int) -> bool:
        """Whether it is the secretariat that acts in a part: then it may act late, and is shown every name."""
        return self.registrar.covers(segment_id)

    def sees_names(self, segment_id: int) -> bool:
        """Whether the names of accounts are shown even before their people have answered."""
        return self.reader.covers(segment_id)


def reach(account_id: int, edition: Edition) -> Reach:
    """How far an account reaches in an edition whose segments are read."""
    segments = [segment.id for segment in edition.segments]
    return Reach(
        registrar=access.reach(account_id, REGISTRARS, edition.id, segments),
        reader=access.reach(account_id, (*REGISTRARS, AUDITOR), edition.id, segments),
        organizations=frozenset(organizations.reach_of(account_id).organization_ids),
    )


def demand_reading(account_id: int, edition: Edition) -> Reach:
    """Go on only for who reads any delegation of an edition; raises NotYourDelegation."""
    found = reach(account_id, edition)
    if not found:
        raise NotYourDelegation
    return found
