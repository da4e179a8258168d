"""Writes of feeds: blocks at first need, what a feed said last, combined filters. All of them are caches of published facts."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from typing import Any

from sqlalchemy import Executable, Table, bindparam, select, update
from sqlalchemy.dialects import postgresql, sqlite

from events.editions import queries as editions
from events.editions.models import Edition
from events.feeds.models import FeedBlock, FeedSelection, FeedState
from events.feeds.queries import held as queries
from events.feeds.queries.held import Said
from events.programme.rules.selection import Selection
from foundation.db import atomic, db
from foundation.errors import Refused
from foundation.sentences import Sentence

MOST_SELECTIONS = 20_000
"""Combined filters kept for an edition at most: any visitor can make one."""


class NoMoreSelections(Refused):
    sentence = Sentence("No further combination of filters can be kept as a calendar for {edition}.")
    next_step = Sentence("Choose a single filter, or subscribe to the whole edition: these always have their address.")


@atomic
def keep_feed(address: str, said: Said, blocks: Sequence[dict[str, Any]], *, before: Said | None) -> Said | None:
    """Keep blocks drawn just now, and what a feed says in the place of what it said `before`.

    Returns what stands there afterwards, so that all workers tell the same Last-Modified: another one may have
    been quicker to say the same. None when it has said something else: then this reading is old.
    """
    if blocks:
        _insert_unless_there(FeedBlock, blocks)
    if before is not None and before.body_hash == said.body_hash:
        return before
    if _exchange(address, said, before):
        return said
    there = queries.said_at(address)
    return there if there is not None and there.body_hash == said.body_hash else None


def _exchange(address: str, said: Said, before: Said | None) -> bool:
    row = {"body_hash": said.body_hash, "changed_at": said.changed_at}
    if before is None:
        return _insert_unless_there(FeedState, [{"address": address, **row}]) == 1
    return db.session.execute(_EXCHANGE, {**row, "of": address, "instead_of": before.body_hash}).first() is not None


_states: Any = FeedState.__table__
_EXCHANGE = (
    update(_states)
    .where(_states.c.address == bindparam("of"), _states.c.body_hash == bindparam("instead_of"))
    .values(body_hash=bindparam("body_hash"), changed_at=bindparam("changed_at"))
    .returning(_states.c.address)
)


@atomic
def keep_selection(edition_key: str, selection: Selection) -> str:
    """Keep a combined filter under its letters, which are returned; the same filter is kept once.

    Raises NoMoreSelections when the edition has too many, or when another filter bears these letters.
    """
    edition = editions.edition(edition_key)
    if _kept_under(edition, selection.letters) is None:
        if queries.number_of_selections(edition) >= MOST_SELECTIONS:
            raise NoMoreSelections(edition=edition.key)
        row = {"edition_id": edition.id, "letters": selection.letters, "selection": str(selection)}
        _insert_unless_there(FeedSelection, [row])
    if _kept_under(edition, selection.letters) != str(selection):
        raise NoMoreSelections(edition=edition.key)
    return selection.letters


def _kept_under(edition: Edition, letters: str) -> str | None:
    kept = (FeedSelection.edition_id == edition.id, FeedSelection.letters == letters)
    return db.session.scalar(select(FeedSelection.selection).where(*kept))


def _insert_unless_there(model: type[Any], rows: Sequence[dict[str, Any]]) -> int:
    """How many of these rows were new; they go in one statement a thousand."""
    return len(db.session.execute(_insertion(model.__table__, db.engine.dialect.name), list(rows)).all())


@cache
def _insertion(table: Table, dialect: str) -> Executable:
    insert = postgresql.insert if dialect == "postgresql" else sqlite.insert
    return insert(table).on_conflict_do_nothing().returning(table.primary_key.columns[0])
