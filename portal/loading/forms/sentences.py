"""pydantic's errors as problems: the entry by its id or place, the field by its path, and plain words."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from foundation.sentences import Sentence
from portal.loading.forms.fields import OURS
from portal.loading.rules import Problem, quoted, shortened

NAMED_BY = ("id", "meeting", "n", "item", "symbol", "title", "body", "year")
"""The fields by which an entry is called, the first that it has."""

WANTED = {
    "string_type": "a text is wanted, not {found}",
    "int_type": "a whole number is wanted, not {found}",
    "int_from_float": "a whole number is wanted, not {found}",
    "bool_type": "true or false is wanted, not {found}",
    "date_type": "a day is wanted, not {found}",
    "list_type": "a list is wanted, not {found}",
    "dict_type": "a mapping of names to values is wanted, not {found}",
    "model_type": "an entry with fields is wanted, not {found}",
    "invalid_key": "the name of a field is a text, and {found} is none (quote it)",
    "missing": "this field is missing",
    "extra_forbidden": "this field is unknown here",
    "enum": "{found} is none of {expected}",
    "literal_error": "{found} is none of {expected}",
    "string_too_long": "it is longer than {max_length} characters",
    "string_too_short": "it is empty",
    "string_pattern_mismatch": "{found} does not look as it should ({pattern})",
    "too_short": "it holds fewer than {min_length}",
    "too_long": "it holds more than {max_length}",
    "greater_than": "the number is to be greater than {gt}, not {found}",
    "greater_than_equal": "the number is to be {ge} or more, not {found}",
    "less_than": "the number is to be less than {lt}, not {found}",
    "less_than_equal": "the number is to be {le} or less, not {found}",
}
"""Our words for pydantic's types of errors, with its own named values and `found`."""


def problems(file: str, raw: Any, error: ValidationError) -> Iterator[Problem]:
    """The problems of a file, in the order of its fields."""
    for details in error.errors(include_url=False):
        entry, field = place(raw, details["loc"])
        yield Problem(file, entry, field, _words(details))


def place(raw: Any, path: Sequence[int | str]) -> tuple[str, str]:
    """The entry and the field that a path into the plain values leads to."""
    entries: list[str] = []
    field: list[str] = []
    node = raw
    for step in path:
        if step == "[key]":
            continue
        above, node = node, _below(node, step)
        if not isinstance(above, list):
            field.append(str(step))
            continue
        above_word = field.pop() if field else "list"
        in_list = f"{above_word}, no. {int(step) + 1}"
        if isinstance(node, dict) or not (entries or field):
            entries.append(_name(node, of=above_word) or in_list)
            field = []
        else:
            field.append(in_list)
    if not entries and len(field) > 1:
        return field[0], ".".join(field[1:])
    return ", ".join(entries), ".".join(field)


def _below(node: Any, step: int | str) -> Any:
    try:
        return node[step]
    except (KeyError, IndexError, TypeError):
        return None


def _name(node: Any, *, of: str) -> str:
    """What an entry is called: by its key, with the word of its list before it where that is a number."""
    if not isinstance(node, dict):
        return ""
    key = next((node[name] for name in NAMED_BY if isinstance(node.get(name), (str, int))), "")
    return f"{of} {key}" if isinstance(key, int) else shortened(key)


def _words(details: ErrorDetails) -> Sentence:
    values = details.get("ctx", {})
    if details["type"] == OURS:
        sentence: Sentence = values["sentence"]
        return sentence
    kind = details["type"]
    if kind in ("too_short", "too_long") and isinstance(details["input"], str):
        kind = f"string_{kind}"
    text = WANTED.get(kind)
    if text is None:
        return Sentence("{reason}", reason=details["msg"])
    if "expected" in values:
        values = {**values, "expected": values["expected"].replace("'", "")}
    return Sentence(text, found=quoted(details["input"]), **values)
