"""The list of participants in words of the language being spoken: what every paper of it says, in its order."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from events.participants.queries.lists import Listing
from events.participants.rules import lists
from events.participants.rules.order import RANK_WORDS, Delegation, Entry, everybody
from foundation import languages
from foundation.languages import say
from foundation.sentences import Sentence


@dataclass(frozen=True)
class Line:
    """A person of the paper: the rank in words, the name in its own script, and what follows it."""

    rank: str
    name: str
    rest: Sequence[str]

    def __str__(self) -> str:
        begins = f"{self.rank}{say(Sentence(':'))} {self.name}" if self.rank else self.name
        return say(Sentence(", ")).join([begins, *self.rest])


@dataclass(frozen=True)
class Part:
    """A heading with its level (2: a constituency, 3: a delegation) and the people under it."""

    level: int
    heading: str
    lines: Sequence[Line]


@dataclass(frozen=True)
class Paper:
    """A list on paper."""

    title: str
    lines: Sequence[str]
    dated: str
    parts: Sequence[Part]


def paper(view: Listing, *, dated: Sentence) -> Paper:
    """An issued list, or the one as it stands, in the words of its reader; `dated` tells as of when."""
    name = lists.AS_IT_STANDS if view.shown is None else lists.NAMES[view.shown.kind]
    number = view.shown.number if view.shown else ""
    lines = [
        view.edition.name,
        view.segment.name,
        say(name.with_values(number=number)),
        say(lists.COUNTED.with_values(number=view.total)),
    ]
    if view.edition.banner:
        lines.append(view.edition.banner)
    if any(lists.needs_other_fonts(entry.name) for entry in everybody(view.by_group)):
        lines.append(say(lists.OTHER_SCRIPTS))
    return Paper(say(lists.TITLE), lines, say(dated), list(_parts(view)))


def _parts(view: Listing) -> Iterator[Part]:
    for section in view.by_group:
        yield Part(2, languages.pick(section.group.names).text, ())
        for delegation in section.delegations:
            yield Part(3, _called(delegation), [_line(entry) for entry in delegation.people])
    if not view.by_group:
        yield Part(2, say(lists.NOBODY), ())


def _called(delegation: Delegation) -> str:
    """The name of a delegation; those who stand alone have none."""
    return delegation.sender.name if delegation.sender else ""


def _line(entry: Entry) -> Line:
    rank = say(RANK_WORDS[entry.rank]) if entry.rank else ""
    name = f"{entry.name} ({entry.latin})" if entry.latin else entry.name
    mode = say(lists.ONLINE) if entry.mode == "online" else ""
    return Line(rank, name, [each for each in (entry.function, mode) if each])
