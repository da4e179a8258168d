"""The ledger of a load: rows as they stand in the house, what is put into them, and the count of it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, TypeVar, cast

from sqlalchemy import select

from foundation.db import Base, db
from portal.loading.rules import Outcome, Report

M = TypeVar("M", bound=Base)
Values = Mapping[str, Any]


@dataclass
class Ledger:
    """One load: `stamped_at` is the system's instant, `uid_domain` what new calendar UIDs end in.

    `replace` lets the files' times and places win over those of the draft. `placed_before` is where the loads
    before have put meetings, `placed` what this one adds to that.
    """

    stamped_at: datetime
    uid_domain: str
    replace: bool = False
    placed_before: Mapping[str, list[str | None]] = field(default_factory=dict)
    placed: dict[str, list[str | None]] = field(default_factory=dict)
    report: Report = field(default_factory=Report)
    _rows: dict[tuple[type[Base], tuple[str, ...]], dict[tuple[Any, ...], Base]] = field(default_factory=dict)
    _raised: set[Base] = field(default_factory=set)
    _parts: dict[tuple[type[Base], tuple[str, ...]], dict[tuple[Any, ...], list[Base]]] = field(default_factory=dict)

    def row(self, model: type[M], **key: Any) -> M | None:
        """The row of a key, None when there is none."""
        return cast("M | None", self._index(model, tuple(key)).get(tuple(key.values())))

    def id_of(self, model: type[Base], **key: Any) -> int:
        """The id of a row that must be there, for its key has been checked."""
        found = self.row(model, **key)
        if found is None:
            raise LookupError(f"no {model.__name__} {key}")
        # What the files say of a record that was merged away is said of the one that was kept.
        return cast("int", getattr(found, "merged_into_id", None) or found.id)  # type: ignore[attr-defined]

    def put(self, model: type[M], key: Values, values: Values, *, first: Values | None = None) -> tuple[M, Outcome]:
        """Write values into the row of a key; `first` are values that only a new row takes."""
        row = self.row(model, **key)
        if row is not None:
            has_changed = written(row, values)
            self.note_change(row, has_changed)
            return row, Outcome.CHANGED if has_changed else Outcome.LEFT
        row = model(**key, **values, **(first or {}))
        db.session.add(row)
        db.session.flush()
        self._index(model, tuple(key))[tuple(key.values())] = row
        self._raised.add(row)
        return row, Outcome.ADDED

    def note_change(self, row: Base, has_changed: bool) -> bool:
        """Raise the revision of a row that bears one, once a load, so that no form seen before is saved over it."""
        if has_changed and row not in self._raised and hasattr(row, "revision"):
            row.revision += 1
            self._raised.add(row)
        return has_changed

    def match(self, model: type[Base], above: Values, wanted: Sequence[Values], *, by: Sequence[str]) -> bool:
        """Make the parts of a row those that are wanted, told apart `by` some columns; True when any changed."""
        standing = {tuple(getattr(part, name) for name in by): part for part in self._parts_of(model, above)}
        has_changed = False
        for values in wanted:
            part = standing.pop(tuple(values[name] for name in by), None)
            if part is None:
                db.session.add(model(**above, **values))
                has_changed = True
            else:
                has_changed |= written(part, values)
        for part in standing.values():
            db.session.delete(part)
        return has_changed or bool(standing)

    def _index(self, model: type[Base], names: tuple[str, ...]) -> dict[tuple[Any, ...], Base]:
        if (model, names) not in self._rows:
            rows = db.session.scalars(select(model))
            self._rows[model, names] = {tuple(getattr(row, name) for name in names): row for row in rows}
        return self._rows[model, names]

    def _parts_of(self, model: type[Base], above: Values) -> list[Base]:
        names = tuple(above)
        if (model, names) not in self._parts:
            found: dict[tuple[Any, ...], list[Base]] = {}
            for row in db.session.scalars(select(model)):
                found.setdefault(tuple(getattr(row, name) for name in names), []).append(row)
            self._parts[model, names] = found
        return self._parts[model, names].get(tuple(above.values()), [])


def written(row: Base, values: Values) -> bool:
    """Write the values that differ; True when any did."""
    changed = [name for name, value in values.items() if getattr(row, name) != value]
    for name in changed:
        setattr(row, name, values[name])
    return bool(changed)


def either(outcome: Outcome, has_changed: bool) -> Outcome:
    """The outcome of a row together with its parts."""
    return Outcome.CHANGED if has_changed and outcome is Outcome.LEFT else outcome
