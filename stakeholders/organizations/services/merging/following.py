"""What was given since a merge and rests on something that goes back when it is undone: it goes along, or nothing does.

Rooms above that give such things settle them afterwards; they put themselves here when they are loaded.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import func, select, update
from sqlalchemy.exc import IntegrityError

from foundation import jobs
from foundation.db import Base, db
from stakeholders.organizations.queries.carrying import Reference, references
from stakeholders.organizations.rules import merging
from stakeholders.organizations.rules.merging import Follows
from stakeholders.organizations.services.affiliating import ENDED

Settling = Callable[[Collection[int], datetime, datetime], None]
"""What is settled of two records that part: their numbers, since when they were one, and now."""

_SETTLING: list[Settling] = []


def settled_by(settle: Settling) -> Settling:
    """Have this done whenever two records part, inside that transaction."""
    _SETTLING.append(settle)
    return settle


def settle(records: Collection[int], *, since: datetime, now: datetime) -> None:
    """Have settled what rooms above gave to two records since they were one."""
    for each in _SETTLING:
        each(records, since, now)


def latest() -> dict[str, int]:
    """The last number of each table whose rows rest on others: what bears a higher one was given later."""
    tables = [Base.metadata.tables[each.table] for each in merging.FOLLOWS]
    return {table.name: db.session.scalar(select(func.max(table.c.id))) or 0 for table in tables}


def follow(gone_id: int, kept_id: int, last: Mapping[str, int]) -> int:
    """Let rows go along that rest on what went back, and were given after `last`; how many.

    Raises RestsOnBoth where a row stood before the merge, and has come to rest on what went back since.
    """
    return sum(_follow(each, gone_id, kept_id, last.get(each.table, 0)) for each in merging.FOLLOWS)


def order_holding(gone_id: int, kept_id: int, *, stamped_at: datetime) -> None:
    """Have looked at the registrations with the kept record of those who are with the other one alone again."""
    registrations, affiliations = (Base.metadata.tables[name] for name in ("registrations", "affiliations"))
    with_whom = select(affiliations.c.account_id).where
    rows = db.session.execute(
        select(registrations.c.account_id, registrations.c.constituency_id)
        .where(
            registrations.c.organization_id == kept_id,
            registrations.c.account_id.in_(with_whom(affiliations.c.organization_id == gone_id)),
            registrations.c.account_id.not_in(with_whom(affiliations.c.organization_id == kept_id)),
        )
        .distinct()
        .order_by(registrations.c.account_id, registrations.c.constituency_id)
    )
    for account_id, constituency_id in rows:
        facts = {"account": account_id, "organization": kept_id, "constituency": constituency_id}
        jobs.order(ENDED, stamped_at=stamped_at, **facts)


def _follow(each: Follows, gone_id: int, kept_id: int, last: int) -> int:
    table, of_owner = _reference(each.table), _reference(each.owner)
    rests = table.table.c[each.on] == of_owner.table.c[each.owner_on]
    found = db.session.scalars(
        select(table.table.c.id)
        .join(of_owner.table, rests)
        .where(table.of(kept_id), of_owner.of(gone_id), table.table.c[each.over].is_(None))
        .distinct()
        .order_by(table.table.c.id)
    ).all()
    stood = [number for number in found if number <= last]
    if stood or not _moved(table, found, gone_id):
        raise merging.RestsOnBoth(what=merging.CARRIED[each.table], number=len(stood) or len(found))
    return len(found)


def _moved(reference: Reference, ids: Any, gone_id: int) -> bool:
    if not ids:
        return True
    values = {reference.column.name: gone_id}
    try:
        with db.session.begin_nested():
            db.session.execute(update(reference.table).where(reference.table.c.id.in_(ids)).values(values))
    except IntegrityError:
        # The other record has one of its own there.
        return False
    return True


def _reference(table: str) -> Reference:
    return next(each for each in references("organizations") if each.table.name == table)
