"""The addresses of feeds, fixed for years: no query, English without a language."""

from __future__ import annotations

from urllib.parse import quote

from events.programme.rules.facts import Facts
from events.programme.rules.selection import KINDS, Selection
from foundation.errors import Missing
from foundation.sentences import Sentence

ALL = "all"
WHOLE = Selection()
"""No filter: all meetings of an edition."""

OF_ONE_EDITION = ("segment", "dialogue")
"""Kinds whose keys mean something within one edition only."""


class UnknownFeed(Missing):
    sentence = Sentence("There is no calendar feed at this address.")


def feed_path(edition: str, selection: Selection = WHOLE, *, language: str = "en") -> str:
    """The path of a feed: of an edition (or `all`), narrowed to one key of one kind, or to a combination by its letters."""
    prefix = "/feeds" if language == "en" else f"/feeds/{language}"
    if not selection:
        return f"{prefix}/{quote(edition)}.ics"
    if selection.single:
        kind, key = selection.single
        return f"{prefix}/{quote(edition)}/{kind}/{quote(key)}.ics"
    return f"{prefix}/{quote(edition)}/f/{selection.letters}.ics"


def single(kind: str, key: str) -> Selection:
    """The selection that a feed's kind and key name; raises UnknownFeed for no kind of ours."""
    if kind not in KINDS:
        raise UnknownFeed
    return Selection.of({kind: [key]})


def all_years(selection: Selection, *, language: str = "en") -> str | None:
    """The path of the rolling feed of all editions that fits a selection; None where there is none."""
    if selection and (selection.single is None or selection.single[0] in OF_ONE_EDITION):
        return None
    return feed_path(ALL, selection, language=language)


def page_of(facts: Facts, *, edition: str, origin: str, language: str = "en") -> str:
    """The address of a meeting's page, in a language."""
    prefix = "" if language == "en" else f"/{language}"
    room = "dialogues" if facts.is_dialogue else "meetings"
    return f"{origin}{prefix}/{quote(edition)}/{room}/{quote(facts.key)}"
