"""The forms of buildings, rooms and closures."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from itertools import pairwise
from typing import Any

from flask_babel import lazy_gettext as _
from wtforms import BooleanField
from wtforms.validators import InputRequired, Optional, Regexp, ValidationError

from events.venues.models import Building, Room
from events.venues.rules import BUILDING_KEY_FORM, PARTS, ROOM_KEY_FORM, parts_by_field, parts_of, walk_field
from foundation.fields import Choice, Day, Hour, Whole, offered
from foundation.forms import NEEDED, Form, LongText, SeenForm, Text, needed

ENDS_FIRST = _("Let it end after it begins.")


class StandingForm(SeenForm):
    """A form of something that stands, filled in as it was seen."""

    def take(self, standing: Mapping[str, Any], revision: int) -> None:
        """Fill in what stands, as it was seen."""
        for name, value in standing.items():
            self[name].data = value
        self.seen.data = str(revision)


class RoomForm(StandingForm):
    """A room: its seats, its booths, and what it has."""

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

    def take_room(self, room: Room) -> None:
        """Fill in a room as it stands."""
        self.take({name: getattr(room, name) for name in self.plain}, room.revision)

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


class BuildingForm(StandingForm):
    """A building: its names, its address, and at which door one gets in."""

    name = Text(_("Name"), most=120, validators=[needed()])
    short = Text(_("Short name"), most=40, validators=[needed()])
    address = Text(_("Address"), most=200)
    badge = Text(_("Where one gets in"), most=200)
    is_online = BooleanField(_("It is online, without rooms to walk to"))

    plain = ("name", "short", "address", "badge", "is_online")
    walks: tuple[str, ...] = ()

    @property
    def values(self) -> dict[str, Any]:
        return {name: self[name].data for name in (*self.plain, *self.walks)}


def with_walks(others: Iterable[Building]) -> type[BuildingForm]:
    """The form of a building with a field for the walk to each of the others."""
    fields = {
        walk_field(each.key): Whole(_("Minutes on foot to %(building)s", building=each.short), most=600)
        for each in others
    }
    return type("BuildingForm", (BuildingForm,), {**fields, "walks": tuple(fields)})


class NewBuildingForm(BuildingForm):
    """A building that is not there yet, with the key that it will keep."""

    key = Text(
        _("Key"),
        most=20,
        validators=[
            needed(),
            Regexp(BUILDING_KEY_FORM, message=_("Use 2 to 20 capital letters, digits and hyphens, as PDN.")),
        ],
    )


class HoursForm(StandingForm):
    """The parts of a building's day in an edition, and how many teams of interpreters it has."""

    from_1 = Hour(_("First part, from"), [Optional()])
    to_1 = Hour(_("First part, to"), [Optional()])
    from_2 = Hour(_("Second part, from"), [Optional()])
    to_2 = Hour(_("Second part, to"), [Optional()])
    from_3 = Hour(_("Third part, from"), [Optional()])
    to_3 = Hour(_("Third part, to"), [Optional()])
    from_4 = Hour(_("Fourth part, from"), [Optional()])
    to_4 = Hour(_("Fourth part, to"), [Optional()])
    units = Whole(_("Interpretation units a day"), most=200)

    def validate(self, extra_validators: Any = None) -> bool:
        """As usual; each part has both its hours, and no two overlap."""
        is_good = super().validate(extra_validators)
        return is_good and self._fits()

    def _fits(self) -> bool:
        rows = [(self[f"from_{number}"].data, self[f"to_{number}"].data, number) for number in range(1, PARTS + 1)]
        for starts, ends, number in rows:
            if (starts is None) != (ends is None):
                self.blame(f"to_{number}", str(_("Give both hours, or leave both empty.")))
            elif starts is not None and ends <= starts:
                self.blame(f"to_{number}", str(ENDS_FIRST))
        for (_starts, before, _number), (starts, _ends, number) in pairwise(
            sorted(row for row in rows if None not in row)
        ):
            if starts < before:
                self.blame(f"from_{number}", str(_("Let it begin when the part before has ended.")))
        return not any(True for _field in self.wrong())

    @property
    def values(self) -> dict[str, Any]:
        """The hours, the earliest first."""
        parts = parts_of({name: self[name].data for name in parts_by_field([])})
        return {**parts_by_field(parts), "units": self.units.data}


class ClosureForm(Form):
    """Which place can't be had, from when to when, and why."""

    place = Choice(_("Building or room"))
    first = Day(_("First day"), [needed()])
    last = Day(_("Last day"), [needed()])
    reason = Text(_("Reason"), most=300, validators=[needed()])

    def validate_last(self, field: Day) -> None:
        if field.data and self.first.data and field.data < self.first.data:
            raise ValidationError(ENDS_FIRST)

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
