"""What becomes of one thing that two records of an organization both have: which rows are one, and what the kept one takes."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

Row = Mapping[str, Any]
Joining = Callable[[Row, Row], dict[str, Any]]


def wider(kept: Mapping[str, Any], gone: Mapping[str, Any]) -> dict[str, Any]:
    """What a basis that both hold becomes: held for the sessions of both, unless one of the two has ended."""
    if gone["ended_at"] is not None:
        return {}
    if kept["ended_at"] is not None:
        return {name: gone[name] for name in ("from_session", "to_session", "ended_at", "application_id")}
    first, last = ((kept[name], gone[name]) for name in ("from_session", "to_session"))
    return {"from_session": None if None in first else min(first), "to_session": None if None in last else max(last)}


def latest(kept: Row, gone: Row) -> dict[str, Any]:
    """What the answer to one meeting becomes: the last word of the two, for one body has one."""
    said = gone["answered_at"]
    if said is None or (kept["answered_at"] is not None and kept["answered_at"] >= said):
        return {}
    return {name: gone[name] for name in ("state", "seen", "answered_at", "answered_by", "note")}


def together(kept: Row, gone: Row) -> dict[str, Any]:
    """What two quotas become: who holds a place of the one or the other holds it still, and nobody else gains one."""
    return {"places": kept["places"] + gone["places"]}


def in_one_group(kept: Row, gone: Row) -> dict[str, Any]:
    """The group of States that a delegation speaks for, where only one of the two named it."""
    return {"group": kept["group"] or gone["group"]}


def leading(kept: Row, gone: Row) -> dict[str, Any]:
    """How a meeting is hosted by whom it named twice: as the one of its organizers, where either was."""
    if (kept["role"], gone["role"]) != ("co", "organizer"):
        return {}
    return {name: gone[name] for name in ("role", "position")}


def same_bound(kept: Row, gone: Row) -> bool:
    """Whether two quotas bound the places of one meeting or segment, for the same people."""
    return all(kept[name] == gone[name] for name in ("meeting_id", "segment_id", "constituency_id", "mode"))


def both_host(kept: Row, gone: Row) -> bool:
    """Whether a meeting has both as its hosts, one as an organizer and the other beside it."""
    is_one = kept["meeting_id"] == gone["meeting_id"]
    return is_one and {kept["role"], gone["role"]} == {"organizer", "co"}


JOINED: Mapping[str, Joining] = {
    "bases_held": wider,
    "delegations": in_one_group,
    "host_answers": latest,
    "meeting_bodies": leading,
    "quotas": together,
}
"""What the kept row of a table takes from the one that goes."""

ALIKE: Mapping[str, Callable[[Row, Row], bool]] = {"meeting_bodies": both_host, "quotas": same_bound}
"""Rows that are one and the same, though no unique index says so."""
