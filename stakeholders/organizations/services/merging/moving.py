"""Carrying the steps of a merge out, and taking them back where everything still stands as the merge left it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from typing import Any

from sqlalchemy import CursorResult, Executable, Table, delete, insert, select, update
from sqlalchemy.exc import IntegrityError

from foundation.db import Base, db
from stakeholders.organizations.rules import merging
from stakeholders.organizations.rules.merging import Step
from stakeholders.organizations.services.merging.sealing import Sealed, write_back

MANY = 500
"""How many numbers stand in one statement."""


def carry_out(steps: Iterable[Step]) -> None:
    """Do what a merge does, in its order, inside the caller's transaction."""
    for step in steps:
        table = Base.metadata.tables[step.table]
        if step.verb == merging.MOVED:
            _move(table, step.column, step.ids, old=step.old, new=step.new)
        elif step.verb == merging.CHANGED:
            _write(table, step.ids[0], step.after or {})
        else:
            db.session.execute(delete(table).where(table.c.id == step.ids[0]))
    db.session.expire_all()


def take_back(steps: Sequence[Step], sealed: Sequence[Sealed]) -> tuple[int, int]:
    """Undo steps, the last first: how many rows stand as before, and how many others have changed since and are left.

    `sealed` are the personal values that no step tells.
    """
    back, left = 0, 0
    # A row that comes back where its number was given to another meanwhile takes a new one; what hung on it follows.
    renumbered: dict[tuple[str, int], int] = {}
    for step in reversed(steps):
        done = _taken_back(Base.metadata.tables[step.table], step, renumbered)
        back, left = back + done, left + len(step.ids) - done
    write_back(sealed, renumbered)
    db.session.expire_all()
    return back, left


def _taken_back(table: Table, step: Step, renumbered: dict[tuple[str, int], int]) -> int:
    if step.verb == merging.MOVED:
        [key] = table.c[step.column].foreign_keys or [None]
        old = renumbered.get((key.column.table.name, step.old), step.old) if key is not None else step.old
        return _move(table, step.column, step.ids, old=step.new, new=old)
    if step.verb == merging.CHANGED:
        before, after = typed(table, step.before or {}), typed(table, step.after or {})
        standing = db.session.execute(select(table).where(table.c.id == step.ids[0])).mappings().first()
        if standing is None or any(standing[name] != value for name, value in after.items()):
            return 0
        _write(table, step.ids[0], before)
        return 1
    return _brought_back(table, typed(table, step.before or {}), renumbered)


def _move(table: Table, column: str, ids: Sequence[int], *, old: Any, new: Any) -> int:
    done = 0
    for at in range(0, len(ids), MANY):
        these = table.c.id.in_(ids[at : at + MANY])
        values = {column: new, **_raised(table)}
        done += _number(update(table).where(these, table.c[column] == old).values(values))
    for key in table.c[column].foreign_keys:
        above = key.column.table
        if above.name != "organizations" and _raised(above):
            db.session.execute(update(above).where(above.c.id.in_((old, new))).values(_raised(above)))
    return done


def _write(table: Table, number: int, values: Mapping[str, Any]) -> None:
    db.session.execute(update(table).where(table.c.id == number).values({**values, **_raised(table)}))


def _raised(table: Table) -> dict[str, Any]:
    """Forms of a row that were open meanwhile are stale."""
    return {"revision": table.c.revision + 1} if "revision" in table.c else {}


def _brought_back(table: Table, row: Mapping[str, Any], renumbered: dict[tuple[str, int], int]) -> int:
    values = dict(row)
    for column in table.columns:
        for key in column.foreign_keys:
            other = renumbered.get((key.column.table.name, values.get(column.name, 0)))
            values |= {column.name: other} if other is not None else {}
    if db.session.execute(select(table.c.id).where(table.c.id == row["id"])).first() is not None:
        del values["id"]
    try:
        with db.session.begin_nested():
            number = db.session.execute(insert(table).values(values).returning(table.c.id)).scalar_one()
    except IntegrityError:
        # What it hung on is gone, or another row has its place.
        return 0
    if number != row["id"]:
        renumbered[table.name, row["id"]] = number
    return 1


def typed(table: Table, values: Mapping[str, Any]) -> dict[str, Any]:
    """Values out of a kept step, their days and hours made of texts."""
    return {name: _typed(table, name, value) for name, value in values.items()}


def _typed(table: Table, name: str, value: Any) -> Any:
    if isinstance(value, str):
        told = table.c[name].type
        kind = getattr(told, "impl_instance", told).python_type
        if kind is datetime:
            return datetime.fromisoformat(value)
        if kind is date:
            return date.fromisoformat(value)
    return value


def _number(statement: Executable) -> int:
    result = db.session.execute(statement)
    assert isinstance(result, CursorResult)
    return result.rowcount
