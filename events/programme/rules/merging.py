"""Two people who change one meeting: what each changed since it was shown, put together field by field."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from events.programme.rules.snapshots import FRESH, Snapshot

UNITS = (("when", "starts", "ends"), ("room", "building"), ("asked_room", "asked_building"))
"""Fields that mean something together only: they come from one hand."""
TITLE = "titles:"


@dataclass(frozen=True)
class Merged:
    """What stands now with what I changed, mine where both differ.

    `beside` are the fields that they alone changed, `collided` those that both changed, and not alike.
    """

    meeting: Snapshot
    beside: tuple[str, ...]
    collided: tuple[str, ...]


def merged(base: Snapshot, theirs: Snapshot, mine: Snapshot) -> Merged:
    """Put together what they and I made of a meeting that both knew as `base`; titles stand language by language."""
    was, stands, wanted = _flat(base), _flat(theirs), _flat(base | mine)
    found, beside, collided = dict(stands), set[str](), set[str]()
    for unit in _units([*was, *stands, *wanted]):
        old, now, new = (tuple(each.get(name) for name in unit) for each in (was, stands, wanted))
        if new != old:
            found |= dict(zip(unit, new, strict=True))
        if now in (old, new):
            continue
        told, other = (beside, old) if new == old else (collided, new)
        told |= {name.partition(":")[0] for name, one, two in zip(unit, now, other, strict=True) if one != two}
    return Merged(_whole(found), _in_turn(beside), _in_turn(collided))


def _units(names: Iterable[str]) -> dict[tuple[str, ...], None]:
    together = {name: unit for unit in UNITS for name in unit}
    return dict.fromkeys(together.get(name, (name,)) for name in names)


def _flat(meeting: Mapping[str, Any]) -> Snapshot:
    titles = {f"{TITLE}{code}": title for code, title in meeting["titles"].items()}
    return {name: value for name, value in meeting.items() if name != "titles"} | titles


def _whole(flat: Snapshot) -> Snapshot:
    titles = {name.removeprefix(TITLE): title for name, title in flat.items() if name.startswith(TITLE) and title}
    return {name: titles if name == "titles" else flat[name] for name in FRESH}


def _in_turn(names: Iterable[str]) -> tuple[str, ...]:
    return tuple(name for name in FRESH if name in names)
