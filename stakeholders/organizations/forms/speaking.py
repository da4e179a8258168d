"""What people fill in who ask to speak for an organization, hand over, or end a term."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from flask_babel import lazy_gettext as _
from wtforms.validators import Optional

from foundation.fields import Choice, Day, offered
from foundation.forms import Form, LongText, Text, needed
from stakeholders.organizations.rules import MOST_REASON
from stakeholders.organizations.rules.terms import MOST_GROUND

FROM_THE_LIST = _("Choose from the list.")


class _Term(Form):
    since = Day(_("From"), [needed()])
    ground = LongText(_("On what ground"), most=MOST_GROUND, validators=[needed()])


class AskForm(_Term):
    """For which organization, from when, and why."""

    organization = Choice(_("Organization"))

    def offer(self, organizations: Iterable[tuple[str, Any]]) -> None:
        """Put in what can be asked for."""
        self.organization.choices = offered(organizations)


class HandOverForm(_Term):
    """To whom, from when, and why."""

    to = Choice(_("To"))

    def offer(self, people: Iterable[tuple[str, str]]) -> None:
        """Put in who can be handed to."""
        self.to.choices = offered(people)


class LastDayForm(Form):
    """With which day somebody's affiliation ends."""

    until = Day(_("Last day"), [needed()])


class EndTermForm(Form):
    """With which day a term ends, and why."""

    until = Day(_("Last day"), [Optional()])
    reason = Text(_("Reason"), most=MOST_REASON)
