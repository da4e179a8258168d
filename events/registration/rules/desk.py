"""How the secretariat's list of registrations is narrowed, sorted and cut into pages."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from datetime import date
from typing import Any

from foundation.errors import Invalid, Missing
from foundation.sentences import Sentence

SIZES = (50, 200, 500)
"""How many registrations stand on a page."""

MOST_AT_ONCE = SIZES[-1]
"""How many are decided within one request; more are decided in the background."""

SORTS: Mapping[str, Sentence] = {
    "-date": Sentence("latest first"),
    "date": Sentence("earliest first"),
    "name": Sentence("by name"),
    "-name": Sentence("by name, backwards"),
    "organization": Sentence("by organization"),
    "-organization": Sentence("by organization, backwards"),
    "state": Sentence("by state"),
    "-state": Sentence("by state, backwards"),
}

MISSING: Mapping[str, Sentence] = {
    "affiliation": Sentence("affiliation not confirmed"),
    "basis": Sentence("basis missing"),
    "place": Sentence("waits for a place"),
    "needs": Sentence("has access needs"),
}
"""What can be looked for besides."""

MOST_NAME = 60
MOST_FILTERS = 50


class NameNeeded(Invalid):
    sentence = Sentence("Give the filter a name.")


class TooManyFilters(Invalid):
    sentence = Sentence("You have {most} filters in this edition. Drop one first.")


class UnknownFilter(Missing):
    sentence = Sentence("There is no such filter of yours.")


@dataclass(frozen=True)
class Filter:
    """Which registrations, in which order, and which page of them; what is empty narrows nothing."""

    state: str = ""
    segment: str = ""
    constituency: str = ""
    organization: str = ""
    mode: str = ""
    only: str = ""
    since: date | None = None
    until: date | None = None
    words: str = ""
    sort: str = "-date"
    size: int = SIZES[0]
    page: int = 1

    def __bool__(self) -> bool:
        return any(getattr(self, each.name) != each.default for each in fields(self) if each.name not in LAYOUT)

    @property
    def query(self) -> dict[str, Any]:
        """As the address bears it, without what is as it always is."""
        return {
            ADDRESSED.get(each.name, each.name): value.isoformat() if isinstance(value, date) else value
            for each in fields(self)
            if (value := getattr(self, each.name)) != each.default
        }

    @property
    def kept(self) -> dict[str, Any]:
        """As it is kept under a name: no page of it."""
        return replace(self, page=1).query

    def but(self, **others: Any) -> dict[str, Any]:
        """The address with something else in it, from its first page on."""
        return replace(self, **{"page": 1, **others}).query


LAYOUT = frozenset({"sort", "size", "page"})
ADDRESSED = {"words": "q", "since": "from", "until": "to"}
"""How the address calls what is called otherwise here."""
