"""The link of a meeting."""

from __future__ import annotations

from flask_babel import lazy_gettext as _
from wtforms.validators import ValidationError

from events.registration.rules.joining import MOST_ADDRESS, MOST_WORDS, BadLink, read_link
from foundation.forms import Form, LongText, Text, needed
from foundation.languages import say


class LinkForm(Form):
    """Where people join, and what they should know."""

    address = Text(_("Address to join by"), most=MOST_ADDRESS, validators=[needed()])
    words = LongText(_("What people should know"), most=MOST_WORDS)

    def validate_address(self, field: Text) -> None:
        try:
            read_link(field.data or "")
        except BadLink as refused:
            raise ValidationError(say(refused.sentence)) from None
