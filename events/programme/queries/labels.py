"""The names that the keys of a selection are shown with."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from babel import Locale
from sqlalchemy import literal, select, union_all

from events.editions.models import Edition, Segment
from events.programme.rules.selection import Selection
from events.venues.models import Building, Room
from foundation import languages
from foundation.db import db
from stakeholders.mandates.models import ActionLine
from stakeholders.organizations.models import Constituency, Organization

Names = Mapping[str, str]


def names(selection: Selection, edition: Edition | None) -> dict[str, Names]:
    """By kind, the shown name of each key of a selection that is known; one read a kind.

    A dialogue and a segment are known within an edition only; a dialogue bears its meeting's key.
    """
    return {kind: _READS[kind](keys, edition) for kind, keys in selection.chosen}


def is_known(selection: Selection, edition: Edition | None) -> bool:
    """Whether every key of a selection names something, with or without meetings."""
    found = names(selection, edition)
    return all(key in found[kind] for kind, keys in selection.chosen for key in keys)


def describe(selection: Selection, edition: Edition | None = None) -> str:
    """A selection in words: "C5, ITU Headquarters"; a key without a name stands for itself."""
    found = names(selection, edition)
    return ", ".join(found[kind].get(key, key) for kind, keys in selection.chosen for key in keys)


def language_name(code: str) -> str:
    """The name of a language in the language of the page."""
    return str(Locale.parse(languages.current().locale).languages.get(code, code))


def _segments(keys: Iterable[str], edition: Edition | None) -> Names:
    query = select(Segment.key, Segment.name).where(Segment.key.in_(list(keys)))
    return dict(db.session.execute(query.where(Segment.edition_id == edition.id) if edition else query).all())


def _buildings(keys: Iterable[str], edition: Edition | None) -> Names:
    return dict(db.session.execute(select(Building.key, Building.name).where(Building.key.in_(list(keys)))).all())


def _rooms(keys: Iterable[str], edition: Edition | None) -> Names:
    query = select(Room.key, Room.name, Building.name).join(Building).where(Room.key.in_(list(keys)))
    return {key: f"{room}, {building}" for key, room, building in db.session.execute(query)}


def _lines(keys: Iterable[str], edition: Edition | None) -> Names:
    query = select(ActionLine.key, ActionLine.titles).where(ActionLine.key.in_(list(keys)))
    return {key: line_label(key, titles) for key, titles in db.session.execute(query)}


def line_label(key: str, titles: Mapping[str, str]) -> str:
    """The short label of a line: "C5", and for an e-application "C7 E-health"."""
    mark, is_child, _ = key.partition("-")
    return f"{mark} {languages.pick(titles)}" if is_child and mark.startswith("C") else key


def _bodies(keys: Iterable[str], edition: Edition | None) -> Names:
    rows = db.session.execute(
        select(Organization.key, Organization.acronym, Organization.acronyms).where(Organization.key.in_(list(keys)))
    )
    return {key: acronyms.get(languages.current().code, acronym) for key, acronym, acronyms in rows}


def _constituencies(keys: Iterable[str], edition: Edition | None) -> Names:
    rows = db.session.execute(select(Constituency.key, Constituency.names).where(Constituency.key.in_(list(keys))))
    return {key: str(languages.pick(texts)) for key, texts in rows}


def _languages(keys: Iterable[str], edition: Edition | None) -> Names:
    return {key: language_name(key) for key in keys if key in languages.BY_CODE}


def _nothing(keys: Iterable[str], edition: Edition | None) -> Names:
    return {}


_READS: Mapping[str, Callable[[Iterable[str], Edition | None], Names]] = {
    "segment": _segments,
    "building": _buildings,
    "room": _rooms,
    "action-line": _lines,
    "body": _bodies,
    "dialogue": _nothing,
    "constituency": _constituencies,
    "language": _languages,
}


@dataclass(frozen=True)
class Choices:
    """What every programme can be filtered by, whatever its meetings: titles of the lines, names of the constituencies."""

    lines: Mapping[str, Mapping[str, str]]
    constituencies: Mapping[str, Mapping[str, str]]


def choices() -> Choices:
    """The action lines (without e-applications and themes) and the constituencies, in their order; one read for both."""
    lines = select(literal("line"), ActionLine.key, ActionLine.titles, ActionLine.position).where(
        ActionLine.kind == "line"
    )
    names = select(literal("constituency"), Constituency.key, Constituency.names, Constituency.position)
    rows = sorted(db.session.execute(union_all(lines, names)), key=lambda row: row[3])
    return Choices(
        lines={key: texts for kind, key, texts, _ in rows if kind == "line"},
        constituencies={key: texts for kind, key, texts, _ in rows if kind == "constituency"},
    )


def named_languages(codes: Iterable[str]) -> list[tuple[str, str]]:
    """Languages as (code, name in the language of the page), by name."""
    return sorted(((code, language_name(code)) for code in codes), key=lambda pair: pair[1])


def named(texts: Mapping[str, Mapping[str, str]]) -> list[tuple[str, str]]:
    """Keys with texts as (key, text in the language of the page), in their order."""
    return [(key, str(languages.pick(each))) for key, each in texts.items()]
