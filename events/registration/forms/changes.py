"""Asking for a change of a registration, and the answer."""

from __future__ import annotations

from typing import Any

from flask_babel import lazy_gettext as _
from wtforms import SelectChoice
from wtforms.validators import InputRequired

from events.registration.queries.change_requests import OwnChange
from events.registration.rules import change_requests as rules
from events.registration.services.change_requests import Wanted
from foundation.fields import NO_CHOICE, Radios
from foundation.forms import LongText, SeenForm, Text
from foundation.languages import pick

AS_IT_IS = "0"


class ChangeForm(SeenForm):
    """What somebody wants changed about an approved registration."""

    capacity = Radios(_("You come for"), validators=[InputRequired(NO_CHOICE)])
    function = Text(_("Function or title"), most=rules.MOST_FUNCTION)
    listed_name = Text(_("Name in the list of participants"), most=rules.MOST_LISTED)
    note = LongText(_("What the registrar should know"), most=rules.MOST_NOTE)

    def __init__(self, view: OwnChange, **options: Any) -> None:
        row = view.registration
        options.setdefault("data", {})
        super().__init__(
            **{
                **options,
                "data": {
                    "capacity": AS_IT_IS,
                    "function": row.function,
                    "listed_name": row.listed_name,
                },
            }
        )
        own = (row.organization_id, row.constituency_id)
        now = row.organization.names if row.organization else row.constituency.names
        others = [each for each in view.affiliations if (each.organization_id, each.constituency_id) != own]
        self.capacity.choices = [
            SelectChoice(AS_IT_IS, str(_("{name}, as now")).format(name=pick(now).text)),
            *(SelectChoice(str(each.affiliation_id), pick(each.names).text) for each in others),
        ]

    @property
    def wanted(self) -> Wanted:
        """What was filled in."""
        chosen = self.capacity.data
        return Wanted(
            None if chosen == AS_IT_IS else int(chosen),
            self.function.data,
            self.listed_name.data,
            self.note.data,
        )


class AnswerForm(SeenForm):
    """The registrar's answer."""

    reason = LongText(_("Reason, for the person"), most=rules.MOST_REASON)
