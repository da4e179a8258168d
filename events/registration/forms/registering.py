"""The registration that comes in."""

from __future__ import annotations

from flask_babel import lazy_gettext as _
from wtforms import BooleanField, RadioField, SelectChoice, SelectMultipleField
from wtforms.validators import AnyOf

from events.registration.forms.needs import NeedFields
from events.registration.rules.needs import Besides
from foundation.forms import Text, stop

MOST_FUNCTION = 120


def read_number(text: str) -> int | None:
    """A row's number out of a query or form; None for anything else."""
    return int(text) if text.isdecimal() and len(text) < 10 else None


class RegisterForm(NeedFields):
    """For which parts, and how; what the list of participants says; what is needed. The affiliation is a hidden field."""

    segments = SelectMultipleField(_("What do you come for?"), choices=[], validate_choice=False)
    mode = RadioField(
        _("How do you take part?"),
        choices=[SelectChoice("on_site", _("In Geneva")), SelectChoice("online", _("Online"))],
        validators=[AnyOf(["on_site", "online"], message=_("Choose how you take part."))],
        default="on_site",
        validate_choice=False,
    )

    function = Text(_("Your function, for the list of participants"), most=MOST_FUNCTION)
    is_listed = BooleanField(_("I agree to stand in the list of participants"))

    @property
    def besides(self) -> Besides:
        return Besides(self.function.data or "", self.is_listed.data, self.wanted)

    def validate_segments(self, field: SelectMultipleField) -> None:
        if not field.data:
            raise stop(_("Choose at least one part of the edition."))
