"""What an urgent notice says and does, how long its banner stays, and its refusals."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from events.constraints.rules.checker import Broken
from events.programme.rules.deeds import Placement
from events.programme.rules.facts import Facts
from foundation.errors import Invalid, Missing, Refused
from foundation.sentences import Sentence


class UnknownRoom(Invalid):
    sentence = Sentence("Choose a room from the list.")


class NothingToSay(Invalid):
    sentence = Sentence("The meeting stands there already: nothing was changed and nobody was told.")


class MeetingIsOff(Refused):
    sentence = Sentence("This meeting is cancelled: it can’t be moved, and nobody was told.")
    next_step = Sentence("Take the cancellation back in the draft, and publish a version.")


class UnknownNotice(Missing):
    sentence = Sentence("There is no such notice in the current version.")


class WouldBreak(Refused):
    sentence = Sentence("Nobody was told yet: rules that the meeting would break there: {number}.")
    next_step = Sentence("Choose another room or hour, or say below that it must be so.")

    def __init__(self, broken: Sequence[Broken]) -> None:
        self.broken = broken
        super().__init__(number=len(broken))


@dataclass(frozen=True)
class Urgent:
    """An urgent notice: its words in a language, and where the meeting goes now, or that it is off.

    `regardless` says that it goes there whatever that breaks.
    """

    text: str
    language: str = "en"
    placement: Placement | None = None
    is_cancelled: bool = False
    regardless: bool = False


def banner_line(after: Facts, urgent: Urgent, *, at: datetime) -> dict[str, Any]:
    """The notice as it stands with its version: plain values, told until the meeting's day is over."""
    until = after.starts.date() if after.starts else at.date()
    return {
        "meeting": after.key,
        "title": dict(after.titles),
        "text": urgent.text,
        "language": urgent.language,
        "at": at.isoformat(timespec="seconds"),
        "until": max(until, at.date()).isoformat(),
    }


@dataclass(frozen=True)
class Told:
    """A notice as a page tells it."""

    meeting: str
    titles: Mapping[str, str]
    text: str
    language: str
    at: datetime


def told(notices: Iterable[Mapping[str, Any]], *, on: date, meeting: str | None = None) -> list[Told]:
    """The notices to tell on a day, the latest first; of one meeting only where it is named."""
    return [
        Told(each["meeting"], each["title"], each["text"], each["language"], datetime.fromisoformat(each["at"]))
        for each in notices
        if date.fromisoformat(each["until"]) >= on and meeting in (None, each["meeting"])
    ]
