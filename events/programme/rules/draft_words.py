"""The words for the fields of a meeting of the draft, and for what was done to it."""

from __future__ import annotations

from collections.abc import Mapping

from foundation.sentences import Sentence

DRAFT_FIELD_WORDS: Mapping[str, Sentence] = {
    "key": Sentence("Key"),
    "segment": Sentence("Segment"),
    "kind": Sentence("Kind"),
    "titles": Sentence("Title"),
    "title_language": Sentence("Original language of the title"),
    "abstract": Sentence("Description"),
    "note": Sentence("Note"),
    "partner": Sentence("Partner"),
    "state": Sentence("State"),
    "when": Sentence("How it stands in time"),
    "starts": Sentence("Begins"),
    "ends": Sentence("Ends"),
    "room": Sentence("Room"),
    "building": Sentence("Building"),
    "is_pinned": Sentence("Fixed where it stands"),
    "organizers": Sentence("Organizers, the leading one first"),
    "co": Sentence("Co-organizers"),
    "partners": Sentence("Partners of the dialogue"),
    "lines": Sentence("Action lines"),
    "languages": Sentence("Languages"),
    "captions": Sentence("Captions"),
    "sign": Sentence("Sign language"),
    "hybrid": Sentence("Online"),
    "accessible": Sentence("Accessible room"),
    "audience": Sentence("Expected"),
    "minutes": Sentence("Minutes"),
    "attendance": Sentence("Attendance"),
    "priority": Sentence("Priority"),
    "window_from": Sentence("First day allowed"),
    "window_to": Sentence("Last day allowed"),
    "preferred_on": Sentence("Preferred day"),
    "remote_from": Sentence("Kind to remote participants from"),
    "remote_to": Sentence("Kind to remote participants until"),
    "asked_building": Sentence("Building asked for"),
    "asked_room": Sentence("Room asked for"),
    "after": Sentence("Begins after"),
    "apart": Sentence("Not at the same time as"),
    "people": Sentence("People needed"),
    "is_closed": Sentence("Closed"),
    "open_for": Sentence("Open to"),
    "seat_limit": Sentence("Seats"),
    "agenda_items": Sentence("Agenda items"),
    "stands_for_session": Sentence("Stands for session"),
    "confidence": Sentence("How sure"),
    "confidences": Sentence("How sure, field by field"),
}

DEED_WORDS: Mapping[str, Sentence] = {
    "add": Sentence("added"),
    "edit": Sentence("changed"),
    "place": Sentence("placed"),
    "unplace": Sentence("taken off the board"),
    "cancel": Sentence("cancelled"),
    "restore": Sentence("takes place after all"),
    "remove": Sentence("removed"),
}

DEED_MARKS: Mapping[str, tuple[str, str]] = {
    "add": ("new", "inf"),
    "edit": ("full", "mut"),
    "place": ("mov", "warn"),
    "unplace": ("mov", "mut"),
    "cancel": ("can", "err"),
    "restore": ("ok", "ok"),
    "remove": ("can", "err"),
}
"""By deed: the shape and tone of its mark."""

WHEN_WORDS: Mapping[str, Sentence] = {
    "undated": Sentence("No day yet"),
    "day": Sentence("A whole day"),
    "timed": Sentence("From an hour to an hour"),
    "days": Sentence("Over several days"),
}

STATE_WORDS: Mapping[str, Sentence] = {
    "scheduled": Sentence("takes place"),
    "cancelled": Sentence("cancelled"),
}

YES, NO, UNKNOWN = Sentence("yes"), Sentence("no"), Sentence("not known")
