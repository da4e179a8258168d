"""The blueprint that the doors hang on, the words that templates call, and from where letters go."""

from __future__ import annotations

from flask.blueprints import BlueprintSetupState

from events.registration.queries.seats import SeatView
from events.registration.rules import places, registering, rights
from foundation.pages import Pages
from foundation.sentences import Sentence

pages = Pages("registration", __name__)


@pages.record_once
def give_words(state: BlueprintSetupState) -> None:
    """What templates of registrations and seats call by name, here and on a person's own page."""
    state.app.jinja_env.globals.update(
        STATE_WORDS=registering.STATE_WORDS,
        STATE_MARKS=registering.STATE_MARKS,
        MODE_WORDS=registering.MODE_WORDS,
        place_words=place_words,
        PLACE_STEPS=places.PLACE_STEPS,
        SEAT_WORDS=places.SEAT_WORDS,
        SEAT_MARKS=places.SEAT_MARKS,
        RIGHT_MARKS=rights.RIGHT_MARKS,
        right_words=rights.right_words,
    )


def place_words(view: SeatView) -> Sentence:
    """The answer to who asks for a seat, in words."""
    state = registering.STATE_WORDS.get(view.asker.state, "")
    return places.PLACE_WORDS[view.answer].with_values(
        part=view.segment_name, state=state, left=view.left, waiting=view.waiting
    )
