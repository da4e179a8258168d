"""What is asked of a person next, and until when."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from foundation.sentences import Sentence

MOST = 6
"""How many dates the page names."""

REGISTER = Sentence("Register for “{part}” until {until}.")
APPLY = Sentence("Apply for accreditation until {until}.")
TAKE_A_SEAT = Sentence("Take a seat in “{meeting}” until {until}.")
ACCEPT = Sentence("Accept the seat offered in “{meeting}” until {until}.")


@dataclass(frozen=True)
class Due:
    """Something that can be done until an instant, and on which page: register, may_i_come, or the seat of a meeting."""

    words: Sentence
    until: datetime
    edition: str
    page: str = "register"
    meeting: str = ""

    @property
    def said(self) -> Sentence:
        return self.words.with_values(until=self.until)


def next_due(found: Iterable[Due], now: datetime) -> list[Due]:
    """What is still to come, the next to close first; at most MOST."""
    return sorted((each for each in found if now < each.until), key=lambda each: each.until)[:MOST]
