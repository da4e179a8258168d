"""The rules a programme must hold, the wishes it should meet, and what is said of one that is broken."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from foundation.sentences import Sentence

LONGEST_KEY = 300


class Rule(StrEnum):
    """The hard rules, in the order of telling."""

    ROOM_DOUBLE = "room_double"
    PERSON_DOUBLE = "person_double"
    ORGANIZER_PARALLEL = "organizer_parallel"
    ROOM_SEATS = "room_seats"
    ROOM_BOOTHS = "room_booths"
    ROOM_CLOSED = "room_closed"
    ROOM_FEATURES = "room_features"
    VENUE_CLOSED = "venue_closed"
    WINDOW = "window"
    PRECEDENCE = "precedence"
    REMOTE_HOURS = "remote_hours"
    APART = "apart"
    INTERPRETATION_UNITS = "interpretation_units"
    WALKING = "walking"
    BLOCK = "block"


class Wish(StrEnum):
    """What should be, and may be left."""

    THEME_PARALLEL = "theme_parallel"


RULE_WORDS: Mapping[Rule, Sentence] = {
    Rule.ROOM_DOUBLE: Sentence("Room taken twice: two meetings in one room overlap, or leave too little time between."),
    Rule.PERSON_DOUBLE: Sentence("Person needed twice: one person is needed in two meetings that overlap."),
    Rule.ORGANIZER_PARALLEL: Sentence(
        "Organizer stretched: a leading organizer has more meetings at once than it can staff."
    ),
    Rule.ROOM_SEATS: Sentence("Too few seats: more people are expected than the room has seats."),
    Rule.ROOM_BOOTHS: Sentence("Too few booths: a meeting has more languages than the room has booths."),
    Rule.ROOM_CLOSED: Sentence("Room closed: the room can’t be had that day."),
    Rule.ROOM_FEATURES: Sentence("Room unfit: the room lacks what is asked for, or is not the one asked for."),
    Rule.VENUE_CLOSED: Sentence("Building closed: the building is closed that day, a holiday or a week-end."),
    Rule.WINDOW: Sentence("Wrong day: outside the days allowed, or on a day when a person needed can’t come."),
    Rule.PRECEDENCE: Sentence("Wrong order: a meeting begins before one that it must follow has ended."),
    Rule.REMOTE_HOURS: Sentence("Unkind hours: outside the hours kind to remote participants."),
    Rule.APART: Sentence("Not apart: a meeting overlaps one that it asked to be apart from."),
    Rule.INTERPRETATION_UNITS: Sentence(
        "Too few interpreters: a building needs more interpretation units on a day than it has."
    ),
    Rule.WALKING: Sentence("Too far: a person has less time between two meetings than the walk takes."),
    Rule.BLOCK: Sentence(
        "Wrong hours: not inside one block of the building’s day, off the grid, or not of the length asked for."
    ),
}
"""Each rule's name and meaning."""

WISH_WORDS: Mapping[Wish, Sentence] = {
    Wish.THEME_PARALLEL: Sentence("Same theme at once: two meetings about one action line overlap."),
}


@dataclass(frozen=True, slots=True)
class Broken:
    """A rule (or wish) that does not hold: for which meetings (keys in order), in what regard, and what is so.

    `subject` tells apart what one rule can find wrong with the same meetings: the room, the person, the day. The
    values of the sentence are words and numbers, so that it can be kept.
    """

    rule: Rule | Wish
    meetings: tuple[str, ...]
    sentence: Sentence
    subject: str = ""

    @property
    def key(self) -> str:
        """What it is known by from check to check, of at most LONGEST_KEY letters; a waiver names it."""
        key = f"{self.rule}:{'+'.join(self.meetings)}:{self.subject}"
        if len(key) <= LONGEST_KEY:
            return key
        return f"{self.rule}:{hashlib.sha256(key.encode()).hexdigest()}"

    @property
    def is_hard(self) -> bool:
        return isinstance(self.rule, Rule)
