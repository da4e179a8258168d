"""The blueprint that the doors hang on, the words that templates call, and from where letters go."""

from __future__ import annotations

from flask import current_app
from flask.blueprints import BlueprintSetupState

from events.registration.rules import places, registering, rights
from foundation.letters import House
from foundation.pages import Pages

pages = Pages("registration", __name__)


@pages.record_once
def give_words(state: BlueprintSetupState) -> None:
    """What templates of registrations and seats call by name, here and on a person's own page."""
    state.app.jinja_env.globals.update(
        STATE_WORDS=registering.STATE_WORDS,
        STATE_MARKS=registering.STATE_MARKS,
        MODE_WORDS=registering.MODE_WORDS,
        PLACE_WORDS=places.PLACE_WORDS,
        PLACE_STEPS=places.PLACE_STEPS,
        SEAT_WORDS=places.SEAT_WORDS,
        SEAT_MARKS=places.SEAT_MARKS,
        RIGHT_MARKS=rights.RIGHT_MARKS,
        right_words=rights.right_words,
    )


def house() -> House:
    """From where letters go."""
    return House(current_app.config["PUBLIC_URL"], current_app.config["UID_DOMAIN"])
