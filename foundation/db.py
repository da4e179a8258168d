"""The database ground: the declarative base, two time types, and the one place that commits."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from contextvars import ContextVar
from datetime import UTC, datetime
from functools import wraps
from typing import Any, ParamSpec, TypeVar

from flask_sqlalchemy import SQLAlchemy
from sqlalchemy import JSON, CursorResult, DateTime, Dialect, Engine, Executable, MetaData, Table, event, insert
from sqlalchemy.orm import DeclarativeBase, registry
from sqlalchemy.types import TypeDecorator

P = ParamSpec("P")
T = TypeVar("T")

NAMES = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s",
    "pk": "pk_%(table_name)s",
}


class WallTime(TypeDecorator[datetime]):
    """Local wall-clock time in the edition's zone: naive, for what is scheduled. Refuses aware values."""

    impl = DateTime
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is not None and value.tzinfo is not None:
            raise ValueError(f"a scheduled time is wall-clock time without a zone, not {value!r}")
        return value


class Instant(TypeDecorator[datetime]):
    """A moment in UTC: aware, for what happened and for deadlines. Refuses naive values."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError(f"an instant carries its zone, {value!r} has none")
        value = value.astimezone(UTC)
        return value.replace(tzinfo=None) if dialect.name == "sqlite" else value

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


Texts = dict[str, str]
"""A text by language code, e.g. {"en": "Media", "fr": "Médias"}."""


class Base(DeclarativeBase):
    registry = registry(
        metadata=MetaData(naming_convention=NAMES),
        type_annotation_map={dict[str, str]: JSON, dict[str, Any]: JSON, list[str]: JSON, list[Any]: JSON},
    )


db = SQLAlchemy(
    metadata=Base.metadata,
    model_class=Base,
    disable_autonaming=True,
    session_options={"expire_on_commit": False},
)

_writing: ContextVar[bool] = ContextVar("writing", default=False)


def atomic(service: Callable[P, T]) -> Callable[P, T]:
    """One transaction around a public service.

    Ends any open read, begins IMMEDIATE on SQLite, commits at the outermost call and
    rolls everything back when the service raises. A nested call joins the outer one.
    """

    @wraps(service)
    def within_one_transaction(*args: P.args, **kwargs: P.kwargs) -> T:
        if _writing.get():
            return service(*args, **kwargs)
        db.session.rollback()
        token = _writing.set(True)
        try:
            result = service(*args, **kwargs)
            db.session.commit()
            return result
        except BaseException:
            db.session.rollback()
            raise
        finally:
            _writing.reset(token)

    return within_one_transaction


def insert_all(kind: Any, rows: Sequence[Mapping[str, Any]]) -> None:
    """Many rows of a table that has an `id`, in one statement, inside the caller's transaction."""
    table = table_of(kind)
    put_all(insert(table), table.c.id, rows)


def put_all(statement: Any, named: Any, rows: Sequence[Mapping[str, Any]]) -> int:
    """Many rows by an insert into a table, in one statement (on SQLite one a thousand); how many went in.

    `named` is a column of theirs: on SQLite only what returns something goes as one statement, and not as one each.
    """
    if not rows:
        return 0
    values = [dict(row) for row in rows]
    if db.engine.dialect.name == "sqlite":
        return len(directly(statement.returning(named), values).all())
    # Without the option, a statement with several rows does not tell.
    return directly(statement.execution_options(preserve_rowcount=True), values).rowcount


def table_of(kind: type[Any]) -> Table:
    """The table of a class of rows, for statements that `directly` carries out."""
    table: Table = kind.__table__
    return table


def directly(statement: Executable, values: Any = None) -> CursorResult[*tuple[Any, ...]]:
    """Carry a statement out on the transaction's own connection, after what is written so far.

    Rows come back plain, and no object in hand learns of it: for deeds that many do at once. `values` of several rows
    are a list.
    """
    db.session.flush()
    return db.session.connection().execute(statement, values)


@event.listens_for(Engine, "connect")
def _open_sqlite_well(connection: Any, record: Any) -> None:
    if type(connection).__module__ != "sqlite3":
        return
    # SQLAlchemy emits BEGIN itself (below), so the driver must not.
    connection.isolation_level = None
    cursor = connection.cursor()
    for pragma in ("journal_mode=WAL", "busy_timeout=10000", "foreign_keys=ON", "synchronous=NORMAL"):
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()


@event.listens_for(Engine, "begin")
def _begin_sqlite_by_purpose(connection: Any) -> None:
    # Read-then-write on one deferred transaction fails at once with "database is locked"; writers queue from the start.
    if connection.dialect.name == "sqlite":
        connection.exec_driver_sql("BEGIN IMMEDIATE" if _writing.get() else "BEGIN DEFERRED")
