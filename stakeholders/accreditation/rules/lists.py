"""How the list of applications is narrowed, sorted and cut into pages."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from typing import Any

from foundation.sentences import Sentence

PAGE = 50

SORTS: Mapping[str, Sentence] = {
    "-date": Sentence("latest first"),
    "date": Sentence("earliest first"),
    "organization": Sentence("by organization"),
    "state": Sentence("by state"),
}


@dataclass(frozen=True)
class Filter:
    """Which applications, in which order, and which page of them; what is empty narrows nothing."""

    state: str = ""
    session: int | None = None
    constituency: str = ""
    words: str = ""
    sort: str = "-date"
    page: int = 1

    def __bool__(self) -> bool:
        return bool(self.state or self.session or self.constituency or self.words)

    @property
    def query(self) -> dict[str, Any]:
        """As the address bears it, without what is as it always is."""
        names = {"words": "q"}
        return {
            names.get(each.name, each.name): value
            for each in fields(self)
            if (value := getattr(self, each.name)) != each.default
        }

    def but(self, **others: Any) -> dict[str, Any]:
        """The address with something else in it, from its first page on."""
        return replace(self, **{"page": 1, **others}).query
