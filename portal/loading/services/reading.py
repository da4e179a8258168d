"""Reading all files of a load: their values, kinds and forms, or every problem found in any of them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pydantic import BaseModel, ValidationError

from foundation.sentences import Sentence
from portal.loading import queries
from portal.loading.forms.fields import Known
from portal.loading.forms.kinds import Brought, Kind, brought, kind_of, twice
from portal.loading.forms.sentences import place, problems
from portal.loading.forms.yaml_text import Unreadable, read
from portal.loading.rules import BadFiles, Problem


@dataclass
class Read:
    """A file as read: its name, kind and plain values, the keys it brings, and its form once it is found good."""

    file: str
    kind: Kind
    plain: Any
    keys: Sequence[Brought]
    form: BaseModel | None = None


def read_files(paths: Sequence[Path]) -> list[Read]:
    """The files with their forms; raises BadFiles with every problem of all of them."""
    found: list[Read] = []
    wrong: list[Problem] = []
    for file, path in _called(paths):
        try:
            found.append(_read(file, path))
        except Unreadable as unreadable:
            wrong += unreadable.problems
    known = _known(found)
    for each in found:
        wrong += twice(each.file, each.plain, each.keys)
        wrong += _formed(each, known)
    wrong += _told_by_two(found)
    if wrong:
        raise BadFiles(wrong)
    return found


def _called(paths: Sequence[Path]) -> Iterator[tuple[str, Path]]:
    """Each file once, by its name, or by its path where two bear the same name."""
    once = {path.resolve(): path for path in paths}
    names = Counter(path.name for path in once.values())
    for path in once.values():
        yield path.name if names[path.name] == 1 else str(path), path


def _read(file: str, path: Path) -> Read:
    plain = read(file, path)
    if not isinstance(plain, dict):
        raise Unreadable(
            Problem(file, "", "", Sentence("it holds no fields: the top of a file is a mapping of words to values"))
        )
    kind = kind_of(plain)
    if kind is None:
        words = ", ".join(str(word) for word in list(plain)[:8]) or "none"
        unknown = Sentence(
            "it is of no kind known here: none of its top words ({words}) says what it holds", words=words
        )
        raise Unreadable(Problem(file, "", "", unknown))
    return Read(file, kind, plain, list(brought(kind, plain)))


def _known(found: Sequence[Read]) -> Known:
    keys = queries.known_keys()
    for each in found:
        for key in each.keys:
            keys.setdefault(key.kind, set()).add(key.key)
    return Known({**keys, "body or group": keys["body"] | keys["group"]})


def _formed(each: Read, known: Known) -> Iterator[Problem]:
    if each.kind.form is None:
        return
    try:
        each.form = each.kind.form.model_validate(each.plain, context=known)
    except ValidationError as error:
        yield from problems(each.file, each.plain, error)


def _told_by_two(found: Sequence[Read]) -> Iterator[Problem]:
    first: dict[tuple[str, object], Read] = {}
    for each in found:
        for key in each.keys:
            other = first.setdefault((key.kind, key.key), each)
            if other is not each:
                entry, field = place(each.plain, key.path)
                yield Problem(
                    each.file, entry, field, Sentence("{file} has an entry that bears the same", file=other.file)
                )
