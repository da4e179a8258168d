"""What a load can find and refuse: problems that name file, entry and field, and the counts of what was done."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum

from foundation.errors import Invalid
from foundation.sentences import Sentence

SHOWN = 50
"""How many problems are printed; the rest is counted."""

LOADED = "load_files"
"""The verb of a load in the journal."""

TUNIS_AGENDA = date(2005, 11, 18)
"""The day of the Tunis Agenda, whose annex names facilitators for each line."""

RESOLUTION_2007_8 = date(2007, 7, 25)
"""The day of Council resolution 2007/8: who led a line then is known to have led it on that day."""

SERIES = (
    "Progress made in the implementation of and follow-up to the outcomes of the World Summit "
    "on the Information Society at the regional and international levels"
)
"""The title that the yearly reports of the Secretary-General bear; the file tells their symbols only."""

NO_PLACE = Sentence("not loaded by this version: nothing in it has a place yet")

ANOTHER_COMMAND = Sentence("not loaded here: it changes a programme, and `flask programme revise` reads it")


class Outcome(StrEnum):
    """What a load did with an entry."""

    ADDED = "added"
    CHANGED = "changed"
    LEFT = "left"
    REMOVED = "removed"


@dataclass(frozen=True)
class Problem:
    """Something wrong in a file: which entry (its id, else its place), which field, and what is wrong with it."""

    file: str
    entry: str
    field: str
    sentence: Sentence

    def __str__(self) -> str:
        return ": ".join([part for part in (self.file, self.entry, self.field) if part] + [str(self.sentence)])


class BadFiles(Invalid):
    """422: files that can't be loaded as they are; nothing of them was kept."""

    sentence = Sentence("Nothing was loaded: the files hold {count}.")

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(problems)
        super().__init__(count=counted(len(self.problems), "problem", "problems"))

    @property
    def shown(self) -> list[str]:
        """The problems as lines of words, at most SHOWN of them, and how many more there are."""
        lines = [str(problem) for problem in self.problems[:SHOWN]]
        more = len(self.problems) - len(lines)
        return [*lines, f"… and {counted(more, 'more problem', 'more problems')}."] if more else lines


@dataclass
class Tally:
    """How many entries of a kind were added, changed and left as they were; removed ones stand in the file no more."""

    added: int = 0
    changed: int = 0
    left: int = 0
    removed: int = 0

    @property
    def total(self) -> int:
        return self.added + self.changed + self.left

    def __str__(self) -> str:
        return ", ".join(f"{number} {word}" for word, number in self.changes.items()) or "as before"

    @property
    def changes(self) -> dict[str, int]:
        """The counts that are not zero, by word; what was left as it was is no change."""
        counts = {"added": self.added, "changed": self.changed, "removed": self.removed}
        return {word: number for word, number in counts.items() if number}


NOUNS: Mapping[str, tuple[str, str]] = {
    "constituency": ("constituency", "constituencies"),
    "kind": ("kind of meeting", "kinds of meeting"),
    "basis": ("basis", "bases"),
    "limit": ("time limit", "time limits"),
    "body": ("body", "bodies"),
    "group": ("group of bodies", "groups of bodies"),
    "holding": ("basis held", "bases held"),
    "theme": ("main theme", "main themes"),
    "line": ("action line", "action lines"),
    "mandate": ("mandate", "mandates"),
    "session": ("session", "sessions"),
    "agenda": ("agenda item", "agenda items"),
    "round": ("round", "rounds"),
    "edition": ("edition", "editions"),
    "segment": ("segment", "segments"),
    "window": ("window", "windows"),
    "day": ("day of the calendar", "days of the calendar"),
    "building": ("building", "buildings"),
    "room": ("room", "rooms"),
    "walk": ("walk", "walks"),
    "closure": ("closure", "closures"),
    "block": ("block of the day", "blocks of the day"),
    "capacity": ("interpretation capacity", "interpretation capacities"),
    "staff": ("limit of an organizer", "limits of organizers"),
    "person": ("role holder", "role holders"),
    "meeting": ("meeting", "meetings"),
    "moment": ("moment", "moments"),
    "document": ("document", "documents"),
    "placement": ("placement", "placements"),
    "dialogue": ("dialogue", "dialogues"),
    "state": ("State", "States"),
    "organization": ("organization", "organizations"),
    "account": ("account", "accounts"),
    "grant": ("role held", "roles held"),
    "accreditation": ("accreditation", "accreditations"),
    "registration": ("registration", "registrations"),
    "need": ("need", "needs"),
    "seat": ("seat", "seats"),
    "delegation": ("delegation", "delegations"),
}
"""What the kinds of entries are called, one and many, in the order in which they are told."""


