"""The blueprint that the doors hang on, the words that templates call, and from where letters go."""

from __future__ import annotations

from typing import Any

from flask.blueprints import BlueprintSetupState
from markupsafe import Markup, escape

from events.registration.queries.needs import NeedsLine, needs_line
from events.registration.queries.seats import SeatView
from events.registration.rules import deciding, desk, needs, places, registering, rights, standing
from foundation import signed_in
from foundation.languages import say
from foundation.pages import Pages
from foundation.sentences import Sentence
from foundation.shown import english

pages = Pages("registration", __name__)

MARK = "\ue000"
"""Where a value stands in a sentence until it is put there with its own markup."""


@pages.record_once
def give_words(state: BlueprintSetupState) -> None:
    """What templates of registrations and seats call by name, here and on a person's own page."""
    state.app.jinja_env.globals.update(_words())


def _words() -> dict[str, Any]:
    return {
        "STATE_WORDS": registering.STATE_WORDS,
        "STATE_MARKS": registering.STATE_MARKS,
        "MODE_WORDS": registering.MODE_WORDS,
        "LISTED_ONCE_CONFIRMED": standing.LISTED_ONCE_CONFIRMED,
        "place_words": place_words,
        "PLACE_STEPS": places.PLACE_STEPS,
        "SEAT_WORDS": places.SEAT_WORDS,
        "SEAT_MARKS": places.SEAT_MARKS,
        "SEAT_WENT": places.WENT,
        "RIGHT_MARKS": rights.RIGHT_MARKS,
        "right_words": rights.right_words,
        "NEED_WORDS": needs.KIND_WORDS,
        "NEED_STATE_WORDS": needs.STATE_WORDS,
        "NEED_STATE_MARKS": needs.STATE_MARKS,
        "NEED_QUESTION": needs.ANSWER_WORDS[needs.NeedState.ASKED],
        "is_question": needs.is_question,
        "need_state": need_state,
        "needs_line": _needs_line,
        "VERDICT_WORDS": deciding.VERDICT_WORDS,
        "SORTS": desk.SORTS,
        "MISSING": desk.MISSING,
        "SIZES": desk.SIZES,
        "as_said": as_said,
        "entry_words": entry_words,
    }


def _needs_line(edition: str, meeting: str) -> NeedsLine | None:
    """For the desk page of a meeting, which stands in a room below: what its planner is told of needs, without names."""
    person = signed_in.person()
    return needs_line(person.id if person else None, edition, meeting)


def need_state(need: needs.Answered, *, to_person: bool = False) -> str:
    """How a need stands, in words."""
    return say(needs.standing(need, to_person=to_person))


def as_said(kept: str) -> Markup:
    """A reason or step as it was kept: one of ours in the reader's language, what somebody wrote as it is."""
    found = registering.reason_of(kept)
    return escape(say(found)) if isinstance(found, Sentence) else english(found)


def entry_words(reason: Sentence) -> Markup:
    """What R1 says, with the decision that it names kept apart: the records have it in English only."""
    decision = str(reason.values.get("decision", ""))
    said = escape(say(reason.with_values(decision=MARK)))
    return Markup("<bdi>{}</bdi>").format(english(decision)).join(said.split(MARK)) if decision else said


def place_words(view: SeatView) -> Sentence:
    """The answer to who asks for a seat, in words."""
    state = registering.STATE_WORDS.get(view.asker.state, "")
    return places.PLACE_WORDS[view.answer].with_values(
        part=view.segment_name, state=state, left=view.left, waiting=view.waiting
    )
