"""Which meetings a reader asks for: the filters of the programme, in the address; and what a person wishes of their calendar."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Protocol

from flask_babel import lazy_gettext as _
from wtforms import BooleanField, SelectChoice, SelectField

from events.feeds.rules.personal import ALARMS
from events.programme.rules.selection import KINDS, Selection, UnknownFilter, checked, refuse_unknown
from foundation.forms import Form, needed
from foundation.languages import LANGUAGES


class Asked(Protocol):
    """The query of a request."""

    def getlist(self, key: str) -> list[str]: ...

    def __iter__(self) -> Iterator[str]: ...


def asked_selection(asked: Asked) -> Selection:
    """The selection that a query asks for, whether its keys are known or not; empty values count as not asked.

    Raises UnknownParameter, and UnknownFilter for what can't be a key: a database may refuse even to be asked for it.
    """
    refuse_unknown(asked, KINDS)
    chosen = {kind: [key for key in asked.getlist(kind) if key] for kind in KINDS}
    for kind, keys in chosen.items():
        for key in keys:
            if not key.isprintable():
                raise UnknownFilter(kind=kind, key=key)
    return Selection.of(chosen)


def read_selection(asked: Asked, known: Mapping[str, Iterable[str]]) -> Selection:
    """The selection out of a query; raises UnknownFilter."""
    return checked(asked_selection(asked).query, known)


ALARM_WORDS = {
    10: _("10 minutes before"),
    15: _("15 minutes before"),
    30: _("30 minutes before"),
    60: _("1 hour before"),
    1440: _("1 day before"),
}


class WishesForm(Form):
    """In which language a person's calendar speaks, and how long before a meeting it rings."""

    language = SelectField(
        _("Language"),
        choices=[SelectChoice(each.code, each.name) for each in LANGUAGES],
        invalid_choice_message=_("Choose one of these languages."),
    )
    alarm = SelectField(
        _("Alarm"),
        choices=[SelectChoice("", _("none")), *(SelectChoice(str(each), ALARM_WORDS[each]) for each in ALARMS)],
        invalid_choice_message=_("Choose one of these times."),
    )

    @classmethod
    def of(cls, language: str, alarm_minutes: int | None) -> WishesForm:
        """The form with the wishes as they are."""
        return cls(formdata=None, language=language, alarm=str(alarm_minutes or ""))

    @property
    def minutes(self) -> int | None:
        return int(self.alarm.data) if self.alarm.data else None


class RevokeForm(Form):
    """The word that one knows what revoking does."""

    sure = BooleanField(
        _("I know that this address stops for good."),
        validators=[needed(_("Tick this first: a revoked address can’t be brought back."))],
    )
