"""How migrations run: on the application's database, with foreign keys off on SQLite while tables are rebuilt."""

from __future__ import annotations

from logging.config import fileConfig
from typing import Any

from alembic import context
from flask import current_app
from sqlalchemy import Connection

from foundation.db import Instant, WallTime, db

if context.config.config_file_name:
    fileConfig(context.config.config_file_name, disable_existing_loggers=False)


def render_item(kind: str, item: Any, autogen_context: Any) -> str | bool:
    """Write our own column types as plain ones: a migration must not change when the product does."""
    if kind == "type" and isinstance(item, Instant):
        return "sa.DateTime(timezone=True)"
    if kind == "type" and isinstance(item, WallTime):
        return "sa.DateTime()"
    return False


def compare_type(_context: Any, _column: Any, _found: Any, wanted: Any, _type: Any) -> bool | None:
    """Our time types are plain columns in the database; everything else is compared as usual."""
    return False if isinstance(wanted, (Instant, WallTime)) else None


def run() -> None:
    with db.engine.connect() as connection:
        if connection.dialect.name != "sqlite":
            _migrate(connection)
            return
        try:
            # Rebuilding a table drops the old one; with foreign keys on, that drop would cascade into every child row.
            # SQLite ignores the switch inside a transaction, so it is thrown on the driver, before SQLAlchemy begins one.
            _switch_foreign_keys(connection, "OFF")
            _migrate(connection)
        finally:
            connection.rollback()
            _switch_foreign_keys(connection, "ON")


def _migrate(connection: Connection) -> None:
    context.configure(
        connection=connection,
        target_metadata=db.metadata,
        render_as_batch=True,
        render_item=render_item,
        compare_type=compare_type,
        # SQLite can take back a change of tables as well, which Alembic does not expect of it.
        transactional_ddl=True,
        transaction_per_migration=False,
    )
    with context.begin_transaction():
        context.run_migrations()
        if connection.dialect.name == "sqlite":
            broken = connection.exec_driver_sql("PRAGMA foreign_key_check").all()
            if broken:
                raise RuntimeError(f"the migration leaves rows without their parent: {broken[:5]}")


def _switch_foreign_keys(connection: Connection, state: str) -> None:
    driver: Any = connection.connection.driver_connection
    driver.execute(f"PRAGMA foreign_keys={state}")


if context.is_offline_mode():
    raise SystemExit("Migrations run on a live database: flask db upgrade")
run()
current_app.logger.debug("migrations are up to date")
