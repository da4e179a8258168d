"""An application for a basis of participation: its states, who does what with it when, and the words for that."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from foundation.errors import Forbidden, Invalid, Missing, Refused
from foundation.sentences import Sentence

DECIDERS = ("organizer", "registrar")
"""Roles that decide on applications: in the house, in the edition of the session, or in its segment."""

PERSONAL = frozenset({"EXPERT", "PRESS"})
"""Constituencies whose people are invited or accredited one by one, elsewhere."""

MOST_LETTER, MOST_NUMBER, MOST_REASON, MOST_STEP = 5000, 40, 1000, 500
MOST_PAPERS = 5


class State(StrEnum):
    """How an application stands."""

    NEW = "new"
    PRE_APPROVED = "pre_approved"
    APPROVED = "approved"
    ON_HOLD = "on_hold"
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"


class Deed(StrEnum):
    """What is done with an application."""

    PRE_APPROVE = "pre_approve"
    PUT_FORWARD = "put_forward"
    WITHDRAW = "withdraw"
    APPROVE = "approve"
    HOLD = "hold"
    REFUSE = "refuse"


OPEN = frozenset({State.NEW, State.PRE_APPROVED, State.ON_HOLD})
"""Not decided yet: one of an organization and session at a time."""

DECIDED = frozenset({State.APPROVED, State.REFUSED})
VERDICTS = (Deed.APPROVE, Deed.HOLD, Deed.REFUSE)
"""What the secretariat decides; it may revise each of them."""

STATE_WORDS: Mapping[str, Sentence] = {
    State.NEW: Sentence("new"),
    State.PRE_APPROVED: Sentence("pre-approved"),
    State.APPROVED: Sentence("approved"),
    State.ON_HOLD: Sentence("on hold"),
    State.REFUSED: Sentence("refused"),
    State.WITHDRAWN: Sentence("withdrawn"),
}
STATE_MARKS: Mapping[str, tuple[str, str]] = {
    State.NEW: ("new", "inf"),
    State.PRE_APPROVED: ("part", "inf"),
    State.APPROVED: ("ok", "ok"),
    State.ON_HOLD: ("wait", "warn"),
    State.REFUSED: ("can", "err"),
    State.WITHDRAWN: ("none", "mut"),
}
"""The shape and the colour of each state."""

VERDICT_WORDS: Mapping[str, Sentence] = {
    Deed.APPROVE: Sentence("Approve"),
    Deed.HOLD: Sentence("Put on hold: something is missing"),
    Deed.REFUSE: Sentence("Refuse"),
}
VERB_WORDS: Mapping[str, Sentence] = {
    "apply": Sentence("applied"),
    "add_paper": Sentence("added a paper"),
    "remove_paper": Sentence("took a paper out"),
    "pre_approve": Sentence("pre-approved it"),
    "put_forward": Sentence("put it forward again"),
    "withdraw": Sentence("withdrew it"),
    "approve": Sentence("approved it"),
    "hold": Sentence("put it on hold"),
    "refuse": Sentence("refused it"),
}
"""What the journal’s verbs say of an application."""

APPLY = Sentence("Apply to the secretariat for accreditation until {closes}.")
APPLY_LATER = Sentence("Apply to the secretariat for accreditation from {opens} on.")
TOO_LATE = Sentence("Accreditation for session {session} closed on {closes}.")

CLOSES = Sentence("One applies until {closes}.")

WITH_FOCAL_POINT = Sentence("Your focal point looks at it first, then the secretariat.")
WITH_SECRETARIAT = Sentence("The secretariat looks at it next.")
WITH_APPLICANT = Sentence("Something is missing: add it, then put the application forward again.")


REPLACED = Sentence("Somebody who is confirmed as one of the organization has applied for it: that application stands.")
"""Why an application is withdrawn that somebody made whom nobody has confirmed."""


class UnknownApplication(Missing):
    sentence = Sentence("There is no such application.")


class UnknownPaper(Missing):
    sentence = Sentence("There is no such paper.")


class UnknownSession(Invalid):
    sentence = Sentence("Choose a session from the list.")


class NotWithThem(Invalid):
    sentence = Sentence("You are not with this organization.")
    next_step = Sentence("Declare your affiliation with it first; then you can apply for it.")


class NobodyApplies(Refused):
    sentence = Sentence("People of this constituency are invited or accredited one by one; no organization applies.")


class NotOpenYet(Refused):
    sentence = APPLY_LATER


class TooLate(Refused):
    sentence = TOO_LATE
    next_step = Sentence("Ask the secretariat which decision could cover you.")


class HeldAlready(Refused):
    sentence = Sentence("{decision} covers your organization in session {session} already. You need not apply.")
    next_step = Sentence("Register for the session.")


class OpenAlready(Refused):
    sentence = Sentence("An application of your organization for session {session} is open already.")
    next_step = Sentence("Your list of applications shows it to those who may see it.")


class NotPossible(Refused):
    sentence = Sentence("This application is {state}; that can’t be done with it any more.")


class ChangedSince(Refused):
    sentence = Sentence("Somebody changed this application after you opened it: nothing of yours is saved yet.")
    next_step = Sentence("It stands here as it is now. Look at it and decide again.")


class NotTheirs(Forbidden):
    sentence = Sentence("This application is not yours.")


class MayNotDecide(Forbidden):
    sentence = Sentence("You don’t decide on applications for this session.")


class NotOnesOwn(Forbidden):
    sentence = Sentence("Nobody decides on an application of one’s own.")
    next_step = Sentence("Somebody else of the secretariat does it.")


class NotConfirmed(Refused):
    sentence = Sentence("The person who applied is not confirmed as one of the organization.")
    next_step = Sentence("Confirm the affiliation first.")


class ReasonNeeded(Invalid):
    sentence = Sentence("Give a reason. It stands in the letter.")


class LetterNeeded(Invalid):
    sentence = Sentence("Say in a few sentences why your organization takes part.")


class TooManyPapers(Invalid):
    sentence = Sentence("At most {most} papers go with an application.")
    next_step = Sentence("Take one out, or put several into one file.")


@dataclass(frozen=True)
class Standing:
    """What the rules need of an application that stands: where it is, and whether its focal point saw it."""

    state: str
    is_pre_approved: bool = False
    is_confirmed: bool = True


def first_state(*, has_focal_point: bool, by_focal_point: bool) -> State:
    """How an application begins: a focal point’s own is pre-approved; where there is none, it goes to the secretariat."""
    return State.PRE_APPROVED if has_focal_point and by_focal_point else State.NEW


def next_state(standing: Standing, deed: Deed) -> State:
    """What becomes of an application by a deed; raises NotPossible, NotConfirmed.

    The secretariat may revise what it decided; what was withdrawn stays so.
    """
    if deed in (Deed.PRE_APPROVE, Deed.APPROVE) and not standing.is_confirmed:
        raise NotConfirmed
    if standing.state not in _FROM[deed]:
        raise NotPossible(state=STATE_WORDS[standing.state])
    if deed is Deed.PUT_FORWARD:
        return State.PRE_APPROVED if standing.is_pre_approved else State.NEW
    return _TO[deed]


_BY_SECRETARIAT = frozenset(State) - {State.WITHDRAWN}
_FROM: Mapping[Deed, Collection[str]] = {
    Deed.PRE_APPROVE: {State.NEW},
    Deed.PUT_FORWARD: {State.ON_HOLD},
    Deed.WITHDRAW: OPEN,
    Deed.APPROVE: _BY_SECRETARIAT,
    Deed.HOLD: _BY_SECRETARIAT,
    Deed.REFUSE: _BY_SECRETARIAT,
}
_TO: Mapping[Deed, State] = {
    Deed.PRE_APPROVE: State.PRE_APPROVED,
    Deed.WITHDRAW: State.WITHDRAWN,
    Deed.APPROVE: State.APPROVED,
    Deed.HOLD: State.ON_HOLD,
    Deed.REFUSE: State.REFUSED,
}


def decided_as(state: str) -> State:
    """What was decided last on an application that was decided: what is under way again had been put on hold."""
    return State(state) if state in DECIDED else State.ON_HOLD


def takes_papers(state: str) -> bool:
    """Whether papers may still be added or taken out: until it is decided."""
    return state in OPEN


def check_window(session: int, opens_at: datetime | None, closes_at: datetime | None, now: datetime) -> None:
    """Whether one can apply now: from the opening on, before the closing (R9); raises NotOpenYet, TooLate, UnknownSession."""
    if opens_at is None or closes_at is None:
        raise UnknownSession
    values = {"session": session, "opens": opens_at, "closes": closes_at}
    if now < opens_at:
        raise NotOpenYet(**values)
    if now >= closes_at:
        raise TooLate(**values)
