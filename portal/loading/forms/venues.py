"""The part of editions.yaml about places: buildings, rooms, and the walks between them."""

from __future__ import annotations

from typing import Annotated

from pydantic import AfterValidator, ConfigDict, ValidationInfo, model_validator

from portal.loading.forms.fields import (
    W40,
    W120,
    W200,
    BuildingKey,
    Count,
    Day,
    Form,
    Key,
    Known,
    Mark,
    Number,
    ShortKey,
    Text,
    wrong,
)
from portal.loading.rules import quoted

DEMONSTRATION = "2027"
"""The edition whose interpretation capacity the file tells."""


class Venue(Form):
    id: ShortKey
    name: W120
    short: W40
    operator: W40 | None = None
    address: W200 | None = None
    badge: W200 | None = None
    confidence: Mark


class Room(Form):
    id: Key
    venue: BuildingKey
    name: W120
    seats: Count
    seats_confidence: Mark
    booths: Number
    booths_confidence: Mark
    layout: W40
    accessible: bool
    sign_booth: bool
    sign_booth_confidence: Mark | None = None
    hybrid: bool
    caption: bool
    features_confidence: Mark
    available_from: Day | None = None
    note: Text = ""
    confidence: Mark | None = None


def _pair(value: str, info: ValidationInfo[Known]) -> str:
    first, dash, second = value.partition("-")
    if not dash or first >= second:
        raise wrong("{value} is no pair of buildings in alphabetical order, e.g. ITU-PDN", value=quoted(value))
    for key in (first, second):
        if not info.context.has("building", key):
            raise wrong("there is no building {key}", key=quoted(key))
    return value


Pair = Annotated[str, AfterValidator(_pair)]


class Walks(Form):
    later = ("same_venue", "online", "default")

    pairs: dict[Pair, Number]
    confidence: Mark


class Capacity(Form):
    units_per_day: Number


class Capacities(Form):
    """By building: the interpretation units it has on a day of the demonstration's edition."""

    model_config = ConfigDict(extra="allow")
    __pydantic_extra__: dict[str, Capacity]

    confidence: Mark

    @model_validator(mode="after")
    def of_known_buildings(self, info: ValidationInfo[Known]) -> Capacities:
        if not info.context.has("edition", DEMONSTRATION):
            raise wrong("it belongs to the edition {edition}, and there is none", edition=DEMONSTRATION)
        for key in self.by_building:
            if not info.context.has("building", key):
                raise wrong("there is no building {key}", key=quoted(key))
        return self

    @property
    def by_building(self) -> dict[str, Capacity]:
        return self.__pydantic_extra__
