"""The published programme for the page on which one subscribes and for the files that programs read."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from sqlalchemy import select

from events.feeds.queries import held
from events.feeds.rules.programme_json import Programme, Told
from events.programme.models import Version, VersionEntry, VersionTag
from events.programme.queries import labels, versions, views
from events.programme.queries.versions import Entry
from events.programme.rules.selection import Selection
from foundation import languages
from foundation.db import db


def known(found: views.Programme) -> dict[str, Iterable[str]]:
    """The keys that a programme itself gives, by kind."""
    return found.options.known(found.choices.constituencies)


def known_by_name(found: views.Programme, asked: Selection) -> dict[str, Iterable[str]]:
    """The known keys, and those asked for that name something without a meeting yet: a feed may wait for its first one."""
    names = labels.names(asked, found.edition)
    return {kind: {*keys, *names.get(kind, ())} for kind, keys in known(found).items()}


def fitting(found: views.Programme, selection: Selection) -> tuple[Entry, ...]:
    """The entries that fit a selection, by day and hour, undated ones last."""
    if not selection:
        return found.entries
    keys = versions.keys_of(found.version, selection)
    return tuple(entry for entry in found.entries if entry.facts.key in keys)


def names(found: views.Programme, selection: Selection) -> list[str]:
    """The selection in words, name by name, in the language of the page."""
    code = languages.current().code
    return held.names(selection, found.edition, version_id=found.version.id, language=code)


def may_come(version: Version) -> Mapping[str, tuple[str, ...]]:
    """By meeting, the constituencies that may come in."""
    rows = db.session.execute(
        select(VersionEntry.key, VersionTag.key)
        .join(VersionTag, VersionTag.entry_id == VersionEntry.id)
        .where(VersionEntry.version_id == version.id, VersionTag.kind == "constituency")
    )
    found: dict[str, list[str]] = {}
    for meeting, constituency in rows:
        found.setdefault(meeting, []).append(constituency)
    return {meeting: tuple(sorted(keys)) for meeting, keys in found.items()}


def for_programs(found: views.Programme, selection: Selection, *, origin: str) -> tuple[Programme, list[Told]]:
    """What a file for programs tells: the programme, and each meeting that fits."""
    edition, version = found.edition, found.version
    rights = may_come(version)
    told = [
        Told(entry.facts, entry.uid, entry.sequence, entry.created, entry.modified, rights.get(entry.facts.key, ()))
        for entry in fitting(found, selection)
    ]
    programme = Programme(
        key=edition.key,
        name=edition.name,
        city=edition.city,
        zone=edition.zone,
        starts_on=edition.starts_on,
        ends_on=edition.ends_on,
        banner=edition.banner,
        confidence=edition.confidence,
        number=version.number,
        published_at=version.published_at,
        note=version.note,
        selection=selection,
        origin=origin,
    )
    return programme, told
