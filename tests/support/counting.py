"""How many statements a piece of work sends to its database, the short cut's bare read included."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import psycopg
from sqlalchemy import Engine, event

NOT_COUNTED = ("BEGIN", "COMMIT", "ROLLBACK", "PRAGMA", "SAVEPOINT", "RELEASE", "--")

_listeners: list[list[str]] = []


@contextmanager
def count_queries() -> Iterator[list[str]]:
    """The statements sent meanwhile, by any connection of this process: `with count_queries() as sent: … len(sent)`."""
    heard: list[str] = []
    _listeners.append(heard)
    try:
        yield heard
    finally:
        # By identity: two listeners that heard the same are equal.
        _listeners[:] = [listener for listener in _listeners if listener is not heard]


def _hear(statement: Any) -> None:
    text = str(statement).strip()
    if not text.upper().startswith(NOT_COUNTED):
        for heard in _listeners:
            heard.append(text)


def _hear_traced(statement: str) -> None:
    """SQLite tells a statement once more for each row at which a trigger runs: that is no statement of its own."""
    text = statement.strip()
    if not (text.startswith("INSERT INTO journal ") and any(heard and heard[-1] == text for heard in _listeners)):
        _hear(text)


class HeardCursor(psycopg.Cursor[Any]):
    """A psycopg cursor that tells what it is asked."""

    def execute(self, query: Any, *args: Any, **kwargs: Any) -> Any:
        _hear(query.decode() if isinstance(query, bytes) else query)
        return super().execute(query, *args, **kwargs)

    def executemany(self, query: Any, *args: Any, **kwargs: Any) -> Any:
        _hear(query.decode() if isinstance(query, bytes) else query)
        return super().executemany(query, *args, **kwargs)


@event.listens_for(Engine, "connect")
def _listen(connection: Any, record: Any) -> None:
    if isinstance(connection, psycopg.Connection):
        connection.cursor_factory = HeardCursor
    else:
        connection.set_trace_callback(_hear_traced)
