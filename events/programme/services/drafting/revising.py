"""Making the changes that a file lists."""

from __future__ import annotations

from collections.abc import Sequence

from events.programme.rules.deeds import Placement
from events.programme.rules.draft import Addition, Cancellation, Move
from events.programme.rules.facts import When
from events.programme.services.drafting.deeds import add_meeting, cancel_meeting, place_meeting
from events.programme.services.drafting.hand import Hand
from foundation.db import atomic


@atomic
def revise(hand: Hand, edition_key: str, changes: Sequence[Move | Cancellation | Addition], *, uid_domain: str) -> None:
    """Make a list of changes to the draft, all of them or none."""
    for change in changes:
        if isinstance(change, Move):
            placement = Placement(change.starts, change.ends, change.room)
            place_meeting(hand, edition_key, change.meeting, placement, seen=None)
        elif isinstance(change, Cancellation):
            cancel_meeting(hand, edition_key, change.meeting, change.note, seen=None)
        else:
            add_meeting(hand, edition_key, change.meeting, _values(change), uid_domain=uid_domain)


def _values(addition: Addition) -> dict[str, object]:
    return {
        "segment": addition.segment,
        "kind": addition.kind,
        "titles": {"en": addition.title},
        "when": When.TIMED,
        "starts": addition.starts,
        "ends": addition.ends,
        "room": addition.room,
        "organizers": addition.organizers,
        "lines": addition.action_lines,
        "languages": addition.languages,
        "hybrid": addition.hybrid,
        "audience": addition.audience,
    }
