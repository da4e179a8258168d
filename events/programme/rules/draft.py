"""Changes to a draft as they are written down: a move, a cancellation, an addition."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any

from foundation.errors import Invalid, Missing, Refused
from foundation.sentences import Sentence


class UnknownInDraft(Missing):
    sentence = Sentence("There is no {kind} {key}.")


class AlreadyInDraft(Refused):
    field = "key"
    sentence = Sentence("The draft has a meeting {key} already.")


class UnreadableChange(Invalid):
    sentence = Sentence("Change {number}, field {field}: {problem}")


MISSING = Sentence("it is missing.")
NO_SUCH_CHANGE = Sentence("a change is one of move, cancel and add.")
NO_DAY = Sentence("a day is written 2027-05-14.")
NO_HOUR = Sentence('an hour is written in quotes, "11:00".')
UPSIDE_DOWN = Sentence("the end must come after the start.")
UNKNOWN_FIELD = Sentence("no such field belongs here.")


@dataclass(frozen=True)
class Move:
    """A meeting's new wall-clock times and room."""

    meeting: str
    starts: datetime
    ends: datetime
    room: str


@dataclass(frozen=True)
class Cancellation:
    """A meeting that is off, with the note shown instead."""

    meeting: str
    note: str = ""


@dataclass(frozen=True)
class Addition:
    """A new meeting with time and room."""

    meeting: str
    segment: str
    kind: str
    title: str
    starts: datetime
    ends: datetime
    room: str
    organizers: tuple[str, ...] = ()
    action_lines: tuple[str, ...] = ()
    languages: tuple[str, ...] = ("en",)
    hybrid: bool = False
    audience: int | None = None


_TIMES = {"date", "start", "end", "room"}
_FIELDS = {
    "move": {"change", "meeting", *_TIMES},
    "cancel": {"change", "meeting", "note"},
    "add": {
        "change", "meeting", "segment", "kind", "title", "organizers", "action_lines", "languages", "hybrid", "audience",
        *_TIMES,
    },
}  # fmt: skip


def read_change(row: Mapping[str, Any], number: int) -> Move | Cancellation | Addition:
    """A change out of a row of a file; `number` counts from 1. Raises UnreadableChange, naming the field."""
    kind = row.get("change")
    if not isinstance(row, Mapping) or kind not in _FIELDS:
        raise UnreadableChange(number=number, field="change", problem=NO_SUCH_CHANGE)
    for name in row.keys() - _FIELDS[kind]:
        raise UnreadableChange(number=number, field=name, problem=UNKNOWN_FIELD)
    meeting = str(_needed(row, "meeting", number))
    if kind == "cancel":
        return Cancellation(meeting, str(row.get("note", "")))
    starts, ends = _times(row, number)
    room = str(_needed(row, "room", number))
    if kind == "move":
        return Move(meeting, starts, ends, room)
    return Addition(
        meeting,
        str(_needed(row, "segment", number)),
        str(_needed(row, "kind", number)),
        str(_needed(row, "title", number)),
        starts,
        ends,
        room,
        organizers=tuple(row.get("organizers", ())),
        action_lines=tuple(row.get("action_lines", ())),
        languages=tuple(row.get("languages", ("en",))),
        hybrid=bool(row.get("hybrid", False)),
        audience=row.get("audience"),
    )


def _needed(row: Mapping[str, Any], name: str, number: int) -> Any:
    if row.get(name) in (None, ""):
        raise UnreadableChange(number=number, field=name, problem=MISSING)
    return row[name]


def _times(row: Mapping[str, Any], number: int) -> tuple[datetime, datetime]:
    on = _needed(row, "date", number)
    if not isinstance(on, date):
        raise UnreadableChange(number=number, field="date", problem=NO_DAY)
    start, end = (_hour(row, name, number) for name in ("start", "end"))
    if start >= end:
        raise UnreadableChange(number=number, field="end", problem=UPSIDE_DOWN)
    return datetime.combine(on, start), datetime.combine(on, end)


def _hour(row: Mapping[str, Any], name: str, number: int) -> time:
    text = _needed(row, name, number)
    try:
        return time.fromisoformat(text)
    except (TypeError, ValueError):
        raise UnreadableChange(number=number, field=name, problem=NO_HOUR) from None
