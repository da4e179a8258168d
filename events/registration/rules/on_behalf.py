"""Registering somebody else: what becomes of it, without telling more about the person than was typed."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum

from events.registration.rules.registering import STANDING, State, is_standing
from foundation.errors import Forbidden, Invalid, Refused
from foundation.sentences import Sentence

MOST_FUNCTION, MOST_LATE = 120, 300

SENT, ALONE, SERVING = "sent", "alone", "serving"
"""As what somebody is registered: for an organization or State, as an invited expert, as staff servicing the meetings."""


SUBJECT = Sentence("You were registered for {edition}")
NAMED_SUBJECT = Sentence("A delegation names you for {edition}")


class MayNotRegister(Forbidden):
    sentence = Sentence("You don’t register others here.")
    next_step = Sentence("The registrar does, and the focal points of an organization for its people.")


class NoRightToCome(Refused):
    sentence = Sentence("Nobody can be registered so for “{part}” (R1). {reason}")


class ClosedForYou(Refused):
    sentence = Sentence("Registration for “{part}” is not open. {times}")
    next_step = Sentence("Write to the secretariat: it can register somebody later, with a reason.")


class LateNeedsReason(Invalid):
    sentence = Sentence("Registration for “{part}” is not open. Say why the person is registered all the same.")


class RegisteredAlready(Refused):
    sentence = Sentence("The person is registered for “{part}” already: {state}.")
    next_step = Sentence("Find the registration in the list, and decide on it there.")


OWN_AFFILIATION = Sentence("Nobody confirms an affiliation of one’s own.")
DAYS_MISS = Sentence("The days leave out the first day of “{part}”, {starts}.")


class RefusedBefore(Refused):
    sentence = Sentence("The secretariat has refused the registration of this person for “{part}”. {reason}")
    next_step = Sentence("Write to the secretariat: it alone can take it up again.")


class Become(StrEnum):
    """What registering somebody else comes to."""

    MADE = "made"
    RAISED = "raised"
    STOOD = "stood"
    NAMED = "named"
    ELSEWHERE = "elsewhere"
    KEPT = "kept"
    AGAINST = "against"


BECOME_WORDS: Mapping[Become, str] = {
    Become.MADE: "a registration is made, or one that was given up is taken up again",
    Become.RAISED: "the person waited to be looked at in the same capacity: now the affiliation is confirmed",
    Become.STOOD: "the person is registered in the same capacity",
    Become.NAMED: "the person has an account and is asked; nothing is made before they say yes",
    Become.ELSEWHERE: "the person comes in another capacity, which stays until they agree to this one",
    Become.KEPT: "the secretariat has refused the person, and who registers may not undo that",
    Become.AGAINST: "R1 or the days speak against it, and nothing is made",
}


def become(
    state: str | None,
    *,
    reason: str,
    decided_by_person: bool,
    is_same_capacity: bool,
    may_renew: bool,
    asks_first: bool = False,
) -> Become:
    """What registering somebody comes to, by how a registration of theirs for the part stands (None: there is none).

    `asks_first`: the person has an account, and has a say before anything is made. What was decided in another capacity
    is nobody’s to write over.
    """
    if state in STANDING and is_standing(state, reason):
        if not is_same_capacity:
            return Become.ELSEWHERE
        return Become.RAISED if state in (State.NEW, State.PRE_APPROVED) else Become.STOOD
    if state == State.REFUSED and not is_same_capacity:
        # Of another organization's people nothing is told, not even that they were refused.
        return Become.ELSEWHERE
    if state == State.REFUSED and decided_by_person and not may_renew:
        return Become.KEPT
    if asks_first:
        return Become.NAMED if state is None or is_same_capacity else Become.ELSEWHERE
    return Become.MADE
