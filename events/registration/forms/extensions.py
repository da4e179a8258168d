"""A later closing of registration as it comes in."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from flask_babel import lazy_gettext as _

from events.registration.rules.extensions import MOST_REASON
from foundation.fields import Choice, WallMoment, offered
from foundation.forms import Form, LongText, Text, needed


class ExtensionForm(Form):
    """For which part and for whom it closes later, until when and why."""

    segment = Choice(_("Part"))
    constituency = Choice(_("Constituency"), default="")
    organization = Choice(_("Organization or State"), default="")
    email = Text(_("E-mail address of a person"), most=254)
    closes_at = WallMoment(_("Closes on"), [needed()])
    reason = LongText(_("Reason, for the record"), most=MOST_REASON, validators=[needed()])

    def offer(
        self,
        segments: Iterable[tuple[str, Any]],
        constituencies: Iterable[tuple[str, Any]],
        organizations: Iterable[tuple[str, Any]],
    ) -> None:
        """Fill the lists."""
        nobody = [("", _("not named"))]
        self.segment.choices = offered(segments)
        self.constituency.choices = offered([*nobody, *constituencies])
        self.organization.choices = offered([*nobody, *organizations])
