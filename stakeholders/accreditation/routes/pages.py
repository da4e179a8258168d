"""The blueprint that the doors hang on, the words that templates call, and how much may be sent through them."""

from __future__ import annotations

from typing import Any

from flask import request
from flask.blueprints import BlueprintSetupState
from markupsafe import Markup

from foundation import files, signed_in
from foundation.languages import say
from foundation.pages import Pages
from stakeholders.accreditation.rules import applying, bases

pages = Pages("accreditation", __name__)

TAKING_FILES = frozenset({"accreditation.apply", "accreditation.put_forward", "accreditation.add_papers"})
MOST_OCTETS = (applying.MOST_PAPERS * files.MOST_OCTETS) + 1024 * 1024


@pages.url_value_preprocessor
def take_more(endpoint: str | None, values: dict[str, Any] | None) -> None:
    """Let who is signed in send as much as an application takes; everything else is bounded as everywhere."""
    if endpoint in TAKING_FILES and request.method == "POST" and signed_in.person():
        request.max_content_length = MOST_OCTETS


def sessions_shown(first: int, last: int | None) -> Markup:
    """Sessions from–to, left to right in every direction of text."""
    return Markup('<bdi dir="ltr">{}</bdi>').format(bases.Span(first, last))


def reason_shown(reason: str) -> str:
    """A reason as it was written; one that the house gives by a rule, in the reader’s language."""
    return say(applying.REPLACED) if reason == str(applying.REPLACED) else reason


@pages.record_once
def give_words(state: BlueprintSetupState) -> None:
    """What templates of applications and bases call by name."""
    state.app.jinja_env.globals.update(
        APPLICATION_WORDS=applying.STATE_WORDS,
        APPLICATION_MARKS=applying.STATE_MARKS,
        APPLICATION_VERBS=applying.VERB_WORDS,
        HELD_WORDS=bases.HELD_WORDS,
        reason_shown=reason_shown,
        session_span=sessions_shown,
    )
