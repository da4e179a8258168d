"""The keys of buildings and rooms, and the refusals of this room."""

from __future__ import annotations

from foundation.errors import Missing, Refused
from foundation.sentences import Sentence

BUILDING_KEY_FORM = r"^[A-Z0-9][A-Z0-9-]{1,19}$"
ROOM_KEY_FORM = r"^[A-Z0-9][A-Z0-9-]{1,39}$"
SOMEBODY = Sentence("another organizer")


class UnknownRoom(Missing):
    sentence = Sentence("There is no room {key}.")
    next_step = Sentence("The page of venues and rooms names them all.")


class UnknownPlace(Missing):
    sentence = Sentence("There is no building or room {key}.")
    next_step = Sentence("The page of venues and rooms names them all.")


class UnknownClosure(Missing):
    sentence = Sentence("There is no such closure.")
    next_step = Sentence("Somebody may have opened the room again.")


class TakenKey(Refused):
    sentence = Sentence("The key {key} is taken.")
    next_step = Sentence("Choose another one: it stands in addresses and never changes.")


class ClosedAlready(Refused):
    sentence = Sentence("{place} is closed from that day already.")
    next_step = Sentence("Open it again first, then close it for other days.")
