"""A sentence is a message id with named values; it becomes words only when it is shown to somebody."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType


class Sentence:
    """A message for a person: English text as message id, values by name.

    Rules make sentences, pages translate them (`languages.say`), so that a rule
    needs neither a request nor a language. `str()` gives the English words.
    """

    __slots__ = ("text", "values")

    def __init__(self, text: str, /, **values: object) -> None:
        self.text = text
        self.values: Mapping[str, object] = MappingProxyType(values)

    def __str__(self) -> str:
        return self.text.format(**self.values)

    def __repr__(self) -> str:
        return f"Sentence({self.text!r}, {dict(self.values)!r})"

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Sentence) and (self.text, dict(self.values)) == (
            other.text,
            dict(other.values),
        )

    def __hash__(self) -> int:
        return hash(self.text)

    def with_values(self, **values: object) -> Sentence:
        """The same sentence with more values filled in."""
        return Sentence(self.text, **{**self.values, **values})
