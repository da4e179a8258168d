"""Whom a change of the programme concerns, and why; one letter a person."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from events.programme.rules.changes import Change
from foundation.sentences import Sentence


class Why(StrEnum):
    """Why a meeting concerns a person; the first that holds is told."""

    SEATED = "seated"
    NEEDED = "needed"
    HOSTING = "hosting"
    FOLLOWING = "following"


WHY_WORDS: Mapping[Why, Sentence] = {
    Why.SEATED: Sentence("you have a seat"),
    Why.NEEDED: Sentence("you are needed there"),
    Why.HOSTING: Sentence("your organization hosts it"),
    Why.FOLLOWING: Sentence("it is in your calendar"),
}


@dataclass(frozen=True)
class Reader:
    """A person who may be told: account, where and in which language."""

    account_id: int
    email: str
    name: str
    language: str


@dataclass(frozen=True)
class Concern:
    """A change that concerns a person, and why."""

    change: Change
    why: Why


@dataclass(frozen=True)
class Digest:
    """All that one person is told of one publication, in the order of the programme."""

    reader: Reader
    concerns: Sequence[Concern]


def digests(
    changes: Iterable[Change], readers: Iterable[Reader], interests: Mapping[Why, Mapping[int, Iterable[str]]]
) -> list[Digest]:
    """One digest for each person whom any change concerns, in the order of the readers.

    `interests` gives by reason the keys of meetings by account. A meeting that stays as it is concerns nobody.
    """
    changed = list(changes)
    wanted = {why: {account: set(keys) for account, keys in by.items()} for why, by in interests.items()}
    found = []
    for reader in readers:
        concerns = [
            Concern(change, why)
            for change in changed
            if (why := _why(change.key, reader.account_id, wanted)) is not None
        ]
        if concerns:
            found.append(Digest(reader, concerns))
    return found


def _why(key: str, account: int, interests: Mapping[Why, Mapping[int, set[str]]]) -> Why | None:
    return next((why for why in Why if key in interests.get(why, {}).get(account, ())), None)
