"""What quotas name: constituencies and organizations by number, and the organizations that are called as somebody wrote."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select

from foundation.db import db
from stakeholders.organizations.models import Constituency, Organization
from stakeholders.organizations.rules.searching import bears, letters


@dataclass(frozen=True)
class Names:
    """What quotas name, by number."""

    constituencies: Mapping[int, Mapping[str, str]]
    organizations: Mapping[int, Mapping[str, str]]


def constituencies() -> Sequence[Any]:
    """All constituencies with number, key and names, to choose a quota's from."""
    return db.session.execute(
        select(Constituency.id, Constituency.key, Constituency.names).order_by(Constituency.position)
    ).all()


def names_of(organization_ids: Collection[int], *, among: Sequence[Any] | None = None) -> Names:
    """All constituencies (`among`, where they were read already), and some organizations, by number."""
    wanted = select(Organization.id, Organization.names).where(Organization.id.in_(organization_ids))
    organizations = db.session.execute(wanted).all() if organization_ids else ()
    of_all = constituencies() if among is None else among
    return Names({row.id: row.names for row in of_all}, {row.id: row.names for row in organizations})


def called(words: str) -> Sequence[Any]:
    """The organizations whose key, acronym or name, in any language, is this; a merged record leads to the one kept."""
    rows = db.session.execute(
        select(
            *(Organization.id, Organization.key, Organization.acronym, Organization.acronyms, Organization.names),
            *(Organization.other_names, Organization.merged_into_id, Organization.ended_year),
        ).order_by(Organization.id)
    ).all()
    by_number = {row.id: row for row in rows}
    found = {}
    for row in rows:
        if bears(row, words) or (letters(words) and letters(row.key) == letters(words)):
            kept = row
            while kept.merged_into_id is not None:
                kept = by_number[kept.merged_into_id]
            found[kept.id] = kept
    return [row for row in found.values() if row.ended_year is None]
