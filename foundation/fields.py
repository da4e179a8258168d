"""Fields that forms of several rooms share: days, hours, whole numbers, choices, and keys in an order."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import UTC, date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from flask_babel import lazy_gettext as _
from wtforms import (
    DateField,
    DateTimeLocalField,
    IntegerField,
    RadioField,
    SelectChoice,
    SelectField,
    SelectMultipleField,
    TimeField,
)
from wtforms.validators import NumberRange, Optional, StopValidation, ValidationError
from wtforms.widgets import CheckboxInput, ListWidget

from foundation.forms import Text

NO_DAY = _("Give a day, as 2027-05-13.")
NO_MOMENT = _("Give a day and an hour, as 2027-05-13 09:30.")
NO_HOUR = _("Give an hour, as 13:15.")
NO_NUMBER = _("Give a whole number.")
NO_CHOICE = _("Choose one of the list.")
BETWEEN = _("Give a number from {least} to {most}.")
UNKNOWN_KEYS = _("Not known here: {keys}.")
FIRST_YEAR, LAST_YEAR = 1900, 2200
LONGEST_NUMBER, MUCH = 12, 10**12


class Day(DateField):
    """A day, of a year that calendars reach."""

    def process_formdata(self, valuelist: list[str]) -> None:
        try:
            super().process_formdata(valuelist)
        except ValueError:
            raise ValueError(NO_DAY) from None

    def pre_validate(self, form: Any) -> None:
        if isinstance(self.data, date) and not FIRST_YEAR <= self.data.year <= LAST_YEAR:
            raise StopValidation(NO_DAY)


class Hour(TimeField):
    """An hour on the wall."""

    def process_formdata(self, valuelist: list[str]) -> None:
        try:
            super().process_formdata(valuelist)
        except ValueError:
            raise ValueError(NO_HOUR) from None


class Whole(IntegerField):
    """A whole number from `least` to `most`; nothing where nothing is typed."""

    data: int | None

    def __init__(
        self, label: Any = "", validators: Any = (), *, least: int = 0, most: int = 1_000_000, **options: Any
    ) -> None:
        bounds = NumberRange(least, most, str(least))
        bounds.message = _Between(least, most)
        super().__init__(label, [*(validators or [Optional()]), bounds], **options)

    def process_formdata(self, valuelist: list[str]) -> None:
        if valuelist and not valuelist[0].strip():
            return
        try:
            super().process_formdata(valuelist)
        except ValueError:
            raise ValueError(NO_NUMBER) from None
        if len(valuelist[0] if valuelist else "") > LONGEST_NUMBER:
            # What is out of all bounds is not reckoned with.
            self.data = MUCH


class _Between:
    """The words for a number out of its bounds, translated when they are shown."""

    def __init__(self, least: int, most: int) -> None:
        self.least, self.most = least, most

    def __mod__(self, _values: Any) -> str:
        return str(BETWEEN).format(least=self.least, most=self.most)


class Choice(SelectField):
    """One of a list."""

    def __init__(self, label: Any = "", **options: Any) -> None:
        super().__init__(label, invalid_choice_message=NO_CHOICE, **options)


class Radios(RadioField):
    """One of a few."""

    def __init__(self, label: Any = "", **options: Any) -> None:
        super().__init__(label, invalid_choice_message=NO_CHOICE, **options)


class Ticks(SelectMultipleField):
    """Any of a few."""

    widget = ListWidget(prefix_label=False)
    option_widget = CheckboxInput()

    def __init__(self, label: Any = "", **options: Any) -> None:
        super().__init__(label, invalid_choice_message=NO_CHOICE, **options)


def offered(pairs: Iterable[tuple[str, Any]], group: str | None = None) -> list[SelectChoice]:
    """Choices out of (key, words), in a group of the list if one is named."""
    return [SelectChoice(key, words, optgroup=group) for key, words in pairs]


class Keys(Text):
    """Keys with commas between them, in their order. `known` is every spelling (in lower case) by the key it stands for."""

    known: Mapping[str, str] = {}

    def post_validate(self, form: Any, validation_stopped: bool) -> None:
        strange = [word for word in self._words() if word.lower() not in self.known]
        if strange:
            raise ValidationError(str(UNKNOWN_KEYS).format(keys=", ".join(strange)))

    @property
    def keys(self) -> list[str]:
        """The keys that were typed, each once."""
        return list(dict.fromkeys(self.known[word.lower()] for word in self._words()))

    def take(self, keys: Any) -> None:
        """Fill in keys."""
        self.data = ", ".join(keys)

    def _words(self) -> list[str]:
        return [word for each in (self.data or "").split(",") if (word := each.strip())]


class WallMoment(DateTimeLocalField):
    """A day and an hour on some wall; `at` tells the instant in a zone."""

    def __init__(self, label: Any = "", validators: Any = (), **options: Any) -> None:
        super().__init__(label, list(validators), format=["%Y-%m-%dT%H:%M", "%Y-%m-%d %H:%M"], **options)

    def process_formdata(self, valuelist: list[str]) -> None:
        try:
            super().process_formdata(valuelist)
        except ValueError:
            raise ValueError(NO_MOMENT) from None

    def pre_validate(self, form: Any) -> None:
        if self.data is not None and not FIRST_YEAR <= self.data.year <= LAST_YEAR:
            raise StopValidation(NO_MOMENT)

    def at(self, zone: str) -> datetime:
        """The instant that stands on the wall of a zone."""
        wall: datetime | None = self.data
        assert wall is not None
        return wall.replace(tzinfo=ZoneInfo(zone)).astimezone(UTC)
