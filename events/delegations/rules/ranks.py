"""The ranks of a delegation, one head, the order within a rank, and who may speak in whose name."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from enum import StrEnum
from typing import Protocol, TypeVar

from foundation.errors import Forbidden, Invalid, Missing, Refused
from foundation.sentences import Sentence

MOST_NAME, MOST_GROUP, MOST_MEMBERS = 120, 80, 500


class Rank(StrEnum):
    """What somebody is in a delegation, in the order of the list."""

    HEAD = "head"
    MEMBER = "member"
    ALTERNATE = "alternate"
    ADVISER = "adviser"


RANK_WORDS: Mapping[str, Sentence] = {
    Rank.HEAD: Sentence("head of delegation"),
    Rank.MEMBER: Sentence("member"),
    Rank.ALTERNATE: Sentence("alternate"),
    Rank.ADVISER: Sentence("adviser"),
}
_PLACES = {rank: place for place, rank in enumerate(Rank)}


class UnknownDelegation(Missing):
    sentence = Sentence("There is no such organization or part to have a delegation.")


class UnknownMember(Missing):
    sentence = Sentence("This person is not in the delegation any more.")
    next_step = Sentence("The list shows those who are.")


class NotYourDelegation(Forbidden):
    sentence = Sentence("This delegation is not yours to look after.")
    next_step = Sentence("The focal points of the organization do, and the registrar.")


class TwoHeads(Refused):
    sentence = Sentence("The delegation has a head already: {name}.")
    next_step = Sentence("Give that person another rank first.")


class InItAlready(Refused):
    sentence = Sentence("Somebody with this address is in the delegation already.")


class SpeaksForWithoutFloor(Invalid):
    sentence = Sentence("Who speaks for a group may speak: tick that, too.")


class DelegationFull(Refused):
    sentence = Sentence("A delegation has {most} people at most.")


GROUPS = (
    "African Group",
    "Arab Group",
    "Asia-Pacific Group",
    "Eastern European Group",
    "European Union",
    "Group of 77 and China",
    "Group of Latin America and the Caribbean",
    "Landlocked Developing Countries",
    "Least Developed Countries",
    "Non-Aligned Movement",
    "Small Island Developing States",
    "Western European and Others Group",
)
"""Groups of States in whose name delegations speak, whatever the edition; its registrar may name others."""


class UnknownGroup(Invalid):
    sentence = Sentence("Choose a group of the list; the registrar can name another.")


class UnknownRank(Invalid):
    sentence = Sentence("Choose a rank of the list.")


class Placed(Protocol):
    """What these rules need of somebody in a delegation."""

    rank: str
    position: int

    @property
    def id(self) -> int: ...


P = TypeVar("P", bound=Placed)


def in_order(members: Iterable[P]) -> list[P]:
    """By rank, and within a rank by position; who came first stands first where the positions are the same."""
    return sorted(members, key=lambda each: (_PLACES[Rank(each.rank)], each.position, each.id))


def head_of(members: Iterable[P]) -> P | None:
    """The head, where there is one."""
    return next((each for each in members if each.rank == Rank.HEAD), None)


def moved(members: Sequence[P], number: int, *, up: bool) -> list[int]:
    """The numbers of all in their new order, after one was moved by a place within its rank; at the edge nothing moves."""
    order = in_order(members)
    place = next((place for place, each in enumerate(order) if each.id == number), None)
    if place is None:
        raise UnknownMember
    other = place + (-1 if up else 1)
    if 0 <= other < len(order) and order[other].rank == order[place].rank:
        order[place], order[other] = order[other], order[place]
    return [each.id for each in order]


def check_group(group: str, known: Iterable[str], *, as_registrar: bool) -> None:
    """Whether a group may be named: one that is known, by the registrar any; raises UnknownGroup."""
    if group and not as_registrar and group not in known:
        raise UnknownGroup


def check_floor(*, may_speak: bool, speaks_for: str) -> None:
    """Whether the floor and the group go together; raises SpeaksForWithoutFloor."""
    if speaks_for and not may_speak:
        raise SpeaksForWithoutFloor
