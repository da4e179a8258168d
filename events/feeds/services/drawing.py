"""Drawing a feed: kept blocks joined, missing ones drawn, and since when it says what it says."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import cache
from hashlib import blake2b
from typing import Any

from events.editions.models import Edition
from events.feeds.queries import held as queries
from events.feeds.queries.held import Held, Said, Scope, ToDraw
from events.feeds.rules.addresses import ALL, UnknownFeed, feed_path, page_of
from events.feeds.rules.blocks import DRAWING, Drawn, draw, wording
from events.feeds.rules.calendars import Content, Frame, Zones, content
from events.feeds.services.keeping import keep_feed
from events.programme.queries import labels
from events.programme.rules.facts import Facts
from events.programme.rules.selection import Selection
from foundation import languages
from foundation.languages import BY_CODE, Language, say
from foundation.sentences import Sentence

ROLLING_DAYS = 30
"""A rolling feed drops what ended longer ago; an edition's own feed keeps all of its meetings."""


def rolling_since(today: date) -> date:
    """The first day of what a rolling feed holds."""
    return today - timedelta(days=ROLLING_DAYS)


NAME = Sentence("Linkage {edition}")
NARROWED = Sentence("Linkage {edition}: {selection}")
ALL_YEARS = Sentence("all years")
DESCRIPTION = Sentence("Follow-up to the World Summit on the Information Society. All changes arrive by themselves.")
DEMONSTRATED = Sentence("Demonstration data: invented meetings, real bodies. Not a United Nations programme.")


@dataclass(frozen=True)
class Feed:
    """A feed as sent: its octets, since when it says this (UTC), and a file name in ASCII."""

    octets: bytes
    changed_at: datetime
    filename: str


@dataclass(frozen=True)
class House:
    """Where and when feeds are drawn: the public address, the house's zone, its day, and the system's instant."""

    origin: str
    zone: str
    today: date
    now: datetime


def draw_feed(edition_key: str, selection: Selection, language: Language, *, house: House) -> Feed:
    """The feed of an edition (or of all) narrowed to a selection, in a language.

    Raises UnknownEdition, NothingPublished, UnknownFeed.
    """
    path = feed_path(edition_key, selection, language=language.code)
    scope = queries.scope(edition_key, path)
    recipes = recipes_of(scope, language, house)
    held = queries.held(
        scope.editions,
        selection,
        language=language.code,
        recipes=recipes.values(),
        ended_after=rolling_since(house.today) if edition_key == ALL else None,
    )
    with languages.speaking(language):
        frame = _frame(edition_key, selection, scope, language, path=path, house=house, is_empty=not held.rows)
    blocks = blocks_of(held, scope, recipes, language, house)
    told = content(frame, blocks.octets, zones_of(held, scope, house))
    said = told_since(path, told, held, blocks.fresh, before=scope.said, now=house.now)
    if said is None:
        # The programme was published anew between the reading and now, and another worker has told so already.
        return draw_feed(edition_key, selection, language, house=house)
    return Feed(told.stamped(said.changed_at), said.changed_at, _filename(path))


@dataclass(frozen=True)
class Blocks:
    """The blocks of a feed in their order, and the rows of those that were drawn just now."""

    octets: list[bytes]
    fresh: list[dict[str, Any]]


def blocks_of(held: Held, scope: Scope, recipes: Mapping[int, str], language: Language, house: House) -> Blocks:
    """The blocks that a feed holds: kept ones as they lie there, missing ones drawn."""
    with languages.speaking(language):
        missing = (queries.to_draw(row) for row in held.rows if row.octets is None)
        fresh = {each.uid: _block(each, scope, recipes, language, house) for each in missing}
    return Blocks([row.octets or fresh[row.uid]["octets"] for row in held.rows], list(fresh.values()))


def told_since(
    address: str, told: Content, held: Held, fresh: list[dict[str, Any]], *, before: Said | None, now: datetime
) -> Said | None:
    """Since when the feed at an address says this, kept for all workers; None when the reading is old already."""
    digest = told.digest
    if before is not None and before.body_hash == digest and not fresh:
        # The common case reads only: the feed says what it said before.
        return before
    after = [before.changed_at + timedelta(seconds=1)] if before else []
    changed_at = max([now, *after, *([held.modified] if held.modified else [])])
    return keep_feed(address, Said(digest, changed_at), fresh, before=before)


def recipes_of(scope: Scope, language: Language, house: House) -> dict[int, str]:
    """By version, the recipe that its blocks are drawn by."""
    return {number: _recipe(each, language, house.origin) for number, each in scope.editions.items()}


def _recipe(edition: Edition, language: Language, origin: str) -> str:
    """What a block hangs on besides its meeting: how it is drawn and said, for which edition, where it can be read."""
    parts = (DRAWING, _wording(language.code), origin, edition.key, edition.zone, edition.city)
    return blake2b("\n".join(parts).encode(), digest_size=8).hexdigest()


@cache
def _wording(code: str) -> str:
    with languages.speaking(BY_CODE[code]):
        return wording(say)


def _frame(
    edition_key: str,
    selection: Selection,
    scope: Scope,
    language: Language,
    *,
    path: str,
    house: House,
    is_empty: bool,
) -> Frame:
    version_id, edition = next(iter(scope.editions.items())) if edition_key != ALL else (None, None)
    if selection and is_empty and not _is_known(selection, edition, scope):
        raise UnknownFeed
    name = NAME.with_values(edition=edition_key if edition else ALL_YEARS)
    if selection:
        names = queries.names(selection, edition, version_id=version_id, language=language.code)
        name = NARROWED.with_values(**name.values, selection=", ".join(names))
    return Frame(
        name=say(name),
        description=described(scope),
        source=house.origin + path,
        language=language.code,
        zone=edition.zone if edition else house.zone,
    )


def described(scope: Scope) -> str:
    """What a calendar says of itself, in the language being spoken."""
    shown = [DESCRIPTION, *([DEMONSTRATED] if any(each.banner for each in scope.editions.values()) else [])]
    return " ".join(map(say, shown))


def _is_known(selection: Selection, edition: Edition | None, scope: Scope) -> bool:
    return labels.is_known(selection, edition) or queries.is_found(selection, scope.editions)


def _block(row: ToDraw, scope: Scope, recipes: Mapping[int, str], language: Language, house: House) -> dict[str, Any]:
    edition, facts = scope.editions[row.version_id], Facts.from_json(row.facts)
    drawn = Drawn(
        uid=row.uid,
        sequence=row.sequence,
        created=row.created,
        modified=row.modified,
        starts=row.starts,
        ends=row.ends,
        zone=edition.zone,
        city=edition.city,
        page=page_of(facts, edition=edition.key, origin=house.origin, language=language.code),
    )
    return {
        "uid": row.uid,
        "language": language.code,
        "sequence": row.sequence,
        "recipe": recipes[row.version_id],
        "octets": draw(facts, drawn, language=language.code, say=say),
    }


def zones_of(held: Held, scope: Scope, house: House) -> Zones:
    """The time zones that the blocks name, and the years that they speak of."""
    used = {row.version_id for row in held.rows if row.has_hours}
    return Zones({scope.editions[number].zone for number in used}, *(held.years or [house.today.year] * 2))


def _filename(path: str) -> str:
    words = path.removeprefix("/feeds/").removesuffix(".ics").replace("/", "-").lower()
    return f"linkage-{''.join(letter for letter in words if letter.isascii() and (letter.isalnum() or letter in '-_'))}.ics"
