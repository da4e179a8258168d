"""What of the journal somebody asks for, and the refusals."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from foundation.errors import Missing, Refused
from foundation.sentences import Sentence

PAGE = 50
"""How many lines stand on a page."""
MOST_LINES = 20_000
"""How many lines a file has at most."""


class UnknownLine(Missing):
    sentence = Sentence("There is no such line in this journal.")


class NothingSealed(Refused):
    sentence = Sentence("This line has no sealed values.")


@dataclass(frozen=True)
class Wish:
    """Which lines: by words of the person's name, verb, subject, days; and from which line on, older or newer."""

    person: str = ""
    verb: str = ""
    kind: str = ""
    key: str = ""
    first: date | None = None
    last: date | None = None
    before: int | None = None
    after: int | None = None

    @property
    def arguments(self) -> dict[str, str]:
        """The wish as the query of an address, without the place in the list."""
        told: Mapping[str, object] = {
            "person": self.person,
            "verb": self.verb,
            "kind": self.kind,
            "key": self.key,
            "from": self.first or "",
            "to": self.last or "",
        }
        return {name: str(value) for name, value in told.items() if value}
