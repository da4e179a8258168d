"""What may be asked of the journal: words, a verb, a subject, days, and from which line on."""

from __future__ import annotations

from datetime import date

from werkzeug.datastructures import MultiDict

from portal.journal.rules.asking import Wish
from portal.journal.rules.words import SUBJECT_WORDS, VERB_WORDS

MOST_WORDS, LAST_LINE = 80, 2_000_000_000


def read_wish(query: MultiDict[str, str]) -> Wish:
    """The wish of a query; what can't be meant is left out."""
    verb, kind = query.get("verb", ""), query.get("kind", "")
    return Wish(
        person=_words(query.get("person", "")),
        verb=verb if verb in VERB_WORDS else "",
        kind=kind if kind in SUBJECT_WORDS else "",
        key=_words(query.get("key", "")),
        first=_day(query.get("from", "")),
        last=_day(query.get("to", "")),
        before=_line(query.get("before", "")),
        after=_line(query.get("after", "")),
    )


def _words(text: str) -> str:
    words = " ".join(text.split())[:MOST_WORDS]
    return words if words.isprintable() else ""


def _day(text: str) -> date | None:
    try:
        day = date.fromisoformat(text)
    except ValueError:
        return None
    return day if 1900 <= day.year <= 2200 else None


def _line(text: str) -> int | None:
    number = int(text) if text.isascii() and text.isdigit() and len(text) < 11 else 0
    return number if 0 < number <= LAST_LINE else None
