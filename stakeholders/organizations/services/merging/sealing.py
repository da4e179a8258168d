"""What somebody typed as a person's name, on rows that go in a merge: kept sealed with the person's key, and written back."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Select, Table, select, update

from foundation import seals
from foundation.db import Base, db
from stakeholders.organizations.rules import merging
from stakeholders.organizations.rules.merging import REMOVED, UNRECORDED, Step

Sealed = dict[str, Any]
"""A table, the number of a row, whose name it held, and the name under that person's seal."""


def sealed_names(steps: Iterable[Step], *, now: datetime) -> list[Sealed]:
    """The personal values of the rows that are about to go, each under the seal of its person; of who was erased, none."""
    found: list[Sealed] = []
    for table, ids in _going(steps).items():
        for number, person, value in db.session.execute(_whose(Base.metadata.tables[table], ids)):
            try:
                text = seals.seal(person, {"typed": value}, now=now)
            except seals.Erased:
                continue
            found.append({"table": table, "id": number, "person": person, "sealed": text})
    return found


def write_back(found: Sequence[Sealed], renumbered: Mapping[tuple[str, int], int]) -> None:
    """Give rows that have come back the personal values that they went with."""
    texts: dict[int, list[str]] = {}
    for each in found:
        texts.setdefault(each["person"], []).append(each["sealed"])
    opened = seals.opened(texts) if texts else {}
    for each in found:
        if each["sealed"] in opened:
            table, number = Base.metadata.tables[each["table"]], each["id"]
            row = table.c.id == renumbered.get((table.name, number), number)
            values = {UNRECORDED[table.name]: opened[each["sealed"]]["typed"]}
            db.session.execute(update(table).where(row).values(values))


def _going(steps: Iterable[Step]) -> dict[str, list[int]]:
    found: dict[str, list[int]] = {}
    for step in steps:
        if step.verb == REMOVED and step.table in UNRECORDED:
            found.setdefault(step.table, []).extend(step.ids)
    return found


def _whose(table: Table, ids: Sequence[int]) -> Select[Any]:
    """The rows with their person and the value, where there is one; who has no account in the row has it by what it is about."""
    column = table.c[UNRECORDED[table.name]]
    here = table.c.id.in_(ids), column != ""
    if "account_id" in table.c:
        return select(table.c.id, table.c.account_id, column).where(*here)
    about = Base.metadata.tables[merging.PERSON_BY[table.name]]
    return select(table.c.id, about.c.account_id, column).join_from(table, about).where(*here)
