"""What an urgent notice says and does, how long its banner stays, and its refusals."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from events.programme.rules.deeds import Placement
from events.programme.rules.facts import Facts
from foundation.errors import Invalid
from foundation.sentences import Sentence


class UnknownRoom(Invalid):
    sentence = Sentence("Choose a room from the list.")


class NothingToSay(Invalid):
    sentence = Sentence("The meeting stands there already: nothing was changed and nobody was told.")


@dataclass(frozen=True)
class Urgent:
    """An urgent notice: its words in a language, and where the meeting goes now, or that it is off."""

    text: str
    language: str = "en"
    placement: Placement | None = None
    is_cancelled: bool = False

    @property
    def changes_something(self) -> bool:
        """Whether it does more than speak."""
        return self.is_cancelled or self.placement is not None


def banner_line(after: Facts, urgent: Urgent, *, at: datetime) -> dict[str, Any]:
    """The notice as it stands with its version: plain values, told until the meeting's day is over."""
    until = after.starts.date() if after.starts else at.date()
    return {
        "meeting": after.key,
        "text": urgent.text,
        "language": urgent.language,
        "at": at.isoformat(timespec="seconds"),
        "until": max(until, at.date()).isoformat(),
    }


@dataclass(frozen=True)
class Told:
    """A notice as a page tells it."""

    meeting: str
    text: str
    language: str
    at: datetime


def told(notices: Iterable[Mapping[str, Any]], *, on: date, meeting: str | None = None) -> list[Told]:
    """The notices to tell on a day, the latest first; of one meeting only where it is named."""
    return [
        Told(each["meeting"], each["text"], each["language"], datetime.fromisoformat(each["at"]))
        for each in notices
        if date.fromisoformat(each["until"]) >= on and meeting in (None, each["meeting"])
    ]
