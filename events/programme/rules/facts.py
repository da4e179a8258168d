"""The facts of a meeting in a version, its stamp for calendars, and what it can be found by."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, field
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import Any

from foundation.errors import Missing, Refused
from foundation.fingerprints import fingerprint
from foundation.sentences import Sentence


class When(StrEnum):
    """How a meeting stands in time: undated (listed, in no feed), a whole day, timed, or over several days."""

    UNDATED = "undated"
    DAY = "day"
    TIMED = "timed"
    DAYS = "days"


class State(StrEnum):
    """Scheduled; cancelled (stays and says so); withdrawn (gone from the programme, kept for calendars only)."""

    SCHEDULED = "scheduled"
    CANCELLED = "cancelled"
    WITHDRAWN = "withdrawn"


class UnknownMeeting(Missing):
    sentence = Sentence("There is no meeting {key} in the programme of {edition}.")
    next_step = Sentence("It may have another key, or belong to another year. The programme lists every meeting.")


class UnknownVersion(Missing):
    sentence = Sentence("There is no version {number} of the programme of {edition}.")
    next_step = Sentence("The list of versions shows all that were published.")


class NothingPublished(Missing):
    sentence = Sentence("Nothing is published yet for {edition}.")
    next_step = Sentence("The programme appears here with its first version.")


class NothingChanged(Refused):
    sentence = Sentence("Nothing has changed since version {number}: there is nothing to publish.")


@dataclass(frozen=True)
class Body:
    """A body of a meeting as frozen: key, acronym, its acronyms in other languages, and its role there."""

    key: str
    acronym: str
    role: str = "organizer"
    acronyms: Mapping[str, str] = field(default_factory=dict)

    def called(self, language: str) -> str:
        """The acronym in a language."""
        return self.acronyms.get(language, self.acronym)


@dataclass(frozen=True)
class Line:
    """An action line of a meeting as frozen; `parent` is C7 for the e-applications."""

    key: str
    titles: Mapping[str, str]
    parent: str | None = None

    @property
    def mark(self) -> str:
        """The line whose shape and colour it bears: its own, or its parent's."""
        return self.parent or self.key


@dataclass(frozen=True)
class Place:
    """Where: a room of a building, a building alone, or online."""

    building: str
    building_name: str
    building_short: str = ""
    city: str = ""
    address: str = ""
    room: str | None = None
    room_name: str = ""
    is_online: bool = False

    def __str__(self) -> str:
        parts = (self.room_name, self.building_name, "" if self.is_online else self.city)
        return ", ".join(part for part in parts if part)


