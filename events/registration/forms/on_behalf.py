"""Registering somebody else."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from flask_babel import lazy_gettext as _
from wtforms import Field, SelectChoice
from wtforms.validators import InputRequired

from events.editions.models import Segment
from events.registration.rules import on_behalf as rules
from events.registration.services.registering_others import Somebody
from foundation import languages
from foundation.fields import NO_CHOICE, Choice, Radios, Ticks, offered
from foundation.forms import Form, Text, needed, stop
from stakeholders.accounts.rules import MOST_EMAIL, MOST_NAME, email_as_kept, is_email, is_name
from stakeholders.accounts.services.inviting import Named
from stakeholders.organizations import queries as directory
from stakeholders.organizations.models import Organization

HOW = [
    SelectChoice(rules.SENT, _("for an organization or a State")),
    SelectChoice(rules.ALONE, _("alone, as an invited expert")),
    SelectChoice(rules.SERVING, _("as staff servicing the meetings")),
]
MODES = [SelectChoice("on_site", _("In Geneva")), SelectChoice("online", _("Online"))]


class PersonForm(Form):
    """Who somebody is, as another types it."""

    name = Text(_("Name"), most=MOST_NAME, validators=[needed()])
    name_latin = Text(_("Name in Latin letters"), most=MOST_NAME)
    email = Text(_("E-mail address"), most=MOST_EMAIL, validators=[needed()])
    language = Choice(
        _("Language of letters"), choices=offered((each.code, each.name) for each in languages.LANGUAGES), default="en"
    )
    function = Text(_("Function or title"), most=rules.MOST_FUNCTION)
    mode = Radios(_("Takes part"), choices=MODES, default="on_site", validators=[InputRequired(NO_CHOICE)])
    late_reason = Text(_("Reason, if registration is closed"), most=rules.MOST_LATE)

    def validate_email(self, field: Field) -> None:
        if not is_email(email_as_kept(field.data)):
            raise stop(_("Give an address as name@example.org."))

    def validate_name(self, field: Field) -> None:
        if not is_name(field.data):
            raise stop(_("Give the name of the person."))

    @property
    def person(self) -> Named:
        """The person as typed."""
        return Named(email_as_kept(self.email.data), self.name.data, self.name_latin.data, self.language.data)


class SomebodyForm(PersonForm):
    """A person, as what and for which parts they come."""

    how = Radios(_("Comes"), choices=HOW, default=rules.SENT, validators=[InputRequired(NO_CHOICE)])
    organization = Choice(_("Organization or State"), validate_choice=False)
    segments = Ticks(_("Parts of the edition"))

    def __init__(self, segments: Sequence[Segment], organizations: Sequence[Organization], **options: Any) -> None:
        super().__init__(**options)
        self.segments.choices = offered((each.key, each.name) for each in segments)
        self.organization.choices = grouped(organizations)

    def validate_segments(self, field: Field) -> None:
        if not field.data:
            raise stop(_("Choose at least one part of the edition."))

    @property
    def somebody(self) -> Somebody:
        """What was filled in."""
        return Somebody(
            person=self.person,
            segments=self.segments.data,
            how=self.how.data,
            organization_key=self.organization.data or "",
            mode=self.mode.data,
            function=self.function.data,
            late_reason=self.late_reason.data,
        )


def grouped(organizations: Sequence[Organization]) -> list[SelectChoice]:
    """Organizations in groups, each by its name in the reader's language, after a choice of none."""
    found = offered([("", "")])
    for words, rows in directory.choices_in_groups(organizations):
        found += offered([(each.key, told) for each, told in rows], languages.say(words))
    return found
