"""The words for kinds of meetings, rights, changes and fields."""

from __future__ import annotations

from collections.abc import Mapping

from foundation.sentences import Sentence

KIND_WORDS: Mapping[str, Sentence] = {
    "facilitation_meeting": Sentence("Facilitation meeting"),
    "high_level": Sentence("High-level meeting"),
    "ceremony": Sentence("Ceremony"),
    "thematic_workshop": Sentence("Thematic workshop"),
    "country_workshop": Sentence("Country workshop"),
    "consultation": Sentence("Consultation"),
    "side_event": Sentence("Side event"),
    "panel": Sentence("Panel"),
    "plenary": Sentence("Plenary meeting"),
    "interactive_dialogue": Sentence("Interactive dialogue"),
    "informal_consultation": Sentence("Informal consultation"),
    "bureau": Sentence("Meeting of the Bureau"),
    "briefing": Sentence("Briefing"),
    "training": Sentence("Training"),
    "exhibition": Sentence("Exhibition"),
    "networking": Sentence("Networking"),
    "coordination": Sentence("Coordination meeting"),
}

RIGHT_WORDS: Mapping[str, Sentence] = {
    "decide": Sentence("may come, has the floor and takes part in decisions"),
    "speak": Sentence("may come and ask for the floor"),
    "attend": Sentence("may come; the floor only when the Chair invites"),
    "silent": Sentence("may come, without the floor"),
    "closed": Sentence("may not come in"),
}

CHANGE_WORDS: Mapping[str, Sentence] = {
    "cancelled": Sentence("cancelled"),
    "withdrawn": Sentence("withdrawn"),
    "added": Sentence("added"),
    "reinstated": Sentence("takes place after all"),
    "moved in time": Sentence("moved in time"),
    "moved to another room": Sentence("moved to another room"),
    "reworded": Sentence("reworded"),
    "changed": Sentence("changed"),
}

CHANGE_MARKS: Mapping[str, tuple[str, str]] = {
    "cancelled": ("can", "err"),
    "withdrawn": ("can", "err"),
    "added": ("new", "inf"),
    "reinstated": ("ok", "ok"),
    "moved in time": ("mov", "warn"),
    "moved to another room": ("mov", "warn"),
    "reworded": ("full", "mut"),
    "changed": ("full", "mut"),
}
"""By kind of change: the shape and tone of its mark."""

FIELD_WORDS: Mapping[str, Sentence] = {
    "starts": Sentence("Begins"),
    "ends": Sentence("Ends"),
    "when": Sentence("Day"),
    "place": Sentence("Place"),
    "titles": Sentence("Title"),
    "abstract": Sentence("Description"),
    "note": Sentence("Note"),
    "kind": Sentence("Kind"),
    "segment": Sentence("Segment"),
    "segment_name": Sentence("Name of the segment"),
    "bodies": Sentence("Bodies"),
    "lines": Sentence("Action lines"),
    "languages": Sentence("Languages"),
    "captions": Sentence("Captions"),
    "sign": Sentence("Sign language"),
    "hybrid": Sentence("Online"),
    "accessible": Sentence("Accessible room"),
    "is_closed": Sentence("Closed"),
    "open_for": Sentence("Open to"),
    "audience": Sentence("Expected"),
    "attendance": Sentence("Attendance"),
    "seats": Sentence("Places"),
    "seats_for": Sentence("Places for"),
    "seats_note": Sentence("About the places"),
    "agenda_items": Sentence("Agenda items"),
    "partner": Sentence("Partner"),
    "session": Sentence("Session"),
    "confidence": Sentence("How sure"),
}
