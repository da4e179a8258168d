"""Values of a meeting's fields in words, for the draft's history and for two organizers' values side by side."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from babel.dates import format_date

from events.programme.queries.labels import language_name
from events.programme.rules.draft_words import NO, STATE_WORDS, UNKNOWN, WHEN_WORDS, YES
from events.programme.rules.facts import When
from events.programme.rules.words import KIND_WORDS
from foundation import languages

NOTHING = "–"
WORDS = {"kind": KIND_WORDS, "when": WHEN_WORDS, "state": STATE_WORDS}
DAYS = ("window_from", "window_to", "preferred_on")
HOURS = ("remote_from", "remote_to")


def told(name: str, value: Any, names: Mapping[str, Mapping[str, str]], *, when: str = When.TIMED) -> str:
    """A field's value in words; `names` gives by field the names of keys, `when` whether a time has an hour."""
    if value is None and name in ("captions", "hybrid"):
        return languages.say(UNKNOWN)
    if isinstance(value, bool):
        return languages.say(YES if value else NO)
    if value in (None, "", [], {}):
        return NOTHING
    if name in WORDS:
        words = WORDS[name].get(value)
        return languages.say(words) if words else str(value)
    if name in ("starts", "ends"):
        moment = datetime.fromisoformat(value)
        return _day(moment) if when == When.DAY else f"{_day(moment)}, {moment:%H:%M}"
    if name in DAYS:
        return _day(date.fromisoformat(value))
    if name in HOURS:
        return str(value)[:5]
    if isinstance(value, dict):
        return "; ".join(f"{key}: {each}" for key, each in value.items())
    if isinstance(value, list):
        return ", ".join(_named(name, each, names) for each in value)
    return _named(name, value, names)


def _named(name: str, key: Any, names: Mapping[str, Mapping[str, str]]) -> str:
    if name in ("languages", "title_language"):
        return language_name(key)
    return names.get(name, {}).get(key, str(key))


def _day(value: date) -> str:
    return format_date(value, "medium", locale=languages.current().locale)
