"""Meetings as they stand in cluster_2007.yaml: those of record, those of the demonstration, those fixed in time."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, Field, ValidationInfo, field_validator

from portal.loading.forms.fields import (
    W120,
    BodyKey,
    BuildingKey,
    ConstituencyKey,
    Count,
    Day,
    Form,
    Hour,
    Key,
    KindKey,
    Known,
    Language,
    LineKey,
    Mark,
    MeetingKey,
    Once,
    PersonKey,
    RoomKey,
    SegmentKey,
    SessionKey,
    Text,
    Texts,
    Wall,
    Words,
    after,
    wrong,
)

ItemNumber = Annotated[int, Field(gt=0, le=100)]
When = Literal["undated", "day", "timed", "days"]


class Paper(Form):
    """A document of a meeting or a session."""

    symbol: Annotated[Words, Field(max_length=120)] | None = None
    title: Words
    date: Day | None = None
    language: Language | None = None
    languages: Once[Language] = Field(default_factory=list)
    confidence: Mark | None = None


PaperOrTitle = Annotated[Paper, BeforeValidator(lambda value: {"title": value} if isinstance(value, str) else value)]


class Titled(Form):
    """What every meeting has: key, segment, kind, and a title in its own language."""

    id: Key
    segment: SegmentKey
    kind: KindKey
    title: Words
    title_lang: Language = "en"
    titles: Texts = Field(default_factory=dict)

    @field_validator("titles")
    @classmethod
    def holds_its_own_title(cls, titles: dict[str, str], info: ValidationInfo[Known]) -> dict[str, str]:
        own = info.data.get("title_lang"), info.data.get("title")
        if titles and None not in own and titles.get(own[0] or "") != own[1]:
            raise wrong("it does not hold the title in the meeting’s own language, {language}", language=own[0])
        return titles

    @property
    def all_titles(self) -> dict[str, str]:
        return self.titles or {self.title_lang: self.title}


WANTED: dict[str, tuple[str, ...]] = {
    "undated": (),
    "day": ("date",),
    "timed": ("start", "end"),
    "days": ("start", "end"),
}
"""Which fields each way of standing in time asks for."""


class HeldMeeting(Titled):
    """A meeting of record: undated, on a day, timed, or over several days."""

    later = ("contributions_due",)

    when: When
    date: Day | None = Field(default=None, validate_default=True)
    start: Wall | None = Field(default=None, validate_default=True)
    end: Annotated[Wall, after("start")] | None = Field(default=None, validate_default=True)
    organizers: Once[BodyKey] = Field(min_length=1)
    action_lines: Once[LineKey] = Field(default_factory=list)
    venue: BuildingKey | None = None
    venue_confidence: Mark | None = None
    room: RoomKey | None = None
    partner: W120 | None = None
    attendance: Count | None = None
    languages: Once[Language] = Field(default_factory=list)
    captioning: bool | None = None
    stands_for_session: SessionKey | None = None
    documents: list[PaperOrTitle] = Field(default_factory=list)
    note: Text = ""
    confidence: Mark

    @field_validator("date", "start", "end")
    @classmethod
    def as_its_when_asks(cls, value: Any, info: ValidationInfo[Known]) -> Any:
        when, field = info.data.get("when"), info.field_name
        if when is None:
            return value
        if value is None and field in WANTED[when]:
            raise wrong("a meeting that is “{when}” needs it", when=when)
        if value is not None and field not in WANTED[when]:
            raise wrong("a meeting that is “{when}” has none", when=when)
        return value

    @field_validator("end")
    @classmethod
    def on_one_day_or_several(cls, end: Any, info: ValidationInfo[Known]) -> Any:
        when, start = info.data.get("when"), info.data.get("start")
        if end and start and (when == "timed") != (start.date() == end.date()):
            raise wrong("“timed” is a meeting within one day, “days” one over several; this one is “{when}”", when=when)
        return end


class SeatLimit(Form):
    for_: Literal["observers", "all"] = Field(alias="for")
    seats: Count
    what: Text | None = None


class AskedMeeting(Titled):
    """What a meeting of the demonstration asks for; hosts are in `org` (the first one leads) and `co`."""

    org: Once[BodyKey] = Field(min_length=1)
    co: Once[BodyKey] = Field(default_factory=list)
    al: Once[LineKey] = Field(default_factory=list)
    min: Annotated[int, Field(gt=0, le=24 * 60)]
    aud: Count
    lang: Once[Language] = Field(min_length=1)
    cap: bool
    sign: bool = False
    hyb: bool
    accessible: bool = False
    closed: bool = False
    people: Once[PersonKey] = Field(default_factory=list)


class OpenMeeting(AskedMeeting):
    """A meeting of the demonstration that has no place in time yet."""

    later = ("why_window",)

    prio: Annotated[int, Field(ge=1, le=3)]
    win: list[Day] = Field(min_length=2, max_length=2)
    prefer: Day | None = None
    venue: BuildingKey | None = None
    room: RoomKey | None = None
    remote_ok_hours: list[Hour] | None = Field(default=None, min_length=2, max_length=2)
    open_for: Once[ConstituencyKey] = Field(default_factory=list)
    after: Once[MeetingKey] = Field(default_factory=list)
    apart: Once[MeetingKey] = Field(default_factory=list)

    @field_validator("win", "remote_ok_hours")
    @classmethod
    def first_and_last(cls, pair: list[Any] | None) -> list[Any] | None:
        if pair and pair[1] < pair[0]:
            raise wrong("its end ({last}) lies before its start ({first})", first=pair[0], last=pair[1])
        return pair

    @field_validator("after", "apart")
    @classmethod
    def two_meetings(cls, others: list[str], info: ValidationInfo[Known]) -> list[str]:
        if info.data.get("id") in others:
            raise wrong("a meeting can’t stand after or apart from itself")
        return others


class FixedMeeting(AskedMeeting):
    """A meeting of the session or its side programme: fixed in time and place."""

    later = ("slot", "open_min", "basis")

    when: Literal["timed"]
    date: Day
    start: Hour
    end: Annotated[Hour, after("start")]
    room: RoomKey
    agenda_item: ItemNumber | None = None
    other_agenda_items: Once[ItemNumber] = Field(default_factory=list)
    leads: Once[BodyKey] = Field(default_factory=list)
    seat_limit: SeatLimit | None = None
