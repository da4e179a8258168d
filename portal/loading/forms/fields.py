"""The types of fields: words, days, hours, instants, zones, marks of confidence, and keys of what must be known."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Annotated, Any, ClassVar, TypeVar
from zoneinfo import available_timezones

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, ValidationInfo, model_validator
from pydantic_core import PydanticCustomError

from foundation.confidence import Confidence
from foundation.sentences import Sentence
from portal.loading.rules import quoted

T = TypeVar("T")

CODES = ("ar", "zh", "en", "fr", "ru", "es")
"""The six official languages, in the order of their English names."""

DAY_ALONE = len("2027-05-17")

OURS = "ours"
"""The type of a pydantic error that brings its own sentence."""


def wrong(text: str, **values: object) -> PydanticCustomError:
    """The error of a field, in words for a person."""
    return PydanticCustomError(OURS, "{words}", {"words": text, "sentence": Sentence(text, **values)})


@dataclass
class Known:
    """The keys that entries may name, by kind, from the house and all files given; `edition` is the one being read."""

    keys: Mapping[str, set[object]]
    edition: str | None = None

    def has(self, kind: str, key: str | int) -> bool:
        wanted = (self.edition, key) if kind in SCOPED else key
        return wanted in self.keys.get(kind, set())


SCOPED = frozenset({"segment", "window", "meeting", "person"})
"""Kinds whose keys hold within an edition only."""

CALLED = {
    "body": Sentence("body"),
    "body or group": Sentence("body or group of bodies"),
    "constituency": Sentence("constituency"),
    "basis": Sentence("basis of participation"),
    "kind": Sentence("kind of meeting"),
    "line": Sentence("action line"),
    "session": Sentence("session of the Commission"),
    "edition": Sentence("edition"),
    "segment": Sentence("segment of the edition"),
    "window": Sentence("window of the edition"),
    "meeting": Sentence("meeting of the edition"),
    "person": Sentence("role holder of the edition"),
    "building": Sentence("building"),
    "room": Sentence("room"),
    "account": Sentence("account in the files"),
    "state": Sentence("State in the files"),
    "participant": Sentence("organization in the files"),
}


class Form(BaseModel):
    """An entry of a file. Unknown fields are refused; those in `later` are knowingly passed over: no place yet."""

    model_config = ConfigDict(extra="forbid", strict=True, frozen=True, populate_by_name=True)

    later: ClassVar[tuple[str, ...]] = ()

    @model_validator(mode="before")
    @classmethod
    def set_aside(cls, value: Any) -> Any:
        if not isinstance(value, dict):
            return value
        return {key: each for key, each in value.items() if key not in cls.later}


def _clean(value: str) -> str:
    if any((ord(sign) < 32 and sign not in "\n\t") or 0xD800 <= ord(sign) < 0xE000 for sign in value):
        raise wrong("it holds a sign that is no part of a text")
    return value


def _day(value: Any) -> Any:
    if isinstance(value, datetime):
        raise wrong("{value} is a day with an hour, and a day alone is wanted", value=quoted(value))
    if isinstance(value, str):
        try:
            return date.fromisoformat(value)
        except ValueError:
            raise wrong(
                "{value} is no day of the calendar (a day is written 2027-05-17)", value=quoted(value)
            ) from None
    return value


def _hour(value: Any) -> Any:
    if isinstance(value, str):
        try:
            return datetime.strptime(value, "%H:%M").time()  # noqa: DTZ007
        except ValueError:
            pass
    raise wrong('{value} is no hour of the day (an hour is written in quotes: "09:30")', value=quoted(value))


def _wall(value: Any) -> Any:
    try:
        found = datetime.fromisoformat(value) if isinstance(value, str) and len(value) > DAY_ALONE else value
    except ValueError:
        found = None
    if not isinstance(found, datetime) or found.tzinfo is not None:
        raise wrong(
            '{value} is no day and hour on the wall (written "2027-05-17T09:30", without a zone)', value=quoted(value)
        )
    return found


def _instant(value: Any) -> Any:
    try:
        found = datetime.fromisoformat(value) if isinstance(value, str) else value
    except ValueError:
        found = None
    if not isinstance(found, datetime) or found.tzinfo is None:
        raise wrong('{value} is no instant in UTC (written "2027-05-17T09:30:00Z")', value=quoted(value))
    return found


def _zone(value: str) -> str:
    if value not in available_timezones():
        raise wrong("{value} is no time zone of the IANA list", value=quoted(value))
    return value


def _language(value: str) -> str:
    if value not in CODES:
        raise wrong("{value} is none of the six languages ar, zh, en, fr, ru, es", value=quoted(value))
    return value


def _each_once(values: list[T]) -> list[T]:
    for place, value in enumerate(values):
        if value in values[:place]:
            raise wrong("it holds {value} twice", value=quoted(value))
    return values


def _has_english(texts: dict[str, str]) -> dict[str, str]:
    if "en" not in texts:
        raise wrong("it has no English words, which every page falls back to")
    return texts


def names(kind: str) -> AfterValidator:
    """That a key names something known of a kind."""

    def check(key: str | int, info: ValidationInfo[Known]) -> str | int:
        if not info.context.has(kind, key):
            raise wrong("there is no {kind} {key}", kind=CALLED[kind], key=quoted(key))
        return key

    return AfterValidator(check)


Text = Annotated[str, AfterValidator(_clean)]
Words = Annotated[Text, Field(min_length=1)]
Key = Annotated[Text, Field(min_length=1, max_length=40, pattern=r"^[A-Za-z0-9][A-Za-z0-9_.-]*$")]
ShortKey = Annotated[Key, Field(max_length=20)]
W40 = Annotated[Words, Field(max_length=40)]
W60 = Annotated[Words, Field(max_length=60)]
W80 = Annotated[Words, Field(max_length=80)]
W120 = Annotated[Words, Field(max_length=120)]
W160 = Annotated[Words, Field(max_length=160)]
W200 = Annotated[Words, Field(max_length=200)]

Number = Annotated[int, Field(ge=0, le=1_000_000)]
Count = Annotated[int, Field(gt=0, le=1_000_000)]
Year = Annotated[int, Field(ge=1800, le=2200)]
SessionNumber = Annotated[int, Field(gt=0, le=1000)]

Mark = Annotated[Confidence, Field(strict=False)]
Day = Annotated[date, BeforeValidator(_day)]
Hour = Annotated[time, BeforeValidator(_hour)]
Wall = Annotated[datetime, BeforeValidator(_wall)]
Moment = Annotated[datetime, BeforeValidator(_instant)]
Zone = Annotated[Text, Field(max_length=60), AfterValidator(_zone)]
Language = Annotated[Text, AfterValidator(_language)]
Texts = dict[Language, Words]
Names = Annotated[Texts, AfterValidator(_has_english)]

Once = Annotated[list[T], AfterValidator(_each_once)]
"""A list in which nothing stands twice."""

BodyKey = Annotated[str, names("body")]
BodyOrGroup = Annotated[str, names("body or group")]
ConstituencyKey = Annotated[str, names("constituency")]
BasisKey = Annotated[str, names("basis")]
KindKey = Annotated[str, names("kind")]
LineKey = Annotated[str, names("line")]
SessionKey = Annotated[int, names("session")]
SegmentKey = Annotated[str, names("segment")]
WindowKey = Annotated[str, names("window")]
MeetingKey = Annotated[str, names("meeting")]
PersonKey = Annotated[str, names("person")]
BuildingKey = Annotated[str, names("building")]
RoomKey = Annotated[str, names("room")]


def not_before(start: str) -> AfterValidator:
    """That the end of an entry does not lie before its field `start`."""

    def check(end: Any, info: ValidationInfo[Known]) -> Any:
        first = info.data.get(start)
        if first is not None and end is not None and end < first:
            raise wrong("it lies before its start, {first}", first=first)
        return end

    return AfterValidator(check)


def after(start: str) -> AfterValidator:
    """That the end of an entry lies after its field `start`, and not on it."""

    def check(end: Any, info: ValidationInfo[Known]) -> Any:
        first = info.data.get(start)
        if first is not None and end is not None and end <= first:
            raise wrong("it does not lie after its start, {first}", first=first)
        return end

    return AfterValidator(check)


def differing(whole: Confidence, **fields: Confidence | None) -> dict[str, str]:
    """The marks of fields that differ from the mark of the whole."""
    return {name: mark.value for name, mark in fields.items() if mark is not None and mark != whole}


WEAKEST = (Confidence.ILLUSTRATIVE, Confidence.LIKELY, Confidence.SURE)


def weakest(marks: Iterable[Confidence | None]) -> Confidence:
    """The weakest of some marks; sure when there are none."""
    given = set(marks)
    return next((mark for mark in WEAKEST if mark in given), Confidence.SURE)
