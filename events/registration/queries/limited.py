"""The meetings of an edition whose places are limited, with when seats can be taken."""

from __future__ import annotations

from sqlalchemy import select

from events.editions.models import Edition
from events.programme.models import Version, VersionEntry
from events.programme.rules.facts import Facts, State
from events.registration.queries.capacities import openings_of
from events.registration.rules.openings import Opening
from foundation.db import db


def limited(edition: Edition) -> list[tuple[Facts, Opening]]:
    """The published meetings of an edition (read in full) whose seats can be taken, with when; in order of time."""
    openings = openings_of(edition, "seats")
    rows = db.session.scalars(
        select(VersionEntry)
        .join(Version, Version.id == VersionEntry.version_id)
        .where(
            Version.edition_id == edition.id,
            Version.is_current,
            VersionEntry.key.in_(openings),
            VersionEntry.state == State.SCHEDULED,
        )
        .order_by(VersionEntry.starts_at, VersionEntry.key)
    )
    facts = [Facts.from_json(row.facts) for row in rows]
    return [(each, openings[each.key]) for each in facts if each.seats]
