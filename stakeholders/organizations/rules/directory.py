"""What the directory is asked for and shows, what an organization may be called, which two records look like one."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Protocol, TypeVar

from foundation.errors import Forbidden, Invalid, Missing, Refused
from foundation.sentences import Sentence
from stakeholders.organizations.rules.affiliations import (
    AUDITOR,
    NO_BODIES,
    PARTICIPANT,
    SECRETARIES,
    STATE,
    UNLISTED_KEY,
)
from stakeholders.organizations.rules.searching import Named, acronyms_of, answers, fold, letters

SIX = ("ar", "zh", "en", "fr", "ru", "es")
"""The official languages, in the order of the United Nations."""

PAGE = 50
"""How many organizations stand on a page."""

MOST_PAGES = 10_000
MOST_NAME, MOST_ACRONYM, MOST_OTHERS, MOST_NUMBER, MOST_SEAT = 200, 40, 30, 40, 80
KEY_FORM = r"^(?!P-)[A-Z][A-Z0-9-]{1,39}$"
SOMEBODY = Sentence("somebody else")

STATUSES: Mapping[str, Sentence] = {
    "": Sentence("none"),
    "general": Sentence("general consultative status"),
    "special": Sentence("special consultative status"),
    "roster": Sentence("on the Roster"),
}
"""Consultative status with the Economic and Social Council."""

REGIONS: Mapping[str, Sentence] = {
    "global": Sentence("the whole world"),
    "africa": Sentence("Africa"),
    "african": Sentence("African States"),
    "asia_pacific": Sentence("Asia and the Pacific"),
    "eastern_european": Sentence("Eastern European States"),
    "europe": Sentence("Europe"),
    "latin_america_caribbean": Sentence("Latin America and the Caribbean"),
    "western_asia": Sentence("Western Asia"),
    "western_european_other": Sentence("Western European and other States"),
}
"""Regions of the world and groups of States."""

KINDS: Mapping[str, Sentence] = {PARTICIPANT: Sentence("an organization"), STATE: Sentence("a State")}
"""What can be added by hand; bodies with mandates come with the data."""


class UnknownBody(Missing):
    sentence = Sentence("There is no body {key} in the directory.")
    next_step = Sentence("The list of bodies shows all of them, with their acronyms in six languages.")


class NotInTheDirectory(Missing):
    sentence = Sentence("There is no organization {key} in the directory.")
    next_step = Sentence("Search it by name or acronym in any language.")


class NoSuchOrganization(Missing):
    sentence = Sentence("There is no such organization.")


class NotTheSecretariat(Forbidden):
    sentence = Sentence("The secretariat keeps the directory: organizers and registrars.")


class NotOfTheHouse(NotTheSecretariat):
    sentence = Sentence("The directory belongs to all editions: organizers and registrars of the house keep it.")


class NotVerifying(NotTheSecretariat):
    sentence = Sentence(
        "Organizers and registrars of the house, or of an edition that is not over, decide who speaks for an organization."
    )


class TakenKey(Invalid):
    sentence = Sentence("Another organization has the key {key}.")


class TakenName(Invalid):
    sentence = Sentence("{name} is in the directory already, under {key}.")
    next_step = Sentence("Open that record. If this is another organization, tick that it is.")


class MergedAway(Refused):
    sentence = Sentence("This record was merged into another.")
    next_step = Sentence("Change the one that was kept, or undo the merge first.")


class ConstituencyCarries(Refused):
    sentence = Sentence("Rights hang on the constituency. Look at what changes with it, then tick that you are sure.")


class Part(StrEnum):
    """A part of the desk's list."""

    ALL = ""
    NAMED = "named"
    MERGED = "merged"
    ENDED = "ended"


ASKED = ("q", "constituency", "country", "status", "part", "sort")
"""What a directory may be asked for in its address, besides the page."""


@dataclass(frozen=True)
class Wish:
    """What a directory is asked for: words, the key of a constituency, a country or region, a page; empty asks for all.

    At the desk also a status, a part of the list, and by what it is sorted.
    """

    words: str = ""
    constituency: str = ""
    place: str = ""
    status: str = ""
    part: str = ""
    sort: str = ""
    page: int = 1

    @classmethod
    def read(cls, args: Mapping[str, str]) -> Wish:
        """The wish out of a query: each value at most 80 signs, the first page for what is no number."""
        told = {name: " ".join(args.get(name, "").split())[:80] for name in ASKED}
        page = args.get("page", "")
        number = int(page) if page.isascii() and page.isdigit() and len(page) < 6 else 1
        words, constituency, place, status, part, sort = (told[name] for name in ASKED)
        return cls(words, constituency, place, status, part, sort, min(max(number, 1), MOST_PAGES))

    def __bool__(self) -> bool:
        return any((self.words, self.constituency, self.place, self.status, self.part))

    @property
    def query(self) -> dict[str, str]:
        """As the query of an address, without the page."""
        told = (self.words, self.constituency, self.place, self.status, self.part, self.sort)
        return {name: value for name, value in zip(ASKED, told, strict=True) if value}


