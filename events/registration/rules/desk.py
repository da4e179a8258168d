"""How the secretariat's list of registrations is narrowed."""

from __future__ import annotations

from dataclasses import dataclass

PAGE = 50
"""How many registrations stand on a page."""


@dataclass(frozen=True)
class Filter:
    """Which registrations: by state, by segment, by words of the name; and which page of them."""

    state: str = ""
    segment: str = ""
    words: str = ""
    page: int = 1

    def __bool__(self) -> bool:
        return bool(self.state or self.segment or self.words)
