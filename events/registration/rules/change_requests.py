"""A change of an approved registration: what may be asked for, and what becomes of it. The approved one stays meanwhile."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from events.registration.rules.registering import State
from foundation.errors import Forbidden, Invalid, Missing, Refused
from foundation.sentences import Sentence

MOST_FUNCTION, MOST_LISTED, MOST_NOTE, MOST_REASON = 120, 120, 500, 500


class ChangeState(StrEnum):
    """What became of a request."""

    ASKED = "asked"
    MADE = "made"
    REFUSED = "refused"
    TAKEN_BACK = "taken_back"


CHANGE_WORDS: Mapping[str, Sentence] = {
    ChangeState.ASKED: Sentence("to be looked at"),
    ChangeState.MADE: Sentence("made"),
    ChangeState.REFUSED: Sentence("not made"),
    ChangeState.TAKEN_BACK: Sentence("taken back"),
}
CHANGE_MARKS: Mapping[str, tuple[str, str]] = {
    ChangeState.ASKED: ("wait", "warn"),
    ChangeState.MADE: ("ok", "ok"),
    ChangeState.REFUSED: ("can", "err"),
    ChangeState.TAKEN_BACK: ("none", "mut"),
}


class UnknownChange(Missing):
    sentence = Sentence("There is no such request for a change.")


class NothingToChange(Invalid):
    sentence = Sentence("This is as it stands. Change something, or leave it.")


class NotApproved(Refused):
    sentence = Sentence("Only an approved registration is changed by request; this one is not approved.")
    next_step = Sentence("Withdraw it and register again, or wait for the decision.")


class AskedAlready(Refused):
    sentence = Sentence("You have asked for a change of this registration already.")
    next_step = Sentence("Take that request back first, or wait for the answer.")


class PartOver(Refused):
    sentence = Sentence("“{part}” is over; nothing is changed any more.")


class DecidedBefore(Refused):
    sentence = Sentence("This request was decided or taken back before: {state}.")


class ChangedUnderneath(Refused):
    sentence = Sentence("The registration was changed or ended since this was asked.")
    next_step = Sentence("Look at it again, then decide.")


class ReasonForNo(Invalid):
    sentence = Sentence("Give the reason: the person reads it.")


class MayNotChange(Forbidden):
    sentence = Sentence("You may read these requests and don’t decide on them.")


class OwnChange(Forbidden):
    sentence = Sentence("This is a request of your own: somebody else decides on it.")


class UnknownAffiliationForIt(Invalid):
    sentence = Sentence("Choose one of your affiliations that holds on a day of this edition.")


class NoRightInIt(Refused):
    sentence = Sentence("The change can’t be made: nobody comes to “{part}” so (R1). {reason}")
    next_step = Sentence("Refuse it with this reason, or record the basis first.")


class NoPlaceInIt(Refused):
    sentence = Sentence("The change can’t be made: no place of “{part}” is free for it.")
    next_step = Sentence("The registration stays as it is. Try again when a place is free.")


@dataclass(frozen=True)
class Wish:
    """How a registration is or should be: in which capacity, how it is listed, on site or online."""

    organization_id: int | None
    constituency_id: int
    function: str
    listed_name: str
    mode: str

    def differing(self, other: Wish) -> list[str]:
        """In what another one differs, in the order of the form."""
        found = ["capacity"] if self.capacity != other.capacity else []
        return found + [
            name for name in ("function", "listed_name", "mode") if getattr(self, name) != getattr(other, name)
        ]

    @property
    def capacity(self) -> tuple[int | None, int]:
        return self.organization_id, self.constituency_id

    def as_json(self) -> dict[str, Any]:
        return {
            "organization": self.organization_id,
            "constituency": self.constituency_id,
            "function": self.function,
            "listed_name": self.listed_name,
            "mode": self.mode,
        }

    @staticmethod
    def from_json(told: Mapping[str, Any]) -> Wish:
        return Wish(told["organization"], told["constituency"], told["function"], told["listed_name"], told["mode"])


FIELD_WORDS: Mapping[str, Sentence] = {
    "capacity": Sentence("Comes for"),
    "function": Sentence("Function or title"),
    "listed_name": Sentence("Name in the list of participants"),
    "mode": Sentence("Takes part"),
}


def check_asking(state: str, *, is_over: bool, has_open: bool, part: str) -> None:
    """Whether a change may be asked for; raises NotApproved, PartOver, AskedAlready."""
    if state != State.APPROVED:
        raise NotApproved
    if is_over:
        raise PartOver(part=part)
    if has_open:
        raise AskedAlready
