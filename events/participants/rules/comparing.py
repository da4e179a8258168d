"""What an issued list keeps of a person (numbers, no name), and what is other than in the one before."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from events.participants.rules.order import RANKS, Entry


@dataclass(frozen=True)
class Kept:
    """Where a registration stood in an issued list: under which constituency and organization, with which rank."""

    number: int
    group: int
    sender: int | None
    rank: str

    def as_json(self) -> list[Any]:
        """Plain data for the list's row."""
        return [self.number, self.group, self.sender, self.rank]


@dataclass(frozen=True)
class Difference:
    """The numbers of the registrations that are new in a list, gone from it, or stand elsewhere in it."""

    added: Sequence[int]
    gone: Sequence[int]
    moved: Sequence[int]

    def __bool__(self) -> bool:
        return bool(self.added or self.gone or self.moved)


def kept(entries: Iterable[Entry]) -> list[Kept]:
    """What a list keeps of its people, in their order."""
    return [
        Kept(entry.number, entry.group.id, entry.sender.id if entry.sender else None, entry.rank) for entry in entries
    ]


def read(rows: Iterable[Sequence[Any]]) -> list[Kept]:
    """What stands in a list's row."""
    return [Kept(number, group, sender, rank if rank in RANKS else "") for number, group, sender, rank in rows]


def compare(before: Iterable[Kept], after: Iterable[Kept]) -> Difference:
    """What is other in a list than in the one before; the order alone moves nobody."""
    first = {each.number: each for each in before}
    then = {each.number: each for each in after}
    return Difference(
        added=[number for number in then if number not in first],
        gone=[number for number in first if number not in then],
        moved=[number for number, each in then.items() if number in first and first[number] != each],
    )