class Entry(Named, Protocol):
    """What the directory needs of an organization."""

    @property
    def id(self) -> int: ...
    @property
    def country(self) -> str: ...
    @property
    def region(self) -> str: ...
    @property
    def constituency_id(self) -> int: ...


E = TypeVar("E", bound=Entry)


def fitting(entries: Iterable[E], wish: Wish, constituency_id: int | None) -> list[E]:
    """The organizations that a wish fits; `constituency_id` is that of the wish, where it names one."""
    return [
        each
        for each in entries
        if (not wish.constituency or each.constituency_id == constituency_id)
        and (not wish.place or wish.place in (each.country, each.region))
        and answers(each, wish.words)
    ]


def by_name(entries: Iterable[E], language: str) -> list[E]:
    """In the order of their names in a language."""
    return sorted(entries, key=lambda each: (fold(name_in(each.names, language)), each.key))


def name_in(names: Mapping[str, str], language: str) -> str:
    """The name in a language, else in English, else in any."""
    return names.get(language) or names.get("en") or next(iter(names.values()), "")


T = TypeVar("T")


def on_page(rows: Sequence[T], page: int, size: int = PAGE) -> Sequence[T]:
    """The rows of a page."""
    return rows[(page - 1) * size : page * size]


def pages_of(total: int, size: int = PAGE) -> int:
    """How many pages a list has; an empty one has one."""
    return max(1, -(-total // size))


def may_keep(roles: Iterable[tuple[str, str]]) -> bool:
    """Whether somebody keeps the directory, which belongs to all editions, who holds these roles: (role, kind of scope)."""
    return any(role in SECRETARIES and kind == "house" for role, kind in roles)


def may_look(roles: Collection[tuple[str, str]]) -> bool:
    """Whether somebody may read the directory's desk."""
    return any(role in (*SECRETARIES, AUDITOR) and kind in ("house", "edition") for role, kind in roles)


@dataclass(frozen=True)
class Alike:
    """Records that look like one organization, and what they share."""

    ids: tuple[int, ...]
    reason: Sentence
    shared: str


def alike(entries: Iterable[Entry]) -> list[Alike]:
    """The records that share a name or an acronym, without case, accents and punctuation; the ones sharing a name first."""
    names, shorts = _shared_by(entries, names=True), _shared_by(entries, names=False)
    found = [Alike(ids, Sentence("the same name"), text) for ids, text in names.items()]
    found += [Alike(ids, Sentence("the same acronym"), text) for ids, text in shorts.items() if ids not in names]
    return found


def _shared_by(entries: Iterable[Entry], *, names: bool) -> dict[tuple[int, ...], str]:
    bearers: dict[str, dict[int, str]] = defaultdict(dict)
    for each in entries:
        for text in (*each.names.values(), *each.other_names) if names else acronyms_of(each):
            if letters(text):
                bearers[letters(text)][each.id] = text
    shared: dict[tuple[int, ...], str] = {}
    for found in bearers.values():
        if len(found) > 1:
            shared.setdefault(tuple(sorted(found)), next(iter(found.values())))
    return shared


def is_named(key: str) -> bool:
    """Whether an organization was named by a person, and not put in by the secretariat or the data."""
    return key.startswith(UNLISTED_KEY)


def is_body(kind: str) -> bool:
    """Whether an organization has a page among the bodies."""
    return kind not in NO_BODIES


FIELDS = (
    *("names", "acronym", "acronyms", "other_names", "constituency", "status", "status_number"),
    *("country", "region", "seat", "founded_year", "ended_year", "note"),
)
"""What the desk changes of an organization, in the order of its form."""


def differing(before: Mapping[str, Any], after: Mapping[str, Any]) -> list[str]:
    """The fields whose values differ."""
    return [name for name in after if before.get(name) != after[name]]


def with_former(before: Mapping[str, Any], after: Mapping[str, Any]) -> list[str]:
    """The other names after a change: those that are told, then each name and acronym that it bore and bears no longer."""
    found = list(after["other_names"])
    known = {letters(name) for name in (*_borne(after), *found)}
    for name in _borne(before):
        if letters(name) and letters(name) not in known and len(found) < MOST_OTHERS:
            known.add(letters(name))
            found.append(name)
    return found


def _borne(values: Mapping[str, Any]) -> list[str]:
    """The names and acronyms of an organization, in all its languages."""
    return [*values["names"].values(), values["acronym"], *values["acronyms"].values()]


def cleaned(lines: str) -> list[str]:
    """Names out of lines: trimmed, each once, empty ones left out."""
    return list(dict.fromkeys(name for line in lines.splitlines() if (name := " ".join(line.split()))))
