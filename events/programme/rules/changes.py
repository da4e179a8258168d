"""What changed between two versions, meeting by meeting, in sentences."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from events.programme.rules.facts import Facts, State


class ChangeKind(StrEnum):
    """The kinds of change, the weightiest first; a meeting's change is called by its weightiest."""

    CANCELLED = "cancelled"
    WITHDRAWN = "withdrawn"
    ADDED = "added"
    REINSTATED = "reinstated"
    MOVED_IN_TIME = "moved in time"
    MOVED_IN_PLACE = "moved to another room"
    REWORDED = "reworded"
    OTHER = "changed"


FIELDS = (
    "starts", "ends", "when", "place", "titles", "abstract", "note", "kind", "segment", "segment_name", "bodies", "lines", "languages",
    "captions", "sign", "hybrid", "accessible", "is_closed", "open_for", "audience", "seats", "seats_for", "seats_note",
    "agenda_items", "partner", "session", "attendance", "confidence",
)  # fmt: skip
"""The fields whose change is told, in the order of telling."""

_BY_FIELD = {
    "starts": ChangeKind.MOVED_IN_TIME,
    "ends": ChangeKind.MOVED_IN_TIME,
    "when": ChangeKind.MOVED_IN_TIME,
    "place": ChangeKind.MOVED_IN_PLACE,
    "titles": ChangeKind.REWORDED,
    "abstract": ChangeKind.REWORDED,
    "note": ChangeKind.REWORDED,
}


@dataclass(frozen=True)
class Change:
    """One meeting's change: its kinds, weightiest first, the facts before and after, and the fields that differ."""

    key: str
    kinds: tuple[ChangeKind, ...]
    before: Facts | None
    after: Facts | None
    fields: tuple[str, ...] = ()

    @property
    def kind(self) -> ChangeKind:
        return self.kinds[0]

    @property
    def facts(self) -> Facts:
        """The facts to show: those after, or those before of what is gone."""
        shown = self.after or self.before
        assert shown is not None
        return shown


def changes(before: Iterable[Facts], after: Iterable[Facts]) -> list[Change]:
    """The changes from one version's facts to another's, by day and hour, then by key. Withdrawn ones count as absent."""
    old = {facts.key: facts for facts in before if facts.state != State.WITHDRAWN}
    new = {facts.key: facts for facts in after if facts.state != State.WITHDRAWN}
    found = [change for key in old.keys() | new.keys() if (change := _change(key, old.get(key), new.get(key)))]
    return sorted(found, key=lambda change: (change.facts.starts is None, change.facts.starts, change.key))


def _change(key: str, before: Facts | None, after: Facts | None) -> Change | None:
    if before is None:
        return Change(key, (ChangeKind.ADDED,), None, after)
    if after is None:
        return Change(key, (ChangeKind.WITHDRAWN,), before, None)
    fields = tuple(name for name in FIELDS if getattr(before, name) != getattr(after, name))
    kinds = {_BY_FIELD.get(name, ChangeKind.OTHER) for name in fields}
    if before.state != after.state:
        kinds.add(ChangeKind.CANCELLED if after.is_cancelled else ChangeKind.REINSTATED)
    if not kinds:
        return None
    return Change(key, tuple(sorted(kinds, key=list(ChangeKind).index)), before, after, fields)
