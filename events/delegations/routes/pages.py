"""The blueprint that the doors hang on, and the words that its templates call."""

from __future__ import annotations

from flask.blueprints import BlueprintSetupState

from events.delegations.rules import imports, ranks
from foundation.pages import Pages

pages = Pages("delegations", __name__)


@pages.record_once
def give_words(state: BlueprintSetupState) -> None:
    """What templates of delegations call by name."""
    state.app.jinja_env.globals.update(
        RANK_WORDS=ranks.RANK_WORDS,
        IMPORT_WORDS=imports.IMPORT_WORDS,
        IMPORT_MARKS=imports.IMPORT_MARKS,
    )
