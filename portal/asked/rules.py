"""For which body somebody looks, and what is said to who speaks for none."""

from __future__ import annotations

from collections.abc import Collection

from foundation.errors import Forbidden, Invalid
from foundation.sentences import Sentence

MOST_DEADLINES = 6
"""How many dates the page names."""


UNTIL = Sentence("until {until}")
"""By when a part wants its answers."""


class NotYourBody(Forbidden):
    sentence = Sentence("What is asked of this body is shown to those who speak for it.")
    next_step = Sentence("Ask to become its focal point; the secretariat verifies it.")


class NothingTicked(Invalid):
    sentence = Sentence("Tick the registrations first.")


def only_one(bodies: Collection[int]) -> int | None:
    """The body that is meant where there is nothing to choose."""
    return next(iter(bodies)) if len(bodies) == 1 else None
