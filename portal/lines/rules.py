"""The directory of lines in its order, and how a line is facilitated on a day."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Generic, Protocol, TypeVar

from foundation.sentences import Sentence
from stakeholders.mandates.rules import CO, LEAD, NAMED, Dated, holding

ROLES: Mapping[str, Sentence] = {
    LEAD: Sentence("leads"),
    CO: Sentence("co-facilitates"),
    NAMED: Sentence("named in the Annex of the Tunis Agenda"),
}


class Placed(Protocol):
    """What the directory needs of a line."""

    id: int
    kind: str
    parent_id: int | None


class Held(Dated, Protocol):
    """What the history of a line needs of a mandate."""

    source: str


T = TypeVar("T")
L = TypeVar("L", bound=Placed)
M = TypeVar("M", bound=Dated)
H = TypeVar("H", bound=Held)


@dataclass(frozen=True)
class Family(Generic[T]):
    """A line with its e-applications, if it has any."""

    line: T
    children: tuple[T, ...]


@dataclass(frozen=True)
class Directory(Generic[T]):
    """The lines with their e-applications, and the main themes apart."""

    families: tuple[Family[T], ...]
    themes: tuple[T, ...]


def directory(lines: Sequence[L]) -> Directory[L]:
    """The lines gathered, in the order in which they come."""
    families = tuple(
        Family(line, tuple(child for child in lines if child.parent_id == line.id))
        for line in lines
        if line.kind == "line"
    )
    return Directory(families, tuple(line for line in lines if line.kind == "theme"))


@dataclass(frozen=True)
class Standing(Generic[T]):
    """Who leads, co-facilitates and is named for a line on a day."""

    lead: tuple[T, ...]
    co: tuple[T, ...]
    named: tuple[T, ...]


def standing(mandates: Sequence[M], on: date) -> Standing[M]:
    """The mandates that hold on a day, by role."""
    return Standing(*(tuple(holding(mandates, role, on)) for role in (LEAD, CO, NAMED)))


@dataclass(frozen=True)
class Step(Generic[T]):
    """One mandate in the history of a line, whether it holds, and the source a person can look up."""

    mandate: T
    holds: bool
    source: str


def history(mandates: Sequence[H], on: date) -> list[Step[H]]:
    """All mandates of a line, the latest begun first and leads before the others of their day."""
    now = standing(mandates, on)
    held = {id(each) for each in (*now.lead, *now.co, *now.named)}
    order = (LEAD, CO, NAMED)
    ordered = sorted(mandates, key=lambda each: (-each.since.toordinal(), order.index(each.role)))
    return [Step(each, id(each) in held, "" if ".yaml" in each.source else each.source) for each in ordered]
