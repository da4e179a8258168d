"""Which meetings a reader asks for: the filters of the programme, in the address."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Protocol

from events.programme.rules.selection import KINDS, Selection, checked


class Asked(Protocol):
    """The query of a request."""

    def getlist(self, key: str) -> list[str]: ...


def asked_selection(asked: Asked) -> Selection:
    """The selection that a query asks for, whether its keys are known or not; empty values count as not asked."""
    return Selection.of({kind: [key for key in asked.getlist(kind) if key] for kind in KINDS})


def read_selection(asked: Asked, known: Mapping[str, Iterable[str]]) -> Selection:
    """The selection out of a query; raises UnknownFilter."""
    return checked(asked_selection(asked).query, known)
