"""When something can be done: open from its opening on, closed from its closing on (R9)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from foundation.sentences import Sentence


class Stands(StrEnum):
    """How a moment lies to an opening."""

    BEFORE = "before"
    OPEN = "open"
    CLOSED = "closed"


@dataclass(frozen=True)
class Opening:
    """From when until when something can be done."""

    opens_at: datetime
    closes_at: datetime

    def at(self, moment: datetime) -> Stands:
        """How a moment lies to it: inclusive at the opening, exclusive at the closing."""
        if moment < self.opens_at:
            return Stands.BEFORE
        return Stands.OPEN if moment < self.closes_at else Stands.CLOSED


def is_open(opening: Opening | None, now: datetime) -> bool:
    """Whether it can be done now; what has no opening can’t."""
    return opening is not None and opening.at(now) is Stands.OPEN


REGISTRATION = {
    Stands.BEFORE: Sentence("Registration opens on {opens}."),
    Stands.OPEN: Sentence("You can register until {closes}."),
    Stands.CLOSED: Sentence("Registration closed on {closes}."),
}
SEATS = {
    Stands.BEFORE: Sentence("Seats can be taken from {opens} on."),
    Stands.OPEN: Sentence("Seats can be taken until {closes}."),
    Stands.CLOSED: Sentence("Seats could be taken until {closes}."),
}


def registration_words(opening: Opening | None, now: datetime) -> Sentence:
    """Until when one can register, or since when no more."""
    return _words(REGISTRATION, opening, now, Sentence("No time for registration is set yet."))


def seats_words(opening: Opening | None, now: datetime) -> Sentence:
    """Until when seats can be taken, or since when no more."""
    return _words(SEATS, opening, now, Sentence("No time for taking seats is set yet."))


def _words(told: dict[Stands, Sentence], opening: Opening | None, now: datetime, without: Sentence) -> Sentence:
    if opening is None:
        return without
    return told[opening.at(now)].with_values(opens=opening.opens_at, closes=opening.closes_at)
