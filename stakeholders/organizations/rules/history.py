"""What was done about an organization, in words: the deeds of the journal that name one, and the fields that they change."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from foundation.sentences import Sentence

VERB_WORDS: Mapping[str, Sentence] = {
    "add_organization": Sentence("added an organization"),
    "save_organization": Sentence("changed an organization"),
    "name_organization": Sentence("named an organization"),
    "merge_organizations": Sentence("merged organizations"),
    "undo_merge": Sentence("undid a merge"),
    "ask_for_term": Sentence("asked to be a focal point"),
    "take_back_term": Sentence("took back asking to be a focal point"),
    "verify_term": Sentence("verified a focal point"),
    "decline_term": Sentence("declined a focal point"),
    "end_term": Sentence("ended the term of a focal point"),
    "hand_over": Sentence("handed a focal point’s term over"),
}
FIELD_WORDS: Mapping[str, Sentence] = {
    "names": Sentence("Names"),
    "acronym": Sentence("Acronym"),
    "acronyms": Sentence("Acronyms"),
    "other_names": Sentence("Other and former names"),
    "constituency": Sentence("Constituency"),
    "status": Sentence("Consultative status"),
    "status_number": Sentence("Number of the status"),
    "country": Sentence("Country"),
    "region": Sentence("Region"),
    "seat": Sentence("Seat"),
    "founded_year": Sentence("Founded in"),
    "ended_year": Sentence("Ended in"),
    "note": Sentence("Note"),
    "since": Sentence("First day"),
    "until": Sentence("Last day"),
}
"""What is told of a deed, in this order; the rest stands in the journal."""


@dataclass(frozen=True)
class Change:
    """A field that a deed changed, with what was before and after."""

    field: str
    words: Sentence
    before: Any
    after: Any


@dataclass(frozen=True)
class Deed:
    """A deed: when, what in words, by whom, about whom, and what it changed. Who is nobody is the house itself."""

    at: datetime
    words: Sentence
    who: str
    about: str
    changes: tuple[Change, ...]


def changes(facts: Mapping[str, Any]) -> tuple[Change, ...]:
    """What a deed changed, out of the facts of its line."""
    before, after = facts.get("before", {}), facts.get("after", {})
    return tuple(
        Change(name, words, before.get(name), after.get(name))
        for name, words in FIELD_WORDS.items()
        if name in before or name in after
    )
