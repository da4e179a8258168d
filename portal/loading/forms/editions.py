"""editions.yaml: sessions, rounds, editions with segments and windows, days of the calendar, buildings and rooms."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, Field, ModelWrapValidatorHandler, ValidationInfo, field_validator, model_validator

from events.editions.rules import RESERVED
from portal.loading.forms.fields import (
    W40,
    W80,
    W120,
    W160,
    W200,
    BodyKey,
    BuildingKey,
    Day,
    Form,
    Key,
    Known,
    Mark,
    MeetingKey,
    Moment,
    Once,
    SegmentKey,
    SessionKey,
    SessionNumber,
    ShortKey,
    Text,
    Year,
    Zone,
    not_before,
    wrong,
)
from portal.loading.forms.venues import Capacities, Room, Venue, Walks

LastDay = Annotated[Day, not_before("start")]


class Session(Form):
    """A session of the Commission. One whose days are unknown may bear days of the demonstration instead."""

    later = ("room", "room_confidence")

    n: SessionNumber
    year: Year | None = None
    start: Day | None
    end: LastDay | None
    place: W80
    report: W80 | None = None
    note: Text = ""
    demo_start: Day | None = None
    demo_end: Annotated[Day, not_before("demo_start")] | None = None
    demo_confidence: Mark | None = None
    confidence: Mark

    @field_validator("start")
    @classmethod
    def dated_or_of_a_year(cls, start: Any, info: ValidationInfo[Known]) -> Any:
        if start is None and info.data.get("year") is None:
            raise wrong("a session without its days needs its year")
        return start


class Round(Form):
    later = ("pre_events",)

    year: Year
    name: W120
    start: Day
    end: LastDay
    venue: Once[BuildingKey]
    venue_confidence: Mark | None = None
    note: Text = ""
    confidence: Mark


class Segment(Form):
    later = ("venues",)

    id: ShortKey
    name: W160
    host: BodyKey
    host_confidence: Mark | None = None
    co_hosts: Once[BodyKey] = Field(default_factory=list)
    session: SessionKey | None = None
    start: Day
    end: LastDay
    entry: Literal["open", "basis"]
    entry_note: Text = ""
    confidence: Mark


class Window(Form):
    """When something can be done: inclusive at opening, exclusive at closing."""

    id: Key
    what: W40
    segment: SegmentKey | None = None
    meeting: MeetingKey | None = None
    meetings: Once[MeetingKey] = Field(default_factory=list)
    opens: Moment
    closes: Annotated[Moment, not_before("opens")]
    note: Text = ""
    confidence: Mark

    @field_validator("closes")
    @classmethod
    def open_for_a_while(cls, closes: Any, info: ValidationInfo[Known]) -> Any:
        if closes == info.data.get("opens"):
            raise wrong("it closes at the instant it opens")
        return closes


class Edition(Form):
    id: Annotated[ShortKey, Field(pattern=r"^[a-z0-9][a-z0-9-]*$")]
    name: W160
    city: W80 | None = None
    banner: Text | None = None
    timezone: Zone
    start: Day
    end: LastDay
    demonstration_clock: Moment | None = None
    segments: list[Segment] = Field(default_factory=list)
    windows: list[Window] = Field(default_factory=list)
    confidence: Mark

    @model_validator(mode="wrap")
    @classmethod
    def read_its_own(
        cls, value: Any, handler: ModelWrapValidatorHandler[Edition], info: ValidationInfo[Any]
    ) -> Edition:
        # Segments, windows and meetings are named within the edition they stand in.
        key = value.get("id") if isinstance(value, dict) else None
        info.context.edition = key if isinstance(key, str) else None
        return handler(value)

    @field_validator("id")
    @classmethod
    def not_another_address(cls, key: str) -> str:
        if key in RESERVED:
            raise wrong("“{key}” is the first word of another address, so no edition can bear it", key=key)
        return key


class CalendarYear(Form):
    later = ("wisd_weekday", "wisd_iso_week", "flags")

    easter: Day
    ascension: Day
    whit_monday: Day
    wisd: Day


YearOrOthers = Annotated[str, BeforeValidator(str), Field(pattern=r"^(\d{4}|others)$")]


class DayThemes(Form):
    """The themes of World Information Society Day by year; `others` marks the years that have no mark of their own."""

    later = ("note",)

    themes: dict[Year, W200]
    confidence: dict[YearOrOthers, Mark]

    def mark(self, year: int) -> Any:
        return self.confidence.get(str(year)) or self.confidence.get("others")


class EditionsFile(Form):
    later = (
        "meta", "cstd_intersessional_panels", "ecosoc_sessions", "general_assembly_reviews", "summit_phases",
        "competing_geneva_meetings", "working_hours", "interpretation_unit", "un_geneva_holidays_note", "paragraph_8",
        "planner_tests", "planner_notes", "paragraph_8_golden", "paragraph_8_golden_counts",
    )  # fmt: skip

    cstd_sessions: list[Session] = Field(default_factory=list)
    wsis_clusters: list[Round] = Field(default_factory=list)
    editions: list[Edition] = Field(default_factory=list)
    wisd_themes: DayThemes | None = None
    calendar_by_year: dict[Year, CalendarYear] = Field(default_factory=dict)
    venues: list[Venue] = Field(default_factory=list)
    walk_minutes: Walks | None = None
    rooms: list[Room] = Field(default_factory=list)
    demo_interpretation_capacity_2027: Capacities | None = None
