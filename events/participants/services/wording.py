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
    """A person of the paper: the rank in words, the name in its own script and in Latin letters, and what follows it."""

    rank: str
    name: str
    latin: str
    function: str
    mode: str

    def __str__(self) -> str:
        name = f"{self.name} ({self.latin})" if self.latin else self.name
        begins = f"{self.rank}{say(Sentence(':'))} {name}" if self.rank else name
        return _joined(begins, self.function, self.mode)

    @property
    def minor(self) -> str:
        """What is said in small letters: the rank, and that the person takes part online."""
        return _joined(self.rank, self.mode)

    def names(self, *, has_chinese: bool) -> tuple[str, str]:
        """The name to print with its Latin form beside it; this form alone where no font has the script of the other."""
        if self.latin and lists.needs_other_fonts(self.name, has_chinese=has_chinese):
            return self.latin, ""
        return self.name, self.latin


@dataclass(frozen=True)
class Part:
    """A heading with its level (2: a constituency, 3: a delegation) and the people under it."""

    level: int
    heading: str
    lines: Sequence[Line]


@dataclass(frozen=True)
class Paper:
    """A list on paper: of which part of which edition, held where and when; which list it is, and as of when.

    `note` is said of what the fonts of a print lack, if anything.
    """

    title: str
    edition: str
    part: str
    city: str
    days: str
    name: str
    symbol: str
    dated: str
    counted: str
    banner: str
    note: str
    parts: Sequence[Part]

    @property
    def lines(self) -> Sequence[str]:
        """What stands under the title, where it stands in lines."""
        lines = (
            self.edition,
            self.part,
            _joined(self.city, self.days),
            self.name,
            self.counted,
            self.banner,
            self.dated,
        )
        return [each for each in lines if each]


def paper(view: Listing, *, dated: Sentence, days: str, has_chinese: bool) -> Paper:
    """An issued list, or the one as it stands, in the words of its reader; `dated` tells as of when, `days` from when to when."""
    name = lists.AS_IT_STANDS if view.shown is None else lists.NAMES[view.shown.kind]
    number = view.shown.number if view.shown else ""
    people = everybody(view.by_group)
    nameless = (not each.latin and lists.needs_other_fonts(each.name, has_chinese=has_chinese) for each in people)
    return Paper(
        title=say(lists.TITLE),
        edition=view.edition.name,
        part=view.segment.name,
        city=view.edition.city,
        days=days,
        name=say(name.with_values(number=number)),
        symbol=f"LINKAGE/{view.edition.key}/PARTICIPANTS/{view.segment.key}" + (f"/{number}" if number else ""),
        dated=say(dated),
        counted=say(lists.COUNTED.with_values(number=view.total)),
        banner=view.edition.banner,
        note=say(lists.OTHER_SCRIPTS) if any(nameless) else "",
        parts=list(_parts(view)),
    )


def _joined(*words: str) -> str:
    return say(Sentence(", ")).join(each for each in words if each)


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
    return Line(rank, entry.name, entry.latin, entry.function, say(lists.ONLINE) if entry.mode == "online" else "")
