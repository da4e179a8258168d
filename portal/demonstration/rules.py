"""The named moments of the demonstration, and which of them still lie ahead; how its messages are shown."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime

from foundation.errors import Invalid, Missing
from foundation.sentences import Sentence


class NoDemonstration(Missing):
    sentence = Sentence("This house runs at the time of the world: it is not a demonstration.")
    next_step = Sentence("The programme and its feeds stand at their usual addresses.")


class UnknownMoment(Invalid):
    sentence = Sentence("There is no moment “{key}” to move to.")
    next_step = Sentence("Choose one of the moments on the page of the demonstration.")


class NoMessagesHere(Missing):
    sentence = Sentence("Messages are shown in a demonstration without a mail server only.")
    next_step = Sentence("Here they go out by mail.")


class NoSuchMessage(Missing):
    sentence = Sentence("There is no such message.")
    next_step = Sentence("The list of messages shows all of them.")


PAGE = 50
"""How many messages stand on a page."""


@dataclass(frozen=True)
class Moment:
    """A moment worth seeing: its key in forms, its instant, its name, and what can be seen then."""

    key: str
    at: datetime
    name: Sentence
    seen: Sentence


MOMENTS = (
    Moment(
        "start",
        datetime(2027, 4, 20, 8, 0, tzinfo=UTC),
        Sentence("Where the demonstration starts"),
        Sentence("Three weeks before the cluster: the programme is published, and its dates lie ahead."),
    ),
    Moment(
        "cluster",
        datetime(2027, 5, 11, 7, 0, tzinfo=UTC),
        Sentence("The cluster’s first Tuesday"),
        Sentence("The cluster opened the day before; the meetings of the action lines begin."),
    ),
    Moment(
        "dialogue",
        datetime(2027, 5, 25, 7, 55, tzinfo=UTC),
        Sentence("Five minutes before the first dialogue"),
        Sentence("The list of speakers is open, and the first dialogue is about to begin."),
    ),
    Moment(
        "after",
        datetime(2027, 5, 28, 16, 30, tzinfo=UTC),
        Sentence("After the session"),
        Sentence("The Commission has closed its session: everything lies behind."),
    ),
)
"""In the order of time: 20 April 10:00, 11 May 09:00, 25 May 09:55 and 28 May 18:30 on Geneva's clocks."""


@dataclass(frozen=True)
class Choice:
    """A moment as it is offered: ahead, or past."""

    moment: Moment
    is_past: bool


def choices(now: datetime, moments: Iterable[Moment] = MOMENTS) -> list[Choice]:
    """Every moment in order; those at or before `now` are past, for time runs forward only."""
    return [Choice(moment, is_past=moment.at <= now) for moment in moments]


def moment_called(key: str) -> Moment:
    """The moment of that key; raises UnknownMoment."""
    for moment in MOMENTS:
        if moment.key == key:
            return moment
    raise UnknownMoment(key=key)


@dataclass(frozen=True)
class Piece:
    """A piece of a message's line; with `path` it leads to a page of this house."""

    text: str
    path: str = ""


def paragraphs(text: str, *, origin: str) -> list[list[list[Piece]]]:
    """The paragraphs of a message, each with its lines, each in pieces: only addresses of this house become links."""
    blocks = re.split(r"\n{2,}", text.strip("\n"))
    return [[list(_pieces(line, origin)) for line in block.split("\n")] for block in blocks if block]


def _pieces(line: str, origin: str) -> Iterator[Piece]:
    # One slash after the origin, and no other beside it: a path that begins with two would name another house.
    address = re.compile(rf"(?<!\S){re.escape(origin)}(/(?![/\\])[\w.~/?=&%#+:-]*(?<![.:?]))")
    reached = 0
    for found in address.finditer(line):
        if found.start() > reached:
            yield Piece(line[reached : found.start()])
        yield Piece(found.group(), found.group(1))
        reached = found.end()
    if reached < len(line) or not line:
        yield Piece(line[reached:])
