"""What becomes of a registration, and the words for its states."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum

from events.registration.rules.entry import SECRETARIAT, STATES, Entry
from events.registration.rules.standing import AFFILIATION_GONE, DECLARE_AGAIN
from foundation.errors import Forbidden, Invalid, Missing, Refused
from foundation.sentences import Sentence

REGISTRAR = "registrar"
"""Who decides on registrations: in the house, or in the scope of an edition or a segment."""

CHECK_IN = "check_in"
"""Who lets people in at the doors."""

BY_RULE = "rules"
"""How a registration says that no person decided on it."""


class State(StrEnum):
    """What became of a registration."""

    NEW = "new"
    PRE_APPROVED = "pre_approved"
    APPROVED = "approved"
    ON_HOLD = "on_hold"
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"


STANDING = frozenset({State.NEW, State.PRE_APPROVED, State.APPROVED, State.ON_HOLD})
"""States in which a registration stands: registering again changes nothing, but for `is_standing`."""

STATE_WORDS: Mapping[str, Sentence] = {
    State.NEW: Sentence("new"),
    State.PRE_APPROVED: Sentence("pre-approved"),
    State.APPROVED: Sentence("approved"),
    State.ON_HOLD: Sentence("on hold"),
    State.REFUSED: Sentence("refused"),
    State.WITHDRAWN: Sentence("withdrawn"),
}

STATE_MARKS: Mapping[str, tuple[str, str]] = {
    State.NEW: ("wait", "warn"),
    State.PRE_APPROVED: ("part", "inf"),
    State.APPROVED: ("ok", "ok"),
    State.ON_HOLD: ("late", "warn"),
    State.REFUSED: ("can", "err"),
    State.WITHDRAWN: ("none", "mut"),
}
"""By state: the shape and tone of its mark."""

STATE_STEPS: Mapping[str, Sentence] = {
    State.NEW: Sentence("The secretariat or your focal point looks at it. Nothing is asked of you."),
    State.PRE_APPROVED: Sentence("The secretariat looks at it next. Nothing is asked of you."),
    State.ON_HOLD: Sentence("Send the secretariat what is missing. Your registration keeps its date."),
    State.WITHDRAWN: Sentence("You can register again while registration is open."),
}

WAITING_STEP = Sentence(
    "Every place is taken. You wait for one, in the order in which people came; your own page says your number."
)

MODE_WORDS: Mapping[str, Sentence] = {"on_site": Sentence("on site"), "online": Sentence("online")}


class RegistrationClosed(Refused):
    sentence = Sentence("Registration for “{part}” is not open. {times}")


class NothingChosen(Invalid):
    sentence = Sentence("Choose at least one part of the edition.")


class UnknownCapacity(Invalid):
    sentence = Sentence("Choose for whom you come.")
    next_step = Sentence("Your affiliations say it; one that has ended or begins later can’t be chosen.")


class UnknownRegistration(Missing):
    sentence = Sentence("There is no such registration.")
    next_step = Sentence("Your own page lists the registrations you have.")


class ModeSettled(Refused):
    sentence = Sentence("How you take part in “{part}” can’t be changed any more.")
    next_step = Sentence("Write to the secretariat.")


class ModeFull(Refused):
    sentence = Sentence("Every place in “{part}” is taken for those who take part {mode}.")
    next_step = Sentence("Your registration stays as it is.")


class NoBasis(Refused):
    sentence = Sentence("This registration can’t be approved (R1). {reason}")
    next_step = Sentence("Refuse it with this reason, or record the basis first.")


class NotDecidable(Refused):
    sentence = Sentence("The person has withdrawn this registration; there is nothing to decide.")


class ReasonNeeded(Invalid):
    sentence = Sentence("Give the reason: the person reads it.")


class MayNotDecide(Forbidden):
    sentence = Sentence("You may read the registrations and don’t decide on them.")


NO_OTHER_PART = Sentence("The part it went with was given up.")
NAMED = Sentence("A delegation names the person, who has not answered yet.")
"""Why a registration is kept of somebody who has none: a delegation waits for their answer."""


READY_REASONS = (
    Sentence("The letter of your organization that names you is missing."),
    Sentence("Your organization has not confirmed that you are with it."),
    Sentence("No basis of participation is on record for your organization."),
    Sentence("You are registered twice for this part."),
    Sentence("Your organization has named others for all the places it has."),
)
READY_STEPS = (
    Sentence("Send the letter to the secretariat; your registration keeps its date."),
    Sentence("Ask the focal point of your organization to confirm you."),
    Sentence("Your organization can apply for accreditation; then register again."),
    Sentence("You can follow the meetings that are public on the web."),
)
"""Sentences for those who decide to choose from: kept as they are, they speak every language."""

OUR_REASONS = {
    str(sentence): sentence for sentence in (NO_OTHER_PART, NAMED, AFFILIATION_GONE, *READY_REASONS, *READY_STEPS)
}


def reason_of(kept: str) -> Sentence | str:
    """A reason as it was kept; one of ours becomes a sentence again, which speaks every language."""
    return OUR_REASONS.get(kept, kept)


def is_standing(state: str, reason: str) -> bool:
    """Whether a registration stands; one whose affiliation has gone is on hold until the person registers again."""
    return state in STANDING and not (state == State.ON_HOLD and reason == str(AFFILIATION_GONE))


def step_of(state: str, reason: str) -> Sentence | None:
    """What the person can do next."""
    if state == State.ON_HOLD and not is_standing(state, reason):
        return DECLARE_AGAIN
    return STATE_STEPS.get(state)


VOUCHED_FOR = STATES | {"UN-ENTITY", "IGO", SECRETARIAT}
"""Constituencies in whose name nobody comes on their own word, not even to what is open."""

NOES = frozenset({"refuse", "hold"})
PEOPLES_VERBS = NOES | {"approve", "register_on_behalf"}
"""How the journal calls what people decide on others’ registrations: a no, and what lifts one."""


def is_turned_away(state: str, decided_by: str, last_verdict: str) -> bool:
    """Whether a person said no to a registration and nobody has lifted that since, whatever its own person did."""
    return last_verdict in NOES or (state == State.REFUSED and decided_by.startswith("account:"))


def is_vouched_for(constituency: str, *, needs_basis: bool, is_confirmed: bool, was_declined: bool = False) -> bool:
    """Whether who declares an affiliation is believed: confirmed, or for what is open in nobody’s name but their own."""
    return is_confirmed or not (needs_basis or was_declined or constituency in VOUCHED_FOR)


def decide_state(entry: Entry, *, is_vouched: bool, is_turned_away: bool = False) -> State:
    """What becomes of a new registration: refused without a basis, looked at while no rule can tell.

    No rule can where the affiliation is only declared, nor where a person has said no before.
    """
    if not entry.may:
        return State.REFUSED
    return State.APPROVED if is_vouched and not is_turned_away else State.NEW
