"""Records of the directory that tests merge, and what hangs on them."""

from __future__ import annotations

from typing import Any

from sqlalchemy import select

from foundation.confidence import Confidence
from foundation.db import Base, atomic, db
from stakeholders.organizations import services
from stakeholders.organizations.models import Constituency, Merge, Organization
from stakeholders.organizations.queries import desk
from stakeholders.organizations.rules import PARTICIPANT
from tests.stakeholders.accounts.post import NOON

ZONE = "Europe/Zurich"
DAY = NOON.date()


@atomic
def a_record(key: str, name: str, constituency: str = "BUSINESS", **values: Any) -> int:
    """An organization that people may be sent by."""
    under = db.session.scalars(select(Constituency.id).where(Constituency.key == constituency)).one()
    plain = {"kind": PARTICIPANT, "seat": "", "country": "", "zone": "", "region": "", "acronym": key}
    row = Organization(
        key=key, names={"en": name}, constituency_id=under, confidence=Confidence.SURE, **{**plain, **values}
    )
    db.session.add(row)
    db.session.flush()
    return row.id


@atomic
def put(row: Base) -> int:
    """A row, as another room would have left it; its number."""
    db.session.add(row)
    db.session.flush()
    number: int = row.id  # type: ignore[attr-defined]
    return number


def merged(by: int, gone: int, kept: int, reason: str = "One and the same") -> int:
    """The number of a merge that was looked at and confirmed."""
    seen = desk.preview(gone, kept, today=DAY, now=NOON).seal
    return services.merge(by, gone, kept, reason=reason, seen=seen, zone=ZONE, now=NOON, stamped_at=NOON)


def undone(by: int, merge: int) -> Any:
    """What came of taking a merge back."""
    return services.undo(by, merge, now=NOON, stamped_at=NOON)


def all_rows() -> dict[str, list[dict[str, Any]]]:
    """Every row of every table that hangs on an organization, but for revisions and what tells of the merge itself."""
    db.session.rollback()
    told: dict[str, list[dict[str, Any]]] = {}
    for table in Base.metadata.sorted_tables:
        if table.name in ("journal", "revisions", "jobs", Merge.__tablename__, "outbox"):
            continue
        rows = db.session.execute(select(table).order_by(*table.primary_key.columns)).mappings()
        told[table.name] = [{name: value for name, value in row.items() if name != "revision"} for row in rows]
    db.session.rollback()
    return told


def value(model: type[Base], number: int, name: str) -> Any:
    """One value of a row, as another transaction finds it."""
    db.session.rollback()
    found = db.session.scalar(select(getattr(model, name)).where(model.id == number))  # type: ignore[attr-defined]
    db.session.rollback()
    return found


def other_than(before: dict[str, list[dict[str, Any]]]) -> list[tuple[str, dict[str, Any]]]:
    """The rows that stand now and did not before, or the other way round."""
    after = all_rows()
    return [
        (table, row)
        for table in before
        for one, other in ((before, after), (after, before))
        for row in one[table]
        if row not in other[table]
    ]
