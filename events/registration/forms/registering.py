"""The registration that comes in."""

from __future__ import annotations

from flask_babel import lazy_gettext as _
from wtforms import RadioField, SelectChoice, SelectMultipleField
from wtforms.validators import AnyOf

from foundation.forms import Form, stop


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
