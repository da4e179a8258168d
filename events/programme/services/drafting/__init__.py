"""Changing the draft. Calendars and the public see nothing of it before the next version (R60)."""

from __future__ import annotations

from events.programme.rules.deeds import ChangedMeanwhile, Placed, Placement
from events.programme.services.drafting.deeds import (
    add_meeting,
    cancel_meeting,
    edit_meeting,
    place_meeting,
    remove_meeting,
    restore_meeting,
    unplace_meeting,
)
from events.programme.services.drafting.hand import Hand
from events.programme.services.drafting.revising import revise
from events.programme.services.drafting.undoing import redo, undo

__all__ = [
    "ChangedMeanwhile",
    "Hand",
    "Placed",
    "Placement",
    "add_meeting",
    "cancel_meeting",
    "edit_meeting",
    "place_meeting",
    "redo",
    "remove_meeting",
    "restore_meeting",
    "revise",
    "undo",
    "unplace_meeting",
]
