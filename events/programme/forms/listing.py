"""What the desk's list is asked for, out of an address."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Protocol

from events.programme.forms.wishes import read_number
from events.programme.rules.desk import ONLY, SORTS, ListWish
from events.programme.rules.selection import UnknownFilter, refuse_unknown

FILTERS = ("segment", "kind", "body", "line", "only")
LONGEST = 80


class Asked(Protocol):
    def get(self, key: str, default: str) -> str: ...

    def getlist(self, key: str) -> list[str]: ...

    def __iter__(self): ...  # type: ignore[no-untyped-def]


def read_list_wish(asked: Asked, known: Mapping[str, Collection[str]]) -> ListWish:
    """The wish out of a query; raises UnknownParameter, UnknownFilter, NoNumber."""
    refuse_unknown(asked, ("q", "sort", "page", *FILTERS))
    chosen = {name: key for name in FILTERS if (key := asked.get(name, ""))}
    for name, key in chosen.items():
        if key not in {**known, "only": ONLY}[name]:
            raise UnknownFilter(kind=name, key=key)
    sort = asked.get("sort", "") or SORTS[0]
    if sort not in SORTS:
        raise UnknownFilter(kind="sort", key=sort)
    return ListWish(asked.get("q", "").strip()[:LONGEST], sort, max(1, read_number(asked, "page") or 1), chosen)
