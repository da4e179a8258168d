"""What hangs on an organization, found through the foreign keys of all tables, and what a merge would do to each row of it.

Rooms above hang rows of their own on an organization; the database knows them, this room does not.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import Column, Index, Table, UniqueConstraint, and_, func, literal, select, true
from sqlalchemy.sql import ColumnElement

from foundation.db import Base, db
from stakeholders.organizations.models import Organization
from stakeholders.organizations.rules import FOCAL_POINT, merging
from stakeholders.organizations.rules.joining import ALIKE, JOINED
from stakeholders.organizations.rules.merging import Days, Step

Row = Mapping[str, Any]


@dataclass(frozen=True)
class Reference:
    """A column by which rows hang on something, and the condition that it does."""

    table: Table
    column: Column[Any]
    condition: ColumnElement[bool]

    def of(self, number: int) -> ColumnElement[bool]:
        return and_(self.column == number, self.condition)


def references(target: str) -> list[Reference]:
    """The foreign keys of all tables to one of them, but for those that tell what merges were about."""
    found = [
        Reference(table, column, true())
        for table in Base.metadata.sorted_tables
        for column in table.columns
        for key in column.foreign_keys
        if key.column.table.name == target and (table.name, column.name) not in merging.HISTORY
    ]
    if target == "organizations":
        name, column, kind, value = merging.BY_SCOPE
        grants = Base.metadata.tables[name]
        found.append(Reference(grants, grants.c[column], grants.c[kind] == value))
    return found


def counts(organization_id: int) -> dict[str, int]:
    """How many rows hang on an organization, by table, in one read."""
    known = references("organizations")
    columns = [select(func.count()).select_from(each.table).where(each.of(organization_id)) for each in known]
    row = db.session.execute(
        select(*(column.scalar_subquery().label(f"n{at}") for at, column in enumerate(columns)))
    ).one()
    found: dict[str, int] = {}
    for each, number in zip(known, row, strict=True):
        found[each.table.name] = found.get(each.table.name, 0) + number
    return {name: number for name, number in found.items() if number}


def is_barred(organization_id: int) -> bool:
    """Whether something hangs on an organization that bars it from going."""
    return any(
        db.session.execute(select(literal(1)).where(each.of(organization_id)).limit(1)).first() is not None
        for each in references("organizations")
        if each.table.name in merging.BARRED
    )


def plan(gone: Organization, kept: Organization, today: date, now: datetime) -> list[Step]:
    """Everything that a merge does, in its order; nothing is changed by asking."""
    found, settled = list(_affiliations(gone.id, kept.id)), set[tuple[str, int]]()
    found += _terms(gone.id, kept.id, today, now)
    settled |= {(step.table, number) for step in found if step.verb == merging.REMOVED for number in step.ids}
    for reference in references("organizations"):
        found += carried(reference, gone.id, kept.id, settled)
    return found + list(_by_key(gone.key, kept.key))


def carried(reference: Reference, old: int, new: int, settled: set[tuple[str, int]]) -> Iterator[Step]:
    """The rows of one reference going from `old` to `new`; where both have the same, one of them is kept."""
    table, column = reference.table, reference.column
    rows = [row for row in _rows(table, reference.of(old)) if (table.name, row["id"]) not in settled]
    there = _rows(table, reference.of(new)) if rows else []
    moving: list[int] = []
    for row in rows:
        clash = _clash(table, column.name, row, there)
        if clash is None:
            moving.append(row["id"])
        elif clash.index in merging.YIELDING:
            moving.append(row["id"])
            yield merging.changed(table.name, row["id"], row, merging.YIELDING[clash.index])
        else:
            yield from _given_up(table, row, clash.row, settled)
    if moving:
        yield from _appended(table, [row for row in rows if row["id"] in moving], there)
        yield merging.moved(table.name, column.name, moving, old=old, new=new)


@dataclass(frozen=True)
class _Clash:
    """A row that a moving one would clash with, and the name of the index by which it would; none where both are alike."""

    row: dict[str, Any]
    index: str = ""


def _clash(table: Table, column: str, row: Row, there: Sequence[dict[str, Any]]) -> _Clash | None:
    for name, columns, condition in _uniques(table):
        others = [each for each in columns if each != column]
        if column not in columns or any(row[each] is None for each in others) or not condition(row):
            continue
        for each in there:
            if condition(each) and all(each[other] == row[other] for other in others):
                return _Clash(each, name)
    is_alike = ALIKE.get(table.name)
    return next((_Clash(each) for each in there if is_alike and is_alike(each, row)), None)


def _uniques(table: Table) -> Iterator[tuple[str, list[str], Any]]:
    for constraint in table.constraints:
        if isinstance(constraint, UniqueConstraint):
            yield str(constraint.name), [column.name for column in constraint.columns], lambda _row: True
    for index in table.indexes:
        if index.unique:
            yield str(index.name), [column.name for column in index.columns], _condition(index)


def _condition(index: Index) -> Any:
    """Whether a partial index takes a row in: its condition is "column = 'value'"."""
    where = index.dialect_options["postgresql"].get("where")
    if where is None:
        return lambda _row: True
    column, value = (part.strip(" '") for part in str(where).split("="))
    return lambda row: str(row[column]) == value


def _given_up(table: Table, row: Row, kept: dict[str, Any], settled: set[tuple[str, int]]) -> Iterator[Step]:
    """A row that goes because the kept record has its like: what hangs on it goes to that one first."""
    for reference in references(table.name):
        yield from carried(reference, row["id"], kept["id"], settled)
    if table.name in JOINED:
        joined = merging.changed(table.name, kept["id"], kept, JOINED[table.name](kept, row))
        if joined.after:
            kept.update(joined.after)
            yield joined
    yield merging.removed(table.name, _recorded(table, row))


def _appended(table: Table, rows: Sequence[Row], there: Sequence[Row]) -> Iterator[Step]:
    name = merging.APPENDED.get(table.name)
    if name is None or not there:
        return
    last = max(each[name] for each in there)
    for at, row in enumerate(sorted(rows, key=lambda each: each[name]), 1):
        step = merging.changed(table.name, row["id"], row, {name: last + at})
        if step.after:
            yield step


def _affiliations(gone_id: int, kept_id: int) -> Iterator[Step]:
    """People who are with both on the same days: the kept affiliation takes the days of the other."""
    table = Base.metadata.tables["affiliations"]
    gone, kept = (_rows(table, table.c.organization_id == number) for number in (gone_id, kept_id))
    standing, rows = {row["id"]: dict(row) for row in kept}, {row["id"]: row for row in gone}
    for one, other in merging.same_person([_days(row) for row in gone], [_days(row) for row in kept]):
        row = standing[other.id]
        step = merging.changed(table.name, other.id, row, merging.longest(row, one))
        if step.after:
            row.update(step.after)
            yield step
        yield merging.removed(table.name, _recorded(table, rows[one.id]))


def _terms(gone_id: int, kept_id: int, today: date, now: datetime) -> Iterator[Step]:
    """A person who speaks for both speaks for the kept one: the other term ends, and its role with it."""
    terms, grants = (Base.metadata.tables[name] for name in ("focal_point_terms", "grants"))
    condition = and_(terms.c.organization_id.in_((gone_id, kept_id)), terms.c.state.in_(("verified", "asked")))
    rows = _rows(terms, condition)
    held = {(row["account_id"], row["state"]) for row in rows if row["organization_id"] == kept_id}
    for row in rows:
        if row["organization_id"] != gone_id or (row["account_id"], row["state"]) not in held:
            continue
        if row["state"] == "asked":
            yield merging.changed(terms.name, row["id"], row, {"state": "taken_back"})
            continue
        ended = {"state": "ended", "until": merging.ends_by(row["since"], today)}
        yield merging.changed(terms.name, row["id"], row, ended)
        for grant in _rows(grants, and_(grants.c.id == row["grant_id"], grants.c.role == FOCAL_POINT)):
            if grant["revoked_at"] is None:
                yield merging.changed(grants.name, grant["id"], grant, {"revoked_at": now})


def _by_key(gone: str, kept: str) -> Iterator[Step]:
    for name, column in merging.BY_KEY:
        table = Base.metadata.tables[name]
        for row in _rows(table, true()):
            value = row[column]
            if value == gone:
                yield merging.changed(name, row["id"], row, {column: kept})
            elif isinstance(value, list) and gone in value:
                named = list(dict.fromkeys(kept if each == gone else each for each in value))
                yield merging.changed(name, row["id"], row, {column: named})


def _rows(table: Table, condition: ColumnElement[bool]) -> list[dict[str, Any]]:
    return [dict(row) for row in db.session.execute(select(table).where(condition).order_by(table.c.id)).mappings()]


def _recorded(table: Table, row: Row) -> Row:
    return {name: value for name, value in row.items() if name != merging.UNRECORDED.get(table.name)}


def _days(row: Row) -> Days:
    return Days(**{name: row[name] for name in Days.__dataclass_fields__})
