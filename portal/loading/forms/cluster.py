"""cluster_2007.yaml: the cluster of 2007 as held, the tenth session, and the demonstration of 2027."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Annotated, Any, ClassVar, Literal, Self

from pydantic import (
    AfterValidator,
    BeforeValidator,
    Field,
    ModelWrapValidatorHandler,
    ValidationInfo,
    field_validator,
    model_validator,
)

from events.constraints.rules.problem import MEETINGS_AT_ONCE
from portal.loading.forms.fields import (
    W60,
    W160,
    BodyKey,
    BuildingKey,
    Count,
    Day,
    Form,
    Hour,
    Key,
    Mark,
    MeetingKey,
    Once,
    RoomKey,
    SessionKey,
    Text,
    Words,
    Zone,
    not_before,
    wrong,
)
from portal.loading.forms.meetings import FixedMeeting, HeldMeeting, ItemNumber, OpenMeeting, Paper
from portal.loading.rules import quoted


class OfEdition(Form):
    """A part of the file about one edition; segments, meetings and people are named within it."""

    edition: ClassVar[str]

    @model_validator(mode="wrap")
    @classmethod
    def read_its_own(cls, value: Any, handler: ModelWrapValidatorHandler[Self], info: ValidationInfo[Any]) -> Self:
        info.context.edition = cls.edition
        if not info.context.has("edition", cls.edition):
            raise wrong("it belongs to the edition {edition}, and there is none", edition=cls.edition)
        return handler(value)


class Around(Form):
    """Something of the record around the cluster that is no meeting of it."""

    later = ("venue", "room", "attendance_note")

    id: Key
    when: Literal["day", "timed", "days"]
    title: Words
    date: Day
    end_date: Annotated[Day, not_before("date")] | None = None
    hours: W60 | None = None
    organizers: Once[BodyKey]
    confidence: Mark


class Cluster2007(OfEdition):
    edition = "2007"
    later = ("name", "start", "end", "confidence", "facts")

    meetings: list[HeldMeeting] = Field(default_factory=list)
    around: list[Around] = Field(default_factory=list)


class Item(Form):
    item: ItemNumber
    title: Words
    confidence: Mark


class RecordMoment(Form):
    date: Day
    what: Words
    confidence: Mark


class Session10(OfEdition):
    edition = "2007"
    later = ("start", "end")

    session: SessionKey
    theme: Words
    confidence: Mark
    agenda: list[Item] = Field(default_factory=list)
    documents: list[Paper] = Field(default_factory=list)
    moments: list[RecordMoment] = Field(default_factory=list)


class DemoSession(Form):
    later = ("start", "end", "room", "overflow", "wha_note")

    n: SessionKey


class Blocked(Form):
    rooms: Once[RoomKey]
    from_: Day = Field(alias="from")
    to: Annotated[Day, not_before("from_")]
    reason: Words


class VenueClosed(Form):
    venue: BuildingKey
    date: Day
    except_: Once[MeetingKey] = Field(default_factory=list, alias="except")
    reason: Words
    override: Text = ""


def _hours_in_order(value: list[Any]) -> list[Any]:
    if value[1] <= value[0]:
        raise wrong("it ends ({last}) before it starts ({first})", first=value[0], last=value[1])
    return value


SlotHours = Annotated[list[Hour], Field(min_length=2, max_length=2), AfterValidator(_hours_in_order)]


def _beside_the_default(value: Any) -> Any:
    """The limits without that of everybody else, which the house knows and no file changes."""
    if not isinstance(value, dict):
        return value
    default = value.get("default", MEETINGS_AT_ONCE)
    if default != MEETINGS_AT_ONCE:
        raise wrong("{default} is no default of this house: it is {own}", default=quoted(default), own=MEETINGS_AT_ONCE)
    return {key: limit for key, limit in value.items() if key != "default"}


ParallelLimits = Annotated[dict[BodyKey, Count], BeforeValidator(_beside_the_default)]
"""By body: how many meetings at once it can staff."""


class Person(Form):
    """A person needed, by role and without a name."""

    id: Key
    role: W160
    remote_tz: Zone | None = None
    unavailable: Once[Day] = Field(default_factory=list)
    why: Text = ""


def _each_once(closures: Iterable[tuple[str, date]]) -> None:
    seen = set()
    for key, day in closures:
        if (key, day) in seen:
            raise wrong("{key} is closed twice from {day} on", key=key, day=day)
        seen.add((key, day))


class Demo2027(OfEdition):
    edition = "2027"
    later = ("banner", "cluster", "conventions", "rule_ids", "seeded_clashes")

    confidence: Mark
    cstd: DemoSession | None = None
    blocked: list[Blocked] = Field(default_factory=list)
    venue_closed: list[VenueClosed] = Field(default_factory=list)
    organizer_parallel_limit: ParallelLimits = Field(default_factory=dict)
    slots: dict[BuildingKey, list[SlotHours]] = Field(default_factory=dict)
    people: list[Person] = Field(default_factory=list)
    meetings: list[OpenMeeting] = Field(default_factory=list)
    cstd_agenda: list[Item] = Field(default_factory=list)
    cstd_programme: list[FixedMeeting] = Field(default_factory=list)
    cstd_side_events: list[FixedMeeting] = Field(default_factory=list)

    @field_validator("blocked")
    @classmethod
    def each_room_once_a_day(cls, blocked: list[Blocked]) -> list[Blocked]:
        _each_once((room, each.from_) for each in blocked for room in each.rooms)
        return blocked

    @field_validator("venue_closed")
    @classmethod
    def each_building_once_a_day(cls, closed: list[VenueClosed]) -> list[VenueClosed]:
        _each_once((each.venue, each.date) for each in closed)
        return closed


class ClusterFile(Form):
    later = ("meta",)

    cluster_2007: Cluster2007 | None = None
    cstd_10: Session10 | None = None
    demo_2027: Demo2027 | None = None
