"""Narrow reads for feeds: what a feed holds, with the blocks that are already kept, and what it said last."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from typing import Any

from sqlalchemy import String, and_, bindparam, case, func, or_, select, type_coerce

from events.editions.models import Edition
from events.editions.rules import UnknownEdition
from events.feeds.models import FeedBlock, FeedSelection, FeedState
from events.feeds.queries import personal
from events.feeds.rules.addresses import ALL, UnknownFeed
from events.programme.models import Version, VersionEntry, VersionTag
from events.programme.queries import labels
from events.programme.queries.versions import selected
from events.programme.rules.facts import NothingPublished
from events.programme.rules.selection import Selection
from foundation.db import db


@dataclass(frozen=True)
class Said:
    """What the feed at an address said last, and since when (UTC)."""

    body_hash: str
    changed_at: datetime


@dataclass(frozen=True)
class Scope:
    """The editions that a feed is of, each with the id of its current version, and what it said last."""

    editions: Mapping[int, Edition]
    said: Said | None


_EDITIONS = (
    # Built once, like _ENTRIES below: what is built for each request costs more than the database's answer.
    select(Edition, Version.id, FeedState.body_hash, FeedState.changed_at)
    .outerjoin(Version, and_(Version.edition_id == Edition.id, Version.is_current))
    .outerjoin(FeedState, FeedState.address == bindparam("address"))
    .order_by(Edition.key)
)
_ALL_EDITIONS = _EDITIONS.where(Version.id.is_not(None))
_ONE_EDITION = _EDITIONS.where(Edition.key == bindparam("edition_key"))


def scope(edition_key: str, address: str) -> Scope:
    """The one edition of that key, or all that have a version; raises UnknownEdition, NothingPublished."""
    of_all = edition_key == ALL
    asked = {"address": address} if of_all else {"address": address, "edition_key": edition_key}
    rows = db.session.execute(_ALL_EDITIONS if of_all else _ONE_EDITION, asked).all()
    if not rows and not of_all:
        raise UnknownEdition(key=edition_key)
    if not of_all and rows[0][1] is None:
        raise NothingPublished(edition=edition_key)
    said = Said(rows[0].body_hash, rows[0].changed_at) if rows and rows[0].body_hash else None
    return Scope({row[1]: row[0] for row in rows}, said)


@dataclass(frozen=True)
class ToDraw:
    """An entry that no block is kept of: what one is drawn from."""

    uid: str
    version_id: int
    sequence: int
    created: datetime
    modified: datetime
    starts: datetime
    ends: datetime | None
    facts: Mapping[str, Any]


@dataclass(frozen=True)
class Held:
    """The dated entries that a feed holds, by start and UID: rows of version_id, has_hours, uid, octets and what `to_draw` takes.

    Also their first and last year, and when the latest of them was changed (None when there are none).
    """

    rows: Sequence[Any]
    years: tuple[int, int] | None
    modified: datetime | None


def held(
    versions: Iterable[int],
    selection: Selection,
    *,
    language: str,
    recipes: Iterable[str],
    ended_after: date | None = None,
    account_id: int | None = None,
) -> Held:
    """What of these versions fits a selection, each with its kept block, or with what one is drawn from where none is kept.

    `ended_after` drops what ended before that day, in rolling feeds; `account_id` leaves what is in that person's calendar.
    """
    query, asked = _ENTRIES, {"versions": list(versions), "language": language, "recipes": list(recipes)}
    if ended_after is not None:
        first = datetime.combine(ended_after, time())
        query = query.where(or_(_entry.ends_at >= first, _entry.starts_at >= first))
    if account_id is not None:
        query = query.where(_entry.uid.in_(personal.uids_of(account_id)))
    rows = db.session.execute(selected(query, selection), asked).all()
    if not rows:
        return Held(rows, None, None)
    years = (_moment(rows[0].starts).year, _moment(rows[-1].starts).year)
    return Held(rows, years, _moment(max(row.modified for row in rows)).replace(tzinfo=UTC))


_DRAWN_FROM = ("sequence", "created_at", "modified_at", "starts_at", "ends_at", "facts")
_entry, _block = VersionEntry.__table__.c, FeedBlock.__table__.c
_ENTRIES = (
    # Tables and not classes: hundreds of rows go by without a look at each.
    select(
        # As the driver gives them: of hundreds of times three are wanted, and making them all costs more than the join.
        type_coerce(_entry.starts_at, String).label("starts"),
        type_coerce(_entry.modified_at, String).label("modified"),
        _entry.version_id,
        _entry.ends_at.is_not(None).label("has_hours"),
        _entry.uid,
        _block.octets,
        *(case((_block.octets.is_(None), _entry[name])).label(f"draw_{name}") for name in _DRAWN_FROM),
    )
    .outerjoin_from(
        VersionEntry.__table__,
        FeedBlock.__table__,
        and_(
            _block.uid == _entry.uid,
            _block.language == bindparam("language"),
            _block.sequence == _entry.sequence,
            _block.recipe.in_(bindparam("recipes", expanding=True)),
        ),
    )
    .where(_entry.version_id.in_(bindparam("versions", expanding=True)), _entry.starts_at.is_not(None))
    .order_by(_entry.starts_at, _entry.uid)
)


def _moment(told: Any) -> datetime:
    moment = datetime.fromisoformat(told) if isinstance(told, str) else told
    return moment.astimezone(UTC) if moment.tzinfo else moment


def to_draw(row: Any) -> ToDraw:
    """What a block is drawn from, out of a row that has none."""
    return ToDraw(row.uid, row.version_id, *row[-len(_DRAWN_FROM) :])


def said_at(address: str) -> Said | None:
    """What the feed at an address says now."""
    row = db.session.execute(
        select(FeedState.body_hash, FeedState.changed_at).where(FeedState.address == address)
    ).first()
    return Said(*row) if row else None


def kept_selection(edition_key: str, letters: str) -> Selection:
    """The combined filter under eight letters; raises UnknownFeed."""
    text = db.session.scalar(
        select(FeedSelection.selection)
        .join(Edition, Edition.id == FeedSelection.edition_id)
        .where(Edition.key == edition_key, FeedSelection.letters == letters)
    )
    if text is None:
        raise UnknownFeed
    return Selection.read(text)


def number_of_selections(edition: Edition) -> int:
    """How many combined filters of an edition are kept."""
    kept = select(func.count()).select_from(FeedSelection).where(FeedSelection.edition_id == edition.id)
    return db.session.scalar(kept) or 0


def is_found(selection: Selection, versions: Iterable[int]) -> bool:
    """Whether every key of a selection fits some entry of these versions, dated or not."""
    wanted = [(kind, key) for kind, keys in selection.chosen for key in keys]
    query = (
        select(VersionTag.kind, VersionTag.key)
        .join(VersionEntry, VersionEntry.id == VersionTag.entry_id)
        .where(VersionEntry.version_id.in_(list(versions)))
        .where(or_(*(and_(VersionTag.kind == kind, VersionTag.key == key) for kind, key in wanted)))
        .distinct()
    )
    return {tuple(row) for row in db.session.execute(query)} >= set(wanted)


def names(selection: Selection, edition: Edition | None, *, version_id: int | None, language: str) -> list[str]:
    """The keys of a selection by their names in the language being spoken; a dialogue by its title."""
    found = labels.names(selection, edition)
    if version_id is not None and selection.keys("dialogue"):
        rows = db.session.execute(
            select(VersionEntry.key, VersionEntry.facts).where(
                VersionEntry.version_id == version_id, VersionEntry.key.in_(selection.keys("dialogue"))
            )
        )
        titles = {key: facts.get("titles", {}) for key, facts in rows}
        found["dialogue"] = {key: each.get(language) or each.get("en") or key for key, each in titles.items()}
    return [found[kind].get(key, key) for kind, keys in selection.chosen for key in keys]
