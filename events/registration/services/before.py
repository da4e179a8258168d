"""How registrations stand before they are decided on, as JSON keeps it, so that a decision can be taken back."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from events.registration.models import Registration
from events.registration.queries.hanging import Hanging, hanging

Before = dict[str, Any]
"""State and words of a registration, what hung on it, and the revision and state that it came to."""


def kept_before(rows: Sequence[Registration]) -> dict[int, Before]:
    """How registrations of locked people stand, with all that hangs on them, by number."""
    by_pair: dict[tuple[int, int], list[list[Any]]] = {}
    for each in hanging([(row.account_id, row.segment_id) for row in rows]):
        seat = [each.kind, each.target, each.state, each.position]
        by_pair.setdefault((each.account, each.segment), []).append(seat)
    return {row.id: _one(row, by_pair.get((row.account_id, row.segment_id), [])) for row in rows}


def with_after(before: dict[int, Before], rows: Iterable[Registration]) -> dict[int, Before]:
    """Of those that were changed, how each stood and what it came to."""
    return {row.id: {**before[row.id], "revision": row.revision, "after": str(row.state)} for row in rows}


def is_as_left(row: Registration, was: Before) -> bool:
    """Whether nobody has changed a registration since."""
    return (row.revision, str(row.state)) == (was["revision"], was["after"])


def values_of(was: Before) -> dict[str, Any]:
    """What is written when a registration returns to how it stood."""
    decided_at = was["decided_at"]
    return {
        **{name: was[name] for name in ("state", "reason", "next_step", "decided_by", "basis_id")},
        "decided_at": datetime.fromisoformat(decided_at) if decided_at else None,
    }


def seats_before(row: Registration, was: Before) -> list[Hanging]:
    """What hung on a registration."""
    return [Hanging(row.account_id, row.segment_id, *each) for each in was["seats"]]


def _one(row: Registration, seats: list[list[Any]]) -> Before:
    return {
        "state": str(row.state),
        "reason": row.reason,
        "next_step": row.next_step,
        "decided_by": row.decided_by,
        "decided_at": row.decided_at.isoformat() if row.decided_at else None,
        "basis_id": row.basis_id,
        "seats": seats,
    }
