"""R3: who may ask for the floor in a meeting, and what is still missing for who may not."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from events.registration.rules.registering import State
from foundation.sentences import Sentence

SPEAKING = frozenset({"decide", "speak"})
"""The rights under which one asks for the floor; under the others the Chair gives it, or nobody has it."""


@dataclass(frozen=True)
class Held:
    """A registration of a person: for which segment, in which state, and whether a confirmed affiliation carries it."""

    segment: str
    state: str
    is_carried: bool = True


@dataclass(frozen=True)
class Floor:
    """What a meeting asks of who wants the floor: its segment, and whether the organizer wants people checked in first."""

    segment: str
    needs_check_in: bool = False


@dataclass(frozen=True)
class Speaker:
    """Somebody who wants the floor: the registrations held, the right that comes with them, the check-in.

    `right` is that in the meeting's kind; `is_checked_in` on site or online, which is one (R4).
    """

    registrations: Collection[Held]
    right: str
    is_checked_in: bool = False


@dataclass(frozen=True)
class FloorAnswer:
    """Whether one may ask for the floor, why, and what to do next after a no."""

    may: bool
    reason: Sentence
    next_step: Sentence | None = None


MAY_ASK = Sentence("You may ask for the floor here when the list of speakers opens.")
NOT_REGISTERED = Sentence("Only who is registered for this part of the edition asks for the floor.")
NOT_APPROVED = Sentence("Your registration for this part is not approved: you can’t ask for the floor yet.")
NOT_CARRIED = Sentence("No confirmed affiliation carries your registration: you can’t ask for the floor.")
NOT_CHECKED_IN = Sentence("In this meeting only who has checked in asks for the floor.")
ON_INVITATION = Sentence("In this meeting you have the floor when the Chair invites you.")
WITHOUT_FLOOR = Sentence("In this meeting you are present without the floor.")
CLOSED = Sentence("This meeting is closed to you.")

REGISTER = Sentence("Register for it while registration is open.")
AWAIT = Sentence("Your page says how it stands, and what you can do.")
DECLARE = Sentence("Declare your affiliation, and have it confirmed.")
CHECK_IN = Sentence("Check in at the door, or online.")
WRITE = Sentence("You can file a written statement.")


def decide_floor(speaker: Speaker, floor: Floor) -> FloorAnswer:
    """Whether somebody may ask for the floor (R3): registered for the meeting's segment, approved, checked in where that is asked."""
    within = [each for each in speaker.registrations if each.segment == floor.segment]
    if not within:
        return FloorAnswer(False, NOT_REGISTERED, REGISTER)
    approved = [each for each in within if each.state == State.APPROVED]
    if not approved:
        return FloorAnswer(False, NOT_APPROVED, AWAIT)
    if not any(each.is_carried for each in approved):
        return FloorAnswer(False, NOT_CARRIED, DECLARE)
    if speaker.right not in SPEAKING:
        return _without(speaker.right)
    if floor.needs_check_in and not speaker.is_checked_in:
        return FloorAnswer(False, NOT_CHECKED_IN, CHECK_IN)
    return FloorAnswer(True, MAY_ASK)


def _without(right: str) -> FloorAnswer:
    words = {"attend": ON_INVITATION, "silent": WITHOUT_FLOOR}.get(right, CLOSED)
    return FloorAnswer(False, words, None if words is CLOSED else WRITE)
