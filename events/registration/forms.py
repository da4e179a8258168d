"""What comes in: the question, the registration, the filter of the desk, and what is decided there."""

from __future__ import annotations

from collections.abc import Mapping

from flask_babel import lazy_gettext as _
from wtforms import RadioField, SelectChoice, SelectMultipleField
from wtforms.validators import AnyOf

from events.registration.rules.coming import Question
from events.registration.rules.desk import Filter
from events.registration.rules.registering import State
from foundation.forms import Form, LongText, stop

MOST_REASON = 500


def read_question(args: Mapping[str, str]) -> Question:
    """The question out of a query: `constituency`, `organization`, `segment`, each at most 40 signs."""
    return Question(*(args.get(name, "").strip()[:40] for name in ("constituency", "organization", "segment")))


def read_filter(args: Mapping[str, str]) -> Filter:
    """The filter of the desk out of a query; a state or page that is none is left out."""
    state, page = args.get("state", ""), args.get("page", "")
    return Filter(
        state=state if state in set(State) else "",
        segment=args.get("segment", "").strip()[:20],
        words=" ".join(args.get("q", "").split())[:80],
        page=int(page) if page.isdecimal() and len(page) < 6 and int(page) else 1,
    )


def read_number(text: str) -> int | None:
    """A row's number out of a query or form; None for anything else."""
    return int(text) if text.isdecimal() and len(text) < 10 else None


class RegisterForm(Form):
    """For which parts, and how. Under which affiliation stands in a hidden field."""

    segments = SelectMultipleField(_("What do you come for?"), choices=[], validate_choice=False)
    mode = RadioField(
        _("How do you take part?"),
        choices=[SelectChoice("on_site", _("In Geneva")), SelectChoice("online", _("Online"))],
        validators=[AnyOf(["on_site", "online"], message=_("Choose how you take part."))],
        default="on_site",
        validate_choice=False,
    )

    def validate_segments(self, field: SelectMultipleField) -> None:
        if not field.data:
            raise stop(_("Choose at least one part of the edition."))


class VerdictForm(Form):
    """What is decided on one registration."""

    reason = LongText(_("Reason, for the person"), most=MOST_REASON)
