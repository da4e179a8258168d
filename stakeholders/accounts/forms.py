"""What people fill in to come in, and about themselves."""

from __future__ import annotations

from typing import Any

from flask_babel import lazy_gettext as _
from wtforms import BooleanField, Field, HiddenField, PasswordField, SelectField, SelectMultipleField
from wtforms.validators import ValidationError

from foundation import languages
from foundation.forms import Form, LongText, Text, at_most, needed
from foundation.languages import say
from stakeholders.accounts import rules
from stakeholders.accounts.models import Account
from stakeholders.accounts.services.profiles import Profile

SIX = {language.code: language.name for language in languages.LANGUAGES}
FROM_THE_LIST = _("Choose from the list.")
EMAIL = _("E-mail address")
PASSWORD = _("Password")
STAY = _("Stay signed in on this device")


def of_an_email(form: Form, field: Field) -> None:
    """Refuse what has not the shape of an address."""
    if not rules.is_email(rules.email_as_kept(field.data or "")):
        raise ValidationError(_("Give an address as name@example.org."))


def of_a_name(form: Form, field: Field) -> None:
    """Refuse a name that nobody can see."""
    if not rules.is_name(field.data or ""):
        raise ValidationError(_("Give your name."))


def name_field() -> Text:
    return Text(_("Name"), most=rules.MOST_NAME, validators=[needed(_("Give your name.")), of_a_name])


def present_field() -> PasswordField:
    return PasswordField(_("Present password"), [at_most(rules.MOST_PASSWORD)])


def email_field(label: Any = EMAIL) -> Text:
    return Text(label, most=rules.MOST_EMAIL, validators=[needed(_("Give your e-mail address.")), of_an_email])


class SignInForm(Form):
    email = email_field()
    password = PasswordField(PASSWORD, [needed(_("Give your password.")), at_most(rules.MOST_PASSWORD)])
    stays = BooleanField(STAY)
    next = HiddenField()


class LinkForm(SignInForm):
    """The same form, sent to have a link mailed: the password is not asked for."""

    password = PasswordField(PASSWORD)


class SignUpForm(Form):
    name = name_field()
    email = email_field()
    language = SelectField(_("Language"), choices=SIX, invalid_choice_message=FROM_THE_LIST)
    next = HiddenField()


class FollowForm(Form):
    stays = BooleanField(STAY)
    next = HiddenField()


class PasswordForm(Form):
    present = present_field()
    password = PasswordField(_("New password"), [needed(_("Choose a password.")), at_most(rules.MOST_PASSWORD)])
    next = HiddenField()


class AddressForm(Form):
    email = email_field(_("New e-mail address"))
    present = present_field()


class ProfileForm(Form):
    name = name_field()
    name_latin = Text(_("Name in Latin letters"), most=rules.MOST_NAME)
    language = SelectField(_("Language"), choices=SIX, invalid_choice_message=FROM_THE_LIST)
    further = SelectMultipleField(_("Further languages"), choices=SIX, invalid_choice_message=FROM_THE_LIST)
    zone = SelectField(_("Time zone"), invalid_choice_message=FROM_THE_LIST)
    access_needs = LongText(_("What you need to take part"), most=rules.MOST_NEEDS)

    def __init__(self, account: Account, **options: Any) -> None:
        first, *others = account.languages or [languages.ENGLISH.code]
        super().__init__(obj=account, data={"language": first, "further": others}, **options)
        self.zone.choices = zone_choices(account.zone)

    def profile(self) -> Profile:
        """What was filled in."""
        return Profile(
            name=self.name.data,
            name_latin=self.name_latin.data,
            languages=rules.languages_in_order(self.language.data, self.further.data),
            zone=self.zone.data,
            access_needs=self.access_needs.data,
        )


def zone_choices(present: str) -> dict[str, dict[str, str]]:
    """The time zones by area, in words; one that an account has and that bears no area stands on its own."""
    found = {
        say(rules.AREAS[area]): {zone: rules.place_of(zone) for zone in zones} for area, zones in rules.zones().items()
    }
    if not any(present in zones for zones in rules.zones().values()):
        return {str(_("At present")): {present: present}, **found}
    return found
