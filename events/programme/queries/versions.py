"""Reads of versions and their entries, and of the draft that the next version is frozen from."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any, TypeVar

from sqlalchemy import ColumnElement, Select, and_, or_, select
from sqlalchemy.orm import joinedload, selectinload

from events.editions.models import Edition
from events.editions.rules import UnknownEdition
from events.programme.models import (
    Meeting,
    MeetingBody,
    MeetingConstituency,
    MeetingLine,
    Notice,
    Version,
    VersionEntry,
    VersionTag,
)
from events.programme.rules.facts import Facts, NothingPublished, State, UnknownMeeting, UnknownVersion
from events.programme.rules.selection import Selection
from events.venues.models import Room
from foundation.db import db
from stakeholders.organizations import queries as organizations

Q = TypeVar("Q", bound=Select[*tuple[Any, ...]])


@dataclass(frozen=True)
class Entry:
    """A meeting as it stands in a version: its frozen facts and the stamp that calendars see."""

    facts: Facts
    uid: str
    sequence: int
    created: datetime
    modified: datetime


def versions(edition: Edition) -> Sequence[Version]:
    """All versions of an edition, the latest first."""
    return db.session.scalars(
        select(Version).where(Version.edition_id == edition.id).order_by(Version.number.desc())
    ).all()


def published(edition_key: str) -> tuple[Edition, Version]:
    """An edition and its current version in one read; raises UnknownEdition, NothingPublished."""
    row = db.session.execute(
        select(Edition, Version)
        .outerjoin(Version, and_(Version.edition_id == Edition.id, Version.is_current))
        .where(Edition.key == edition_key)
    ).first()
    if row is None:
        raise UnknownEdition(key=edition_key)
    if row.Version is None:
        raise NothingPublished(edition=edition_key)
    return row.Edition, row.Version


def version(edition: Edition, number: int) -> Version:
    """A version by its number; raises UnknownVersion."""
    found = db.session.scalar(select(Version).where(Version.edition_id == edition.id, Version.number == number))
    if found is None:
        raise UnknownVersion(edition=edition.key, number=number)
    return found


def keys_of(version: Version, selection: Selection) -> set[str]:
    """The keys of the meetings of a version that fit a selection."""
    query = select(VersionEntry.key).where(VersionEntry.version_id == version.id)
    return set(db.session.scalars(selected(query, selection)))


def entries(version: Version) -> list[Entry]:
    """The entries of a version by day and hour, undated ones last; none withdrawn."""
    rows = db.session.scalars(
        select(VersionEntry)
        .where(VersionEntry.version_id == version.id, VersionEntry.state != State.WITHDRAWN)
        .order_by(VersionEntry.starts_at.is_(None), VersionEntry.starts_at, VersionEntry.key)
    )
    return [_entry(row) for row in rows]


def entry(version: Version, key: str, *, edition: str) -> Entry:
    """One meeting of a version; raises UnknownMeeting."""
    row = db.session.scalar(
        select(VersionEntry).where(
            VersionEntry.version_id == version.id, VersionEntry.key == key, VersionEntry.state != State.WITHDRAWN
        )
    )
    if row is None:
        raise UnknownMeeting(edition=edition, key=key)
    return _entry(row)


def as_published(version: Version) -> list[Entry]:
    """The entries of a version as it was published, before any urgent notice amended it; ordered as `entries`."""
    first = {notice.meeting_key: notice for notice in reversed(_notices([version]))}
    return [
        replace(entry, facts=Facts.from_json(first[entry.facts.key].before)) if entry.facts.key in first else entry
        for entry in entries(version)
    ]


@dataclass(frozen=True)
class Stand:
    """A meeting as it stood from a moment on: with a version, or with an urgent notice that amended it."""

    version: Version
    facts: Facts
    notice: Notice | None = None


def history(edition: Edition, key: str) -> list[Stand]:
    """A meeting through all versions of its edition and their notices, the first one first; withdrawn states included."""
    rows = db.session.execute(
        select(Version, VersionEntry)
        .join(VersionEntry, VersionEntry.version_id == Version.id)
        .where(Version.edition_id == edition.id, VersionEntry.key == key)
        .order_by(Version.number)
    ).all()
    told: dict[int, list[Notice]] = {}
    for notice in _notices([version for version, _row in rows]):
        if notice.meeting_key == key:
            told.setdefault(notice.version_id, []).append(notice)
    found: list[Stand] = []
    for version, row in rows:
        notices = told.get(version.id, [])
        found.append(Stand(version, Facts.from_json(notices[0].before if notices else row.facts)))
        found += [Stand(version, Facts.from_json(notice.after), notice) for notice in notices]
    return found


def _notices(versions: Sequence[Version]) -> Sequence[Notice]:
    """The urgent notices of these versions, the first one first; nothing is asked where a version has none."""
    amended = [version.id for version in versions if version.notices]
    if not amended:
        return []
    return db.session.scalars(select(Notice).where(Notice.version_id.in_(amended)).order_by(Notice.id)).all()


def selected(query: Q, selection: Selection) -> Q:
    """A query over VersionEntry narrowed to a selection: one of the keys of each kind."""
    for kind, keys in selection.chosen:
        named: ColumnElement[bool] = VersionTag.key.in_(keys)
        if kind == "body":
            # Frozen facts keep the key of a record that was merged away since; whoever asks for either finds both.
            named = or_(named, VersionTag.key.in_(organizations.same_keys(keys)))
        query = query.where(VersionEntry.id.in_(select(VersionTag.entry_id).where(VersionTag.kind == kind, named)))
    return query


def has_meetings(edition: Edition) -> bool:
    """Whether the draft of an edition holds any meeting."""
    return db.session.scalar(select(Meeting.id).where(Meeting.edition_id == edition.id).limit(1)) is not None


def draft(edition: Edition, keys: Collection[str] | None = None) -> Sequence[Meeting]:
    """The meetings of the draft, or these alone, with all that a version freezes."""
    return db.session.scalars(
        select(Meeting)
        .where(Meeting.edition_id == edition.id, *([] if keys is None else [Meeting.key.in_(keys)]))
        .options(
            joinedload(Meeting.segment),
            joinedload(Meeting.room).joinedload(Room.building),
            joinedload(Meeting.building),
            selectinload(Meeting.bodies).joinedload(MeetingBody.organization),
            selectinload(Meeting.lines).joinedload(MeetingLine.line),
            selectinload(Meeting.open_for).joinedload(MeetingConstituency.constituency),
        )
        .order_by(Meeting.key)
    ).all()


def entries_tagged(kind: str, keys: Iterable[str]) -> list[tuple[Edition, Entry]]:
    """The entries of every edition's current version that bear one of these tags, the latest edition first."""
    query = (
        select(Edition, VersionEntry)
        .join(Version, Version.edition_id == Edition.id)
        .join(VersionEntry, VersionEntry.version_id == Version.id)
        .where(Version.is_current, VersionEntry.state != State.WITHDRAWN)
        .order_by(Edition.starts_on.desc(), VersionEntry.starts_at.is_(None), VersionEntry.starts_at, VersionEntry.key)
    )
    rows = db.session.execute(selected(query, Selection.of({kind: keys})))
    return [(edition, _entry(row)) for edition, row in rows]


def _entry(row: VersionEntry) -> Entry:
    return Entry(
        facts=Facts.from_json(row.facts),
        uid=row.uid,
        sequence=row.sequence,
        created=row.created_at,
        modified=row.modified_at,
    )
