"""What may be done to a meeting of the draft, by whom, and the refusals."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Any

from events.programme.rules.facts import When
from events.programme.rules.snapshots import PLACE, Snapshot, day_of, differing
from foundation.errors import ChangedMeanwhile as Clash
from foundation.errors import Forbidden, Invalid, Refused
from foundation.sentences import Sentence

HOST = "host"
"""The role of who changes a meeting, or the meetings of a body, as their host."""


class Verb(StrEnum):
    """What a change of the draft did."""

    ADD = "add"
    EDIT = "edit"
    PLACE = "place"
    UNPLACE = "unplace"
    CANCEL = "cancel"
    RESTORE = "restore"
    REMOVE = "remove"


class Authority(StrEnum):
    """In which quality somebody changes a meeting: an organizer all of it, a host its own within the frame."""

    ORGANIZER = "organizer"
    HOST = "host"


@dataclass(frozen=True)
class Placement:
    """Wall-clock times and a room by its key."""

    starts: datetime
    ends: datetime
    room: str | None


@dataclass(frozen=True)
class Placed:
    """What became of a deed: the meeting's revision now (None: it is gone), and the number of the change, if any.

    `beside` are the fields that `who` had changed meanwhile, which stand beside what was saved.
    """

    meeting: str
    revision: int | None
    change_number: int | None
    beside: tuple[str, ...] = ()
    who: str | Sentence = ""


HOST_FIELDS = frozenset(
    [
        "titles",
        "title_language",
        "abstract",
        "note",
        "languages",
        "audience",
        "captions",
        "sign",
        "hybrid",
        "accessible",
    ]
)
"""What a host body says of its own meeting."""


class ChangedMeanwhile(Clash):
    """Somebody changed the meeting after it was shown.

    `merged` is the meeting as it stands now with all of mine that is in nobody's way, and mine where both differ.
    """

    sentence = Sentence("{meeting} was changed meanwhile by {who}: nothing of yours is saved yet.")

    def __init__(self, *, merged: Snapshot | None = None, **values: Any) -> None:
        super().__init__(**values)
        self.merged = merged

    @property
    def fields(self) -> tuple[str, ...]:
        """The fields in which the two differ, in the order of telling."""
        return differing(self.current, self.mine)


class NotAHostsToChange(Forbidden):
    sentence = Sentence("A host changes the texts and needs of its own meetings; the rest is the organizers’.")
    next_step = Sentence("Ask the organizers of the edition.")


class NotYourSegment(Forbidden):
    sentence = Sentence("You organize the meetings of your own segments, and no others.")
    next_step = Sentence("Ask the organizers of the edition.")


class NotTheLeadingHost(Forbidden):
    sentence = Sentence("Only the organizer that leads {meeting} moves it.")
    next_step = Sentence("Ask that body, or the organizers of the edition.")


class BreaksRules(Refused):
    sentence = Sentence("{meeting} can’t stand there: {why}")
    next_step = Sentence("Choose another hour or room, or ask the organizers.")


class Fixed(Forbidden):
    sentence = Sentence("{meeting} is fixed where it stands: only the organizers move it.")
    next_step = Sentence("Ask the organizers of the edition.")


class OutsideTheFrame(Refused):
    sentence = Sentence("{meeting} may stand from {first} to {last}; that day lies outside.")
    next_step = Sentence("Take a day within, or ask the organizers for another frame.")


class Impossible(Invalid):
    sentence = Sentence("A meeting ends after it starts.")
    next_step = Sentence("Give an end that is later than the start.")


class HalfDated(Invalid):
    sentence = Sentence(
        "The times don’t fit: an undated meeting has none, every other one a start, a timed one an end."
    )


class Unseen(Invalid):
    sentence = Sentence("It is not known which state of the meeting you saw: nothing was changed.")
    next_step = Sentence("Open the page anew and do it once more.")


class Circular(Invalid):
    """A meeting would begin after itself, by way of others or not; or stand apart from itself."""

    sentence = Sentence("A meeting can’t wait for itself: {ring}.")

    def __init__(self, field: str, ring: Iterable[str]) -> None:
        super().__init__(ring=" → ".join(ring))
        self.field = field


class NoTitle(Invalid):
    sentence = Sentence("A meeting has a title in the language that it was written in.")


class StillNeeded(Refused):
    sentence = Sentence("{meeting} can’t be removed: seats, a dialogue or other meetings hang on it.")
    next_step = Sentence("Cancel it instead: it stays in the programme and says so.")


class WasPublished(StillNeeded):
    sentence = Sentence("{meeting} was published and can’t be removed: calendars hold it.")


class AlreadyCancelled(Refused):
    sentence = Sentence("{meeting} is cancelled already, with a reason of its own.")
    next_step = Sentence("Change the reason in its note.")


class NothingToUndo(Refused):
    sentence = Sentence("There is nothing of yours to undo in this draft.")


class NothingToRedo(Refused):
    sentence = Sentence("There is nothing of yours to redo in this draft.")


class OvertakenByOthers(Refused):
    sentence = Sentence("{meeting} was changed meanwhile by {who}: what you would take back is no longer there.")
    next_step = Sentence("Open the meeting and change it by hand.")


def refuse_impossible(meeting: Mapping[str, Any]) -> None:
    """Go on only if times and titles of a snapshot fit together; raises Impossible, HalfDated, NoTitle."""
    when, starts, ends = (meeting[name] for name in ("when", "starts", "ends"))
    needs_end = when in (When.TIMED, When.DAYS)
    if (starts is None) != (when == When.UNDATED) or (ends is None if needs_end else starts is None and ends):
        raise HalfDated
    if starts and ends and datetime.fromisoformat(ends) <= datetime.fromisoformat(starts):
        raise Impossible
    if not meeting["titles"].get(meeting["title_language"]):
        raise NoTitle


def refuse_rings(meeting: Snapshot, after: Mapping[str, Collection[str]]) -> None:
    """Go on only if a meeting neither follows nor avoids itself; `after` tells what the others follow. Raises Circular."""
    key = meeting["key"]
    if key in meeting["apart"]:
        raise Circular("apart", (key, key))
    ways: list[tuple[str, ...]] = [(key, first) for first in meeting["after"]]
    seen: set[str] = set()
    while ways:
        way = ways.pop()
        if way[-1] == key:
            raise Circular("after", way)
        if way[-1] not in seen:
            seen.add(way[-1])
            ways += [(*way, further) for further in after.get(way[-1], ())]


def refuse_beyond_a_host(
    before: Snapshot, after: Snapshot, fields: Iterable[str], *, frame: tuple[date, date], leads: bool
) -> None:
    """Go on only if a host may do this to its own meeting; `frame` is its segment's, `leads` whether it is the first host.

    Raises NotAHostsToChange, NotTheLeadingHost, Fixed, OutsideTheFrame.
    """
    changed = set(fields) - HOST_FIELDS
    if changed - set(PLACE):
        raise NotAHostsToChange
    if not changed:
        return
    if not leads:
        raise NotTheLeadingHost(meeting=before["key"])
    if before["is_pinned"] or before["agenda_items"]:
        raise Fixed(meeting=before["key"])
    first, last = own_frame(before, frame)
    day, end = day_of(after), after["ends"]
    last_day = datetime.fromisoformat(end).date() if end else day
    if day and last_day and not first <= day <= last_day <= last:
        raise OutsideTheFrame(meeting=before["key"], first=first, last=last)


def own_frame(meeting: Mapping[str, Any], frame: tuple[date, date]) -> tuple[date, date]:
    """The days on which a meeting may stand: its own window, or its segment's days where it has none."""
    own = (meeting["window_from"], meeting["window_to"])
    first, last = (date.fromisoformat(day) if day else edge for day, edge in zip(own, frame, strict=True))
    return first, last
