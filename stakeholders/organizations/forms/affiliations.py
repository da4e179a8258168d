"""What people fill in about whom they are with."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from flask_babel import lazy_gettext as _
from wtforms import DateField, RadioField, SelectChoice, SelectField
from wtforms.validators import Optional

from foundation.forms import Form, Text, needed
from foundation.languages import pick, say
from stakeholders.organizations import queries, rules
from stakeholders.organizations.models import Constituency, Organization

FROM_THE_LIST = _("Choose from the list.")
DAY = _("Give a day, as 2027-05-13.")
HOW = [
    SelectChoice(rules.SENT, _("I am with an organization or a State")),
    SelectChoice(rules.UNLISTED, _("My organization is not in the list")),
    SelectChoice(rules.ALONE, _("I stand alone, as an invited expert")),
    SelectChoice(rules.SERVING, _("I service the meetings")),
]


class DeclareForm(Form):
    how = RadioField(_("You take part"), choices=HOW, default=rules.SENT, invalid_choice_message=FROM_THE_LIST)
    organization = SelectField(_("Organization or State"), validate_choice=False)
    name = Text(_("Name of your organization"), most=rules.MOST_ORGANIZATION)
    constituency = SelectField(_("What it is"), validate_choice=False)
    since = DateField(_("From"), [needed(DAY)], invalid_value_message=DAY)
    until = DateField(_("Until"), [Optional()], invalid_value_message=DAY)

    def __init__(
        self, organizations: Sequence[Organization], constituencies: Sequence[Constituency], **options: Any
    ) -> None:
        super().__init__(**options)
        self.organization.choices = choices(organizations)
        named = [each for each in constituencies if each.key in rules.UNLISTED_CONSTITUENCIES]
        self.constituency.choices = {"": "", **{each.key: pick(each.names).text for each in named}}


class DeclineForm(Form):
    reason = Text(_("Reason"), most=rules.MOST_REASON, validators=[needed()])


class EndForm(Form):
    until = DateField(_("Last day"), [Optional()], invalid_value_message=DAY)


def choices(organizations: Sequence[Organization]) -> dict[str, Any]:
    """Organizations in groups, each by its name in the reader's language, after a choice of none."""
    groups = queries.choices_in_groups(organizations)
    return {"": "", **{say(words): {each.key: told for each, told in rows} for words, rows in groups}}
