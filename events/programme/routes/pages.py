"""The programme's blueprint, which its doors hang on, and the words that macros call."""

from __future__ import annotations

from flask.blueprints import BlueprintSetupState

from events.editions.models import Edition
from events.programme.models import Version
from events.programme.queries import labels
from events.programme.rules import answers, timetable, words
from events.programme.rules.notices import Told, told
from foundation import clock
from foundation.pages import Pages

pages = Pages("programme", __name__)

WORDS = {
    "week_of": timetable.week_of,
    "week_spans": timetable.week_spans,
    "language_name": labels.language_name,
    "named_languages": labels.named_languages,
    "named": labels.named,
    "KIND_WORDS": words.KIND_WORDS,
    "RIGHT_WORDS": words.RIGHT_WORDS,
    "CHANGE_WORDS": words.CHANGE_WORDS,
    "CHANGE_MARKS": words.CHANGE_MARKS,
    "FIELD_WORDS": words.FIELD_WORDS,
    "HOST_WORDS": answers.STANDING_WORDS,
    "HOST_MARKS": answers.STANDING_MARKS,
}


def urgent_notices(version: Version, edition: Edition, meeting: str | None = None) -> list[Told]:
    """The urgent notices that a version was amended by, as long as their day is not over."""
    return told(version.notices, on=clock.today(edition.zone), meeting=meeting)


@pages.record_once
def give_words(state: BlueprintSetupState) -> None:
    """What macros of the programme, of dialogues and of other rooms' lists call by name."""
    state.app.jinja_env.globals.update(**WORDS, urgent_notices=urgent_notices)
