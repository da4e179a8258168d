"""What the secretariat fills in about an organization, and about a merge of two records."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from flask_babel import lazy_gettext as _
from wtforms import BooleanField, HiddenField
from wtforms.validators import Optional, Regexp, ValidationError

from foundation.countries import STATES
from foundation.fields import Choice, Radios, Whole, offered
from foundation.forms import Form, LongText, SeenForm, Text, needed
from foundation.languages import pick, say
from foundation.shown import countries
from stakeholders.organizations.models import Constituency
from stakeholders.organizations.rules.directory import (
    KEY_FORM,
    KINDS,
    MOST_ACRONYM,
    MOST_NAME,
    MOST_NUMBER,
    MOST_OTHERS,
    MOST_SEAT,
    REGIONS,
    SIX,
    STATUSES,
    cleaned,
)
from stakeholders.organizations.rules.merging import MOST_GROUND

MOST_LINES = MOST_OTHERS * (MOST_NAME + 2)
FIRST_YEAR, LAST_YEAR = 1500, 2200


class OrganizationForm(SeenForm):
    """All that is kept of an organization; each language has a name and an acronym."""

    name_en = Text(_("Name in English"), most=MOST_NAME, validators=[needed()])
    name_fr = Text(_("Name in French"), most=MOST_NAME)
    name_es = Text(_("Name in Spanish"), most=MOST_NAME)
    name_ar = Text(_("Name in Arabic"), most=MOST_NAME)
    name_zh = Text(_("Name in Chinese"), most=MOST_NAME)
    name_ru = Text(_("Name in Russian"), most=MOST_NAME)
    acronym = Text(_("Acronym"), most=MOST_ACRONYM)
    acronym_fr = Text(_("Acronym in French"), most=MOST_ACRONYM)
    acronym_es = Text(_("Acronym in Spanish"), most=MOST_ACRONYM)
    acronym_ar = Text(_("Acronym in Arabic"), most=MOST_ACRONYM)
    acronym_zh = Text(_("Acronym in Chinese"), most=MOST_ACRONYM)
    acronym_ru = Text(_("Acronym in Russian"), most=MOST_ACRONYM)
    other_names = LongText(_("Other and former names"), most=MOST_LINES)
    constituency = Choice(_("Constituency"))
    status = Choice(_("Consultative status"))
    status_number = Text(_("Number of the status"), most=MOST_NUMBER)
    country = Choice(_("Country"))
    region = Choice(_("Region"))
    seat = Text(_("Seat"), most=MOST_SEAT)
    founded_year = Whole(_("Founded in"), [Optional()], least=FIRST_YEAR, most=LAST_YEAR)
    ended_year = Whole(_("Ended in"), [Optional()], least=FIRST_YEAR, most=LAST_YEAR)
    note = LongText(_("Note"), most=1000)
    sure = BooleanField(_("Change the constituency, with what hangs on it"))

    kept: Mapping[str, str] = {}
    """Acronyms that the form does not show."""

    plain = ("acronym", "constituency", "status", "status_number", "country", "region", "seat", "founded_year", "note")

    def offer(self, constituencies: Sequence[Constituency], *, country: str = "") -> None:
        """Put in what can be chosen: the States, and the country that stands there, whatever it is."""
        self.constituency.choices = offered((each.key, pick(each.names).text) for each in constituencies)
        self.status.choices = offered((key, say(words)) for key, words in STATUSES.items())
        self.country.choices = offered([("", "–"), *countries({*STATES, country} - {""}).items()])
        self.region.choices = offered([("", "–"), *((key, say(words)) for key, words in REGIONS.items())])

    def take(self, standing: Mapping[str, Any], revision: int) -> None:
        """Fill in an organization as it stands."""
        for name in (*self.plain, "ended_year"):
            self[name].data = standing[name]
        for code in SIX:
            self[f"name_{code}"].data = standing["names"].get(code, "")
            if code != "en":
                self[f"acronym_{code}"].data = standing["acronyms"].get(code, "")
        self.other_names.data = "\n".join(standing["other_names"])
        self.seen.data = str(revision)

    def keep(self, acronyms: Mapping[str, str]) -> None:
        """Let the acronyms be that have no field here."""
        self.kept = {code: short for code, short in acronyms.items() if code not in SIX or code == "en"}

    def validate_other_names(self, field: LongText) -> None:
        names = cleaned(field.data or "")
        if len(names) > MOST_OTHERS or any(len(name) > MOST_NAME for name in names):
            words = str(_("Give {most} names at most, each of {length} characters at most."))
            raise ValidationError(words.format(most=MOST_OTHERS, length=MOST_NAME))

    def validate_ended_year(self, field: Whole) -> None:
        if field.data and self.founded_year.data and field.data < self.founded_year.data:
            raise ValidationError(_("Let it end after it begins."))

    @property
    def values(self) -> dict[str, Any]:
        names = {code: self[f"name_{code}"].data for code in SIX if self[f"name_{code}"].data}
        shorts = {code: self[f"acronym_{code}"].data for code in SIX if code != "en" and self[f"acronym_{code}"].data}
        return {
            **{name: self[name].data for name in self.plain},
            "names": names,
            "acronyms": {**self.kept, **shorts},
            "other_names": cleaned(self.other_names.data or ""),
            "ended_year": self.ended_year.data,
        }


def by_field(values: Mapping[str, Any]) -> dict[str, Any]:
    """The values of an organization by the fields that show them."""
    told = {name: value for name, value in values.items() if name not in ("names", "acronyms")}
    for code in SIX:
        told[f"name_{code}"] = values["names"].get(code, "")
        if code != "en":
            told[f"acronym_{code}"] = values["acronyms"].get(code, "")
    return told


class NewOrganizationForm(OrganizationForm):
    """An organization that is not there yet, with the key that it will keep."""

    kind = Radios(_("What it is"), default="participant")
    key = Text(
        _("Key"),
        most=40,
        validators=[
            Optional(),
            Regexp(
                KEY_FORM, message=_("Use 2 to 40 capital letters, digits and hyphens, as WFEO; not P- at the start.")
            ),
        ],
    )
    another = BooleanField(_("It is another organization of that name"))

    def offer(self, constituencies: Sequence[Constituency], *, country: str = "") -> None:
        super().offer(constituencies, country=country)
        self.kind.choices = offered((key, say(words)) for key, words in KINDS.items())


class MergeForm(Form):
    """Why two records are one; `plan` names what was looked at."""

    reason = LongText(_("Reason"), most=MOST_GROUND, validators=[needed()])
    plan = HiddenField()


class DecideForm(Form):
    """A reason, for the person."""

    reason = Text(_("Reason"), most=300)
