"""The forms of the places' desk: a quota, how the list is kept, and the reason for a deed on one who waits."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from flask_babel import lazy_gettext as _
from wtforms import BooleanField, HiddenField

from events.registration.rules.waiting import MOST_HOURS, MOST_PLACES, MOST_REASON
from foundation.fields import Choice, Whole, offered
from foundation.forms import Form, LongText, Text, needed


class NewQuotaForm(Form):
    """A new quota: whom it names, and how many."""

    constituency = Choice(_("Constituency"))
    organization = Text(_("Organization"), most=200)
    mode = Choice(_("How they take part"))
    places = Whole(_("Places"), [needed()], least=0, most=MOST_PLACES)

    def __init__(self, constituencies: Iterable[tuple[str, Any]], **options: Any) -> None:
        super().__init__(**options)
        self.constituency.choices = [*offered([("", _("all"))]), *offered(constituencies)]
        self.mode.choices = offered([("", _("on site or online")), ("on_site", _("on site")), ("online", _("online"))])


class QuotaForm(Form):
    """How many places a quota has; `seen` is the number that stood there."""

    places = Whole(_("Places"), [needed()], least=0, most=MOST_PLACES)
    seen = HiddenField()

    @property
    def was(self) -> int:
        """The number that was seen; what is no number was never shown to anybody."""
        text = self.seen.data or ""
        return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else -1


class ListForm(Form):
    """Whether people can wait, and for how long an offer holds; `seen` is what stood there."""

    is_kept = BooleanField(_("People can wait for a place"))
    offer_hours = Whole(_("Hours that an offer holds"), [needed()], least=1, most=MOST_HOURS)
    seen = HiddenField()

    @property
    def was(self) -> tuple[bool, int]:
        """What was seen."""
        kept, _sign, hours = (self.seen.data or "").partition(":")
        return kept == "1", int(hours) if hours.isascii() and hours.isdigit() and len(hours) < 10 else -1


class ReasonForm(Form):
    """Why the desk does something with one who waits."""

    reason = LongText(_("Reason, for the person"), validators=[needed()], most=MOST_REASON)
