"""A selection out of a programme: the same filters for list, grid, week, file and feed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from hashlib import blake2b

from foundation.errors import Invalid
from foundation.sentences import Sentence

KINDS = ("segment", "building", "room", "action-line", "body", "dialogue", "constituency", "language")
"""What a programme can be selected by; also the kinds of feeds and the names of filters in addresses."""

KIND_NAMES = {
    "segment": Sentence("segment"),
    "building": Sentence("house"),
    "room": Sentence("room"),
    "action-line": Sentence("action line"),
    "body": Sentence("body"),
    "dialogue": Sentence("dialogue"),
    "constituency": Sentence("constituency"),
    "language": Sentence("language"),
}
"""What the kinds are called in a sentence."""

_LETTERS = "abcdefghijkmnpqrstuvwxyz23456789"


class UnknownFilter(Invalid):
    sentence = Sentence("There is no {kind} “{key}” in this programme.")
    next_step = Sentence("The filters above the programme name everything it can be selected by.")


class UnknownParameter(Invalid):
    sentence = Sentence("The programme can’t be asked for “{name}”.")
    next_step = Sentence("The filters above the programme name everything it can be selected by.")


@dataclass(frozen=True)
class Selection:
    """Keys by kind: one of the keys of each kind must fit, and every kind that is named."""

    chosen: tuple[tuple[str, tuple[str, ...]], ...] = ()

    @classmethod
    def of(cls, chosen: Mapping[str, Iterable[str]]) -> Selection:
        """The selection of these keys; the same keys in any order make the same selection."""
        rows = ((kind, tuple(sorted(set(chosen.get(kind, ()))))) for kind in KINDS)
        return cls(tuple((kind, keys) for kind, keys in rows if keys))

    @classmethod
    def read(cls, text: str) -> Selection:
        """The selection out of its canonical text."""
        rows = (row.partition("=") for row in text.split("&") if row)
        return cls.of({kind: keys.split(",") for kind, _, keys in rows})

    def __str__(self) -> str:
        return "&".join(f"{kind}={','.join(keys)}" for kind, keys in self.chosen)

    def __bool__(self) -> bool:
        return bool(self.chosen)

    def keys(self, kind: str) -> tuple[str, ...]:
        """The keys chosen of a kind."""
        return dict(self.chosen).get(kind, ())

    @property
    def single(self) -> tuple[str, str] | None:
        """(kind, key) when it is one key of one kind."""
        if len(self.chosen) == 1 and len(self.chosen[0][1]) == 1:
            return self.chosen[0][0], self.chosen[0][1][0]
        return None

    @property
    def letters(self) -> str:
        """Eight letters for its address: the same filters, the same letters."""
        digest = blake2b(str(self).encode(), digest_size=8).digest()
        return "".join(_LETTERS[octet % 32] for octet in digest)

    @property
    def query(self) -> dict[str, list[str]]:
        """As the query of an address."""
        return {kind: list(keys) for kind, keys in self.chosen}

    def without(self, kind: str, key: str) -> Selection:
        """The selection less one key."""
        return Selection.of({k: [each for each in keys if (k, each) != (kind, key)] for k, keys in self.chosen})


def refuse_unknown(asked: Iterable[str], known: Iterable[str]) -> None:
    """Refuse what a programme can't be asked for: a slip in a filter's name must not show everything.

    What newsletters hang on addresses (utm_…) is let through. Raises UnknownParameter.
    """
    for name in asked:
        if name not in set(known) and not name.startswith("utm_"):
            raise UnknownParameter(name=name)


def checked(chosen: Mapping[str, Iterable[str]], known: Mapping[str, Iterable[str]]) -> Selection:
    """The selection of these keys; raises UnknownFilter for a key that the programme does not know."""
    for kind, keys in chosen.items():
        allowed = set(known.get(kind, ()))
        for key in keys:
            if key not in allowed:
                raise UnknownFilter(kind=KIND_NAMES[kind], key=key)
    return Selection.of(chosen)


@dataclass(frozen=True)
class Wish:
    """What was asked: a view, a day or week of it, and a selection."""

    view: str
    day: date | None
    week: date | None
    selection: Selection
