"""What a meeting's form offers, and by which names keys are shown."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import selectinload

from events.editions.models import Edition, Segment
from events.programme.models import Meeting, RoleHolder
from events.programme.queries.labels import line_label
from events.programme.queries.rights import Right
from events.programme.rules.words import KIND_WORDS
from events.venues.models import Block, Building
from foundation import languages
from foundation.db import db
from stakeholders.accreditation.models import MeetingKind
from stakeholders.mandates.models import ActionLine
from stakeholders.organizations.models import Constituency, Organization

Pairs = Sequence[tuple[str, str]]


@dataclass(frozen=True)
class Choices:
    """Keys with their names, in order, and whether the edition has its days in blocks.

    `bodies` and `meetings` are spellings in lower case with the key they stand for.
    """

    segments: Pairs
    kinds: Pairs
    rooms: Mapping[str, Pairs]
    buildings: Pairs
    lines: Pairs
    people: Pairs
    constituencies: Pairs
    bodies: Mapping[str, str]
    meetings: Mapping[str, str]
    has_blocks: bool = False

    @property
    def names(self) -> dict[str, Mapping[str, str]]:
        """By field of a meeting, the name of each key."""
        rooms = {key: f"{name}, {house}" for house, pairs in self.rooms.items() for key, name in pairs}
        buildings = dict(self.buildings)
        return {
            "segment": dict(self.segments),
            "kind": dict(self.kinds),
            "room": rooms,
            "asked_room": rooms,
            "building": buildings,
            "asked_building": buildings,
            "lines": dict(self.lines),
            "people": dict(self.people),
            "open_for": dict(self.constituencies),
        }


def choices(edition: Edition, right: Right | None = None) -> Choices:
    """All that the meetings of an edition can be given, of its segments those that somebody organizes; one read each."""
    segments = select(Segment.key, Segment.name).where(Segment.edition_id == edition.id).order_by(Segment.position)
    if right is not None and right.segments:
        segments = segments.where(Segment.key.in_(right.segments))
    houses = db.session.scalars(select(Building).options(selectinload(Building.rooms)).order_by(Building.id)).all()
    lines = select(ActionLine.key, ActionLine.titles).order_by(ActionLine.position)
    people = (
        select(RoleHolder.key, RoleHolder.role).where(RoleHolder.edition_id == edition.id).order_by(RoleHolder.role)
    )
    let_in = select(Constituency.key, Constituency.names).order_by(Constituency.position)
    bodies = db.session.execute(select(Organization.key, Organization.acronym, Organization.acronyms)).all()
    meetings = db.session.scalars(select(Meeting.key).where(Meeting.edition_id == edition.id))
    return Choices(
        segments=_pairs(db.session.execute(segments)),
        kinds=_kinds(),
        rooms={house.name: [(room.key, room.name) for room in house.rooms] for house in houses if house.rooms},
        buildings=[(house.key, house.name) for house in houses],
        lines=[(key, _line(key, titles)) for key, titles in db.session.execute(lines)],
        people=_pairs(db.session.execute(people)),
        constituencies=[(key, str(languages.pick(names))) for key, names in db.session.execute(let_in)],
        bodies={
            spelling.lower(): key
            for key, acronym, acronyms in bodies
            for spelling in (acronym, *acronyms.values(), key)
        },
        meetings={key.lower(): key for key in meetings},
        has_blocks=db.session.scalar(select(Block.id).where(Block.edition_id == edition.id).limit(1)) is not None,
    )


def _line(key: str, titles: Mapping[str, str]) -> str:
    """A line by its code and title; an application's label has its title already."""
    label = line_label(key, titles)
    return f"{label} {languages.pick(titles)}" if label == key else label


def _kinds() -> Pairs:
    keys = db.session.scalars(select(MeetingKind.key))
    return sorted(((key, kind_name(key)) for key in keys), key=lambda pair: pair[1].casefold())


def kind_name(key: str) -> str:
    """The name of a kind of meeting in the language of the page."""
    return languages.say(KIND_WORDS[key]) if key in KIND_WORDS else key


def _pairs(rows: object) -> Pairs:
    return [(key, name) for key, name in rows]  # type: ignore[attr-defined]
