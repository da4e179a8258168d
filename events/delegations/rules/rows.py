"""What is wrong with the rows of a table of people: each thing by row and column, in words; and what the good ones say."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from events.delegations.rules.ranks import MOST_GROUP, MOST_NAME, Rank
from events.delegations.rules.tables import MOST_CELL, Row
from foundation.sentences import Sentence
from stakeholders.accounts.rules import email_as_kept, is_email, is_name

LANGUAGES = ("ar", "zh", "en", "fr", "ru", "es")
MOST_FUNCTION = 120
FIRST_DAY, LAST_DAY = date(1990, 1, 1), date(2100, 12, 31)

FILL_IN = Sentence("fill this in")
TOO_LONG = Sentence("shorten this to {most} characters at most")
UNPRINTABLE = Sentence("take out the signs that can’t be printed")
UNKNOWN_PART = Sentence("no part of this edition is called so; there are {parts}")
NOT_YOUR_PART = Sentence("you don’t look after this part")
GOES_WITH = Sentence("this part is for those who come to another one; name the person for that, too")
CLOSED_PART = Sentence("registration for this part is not open")
UNKNOWN_ORGANIZATION = Sentence("no State or organization is called so")
SEVERAL_ORGANIZATIONS = Sentence("several are called so: {names}; write the name in full or the key")
NOT_YOURS = Sentence("this is not your organization")
NO_EMAIL = Sentence("this is no e-mail address")
NO_NAME = Sentence("a name has a letter that can be seen")
ONE_OF = Sentence("one of these words, as they stand here: {words}")
"""The words of a table are the same in every language, so that a table is read alike whoever sends it."""
TWO_HEADS = Sentence("row {row} is the head of this delegation already")
HEAD_STANDS = Sentence("the delegation has a head already")
TWICE = Sentence("row {row} names the same person for this part")
IN_IT = Sentence("the person is in the delegation already")
NOT_TO_SPEAK = Sentence(
    "who speaks for a group may speak: write {word} under “{column}”", word="yes", column="may speak"
)
COMES_FOR = Sentence("registered for {capacity} so far; that stays until the person says yes")
UNKNOWN_GROUP = Sentence("no group of States is called so; there are {groups}")
NO_DAY = Sentence("a day, as 2027-05-13")
ENDS_BEFORE = Sentence("the last day lies before the first")
MISSES_PART = Sentence("the days leave out the first day of the part, {day}")


@dataclass(frozen=True)
class SegmentFacts:
    """A part of the edition as a table names it."""

    id: int
    key: str
    name: str
    starts_on: date
    accompanies: bool = False


@dataclass(frozen=True)
class OrganizationFacts:
    """A State or organization as a table names it."""

    id: int
    key: str
    name: str


Pair = tuple[int, int]
"""A delegation: (part, organization)."""


@dataclass(frozen=True)
class Ground:
    """What rows are checked against. `spelled` are the organizations by every spelling (see `spelling`).

    `of_organizations` and `of_segments` are those that who sends the table looks after, None for all. `closed` are the
    delegations for which registration is not open, `against` those nobody may come to (R1), with the reason.
    `members` are (part, organization, address), `approved` (organization, address) of those who come to a part.
    `groups` are those a delegation may speak for, `elsewhere` for whom somebody is registered, by part and address: what
    only the registrar is told.
    """

    segments: Sequence[SegmentFacts]
    spelled: Mapping[str, Sequence[OrganizationFacts]]
    of_organizations: frozenset[int] | None = None
    of_segments: frozenset[int] | None = None
    closed: frozenset[Pair] = frozenset()
    against: Mapping[Pair, Sentence] = field(default_factory=dict)
    heads: frozenset[Pair] = frozenset()
    members: frozenset[tuple[int, int, str]] = frozenset()
    approved: frozenset[tuple[int, str]] = frozenset()
    groups: Sequence[str] = ()
    elsewhere: Mapping[tuple[int, str], tuple[int | None, str]] = field(default_factory=dict)


@dataclass(frozen=True)
class Fault:
    """What is wrong in a column of a row."""

    column: str
    words: Sentence


@dataclass(frozen=True)
class Good:
    """What a row says, when nothing is wrong with it."""

    segment_id: int
    organization_id: int
    email: str
    name: str
    name_latin: str
    rank: str
    function: str
    may_speak: bool
    speaks_for: str
    mode: str
    language: str
    since: date | None
    until: date | None


@dataclass(frozen=True)
class Checked:
    """A row with what is wrong with it, or with what it says; `heed` is what who sends it should know all the same."""

    row: Row
    faults: Sequence[Fault]
    good: Good | None
    heed: Sentence | None = None


def spelling(text: str) -> str:
    """A name as it is compared: without case, accents and double spaces."""
    plain = unicodedata.normalize("NFKD", text.replace("’", "'").casefold())
    return " ".join("".join(sign for sign in plain if not unicodedata.combining(sign)).split())


def check_rows(rows: Iterable[Row], ground: Ground) -> list[Checked]:
    """Every row with all that is wrong with it."""
    seen: dict[tuple[int, str], int] = {}
    heads: dict[Pair, int] = {}
    checked = [_checked(_Reading(row, ground), seen, heads) for row in rows]
    return _with_companions(checked, ground)


def _with_companions(checked: Sequence[Checked], ground: Ground) -> list[Checked]:
    """What accompanies other parts is for those who come to one of these for the same organization."""
    accompanying = {each.id for each in ground.segments if each.accompanies}
    coming = set(ground.approved)
    coming |= {
        (each.good.organization_id, each.good.email)
        for each in checked
        if each.good and each.good.segment_id not in accompanying
    }
    return [
        Checked(each.row, (Fault("part", GOES_WITH),), None)
        if each.good
        and each.good.segment_id in accompanying
        and (each.good.organization_id, each.good.email) not in coming
        else each
        for each in checked
    ]


def _checked(reading: _Reading, seen: dict[tuple[int, str], int], heads: dict[Pair, int]) -> Checked:
    good = reading.read()
    row = reading.row
    if reading.segment and reading.email:
        person = (reading.segment.id, reading.email)
        if person in seen:
            reading.blame("email", TWICE.with_values(row=seen[person]))
        seen.setdefault(person, row.number)
    if reading.pair and reading.rank == Rank.HEAD:
        if reading.pair in heads:
            reading.blame("rank", TWO_HEADS.with_values(row=heads[reading.pair]))
        elif reading.pair in reading.ground.heads:
            reading.blame("rank", HEAD_STANDS)
        # Only a row that can be taken makes another one the second.
        if not reading.faults:
            heads.setdefault(reading.pair, row.number)
    return Checked(row, tuple(reading.faults), None if reading.faults else good, reading.heed)


class _Reading:
    """One row being read: what it says, and what is wrong with it."""

    def __init__(self, row: Row, ground: Ground) -> None:
        self.row, self.ground = row, ground
        self.faults: list[Fault] = []
        self.segment: SegmentFacts | None = None
        self.organization: OrganizationFacts | None = None
        self.email = self.rank = ""

    @property
    def pair(self) -> Pair | None:
        return (self.segment.id, self.organization.id) if self.segment and self.organization else None

    @property
    def heed(self) -> Sentence | None:
        """That the person is registered for the part in another capacity, which stays until they agree."""
        if self.segment is None or self.organization is None:
            return None
        other = self.ground.elsewhere.get((self.segment.id, self.email))
        return COMES_FOR.with_values(capacity=other[1]) if other and other[0] != self.organization.id else None

    def blame(self, column: str, words: Sentence) -> None:
        self.faults.append(Fault(column, words))

    def read(self) -> Good | None:
        self.segment, self.organization = self._segment(), self._organization()
        self._right()
        self.email = self._email()
        name, name_latin = self._name(), self._text("name in latin letters", MOST_NAME)
        self.rank = self._one_of("rank", _RANKS, "head, member, alternate, adviser", needed=True)
        function, speaks_for = self._text("function", MOST_FUNCTION), self._text("speaks for", MOST_GROUP)
        may_speak = self._one_of("may speak", _YES_NO, "yes, no") == "yes"
        if speaks_for and not may_speak:
            self.blame("speaks for", NOT_TO_SPEAK)
        speaks_for = self._group(speaks_for)
        mode = self._one_of("takes part", _MODES, "on site, online") or "on_site"
        language = self._one_of("language", _LANGUAGES, ", ".join(LANGUAGES)) or "en"
        since, until = self._days()
        if self.segment is None or self.organization is None:
            return None
        said = (name, name_latin, self.rank, function, may_speak, speaks_for, mode, language, since, until)
        return Good(self.segment.id, self.organization.id, self.email, *said)

    def _segment(self) -> SegmentFacts | None:
        wanted = self._text("part", MOST_CELL, needed=True)
        if not wanted:
            return None
        for each in self.ground.segments:
            if spelling(wanted) in (spelling(each.key), spelling(each.name)):
                if self.ground.of_segments is not None and each.id not in self.ground.of_segments:
                    self.blame("part", NOT_YOUR_PART)
                return each
        self.blame("part", UNKNOWN_PART.with_values(parts=", ".join(each.key for each in self.ground.segments)))
        return None

    def _organization(self) -> OrganizationFacts | None:
        wanted = self._text("organization", MOST_CELL, needed=True)
        if not wanted:
            return None
        found = self.ground.spelled.get(spelling(wanted), ())
        within = self.ground.of_organizations
        if len(found) > 1 and within is not None:
            found = [each for each in found if each.id in within] or found
        if not found:
            self.blame("organization", UNKNOWN_ORGANIZATION)
            return None
        if len(found) > 1:
            names = "; ".join(f"{each.name} ({each.key})" for each in found)
            self.blame("organization", SEVERAL_ORGANIZATIONS.with_values(names=names))
            return None
        if within is not None and found[0].id not in within:
            self.blame("organization", NOT_YOURS)
        return found[0]

    def _right(self) -> None:
        if self.pair is None:
            return
        if self.pair in self.ground.closed:
            self.blame("part", CLOSED_PART)
        if self.pair in self.ground.against:
            self.blame("organization", self.ground.against[self.pair])

    def _group(self, typed: str) -> str:
        """A group as the edition calls it; the registrar names any."""
        if not typed or self.ground.of_organizations is None:
            return typed
        for each in self.ground.groups:
            if spelling(each) == spelling(typed):
                return each
        self.blame("speaks for", UNKNOWN_GROUP.with_values(groups=", ".join(self.ground.groups)))
        return ""

    def _email(self) -> str:
        typed = self._text("email", MOST_CELL, needed=True)
        if typed and not is_email(typed):
            self.blame("email", NO_EMAIL)
            return ""
        email = email_as_kept(typed)
        if self.pair and (*self.pair, email) in self.ground.members:
            self.blame("email", IN_IT)
        return email

    def _name(self) -> str:
        name = self._text("name", MOST_NAME, needed=True)
        if name and not is_name(name):
            self.blame("name", NO_NAME)
        return name

    def _text(self, column: str, most: int, *, needed: bool = False) -> str:
        text = self.row[column]
        if needed and not text:
            self.blame(column, FILL_IN)
        elif len(text) > most:
            self.blame(column, TOO_LONG.with_values(most=most))
            return ""
        elif not text.isprintable():
            self.blame(column, UNPRINTABLE)
            return ""
        return text

    def _one_of(self, column: str, known: Mapping[str, str], words: str, *, needed: bool = False) -> str:
        text = self._text(column, MOST_CELL, needed=needed)
        if not text:
            return ""
        if text.casefold() not in known:
            self.blame(column, ONE_OF.with_values(words=words))
            return ""
        return known[text.casefold()]

    def _days(self) -> tuple[date | None, date | None]:
        since, until = self._day("from"), self._day("until")
        if since and until and until < since:
            self.blame("until", ENDS_BEFORE)
        elif self.segment:
            day = self.segment.starts_on
            misses = MISSES_PART.with_values(day=day)
            if since and since > day:
                self.blame("from", misses)
            if until and until < day:
                self.blame("until", misses)
        return since, until

    def _day(self, column: str) -> date | None:
        text = self._text(column, MOST_CELL)
        if not text:
            return None
        try:
            day = date.fromisoformat(text)
        except ValueError:
            day = None
        if day is None or len(text) != len("2027-05-13") or not FIRST_DAY <= day <= LAST_DAY:
            self.blame(column, NO_DAY)
            return None
        return day


_RANKS = {rank.value: rank.value for rank in Rank}
_LANGUAGES = {code: code for code in LANGUAGES}
_YES_NO = {"yes": "yes", "no": "no", "y": "yes", "n": "no", "true": "yes", "false": "no", "1": "yes", "0": "no"}
_MODES = {"on site": "on_site", "on_site": "on_site", "onsite": "on_site", "online": "online", "remote": "online"}
