"""The text of a data file as plain values: UTF-8, YAML without aliases, no key twice in one mapping."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import yaml

from foundation.sentences import Sentence
from portal.loading.rules import Problem

DEEPEST = 50
"""How many brackets may stand inside each other: far more than any file needs, far less than what exhausts a parser."""

Base = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


class Loader(Base):  # type: ignore[misc, valid-type]
    """The safe loader, which also notes keys that stand twice and leaves an impossible day as the text it was."""

    def __init__(self, stream: str) -> None:
        super().__init__(stream)
        self.twice: list[tuple[int, str, str]] = []

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Any, Any]:
        seen: set[str] = set()
        name = next((value.value for key, value in node.value if key.value == "id"), "")
        for key, _ in node.value:
            if key.value in seen:
                self.twice.append((key.start_mark.line + 1, str(name), str(key.value)))
            if isinstance(key.value, str):
                seen.add(key.value)
        found: dict[Any, Any] = super().construct_mapping(node, deep=deep)
        return found

    def construct_timestamp(self, node: yaml.ScalarNode) -> Any:
        try:
            return self.construct_yaml_timestamp(node)
        except ValueError:
            return self.construct_scalar(node)


Loader.add_constructor("tag:yaml.org,2002:timestamp", Loader.construct_timestamp)


class Unreadable(Exception):
    """A file that gives no plain values, with the problems that say why."""

    def __init__(self, *problems: Problem) -> None:
        self.problems = problems
        super().__init__(*map(str, problems))


def read(file: str, path: Path) -> Any:
    """The plain values of a YAML file; raises Unreadable."""
    text = _text(file, path)
    try:
        _refuse_depth_and_aliases(file, text)
        loader = Loader(text)
        try:
            plain = loader.get_single_data()
        finally:
            loader.dispose()
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 1
        raise Unreadable(_not_yaml(file, line, error.problem or error.context or "")) from None
    except (yaml.YAMLError, ValueError) as error:
        raise Unreadable(_not_yaml(file, 1, str(error).splitlines()[0])) from None
    if loader.twice:
        raise Unreadable(*_twice(file, loader.twice))
    return plain


def _text(file: str, path: Path) -> str:
    try:
        return path.read_bytes().decode("utf-8-sig")
    except UnicodeDecodeError as error:
        place = Sentence("it is not written in UTF-8: byte {place} can’t be read", place=error.start + 1)
        raise Unreadable(Problem(file, "", "", place)) from None
    except FileNotFoundError:
        raise Unreadable(Problem(file, "", "", Sentence("there is no such file"))) from None
    except OSError as error:
        raise Unreadable(
            Problem(file, "", "", Sentence("the file can’t be read: {reason}", reason=error.strerror or error))
        ) from None


def _refuse_depth_and_aliases(file: str, text: str) -> None:
    depth = 0
    for event in yaml.parse(text, Loader=Base):
        depth += isinstance(event, yaml.CollectionStartEvent) - isinstance(event, yaml.CollectionEndEvent)
        line = event.start_mark.line + 1 if event.start_mark else 1
        if isinstance(event, yaml.AliasEvent):
            alias = Sentence("it repeats a value by an alias (*{name}); write the value out", name=event.anchor)
            raise Unreadable(Problem(file, f"line {line}", "", alias))
        if depth > DEEPEST:
            deep = Sentence("values stand inside each other more than {count} deep", count=DEEPEST)
            raise Unreadable(Problem(file, f"line {line}", "", deep))


def _not_yaml(file: str, line: int, reason: str) -> Problem:
    return Problem(file, f"line {line}", "", Sentence("it is not YAML: {reason}", reason=reason))


def _twice(file: str, twice: list[tuple[int, str, str]]) -> Iterator[Problem]:
    for line, name, key in twice:
        entry = f"{name} (line {line})" if name else f"line {line}"
        yield Problem(file, entry, key, Sentence("this field stands twice in one entry"))
