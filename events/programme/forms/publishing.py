"""Publishing, letting a broken rule pass, and urgent notices."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from flask_babel import lazy_gettext as _
from wtforms import BooleanField, DateField, HiddenField, RadioField, SelectField, TimeField
from wtforms.validators import Optional

from events.programme.rules.deeds import Placement
from events.programme.rules.facts import Facts
from events.programme.rules.notices import Urgent
from foundation import languages
from foundation.fields import offered
from foundation.forms import Form, LongText, Text, needed

MOVED, CANCELLED, WORDS = "moved", "cancelled", "words"


class PublishForm(Form):
    """The note of a version, and which draft was looked at."""

    note = Text(
        _("What is new, in a sentence"),
        most=500,
        validators=[needed(_("Say what is new: the note stands in the list of versions."))],
    )
    seen = HiddenField()


class WaiverForm(Form):
    """Why something broken is let pass."""

    broken = HiddenField(validators=[needed()])
    reason = LongText(_("Reason"), most=500, validators=[needed(_("Give the reason: it stays on record."))])


class NoticeForm(Form):
    """An urgent notice: its words, and where the meeting goes now."""

    what = RadioField(
        _("What happens"),
        choices=offered(
            [
                (MOVED, _("It moves to another room or hour")),
                (CANCELLED, _("It is cancelled")),
                (WORDS, _("Nothing moves: these words only")),
            ]
        ),
        default=MOVED,
        validators=[needed(_("Choose what happens."))],
    )
    text = Text(
        _("The notice"), most=200, validators=[needed(_("Write what people must know, as “Moved to Room XXI, now.”"))]
    )
    day = DateField(_("Day"), [Optional()])
    starts = TimeField(_("From"), [Optional()])
    ends = TimeField(_("To"), [Optional()])
    room = SelectField(_("Room"), choices=(), validate_choice=False)
    regardless = BooleanField(_("It must be so: move it there whatever that breaks."))
    understood = BooleanField(
        _("I know that everyone with a seat is written to at once, and that it can’t be unsent."),
        validators=[needed(_("Tick this first."))],
    )

    def validate(self, extra_validators: Any = None) -> bool:
        """As usual; where it moves, day, hours and room are needed too, and the end comes after the start."""
        is_good: bool = super().validate(extra_validators)
        if self.what.data != MOVED:
            return is_good
        for name in ("day", "starts", "ends"):
            if self[name].data is None and not self[name].errors:
                self.blame(name, str(_("Fill this in: the meeting moves there.")))
        if self.room.data not in {choice.value for choice in self.room.choices}:
            self.blame("room", str(_("Choose a room from the list.")))
        if self.starts.data and self.ends.data and self.starts.data >= self.ends.data:
            self.blame("ends", str(_("Let it end after it begins.")))
        return not any(True for _field in self.wrong())

    def offer(self, rooms: Mapping[str, Sequence[tuple[str, str]]]) -> None:
        """Offer rooms by their building."""
        self.room.choices = [choice for name, some in rooms.items() for choice in offered(some, name)]

    def take(self, facts: Facts) -> None:
        """Fill in where the meeting stands now."""
        self.day.data = facts.starts.date() if facts.starts else None
        self.starts.data = facts.starts.time() if facts.starts else None
        self.ends.data = facts.ends.time() if facts.ends else None
        self.room.data = facts.place.room if facts.place else None

    @property
    def urgent(self) -> Urgent:
        """The notice that the form asks for."""
        code = languages.current().code
        if self.what.data == CANCELLED:
            return Urgent(self.text.data, code, is_cancelled=True)
        if self.what.data == WORDS:
            return Urgent(self.text.data, code)
        placement = Placement(
            datetime.combine(self.day.data, self.starts.data),
            datetime.combine(self.day.data, self.ends.data),
            self.room.data,
        )
        return Urgent(self.text.data, code, placement, regardless=bool(self.regardless.data))
