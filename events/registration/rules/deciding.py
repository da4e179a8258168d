"""What may be decided on a registration, and what becomes of it: R1 for every approval, a reason for every no."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from events.registration.rules.entry import Entry
from events.registration.rules.registering import MayNotDecide, NoBasis, NotDecidable, ReasonNeeded, State
from events.registration.rules.standing import GROUND_WORDS, Ground, NotConfirmed
from foundation.errors import Forbidden, Invalid, Missing, Refused
from foundation.sentences import Sentence

MOST_REASON, MOST_STEP = 500, 300


class Verdict(StrEnum):
    """What is decided."""

    APPROVE = "approve"
    PRE_APPROVE = "pre_approve"
    HOLD = "hold"
    REFUSE = "refuse"
    RENEW = "renew"


BECOMES: Mapping[Verdict, State] = {
    Verdict.APPROVE: State.APPROVED,
    Verdict.PRE_APPROVE: State.PRE_APPROVED,
    Verdict.HOLD: State.ON_HOLD,
    Verdict.REFUSE: State.REFUSED,
    Verdict.RENEW: State.NEW,
}

GIVING_REASONS = frozenset({Verdict.HOLD, Verdict.REFUSE})
"""Verdicts that the person reads a reason for."""

OF_FOCAL_POINTS = frozenset({Verdict.PRE_APPROVE, Verdict.HOLD})
"""What the focal point of an organization may decide on its people, before the secretariat has."""

ENDING = frozenset({Verdict.HOLD, Verdict.REFUSE, Verdict.RENEW})
"""Verdicts that end an approval, and with it the seats and the places in waiting lists."""

UNDO = "undo"
"""How a decision on many is called that takes another one back."""

VERDICT_WORDS: Mapping[str, Sentence] = {
    Verdict.APPROVE: Sentence("Approve"),
    Verdict.PRE_APPROVE: Sentence("Pre-approve"),
    Verdict.HOLD: Sentence("Put on hold"),
    Verdict.REFUSE: Sentence("Refuse"),
    Verdict.RENEW: Sentence("Put back to new"),
    UNDO: Sentence("Undo"),
}


class OwnRegistration(Forbidden):
    sentence = Sentence("This is your own registration: somebody else decides on it.")


class DecidedMeanwhile(Refused):
    sentence = Sentence("This registration was changed meanwhile; nothing of yours is decided yet.")
    next_step = Sentence("Look at how it stands now, then decide.")


class DecidedAlready(Refused):
    sentence = Sentence("The secretariat has decided on it already: {state}.")


class NoPlaceFree(Refused):
    sentence = Sentence("No place is free; the person waits for one.")


class NothingTicked(Invalid):
    sentence = Sentence("Tick the registrations first, or choose all that fit.")


class OthersFit(Refused):
    sentence = Sentence("Meanwhile {number} registrations fit the filter. Nothing was decided.")
    next_step = Sentence("Look at the list again, then send it once more.")


class UnknownBulk(Missing):
    sentence = Sentence("There is no such decision on many.")


class NotToUndo(Refused):
    sentence = Sentence("This decision goes on, was taken back already, or changed nothing.")
    next_step = Sentence("Decide anew on those that were decided wrongly.")


class StepNeeded(Invalid):
    sentence = Sentence("Say what the person can do next: the person reads it.")


class ChangedSince(Refused):
    sentence = Sentence("Somebody has changed it since; it stays as it is.")


STANDS_ALREADY = Sentence("It stood so already.")


@dataclass(frozen=True)
class Words:
    """The reason and the next step that the person reads."""

    reason: str = ""
    next_step: str = ""


def missing_words(verdict: Verdict, words: Words) -> dict[str, Sentence]:
    """What a verdict still needs to be said to the person: a reason for every no, a next step for a refusal."""
    missing = {}
    if verdict in GIVING_REASONS and not words.reason:
        missing["reason"] = ReasonNeeded.sentence
    if verdict is Verdict.REFUSE and not words.next_step:
        missing["next_step"] = StepNeeded.sentence
    return missing


@dataclass(frozen=True)
class Case:
    """A registration as a decision needs it, and as whom somebody decides on it.

    `as_decider`: for the secretariat; `as_focal_point`: for the organization. `entry` is what R1 says now.
    """

    state: str
    words: Words
    entry: Entry
    ground: Ground
    needs_basis: bool
    is_own: bool
    as_decider: bool
    as_focal_point: bool = False


def decide_case(case: Case, verdict: Verdict, words: Words) -> State | None:
    """The state that a registration comes to; None when it stands so already.

    Raises OwnRegistration, MayNotDecide, NotDecidable, DecidedAlready, NoBasis, NotConfirmed.
    """
    if case.is_own:
        raise OwnRegistration
    if not (case.as_decider or (case.as_focal_point and verdict in OF_FOCAL_POINTS)):
        raise MayNotDecide
    if case.state == State.WITHDRAWN:
        raise NotDecidable
    becomes = BECOMES[verdict]
    if case.state == becomes and (verdict not in GIVING_REASONS or case.words == words):
        return None
    if verdict is Verdict.APPROVE:
        demand_right(case)
    if (verdict is Verdict.PRE_APPROVE or not case.as_decider) and case.state in (State.APPROVED, State.REFUSED):
        raise DecidedAlready(state=STATE_OF[case.state])
    return becomes


STATE_OF: Mapping[str, Sentence] = {State.APPROVED: Sentence("approved"), State.REFUSED: Sentence("refused")}


def demand_right(case: Case) -> None:
    """R1: a basis that is held and valid, and for what asks for one a confirmed affiliation on its first day."""
    if not case.entry.may:
        raise NoBasis(reason=case.entry.reason)
    if case.needs_basis and case.ground is not Ground.CONFIRMED:
        raise NotConfirmed(ground=GROUND_WORDS[case.ground])
