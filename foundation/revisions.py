"""Revision keys: a counter that rises in the transaction of a change, so that a repeat request costs one read."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from functools import cache
from typing import Any

from sqlalchemy import Engine, String, select
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Mapped, mapped_column

from foundation.db import Base, Instant, db, directly, put_all, table_of

PUBLIC = "public"
"""The key that every public page and feed hangs on."""

PERSON = "person:"


def person_key(account_id: int) -> str:
    """The key that a person's own feed hangs on besides: it rises with their seats, what they follow, and their wishes."""
    return f"{PERSON}{account_id}"


class Revision(Base):
    """A named counter; `changed_at` is the system's instant of its last rise."""

    __tablename__ = "revisions"

    key: Mapped[str] = mapped_column(String(80), primary_key=True)
    number: Mapped[int]
    changed_at: Mapped[datetime] = mapped_column(Instant)


def number(key: str = PUBLIC) -> int:
    """The present number of `key` (0 before its first rise), read in the session's transaction."""
    return db.session.scalar(select(Revision.number).where(Revision.key == key)) or 0


def number_outside_a_session(engine: Engine) -> int:
    """The number of PUBLIC over a bare pooled connection: the one read of a repeat request."""
    connection = engine.raw_connection()
    try:
        cursor = connection.cursor()
        cursor.execute(f"SELECT number FROM revisions WHERE key = '{PUBLIC}'")
        row = cursor.fetchone()
        cursor.close()
        return row[0] if row else 0
    finally:
        connection.close()


def numbers_outside_a_session(engine: Engine, key: str) -> tuple[int, int]:
    """The numbers of PUBLIC and of `key` in the same single read: for what hangs on both."""
    connection = engine.raw_connection()
    try:
        cursor = connection.cursor()
        mark = "?" if engine.dialect.paramstyle == "qmark" else "%s"
        cursor.execute(f"SELECT key, number FROM revisions WHERE key IN ('{PUBLIC}', {mark})", (key,))
        found = dict(cursor.fetchall())
        cursor.close()
        return found.get(PUBLIC, 0), found.get(key, 0)
    finally:
        connection.close()


def rise(key: str = PUBLIC, *, at: datetime) -> int:
    """Raise `key` by one inside the caller's transaction and return the new number."""
    values = {"key": key, "number": 1, "changed_at": at}
    number: int = directly(_risen(db.engine.dialect.name), values).scalar_one()
    return number


@cache
def _risen(dialect: str) -> Any:
    """Two transactions may raise a new key at once: the later one waits for the earlier, and counts on from it."""
    insert = postgresql.insert if dialect == "postgresql" else sqlite.insert
    table = table_of(Revision)
    new, columns = insert(table), table.c
    risen = {"number": columns.number + 1, "changed_at": new.excluded.changed_at}
    return new.on_conflict_do_update(index_elements=["key"], set_=risen).returning(columns.number)


def rise_all(keys: Collection[str], *, at: datetime) -> None:
    """Raise many keys by one in one statement, inside the caller's transaction, in their order."""
    insert = postgresql.insert if db.engine.dialect.name == "postgresql" else sqlite.insert
    table = table_of(Revision)
    new, columns = insert(table), table.c
    risen = {"number": columns.number + 1, "changed_at": new.excluded.changed_at}
    statement = new.on_conflict_do_update(index_elements=["key"], set_=risen)
    put_all(statement, columns.key, [{"key": key, "number": 1, "changed_at": at} for key in sorted(set(keys))])