@dataclass(frozen=True)
class Facts:
    """All that the public sees of a meeting in a version. Times are wall-clock times of the edition's zone.

    `urgent` holds the words of an urgent notice while it stands; no draft has any.
    """

    key: str
    kind: str
    segment: str
    titles: Mapping[str, str]
    title_language: str = "en"
    segment_name: str = ""
    abstract: str = ""
    note: str = ""
    partner: str = ""
    urgent: str = ""
    state: State = State.SCHEDULED
    when: When = When.UNDATED
    starts: datetime | None = None
    ends: datetime | None = None
    place: Place | None = None
    bodies: tuple[Body, ...] = ()
    lines: tuple[Line, ...] = ()
    languages: tuple[str, ...] = ()
    captions: bool | None = None
    sign: bool = False
    hybrid: bool | None = None
    accessible: bool = False
    is_closed: bool = False
    audience: int | None = None
    attendance: int | None = None
    open_for: tuple[str, ...] = ()
    session: int | None = None
    agenda_items: tuple[int, ...] = ()
    stands_for_session: int | None = None
    seats: int | None = None
    seats_for: str = ""
    seats_note: str = ""
    confidence: str = "sure"
    confidences: Mapping[str, str] = field(default_factory=dict)

    @property
    def first_day(self) -> date | None:
        return self.starts.date() if self.starts else None

    @property
    def last_day(self) -> date | None:
        return self.ends.date() if self.ends else self.first_day

    @property
    def is_cancelled(self) -> bool:
        return self.state == State.CANCELLED

    @property
    def is_dialogue(self) -> bool:
        return self.kind == "interactive_dialogue"

    @property
    def organizers(self) -> tuple[Body, ...]:
        return tuple(body for body in self.bodies if body.role != "partner")

    @property
    def title(self) -> str:
        """The title in its own language."""
        return self.titles[self.title_language]

    def as_json(self) -> dict[str, Any]:
        """Plain data for the version's row; None, empty and default values are left out."""
        plain = asdict(self)
        for name in ("starts", "ends"):
            if plain[name] is not None:
                plain[name] = plain[name].isoformat(timespec="minutes")
        return {key: value for key, value in plain.items() if value not in (None, "", (), {}, False)}

    @classmethod
    def from_json(cls, plain: Mapping[str, Any]) -> Facts:
        """The facts out of a version's row."""
        values = dict(plain)
        for name in ("starts", "ends"):
            if name in values:
                values[name] = datetime.fromisoformat(values[name])
        if "place" in values:
            values["place"] = Place(**values["place"])
        values["bodies"] = tuple(Body(**body) for body in values.get("bodies", ()))
        values["lines"] = tuple(Line(**line) for line in values.get("lines", ()))
        for name in ("languages", "open_for", "agenda_items"):
            values[name] = tuple(values.get(name, ()))
        values.setdefault("titles", {})
        values["state"] = State(values.get("state", "scheduled"))
        values["when"] = When(values.get("when", "undated"))
        return cls(**values)

    @property
    def digest(self) -> str:
        """The fingerprint of the visible fields, in every language."""
        return fingerprint(self.as_json())


@dataclass(frozen=True)
class Stamp:
    """What a calendar is told of a revision: SEQUENCE, LAST-MODIFIED (UTC, whole seconds), and the digest behind both."""

    sequence: int
    modified: datetime
    digest: str


def next_stamp(previous: Stamp | None, digest: str, *, now: datetime, is_cancelled: bool = False) -> Stamp:
    """The stamp of an entry after `previous` (R59): the same digest keeps it, another one raises both of its parts.

    A first stamp begins at 0, or at 1 for what is cancelled from the start.
    """
    if previous is None:
        return Stamp(int(is_cancelled), now, digest)
    if previous.digest == digest:
        return previous
    return Stamp(previous.sequence + 1, max(now, previous.modified + timedelta(seconds=1)), digest)


WITHDRAWN = "withdrawn"


def withdrawn_digest(key: str) -> str:
    """The digest of a meeting that has left the programme: nothing of it is visible any more."""
    return fingerprint({WITHDRAWN: key})


def tags(
    facts: Facts, *, family: Mapping[str, Iterable[str]], rights: Mapping[str, str], right_of_named: str | None
) -> set[tuple[str, str]]:
    """What an entry can be found by, as (kind, key) pairs.

    `family` gives the children of a line, for a meeting on a line stands for all of them; `rights` gives
    each constituency's right in this kind of meeting, `right_of_named` that of those named in `open_for`.
    """
    found = {("segment", facts.segment), ("kind", facts.kind)}
    found |= {("body", body.key) for body in facts.bodies}
    found |= {("language", code) for code in facts.languages}
    if facts.place:
        found.add(("building", facts.place.building))
        if facts.place.room:
            found.add(("room", facts.place.room))
    for line in facts.lines:
        found.add(("action-line", line.key))
        found |= {("action-line", child) for child in family.get(line.key, ())}
        if line.parent:
            found.add(("action-line", line.parent))
    if facts.is_dialogue:
        found.add(("dialogue", facts.key))
    found |= {("constituency", key) for key in may_come(facts, rights=rights, right_of_named=right_of_named)}
    return found


def may_come(facts: Facts, *, rights: Mapping[str, str], right_of_named: str | None) -> set[str]:
    """The constituencies that may be in the room (R1): by the kind of meeting, or named by the meeting itself."""
    named = set(facts.open_for) if right_of_named else set()
    return named | {key for key, right in rights.items() if right != "closed"}
