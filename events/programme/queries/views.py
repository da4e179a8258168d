"""What the programme's pages show, read in a handful of queries and laid out by the rules."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise

from events.documents import queries as documents
from events.documents.models import Document
from events.editions.models import Edition
from events.programme.models import Version
from events.programme.queries import labels, versions
from events.programme.queries.labels import Choices
from events.programme.queries.versions import Entry, Stand
from events.programme.rules import timetable
from events.programme.rules.changes import Change, changes
from events.programme.rules.facts import Facts, UnknownVersion
from events.programme.rules.options import Options, options
from events.programme.rules.selection import Selection, Wish
from events.venues import queries as venues
from events.venues.models import Building, Room
from foundation import languages


@dataclass(frozen=True)
class Programme:
    """An edition's current version as a whole, and what it can be filtered by."""

    edition: Edition
    version: Version
    entries: tuple[Entry, ...]
    choices: Choices
    options: Options

    @property
    def meetings(self) -> tuple[Facts, ...]:
        """The facts of its entries."""
        return tuple(entry.facts for entry in self.entries)

    @property
    def days(self) -> list[date]:
        """The days on which anything stands."""
        return sorted({day for facts in self.meetings for day in timetable.days_of(facts)})

    def described(self, selection: Selection) -> str:
        """A selection in words, from the names that the programme itself holds: "C5, Palais des Nations"."""
        given = self.options
        names = {"segment": given.segments, "building": given.buildings, "room": given.rooms, "body": given.bodies}
        return ", ".join(
            _named(kind, key, names.get(kind, {}), self.choices) for kind, keys in selection.chosen for key in keys
        )

    def fitting(self, selection: Selection) -> tuple[Facts, ...]:
        """The meetings that fit a selection: the same for list, grid and week."""
        if not selection:
            return self.meetings
        keys = versions.keys_of(self.version, selection)
        return tuple(facts for facts in self.meetings if facts.key in keys)


def _named(kind: str, key: str, names: Mapping[str, str], choices: Choices) -> str:
    if kind == "language":
        return labels.language_name(key)
    if kind == "constituency":
        return str(languages.pick(choices.constituencies[key]))
    return names.get(key, key)


def programme(edition_key: str) -> Programme:
    """The current programme of an edition; raises UnknownEdition, NothingPublished."""
    edition, version = versions.published(edition_key)
    entries = tuple(versions.entries(version))
    found = labels.choices()
    given = options((entry.facts for entry in entries), lines=found.lines, language=languages.current().code)
    return Programme(edition, version, entries, found, given)


@dataclass(frozen=True)
class ListView:
    """The list: days with their meetings, then those without a day."""

    days: Sequence[timetable.Day]
    undated: Sequence[Facts]


def list_view(meetings: Sequence[Facts], wish: Wish) -> ListView:
    """The list of a week, of a day, or of everything."""
    days = timetable.by_day(meetings)
    if wish.day:
        days = [day for day in days if day.on == wish.day]
    if wish.week:
        days = [day for day in days if timetable.week_of(day.on) == timetable.week_of(wish.week)]
    return ListView(days, [] if wish.day or wish.week else timetable.undated(meetings))


@dataclass(frozen=True)
class GridView:
    """The grid of one day, with the rooms it names."""

    grid: timetable.Grid
    rooms: Mapping[str, Room]
    undated: Sequence[Facts]


def grid_view(programme: Programme, meetings: Sequence[Facts], wish: Wish) -> GridView:
    """Rooms and hours of the day that was asked for, else of the first day with a meeting that fits."""
    fitting = [day for facts in meetings for day in timetable.days_of(facts)]
    on = wish.day or min(fitting, default=None) or programme.edition.starts_on
    keys = {facts.place.room for facts in meetings if facts.place and facts.place.room}
    rooms = venues.rooms(keys)
    return GridView(timetable.grid(meetings, on, order=list(rooms)), rooms, timetable.undated(meetings))


@dataclass(frozen=True)
class WeekView:
    """One week by action line: its days, its rows, and the titles of the lines."""

    days: Sequence[date]
    rows: Sequence[timetable.Row]
    titles: Mapping[str, Mapping[str, str]]
    undated: Sequence[Facts]


def week_view(programme: Programme, meetings: Sequence[Facts], wish: Wish) -> WeekView:
    """The week that was asked for, else the first one with a meeting that fits; Monday to Friday, and the weekend if used."""
    used = {day for facts in meetings for day in timetable.days_of(facts)}
    asked = wish.week or wish.day or min(used, default=None) or programme.edition.starts_on
    monday = timetable.week_of(asked)
    days = [monday + timedelta(days=step) for step in range(7)]
    days = [day for day in days if day.weekday() < 5 or day in used]
    rows = timetable.week(meetings, days, list(programme.choices.lines))
    return WeekView(days, rows, programme.choices.lines, timetable.undated(meetings))


@dataclass(frozen=True)
class MeetingView:
    """A meeting with its house, its papers and its history: what changed, the latest first, since the first version."""

    edition: Edition
    version: Version
    facts: Facts
    building: Building | None
    papers: Sequence[Document]
    history: Sequence[tuple[Stand, Change]]
    first: Version


def meeting_view(edition_key: str, key: str) -> MeetingView:
    """A meeting of the current programme; raises UnknownEdition, NothingPublished, UnknownMeeting."""
    edition, version = versions.published(edition_key)
    facts = versions.entry(version, key, edition=edition_key).facts
    states = versions.history(edition, key)
    steps = [(after, change) for before, after in pairwise(states) for change in changes([before.facts], [after.facts])]
    papers = documents.documents_of("meeting", [f"{edition_key}/{key}"])
    key_of_house = facts.place.building if facts.place else ""
    house = venues.buildings([key_of_house]).get(key_of_house)
    return MeetingView(edition, version, facts, house, papers, steps[::-1], states[0].version)


@dataclass(frozen=True)
class ChangesView:
    """What changed from one version to another of an edition."""

    edition: Edition
    before: Version
    after: Version
    changes: Sequence[Change]
    versions: Sequence[Version]


def changes_view(edition: Edition, number: int, since: int | None) -> ChangesView:
    """The changes of version `number` since another one (by default the one before); raises UnknownVersion."""
    found = {version.number: version for version in versions.versions(edition)}
    earlier = number - 1 if since is None else since
    for asked in (number, earlier):
        if asked not in found:
            raise UnknownVersion(edition=edition.key, number=asked)
    facts = {
        asked: [entry.facts for entry in versions.as_published(found[asked])]
        for asked in dict.fromkeys((number, earlier))
    }
    told = changes(facts[earlier], facts[number])
    return ChangesView(edition, found[earlier], found[number], told, list(found.values()))
