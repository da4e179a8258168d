"""Forms: a ground for all of them, with validators that say what to do in words of ours, and fields of the house."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any
from zoneinfo import ZoneInfo

from flask_babel import lazy_gettext as _
from flask_wtf import FlaskForm
from wtforms import DateTimeLocalField, Field, HiddenField, StringField, TextAreaField
from wtforms.validators import InputRequired, Length, StopValidation, ValidationError

from foundation.errors import Refusal
from foundation.languages import say

TOO_LONG = _("Shorten this to {most} characters at most.")
NEEDED = _("Fill this in.")
GROWN_OLD = _("This form has grown old: nothing was changed. What you typed stands below; send it once more.")


class Form(FlaskForm):
    """The ground of every form. What came in is kept; `wrong` lists the fields to look at again."""

    class Meta(FlaskForm.Meta):
        def get_translations(self, form: Any) -> None:
            # Every message is ours and is translated by our own catalogues; WTForms' own are never shown.
            return None

    def validate(self, *args: Any, **kwargs: Any) -> bool:
        """Whether all is well. A form that has grown old is told so as a whole, and keeps what was typed."""
        valid: bool = super().validate(*args, **kwargs)
        if "csrf_token" in self and self.csrf_token.errors:
            self.form_errors.append(str(GROWN_OLD))
        return valid

    def wrong(self) -> Iterator[Field]:
        """The fields that need another look, in the order of the page."""
        return (field for field in self if field.errors and field.name != "csrf_token")

    def tell(self, refusal: Refusal) -> None:
        """Put a refusal's sentence, and what can be done, on top of the form."""
        self.form_errors.extend(say(each) for each in (refusal.sentence, refusal.next_step) if each)

    def blame(self, name: str, words: str) -> None:
        """Put words beside a field after a rule has refused what stands in it."""
        field = self[name]
        field.errors = [*field.errors, words]


class SeenForm(Form):
    """A form of something that was seen at some revision."""

    seen = HiddenField()

    @property
    def revision(self) -> int:
        """The revision that was seen; what is no number was never shown to anybody, and is stale."""
        text = self.seen.data or ""
        return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else -1


def needed(message: Any = NEEDED) -> InputRequired:
    """The field must be filled in."""
    return InputRequired(message)


def at_most(most: int) -> Length:
    """Texts of `most` characters at most."""
    return Length(max=most, message=_TooLong(most))


class _TooLong:
    """The words for a text that is too long, translated when they are shown."""

    def __init__(self, most: int) -> None:
        self.most = most

    def __mod__(self, _values: Any) -> str:
        return str(TOO_LONG).format(most=self.most)


def printable(form: Form, field: Field) -> None:
    """Refuse signs that no text holds: a null, or other controls than a new line."""
    if any(not (sign.isprintable() or sign in "\n\r\t") for sign in field.data or ""):
        raise ValidationError(_("Take out the signs that can’t be printed."))


class Text(StringField):
    """One line of text, trimmed, its spaces collapsed; `most` characters at most."""

    def __init__(self, label: Any = "", *, most: int, validators: Any = (), **options: Any) -> None:
        super().__init__(
            label,
            [*validators, at_most(most), printable],
            filters=[lambda text: " ".join((text or "").split())],
            **options,
        )
        self.most = most


class LongText(TextAreaField):
    """Several lines of text, trimmed; `most` characters at most."""

    def __init__(self, label: Any = "", *, most: int, validators: Any = (), **options: Any) -> None:
        super().__init__(
            label,
            [*validators, at_most(most), printable],
            filters=[lambda text: (text or "").replace("\r\n", "\n").strip()],
            **options,
        )
        self.most = most


class InstantField(DateTimeLocalField):
    """A moment told on a wall of `zone`, kept in UTC."""

    def __init__(self, label: Any = "", validators: Any = (), *, zone: str = "Europe/Zurich", **options: Any) -> None:
        super().__init__(label, list(validators), format=["%Y-%m-%dT%H:%M", "%Y-%m-%d %H:%M"], **options)
        self.zone = zone
        self.data: datetime | None = None

    def process_formdata(self, valuelist: list[str]) -> None:
        try:
            super().process_formdata(valuelist)
        except ValueError:
            raise ValueError(_("Give a day and an hour, as 2027-05-13 09:30.")) from None
        if self.data is not None:
            self.data = self.data.replace(tzinfo=ZoneInfo(self.zone)).astimezone(UTC)

    def _value(self) -> str:
        if self.raw_data:
            return " ".join(self.raw_data)
        return self.data.astimezone(ZoneInfo(self.zone)).strftime("%Y-%m-%dT%H:%M") if self.data else ""


def stop(words: Any) -> StopValidation:
    """An error that ends the field's validation."""
    return StopValidation(words)
