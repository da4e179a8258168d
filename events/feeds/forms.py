"""Which meetings a reader asks for: the filters of the programme, in the address."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Protocol

from events.programme.rules.selection import KINDS, Selection, UnknownFilter, checked, refuse_unknown


class Asked(Protocol):
    """The query of a request."""

    def getlist(self, key: str) -> list[str]: ...

    def __iter__(self) -> Iterator[str]: ...


def asked_selection(asked: Asked) -> Selection:
    """The selection that a query asks for, whether its keys are known or not; empty values count as not asked.

    Raises UnknownParameter, and UnknownFilter for what can't be a key: a database may refuse even to be asked for it.
    """
    refuse_unknown(asked, KINDS)
    chosen = {kind: [key for key in asked.getlist(kind) if key] for kind in KINDS}
    for kind, keys in chosen.items():
        for key in keys:
            if not key.isprintable():
                raise UnknownFilter(kind=kind, key=key)
    return Selection.of(chosen)


def read_selection(asked: Asked, known: Mapping[str, Iterable[str]]) -> Selection:
    """The selection out of a query; raises UnknownFilter."""
    return checked(asked_selection(asked).query, known)
