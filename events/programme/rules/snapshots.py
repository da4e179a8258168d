"""A meeting of the draft as plain data: what changes are told by, what undo goes back to, what the digest is over."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from datetime import date, datetime, time
from hashlib import sha256
from typing import Any

from events.programme.rules.facts import State, When

Snapshot = dict[str, Any]
"""A meeting by field name: texts, numbers, keys of what it refers to, times in ISO 8601. Nothing but JSON."""

FRESH: Mapping[str, Any] = {
    "key": "", "uid": "", "created_at": "",
    "segment": "", "kind": "", "titles": {}, "title_language": "en", "abstract": "", "note": "", "partner": "",
    "state": State.SCHEDULED.value,
    "when": When.UNDATED.value, "starts": None, "ends": None, "room": None, "building": None, "is_pinned": False,
    "organizers": [], "co": [], "partners": [], "lines": [],
    "languages": [], "captions": None, "sign": False, "hybrid": None, "accessible": False,
    "audience": None, "minutes": None, "attendance": None, "priority": None,
    "window_from": None, "window_to": None, "preferred_on": None, "remote_from": None, "remote_to": None,
    "asked_building": None, "asked_room": None, "after": [], "apart": [], "people": [],
    "is_closed": False, "open_for": [], "seat_limit": None,
    "agenda_items": [], "stands_for_session": None, "confidence": "", "confidences": {},
}  # fmt: skip
"""Every field of a meeting, in the order of telling, as it stands where nothing is known."""

TIMES: Mapping[str, Callable[[str], datetime | date | time]] = {
    "created_at": datetime.fromisoformat,
    "starts": datetime.fromisoformat,
    "ends": datetime.fromisoformat,
    "window_from": date.fromisoformat,
    "window_to": date.fromisoformat,
    "preferred_on": date.fromisoformat,
    "remote_from": time.fromisoformat,
    "remote_to": time.fromisoformat,
}
"""The fields that are times, and how each is read back."""

WITHOUT_ORDER = ("open_for", "people", "after", "apart")
PLACE = ("when", "starts", "ends", "room", "building")


def settled(values: Mapping[str, Any]) -> Snapshot:
    """Values as a snapshot holds them: times as text, lists without an order sorted, each key once."""
    unknown = values.keys() - FRESH.keys()
    if unknown:
        raise KeyError(f"no fields of a meeting: {sorted(unknown)}")
    return {name: _settled(name, value) for name, value in values.items()}


def _settled(name: str, value: Any) -> Any:
    if isinstance(value, (datetime, date, time)):
        return value.isoformat()
    if isinstance(FRESH[name], list) and name != "agenda_items":
        once = list(dict.fromkeys(value))
        return sorted(once) if name in WITHOUT_ORDER else once
    if isinstance(value, (list, tuple)):
        return list(value)
    if isinstance(FRESH[name], str) and value is not None:
        return str(value)
    return dict(value) if isinstance(value, Mapping) else value


def fresh(values: Mapping[str, Any]) -> Snapshot:
    """A whole snapshot out of the values that are known."""
    return settled(FRESH) | settled(values)


def differing(before: Mapping[str, Any] | None, after: Mapping[str, Any] | None) -> tuple[str, ...]:
    """The fields that differ between two snapshots, in the order of telling; all that say something where one is absent."""
    old, new = (FRESH if each is None else each for each in (before, after))
    return tuple(name for name in FRESH if name in new and old.get(name) != new[name])


def digest(snapshots: Mapping[str, Snapshot]) -> str:
    """SHA-256 over meetings by key, to the byte: unlike a fingerprint it folds no white space."""
    return sha256(json.dumps(snapshots, ensure_ascii=False, sort_keys=True).encode()).hexdigest()


def day_of(snapshot: Mapping[str, Any]) -> date | None:
    """The day on which a meeting begins."""
    return datetime.fromisoformat(snapshot["starts"]).date() if snapshot["starts"] else None
