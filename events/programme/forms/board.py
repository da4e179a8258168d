"""Moving a meeting: where to, and which state of it was seen."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, datetime, time, timedelta
from typing import Any

from flask_babel import lazy_gettext as _
from wtforms import Field, HiddenField
from wtforms.validators import ValidationError

from events.programme.forms.wishes import read_revision
from events.programme.rules.board import QUARTER, Item
from events.programme.rules.deeds import Placement
from foundation.fields import FIRST_YEAR, LAST_YEAR, NO_CHOICE, NO_DAY, NO_HOUR, NO_NUMBER, Day, Hour, Whole
from foundation.forms import Form, Text, needed

LONGEST = 24 * 60 - 1
"""The minutes of the longest meeting with hours: it ends on its day, or the night after."""


class BoardForm(Form):
    """What every deed on the board carries: the revision of the meeting that was seen, and the day that is shown."""

    seen = HiddenField()
    on = HiddenField()
    rooms = HiddenField()

    @property
    def revision(self) -> int:
        """The revision that was seen; raises Unseen for what is no number, and was never shown to anybody."""
        return read_revision(self.seen.data)

    @property
    def only_used(self) -> bool:
        """Whether the board shows the rooms in use only."""
        return bool(self.rooms.data == "used")

    @property
    def day_shown(self) -> date | None:
        return read_day(self.on.data or "")


class MoveForm(BoardForm):
    """Day, hour, length and room of a meeting."""

    day = Day(_("Day"), [needed(NO_DAY)])
    start = Hour(_("Start"), [needed(NO_HOUR)])
    minutes = Whole(_("Minutes"), [needed(NO_NUMBER)], least=QUARTER, most=LONGEST)
    room = Text(_("Room"), most=40)

    def offer(self, rooms: Collection[str]) -> None:
        """Which rooms there are, by key."""
        self.room.known = rooms

    def validate_room(self, field: Field) -> None:
        """A room is one of the list, or none."""
        if field.data and field.data not in field.known:
            raise ValidationError(NO_CHOICE)

    def take(self, item: Item, on: date) -> None:
        """Fill in where a meeting stands now, or would stand on the day shown."""
        starts = item.meeting.starts
        self.day.data = starts.date() if starts else on
        self.start.data = starts.time() if starts and item.is_timed else None
        self.minutes.data = item.minutes
        self.room.data = item.meeting.room or item.meeting.asked_room or ""
        self.seen.data = str(item.revision)

    @property
    def placement(self) -> Placement:
        starts = datetime.combine(self.day.data or date.min, self.start.data or time())
        return Placement(starts, starts + timedelta(minutes=self.minutes.data or 0), self.room.data or None)


class PinForm(BoardForm):
    """Whether a meeting is fixed where it stands."""

    pinned = HiddenField()

    @property
    def values(self) -> dict[str, Any]:
        return {"is_pinned": self.pinned.data == "y"}


def read_day(text: str) -> date | None:
    """A day out of an address, None for what is none: the board then chooses."""
    try:
        day = date.fromisoformat(text)
    except ValueError:
        return None
    return day if FIRST_YEAR <= day.year <= LAST_YEAR else None
