"""The desk's list of meetings: what it can be narrowed to, and its order."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from events.programme.rules.answers import Standing, is_confirmed
from events.programme.rules.changes import Change
from events.programme.rules.facts import Facts, When

PAGE = 50
SORTS = ("time", "key", "title")
ONLY = ("broken", "changed", "cancelled", "unplaced", "placed", "unconfirmed", "declined")


@dataclass(frozen=True)
class Row:
    """A meeting on the list: as it stands in the draft, how it differs from the published version, what it breaks.

    `hosts` is how each body that hosts it stands to it; nothing when it is off.
    """

    facts: Facts
    change: Change | None = None
    breaks: int = 0
    hosts: Sequence[Standing] = ()

    @property
    def confirmed(self) -> int:
        """How many of its hosts confirm it as it stands."""
        return sum(host is Standing.CONFIRMED for host in self.hosts)

    @property
    def is_placed(self) -> bool:
        return self.facts.when != When.UNDATED


@dataclass(frozen=True)
class ListWish:
    """What the list is asked for. `query` is looked for in keys, titles and bodies."""

    query: str = ""
    sort: str = "time"
    page: int = 1
    chosen: Mapping[str, str] = field(default_factory=dict)

    @property
    def arguments(self) -> dict[str, str]:
        """The wish as the query of an address, without its page."""
        sort = {"sort": self.sort} if self.sort != SORTS[0] else {}
        return {**({"q": self.query} if self.query else {}), **self.chosen, **sort}


def fitting(rows: Iterable[Row], wish: ListWish) -> list[Row]:
    """The rows that fit a wish, in its order."""
    found = [row for row in rows if _fits(row, wish)]
    return sorted(found, key=lambda row: _turn(row, wish.sort))


def page_of(rows: Sequence[Row], number: int) -> Sequence[Row]:
    """One page of the list, counted from 1."""
    return rows[(number - 1) * PAGE : number * PAGE]


def _fits(row: Row, wish: ListWish) -> bool:
    facts = row.facts
    has = {
        "segment": {facts.segment},
        "kind": {facts.kind},
        "body": {body.key for body in facts.bodies},
        "line": {line.key for line in facts.lines} | {line.mark for line in facts.lines},
        "only": _marks(row),
    }
    return all(key in has[name] for name, key in wish.chosen.items()) and _says(facts, wish.query)


def _marks(row: Row) -> set[str]:
    found = {"placed" if row.is_placed else "unplaced"}
    if row.breaks:
        found.add("broken")
    if row.change:
        found.add("changed")
    if row.facts.is_cancelled:
        found.add("cancelled")
    if row.hosts and not is_confirmed(row.hosts):
        found.add("unconfirmed")
    if Standing.DECLINED in row.hosts:
        found.add("declined")
    return found


def _says(facts: Facts, query: str) -> bool:
    words = " ".join([facts.key, *facts.titles.values(), *(body.acronym for body in facts.bodies)])
    return all(word in folded(words) for word in folded(query).split())


def folded(text: str) -> str:
    """A text for comparing: without accents and case."""
    plain = unicodedata.normalize("NFKD", text)
    return "".join(sign for sign in plain if not unicodedata.combining(sign)).casefold()


def _turn(row: Row, sort: str) -> tuple[bool, str, str]:
    facts = row.facts
    if sort == "time":
        return facts.starts is None, facts.starts.isoformat() if facts.starts else "", facts.key
    return False, folded(facts.title) if sort == "title" else "", facts.key
