"""What is asked of a body: each room adds its own part, with how much of it there is; one page shows them all.

A part says for all bodies of a person at once how much is asked, so that a total costs a read a part and no more.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from foundation.access import Held
from foundation.sentences import Sentence


@dataclass(frozen=True)
class Asking:
    """Who looks, and when; `bodies` are the organizations that the account speaks for as a whole, out of the roles `held`."""

    account_id: int
    bodies: frozenset[int]
    now: datetime
    today: date
    held: Sequence[Held]


@dataclass(frozen=True)
class Asked:
    """What a part asks of one body: how much, until when at the earliest, and what its template shows.

    `comes_first`: nothing else helps before this is done.
    """

    count: int
    view: Any
    until: date | datetime | None = None
    comes_first: bool = False


@dataclass(frozen=True)
class Part:
    """A part of the page. `numbers` tells how much is asked by body; `look` all about one body, None for who has no say.

    `template` draws what `look` has found, as `asked`; parts stand on the page by `position`.
    """

    key: str
    title: Sentence
    template: str
    position: int
    numbers: Callable[[Asking], Mapping[int, int]]
    look: Callable[[Asking, int], Asked | None]


PARTS: dict[str, Part] = {}
"""The parts that rooms have added, by key."""


def add(part: Part) -> Part:
    """Let a part stand on the page."""
    PARTS[part.key] = part
    return part


def parts() -> list[Part]:
    """The parts in the order of the page."""
    return sorted(PARTS.values(), key=lambda part: part.position)


def numbers(asking: Asking) -> dict[int, int]:
    """How much is asked of each body in which somebody has a say, in one read a part."""
    found = dict.fromkeys(asking.bodies, 0)
    for part in parts():
        for body, number in part.numbers(asking).items():
            found[body] = found.get(body, 0) + number
    return found


def total(asking: Asking) -> int | None:
    """How much is asked of somebody in all; None for who has no say in any body."""
    found = numbers(asking)
    return sum(found.values()) if found else None
