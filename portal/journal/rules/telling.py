"""What is told of a line: what changed and what else, each once; what it mentions; and what only organizers are told."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime
from typing import NamedTuple, TypeAlias

from foundation.sentences import Sentence
from portal.journal.rules.values import NO, VALUE_WORDS, YES

Change: TypeAlias = tuple[str, object, object]
Fact: TypeAlias = tuple[str, object]


class Mention(NamedTuple):
    """Somebody or something that a line names by number or key."""

    kind: str
    key: int | str


Word: TypeAlias = "str | Sentence | date | Mention | list[Word]"
"""What people are told of a value."""

PERSONAL_KINDS = frozenset(["access_need"])
"""Subjects of which it is personal whose they are: who may not open what is sealed isn’t told, and finds none by name."""

PERSONAL_FIELDS = frozenset(["access_needs"])
"""Fields of a profile of which it is personal that there is something in them."""

UNTOLD = frozenset(["before", "after", "sealed", "edition", "about"])
"""Facts that have a place of their own on the page."""

FOR_PROGRAMS = frozenset(
    ["sha256", "revision", "change", "request", "term", "merge", "grant", "quota", "line", "placed"]
)
"""Numbers that say nothing to people; the file has them."""

MENTIONS: Mapping[str, str] = {
    "account": "person",
    "member": "member",
    "organization": "organization",
    "gone": "organization",
    "kept": "organization",
    "constituency": "constituency",
    "delegation": "delegation",
    "segment": "segment",
}
"""Facts that are numbers or keys of something with a name."""

SUBJECTS: Mapping[str, str] = {"account": "person", "organization": "organization", "delegation": "delegation"}
"""Subjects that are called by their name; those of an edition have theirs beside their key."""


def stood(facts: Mapping[str, object], kind: str = "") -> tuple[list[Change], list[Fact]]:
    """The facts of a line: what changed as (field, before, after), and the rest as (name, value); nothing twice or empty."""
    changes = list(_changes(facts, kind))
    told = {(name, repr(became)) for name, _was, became in changes}
    has_account = "account" in facts
    rest = [
        (name, value)
        for name, value in facts.items()
        if name not in UNTOLD
        and value not in (None, "", [], {})
        and (name, repr(value)) not in told
        and not (name == "member" and has_account)
    ]
    return changes, rest


def _changes(facts: Mapping[str, object], kind: str) -> Iterator[Change]:
    before, after = facts.get("before"), facts.get("after")
    if isinstance(before, Mapping) or isinstance(after, Mapping):
        was = before if isinstance(before, Mapping) else {}
        became = after if isinstance(after, Mapping) else {}
        for name in dict.fromkeys([*was, *became]):
            if was.get(name) != became.get(name):
                yield name, was.get(name), became.get(name)
    elif before != after:
        yield "state" if kind in VALUE_WORDS["state"] else "", before, after


def is_personal(verb: str, kind: str) -> bool:
    """Whether it is personal whom a line is about: a need, or that one’s sealed values were opened."""
    return kind in PERSONAL_KINDS or verb == "open_sealed"


def without_personal(facts: Mapping[str, object]) -> dict[str, object]:
    """Facts as those may read them who may not open what is sealed: nobody is named in them."""
    return {name: value for name, value in facts.items() if name not in ("account", "about", "member")}


def public_fields(fields: object) -> object:
    """Names of fields without those of which it is personal that they changed."""
    return [each for each in fields if each not in PERSONAL_FIELDS] if isinstance(fields, list) else fields


def actor_of(actor: str) -> Mention | None:
    """The person who did it, if a person did."""
    number = actor.removeprefix("account:")
    return Mention("person", int(number)) if number != actor and number.isdigit() else None


def mentioned(actor: str, kind: str, key: str, edition: str, facts: Mapping[str, object]) -> Iterator[Mention]:
    """Everybody and everything with a name that a line is by, about or mentions."""
    if (person := actor_of(actor)) is not None:
        yield person
    if (subject := subject_of(kind, key)) is not None:
        yield subject
    for name, value in _all(facts):
        if (mention := mention_of(name, value, edition)) is not None:
            yield mention


def _all(facts: Mapping[str, object]) -> Iterator[Fact]:
    for name, value in facts.items():
        if name in ("before", "after") and isinstance(value, Mapping):
            yield from value.items()
        elif name == "about":
            yield "account", value
        else:
            yield name, value


def subject_of(kind: str, key: str) -> Mention | None:
    """What the subject of a line is, if it has a name."""
    if kind in SUBJECTS:
        return Mention(SUBJECTS[kind], int(key)) if key.isdigit() else None
    edition, _, rest = key.partition("/")
    if rest.startswith("segments/"):
        return Mention("segment", f"{edition}/{rest.removeprefix('segments/')}")
    if kind in ("segment", "participant_list") and rest:
        return Mention("segment", f"{edition}/{rest.partition('/')[0]}")
    if kind in ("meeting", "seat", "places") and rest:
        return Mention("meeting", key)
    return None


def mention_of(name: str, value: object, edition: str) -> Mention | None:
    """What a fact is, if it is the number or the key of something with a name."""
    if name == "scope" and isinstance(value, str):
        kind, _, number = value.partition(" ")
        is_known = kind in ("edition", "segment", "meeting", "organization") and number.isdigit()
        return Mention(kind, int(number)) if is_known else None
    if name not in MENTIONS or isinstance(value, bool):
        return None
    if isinstance(value, int):
        return Mention(MENTIONS[name], value)
    if isinstance(value, str) and value:
        return Mention(MENTIONS[name], f"{edition}/{value}" if name == "segment" else value)
    return None


def word(name: str, value: object, kind: str, edition: str) -> Word:
    """A value as people are told it: words, a moment or a day, what is to be called by its name, or as it stands."""
    if (mention := mention_of(name, value, edition)) is not None:
        return mention
    if isinstance(value, bool):
        return YES if value else NO
    if isinstance(value, str):
        words = VALUE_WORDS.get(name, {})
        found = words.get(kind, words.get("", {})).get(value)
        return found if found is not None else _moment(value)
    if isinstance(value, Mapping):
        if all(isinstance(each, int) for each in value.values()):
            return [f"{_plain(key)} {each}" for key, each in value.items()]
        return [_plain(key) for key in value]
    if isinstance(value, Sequence):
        return [word(name, each, kind, edition) for each in value]
    return "" if value is None else str(value)


def _plain(key: object) -> str:
    return str(key).replace("_", " ")


def _moment(text: str) -> str | date:
    if len(text) < 10 or text[4:5] != "-" or text[7:8] != "-":
        return text
    try:
        return date.fromisoformat(text) if len(text) == 10 else datetime.fromisoformat(text)
    except ValueError:
        return text
