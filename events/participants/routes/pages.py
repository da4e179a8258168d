"""The blueprint that the doors of participants hang on, and the words that templates call."""

from __future__ import annotations

from flask.blueprints import BlueprintSetupState

from events.participants.rules import lists, order
from foundation.pages import Pages

pages = Pages("participants", __name__)


@pages.record_once
def give_words(state: BlueprintSetupState) -> None:
    """What templates of the list call by name."""
    state.app.jinja_env.globals.update(
        RANK_WORDS=order.RANK_WORDS,
        LIST_NAMES=lists.NAMES,
        LIST_AS_IT_STANDS=lists.AS_IT_STANDS,
        needs_other_fonts=lists.needs_other_fonts,
    )
