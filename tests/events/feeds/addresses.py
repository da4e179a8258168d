"""Every address of a feed that the shipped data gives."""

from __future__ import annotations

from collections.abc import Iterable

from flask import Flask
from sqlalchemy import select

from events.editions.models import Edition
from events.feeds.rules.addresses import ALL, OF_ONE_EDITION, WHOLE, feed_path
from events.programme.models import Version, VersionEntry, VersionTag
from events.programme.rules.selection import KINDS, Selection
from foundation.db import db


def tagged(app: Flask) -> dict[str, list[tuple[str, str]]]:
    """By edition, the (kind, key) pairs that some meeting of its current version bears."""
    query = (
        select(Edition.key, VersionTag.kind, VersionTag.key)
        .join(Version, Version.edition_id == Edition.id)
        .join(VersionEntry, VersionEntry.version_id == Version.id)
        .join(VersionTag, VersionTag.entry_id == VersionEntry.id)
        .where(Version.is_current, VersionTag.kind.in_(KINDS))
        .distinct()
    )
    with app.app_context():
        found: dict[str, list[tuple[str, str]]] = {}
        for edition, kind, key in db.session.execute(query):
            found.setdefault(edition, []).append((kind, key))
    return found


def every_path(app: Flask, language: str) -> Iterable[str]:
    """All feeds of all editions in a language, and the rolling ones."""
    pairs = tagged(app)
    of_all = {(kind, key) for found in pairs.values() for kind, key in found if kind not in OF_ONE_EDITION}
    for edition, found in sorted({**pairs, ALL: of_all}.items()):
        yield feed_path(edition, WHOLE, language=language)
        for kind, key in sorted(found):
            yield feed_path(edition, Selection.of({kind: [key]}), language=language)