@dataclass(frozen=True)
class SignIn:
    """An account with which a visitor may sign in to the demonstration, by its key, and what it shows."""

    name: str
    account: str
    shows: str


@dataclass
class Report:
    """What a load did: counts by file and kind, files without a place, and what a person should know besides.

    `skipped` are files, or parts of them, that have no place. `elsewhere` are the meetings that stand elsewhere
    in the draft than in a file, and were left there. `sign_ins` and `editions` (their keys) are those that the files tell.
    """

    tallies: dict[str, dict[str, Tally]] = field(default_factory=dict)
    skipped: dict[str, Sentence] = field(default_factory=dict)
    elsewhere: list[str] = field(default_factory=list)
    clock_starts: datetime | None = None
    sign_ins: list[SignIn] = field(default_factory=list)
    editions: list[str] = field(default_factory=list)

    def count(self, file: str, kind: str, outcome: Outcome) -> None:
        """Count one entry of a file."""
        tally = self.tallies.setdefault(file, {}).setdefault(kind, Tally())
        setattr(tally, outcome, getattr(tally, outcome) + 1)

    @property
    def has_changes(self) -> bool:
        return self.clock_starts is not None or bool(self.changes)

    @property
    def changes(self) -> dict[str, dict[str, dict[str, int]]]:
        """What was added and changed, by file and kind, as plain data for the journal."""
        told = {
            file: {kind: tally.changes for kind, tally in tallies.items() if tally.changes}
            for file, tallies in self.tallies.items()
        }
        return {file: kinds for file, kinds in told.items() if kinds}

    @property
    def lines(self) -> list[str]:
        """One line a file, e.g. "editions.yaml: 2 editions (2 added), 5 segments (as before)"."""
        told = [f"{file}: {', '.join(_told(tallies))}" for file, tallies in self.tallies.items()]
        return [*told, *(f"{file}: {sentence}" for file, sentence in self.skipped.items()), *map(str, self.notes)]

    @property
    def notes(self) -> list[Sentence]:
        """What a person should know besides the counts."""
        notes = []
        if self.elsewhere:
            notes.append(
                Sentence(
                    "These stand elsewhere in the draft than in the files, and were left there: {meetings}.",
                    meetings=", ".join(self.elsewhere),
                )
            )
        if self.clock_starts:
            notes.append(
                Sentence(
                    "This database is a demonstration from now on; its time starts at {moment}.",
                    moment=self.clock_starts.isoformat(timespec="minutes"),
                )
            )
        return notes


def _told(tallies: Mapping[str, Tally]) -> Iterable[str]:
    for kind, nouns in NOUNS.items():
        if kind in tallies:
            yield f"{counted(tallies[kind].total, *nouns)} ({tallies[kind]})"


def counted(number: int, one: str, many: str) -> str:
    """A number with its noun: "1 room", "3 rooms"."""
    return f"{number} {one if number == 1 else many}"


def quoted(value: object) -> str:
    """A value as it is quoted in a sentence: short, and nothing as nothing."""
    if value is None:
        return "nothing"
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, dict):
        return "a mapping"
    if isinstance(value, (list, tuple, set)):
        return "a list"
    return f"“{shortened(str(value))}”"


def shortened(text: str) -> str:
    """A text on one line, of at most 60 characters."""
    line = " ".join(text.split())
    return line if len(line) <= 60 else line[:59] + "…"
