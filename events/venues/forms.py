"""The forms of buildings, rooms and closures."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from flask_babel import lazy_gettext as _
from wtforms import BooleanField, HiddenField
from wtforms.validators import InputRequired, Optional, Regexp, ValidationError

from events.venues.models import Building, Room
from events.venues.rules import BUILDING_KEY_FORM, ROOM_KEY_FORM
from foundation.fields import Choice, Day, Whole, offered
from foundation.forms import NEEDED, Form, LongText, Text, needed


class RoomForm(Form):
    """A room: its seats, its booths, and what it has."""

    seen = HiddenField()
    name = Text(_("Name"), most=120, validators=[needed()])
    seats = Whole(_("Seats"), [InputRequired(NEEDED)], least=1, most=20_000)
    booths = Whole(_("Booths for interpretation"), [InputRequired(NEEDED)], most=40)
    layout = Text(_("Seating"), most=40, validators=[needed()])
    available_from = Day(_("Can be had from"), [Optional()])
    accessible = BooleanField(_("Accessible"))
    sign_booth = BooleanField(_("A booth for sign language"))
    hybrid = BooleanField(_("Remote participants can take part"))
    captions = BooleanField(_("Captions"))
    note = LongText(_("Note"), most=1000)

    plain = (
        "name", "seats", "booths", "layout", "available_from", "accessible", "sign_booth", "hybrid", "captions", "note",
    )  # fmt: skip

    @property
    def revision(self) -> int:
        """The revision that was seen; what is no number was never shown to anybody, and is stale."""
        text = self.seen.data or ""
        return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else -1

    def take(self, room: Room) -> None:
        """Fill in a room as it stands."""
        for name in self.plain:
            self[name].data = getattr(room, name)
        self.seen.data = str(room.revision)

    @property
    def values(self) -> dict[str, Any]:
        return {name: self[name].data for name in self.plain}


class NewRoomForm(RoomForm):
    """A room that is not there yet: its building, and the key that it will keep."""

    building = Choice(_("Building"))
    key = Text(
        _("Key"),
        most=40,
        validators=[
            needed(),
            Regexp(ROOM_KEY_FORM, message=_("Use 2 to 40 capital letters, digits and hyphens, as PDN-XX.")),
        ],
    )


class BuildingForm(Form):
    """A building that is not there yet."""

    key = Text(
        _("Key"),
        most=20,
        validators=[
            needed(),
            Regexp(BUILDING_KEY_FORM, message=_("Use 2 to 20 capital letters, digits and hyphens, as PDN.")),
        ],
    )
    name = Text(_("Name"), most=120, validators=[needed()])
    short = Text(_("Short name"), most=40, validators=[needed()])
    address = Text(_("Address"), most=200)
    badge = Text(_("Where one gets in"), most=200)
    is_online = BooleanField(_("It is online, without rooms to walk to"))

    plain = ("name", "short", "address", "badge", "is_online")

    @property
    def values(self) -> dict[str, Any]:
        return {name: self[name].data for name in self.plain}


class ClosureForm(Form):
    """Which place can't be had, from when to when, and why."""

    place = Choice(_("Building or room"))
    first = Day(_("First day"), [needed()])
    last = Day(_("Last day"), [needed()])
    reason = Text(_("Reason"), most=300, validators=[needed()])

    def validate_last(self, field: Day) -> None:
        if field.data and self.first.data and field.data < self.first.data:
            raise ValidationError(_("Let it end after it begins."))

    def offer(self, buildings: Sequence[Building]) -> None:
        """Put in the places that can be closed."""
        self.place.choices = [
            choice
            for house in buildings
            for choice in offered(
                [(f"building:{house.key}", house.name), *((f"room:{room.key}", room.name) for room in house.rooms)],
                house.name,
            )
        ]
