"""What a reader may ask of a programme: view, day, week and filters, all in the address."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import Protocol

from events.programme.rules.deeds import Unseen
from events.programme.rules.selection import KINDS, Wish, checked, refuse_unknown
from foundation.errors import Invalid
from foundation.sentences import Sentence

FIRST_YEAR, LAST_YEAR = 1900, 2200
VIEWS = ("list", "grid", "week")


class UnknownView(Invalid):
    sentence = Sentence("There is no view “{view}” of the programme.")
    next_step = Sentence("The views are: list, grid (rooms and hours) and week (by action line).")


class NoDay(Invalid):
    sentence = Sentence("“{text}” is no day that can be read.")
    next_step = Sentence("A day is written year, month, day: 2027-05-13.")


class Asked(Protocol):
    """The query of a request."""

    def get(self, key: str, default: str) -> str: ...

    def getlist(self, key: str) -> list[str]: ...

    def __iter__(self) -> Iterator[str]: ...


def read_wish(asked: Asked, known: Mapping[str, Iterable[str]]) -> Wish:
    """The wish out of a query; empty values count as not asked. Raises UnknownParameter, UnknownView, NoDay, UnknownFilter."""
    refuse_unknown(asked, (*KINDS, "view", "day", "week"))
    view = asked.get("view", "") or "list"
    if view not in VIEWS:
        raise UnknownView(view=view)
    chosen = {kind: [key for key in asked.getlist(kind) if key] for kind in KINDS}
    return Wish(view, _day(asked.get("day", "")), _day(asked.get("week", "")), checked(chosen, known))


def _day(text: str) -> date | None:
    if not text:
        return None
    try:
        day = date.fromisoformat(text)
    except ValueError:
        raise NoDay(text=text) from None
    # One day has one address, and no calendar here reaches beyond these years.
    if day.isoformat() != text or not FIRST_YEAR <= day.year <= LAST_YEAR:
        raise NoDay(text=text)
    return day


class NoNumber(Invalid):
    sentence = Sentence("“{text}” is no number of a version.")


def read_revision(text: str | None) -> int:
    """The revision of a meeting that a form was drawn from; raises Unseen."""
    text = text or ""
    if not (text.isascii() and text.isdigit() and len(text) < 10):
        raise Unseen
    return int(text)


def read_number(asked: Asked, name: str) -> int | None:
    """A whole number out of a query, None when it was not asked for; raises NoNumber."""
    text = asked.get(name, "")
    if not text:
        return None
    if not text.isascii() or not text.isdigit() or len(text) > 6:
        raise NoNumber(text=text)
    return int(text)
