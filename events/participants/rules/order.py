"""The list of participants in protocol order: by constituency, by delegation, and within a delegation by rank.

The same people come in the same order, however they were read, and each of them once.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import groupby

from events.participants.rules.collation import Key, collated
from foundation.sentences import Sentence

PROTOCOL = ("GOV-MEMBER", "GOV-OBSERVER", "UN-ENTITY", "IGO")
"""The constituencies that come first, in this order; the others follow in theirs."""

LAST = "SECRETARIAT"

RANKS = ("head", "member", "alternate", "adviser", "")
"""The ranks within a delegation in their order; the last is of those whom no delegation names."""

RANK_WORDS: Mapping[str, Sentence] = {
    "head": Sentence("Head of delegation"),
    "member": Sentence("Member"),
    "alternate": Sentence("Alternate"),
    "adviser": Sentence("Adviser"),
}


@dataclass(frozen=True)
class Group:
    """A constituency: its number, its key, its place among the others, its names."""

    id: int
    key: str
    position: int
    names: Mapping[str, str] = field(default_factory=dict, compare=False)


@dataclass(frozen=True)
class Sender:
    """A State or organization; `name` is the one it stands by, in the language of the list."""

    id: int
    name: str
    names: Mapping[str, str] = field(default_factory=dict, compare=False)


@dataclass(frozen=True)
class Entry:
    """A person of the list: the number of the registration, the name, and where it stands.

    `rank` and `position` are those in the delegation; nobody knows which part of a name is the family's, so a name
    stands by all of it as its bearer writes it, in Latin letters where these are given.
    """

    number: int
    name: str
    group: Group
    sender: Sender | None = None
    latin: str = ""
    function: str = ""
    mode: str = "on_site"
    rank: str = ""
    position: int = 0


@dataclass(frozen=True)
class Delegation:
    """The people of one State or organization; without one, those who stand alone."""

    sender: Sender | None
    people: Sequence[Entry]


@dataclass(frozen=True)
class Section:
    """The delegations of one constituency."""

    group: Group
    delegations: Sequence[Delegation]

    @property
    def size(self) -> int:
        """How many people stand in it."""
        return sum(len(delegation.people) for delegation in self.delegations)


Standing = tuple[tuple[int, int, int], tuple[bool, Key, int], tuple[int, int, Key, int]]


def standing(entry: Entry, language: str) -> Standing:
    """Where a person stands in the list of a language; no two registrations stand in the same place."""
    return _section(entry.group), _delegation(entry.sender, language), _person(entry, language)


def arranged(entries: Iterable[Entry], language: str) -> list[Section]:
    """The list in the order of a language."""
    ordered = sorted(entries, key=lambda entry: standing(entry, language))
    return [
        Section(_first(people).group, _delegations(people))
        for people in (list(each) for _, each in groupby(ordered, key=lambda entry: _section(entry.group)))
    ]


def everybody(sections: Iterable[Section]) -> list[Entry]:
    """The people of a list in their order."""
    return [entry for section in sections for delegation in section.delegations for entry in delegation.people]


def fitting(entries: Iterable[Entry], words: str) -> list[Entry]:
    """Those in whose name, function or organization all of the words stand, whatever their marks."""
    wanted = collated(words, "en")[0].split()
    return [entry for entry in entries if all(word in _findable(entry) for word in wanted)]


def _delegations(people: Sequence[Entry]) -> list[Delegation]:
    return [
        Delegation(_first(members).sender, members)
        for members in (
            list(each) for _, each in groupby(people, key=lambda entry: entry.sender.id if entry.sender else None)
        )
    ]


def _first(people: Sequence[Entry]) -> Entry:
    return people[0]


def _section(group: Group) -> tuple[int, int, int]:
    if group.key in PROTOCOL:
        return 0, PROTOCOL.index(group.key), group.id
    return (2 if group.key == LAST else 1), group.position, group.id


def _delegation(sender: Sender | None, language: str) -> tuple[bool, Key, int]:
    if sender is None:
        return True, ("", "", ""), 0
    return False, collated(sender.name, language), sender.id


def _person(entry: Entry, language: str) -> tuple[int, int, Key, int]:
    return RANKS.index(entry.rank), entry.position, collated(entry.latin or entry.name, language), entry.number


def _findable(entry: Entry) -> str:
    sender = entry.sender.name if entry.sender else ""
    return " ".join(collated(each, "en")[0] for each in (entry.name, entry.latin, entry.function, sender))
