"""Migrations and models agree on both engines, and rebuilding a table on SQLite keeps every child row."""

from __future__ import annotations

import shutil
from pathlib import Path

import flask_migrate
import pytest
from flask import Flask
from sqlalchemy import func, inspect, select

from foundation.db import db

REBUILDING = '''"""rebuild every table, and {then}"""
import sqlalchemy as sa
from alembic import op

revision, down_revision, branch_labels, depends_on = "9999", "{head}", None, None


def upgrade():
    for name in sa.inspect(op.get_bind()).get_table_names():
        if name != "alembic_version":
            with op.batch_alter_table(name, recreate="always"):
                pass
    {then}
'''


@pytest.fixture
def migrations(tmp_path: Path, tree: Path) -> Path:
    """A copy of the project's migrations, to which a test may add its own."""
    return Path(shutil.copytree(tree / "migrations", tmp_path / "migrations"))


def add_one(migrations: Path, *, then: str = "pass") -> None:
    head = max(path.name for path in (migrations / "versions").glob("[0-9]*.py"))[:4]
    (migrations / "versions" / "9999_rebuild.py").write_text(REBUILDING.format(head=head, then=then))


def rows() -> dict[str, int]:
    """How many rows each table has."""
    counted = {
        table.name: db.session.scalar(select(func.count()).select_from(table)) for table in db.metadata.sorted_tables
    }
    db.session.rollback()
    return counted


def foreign_keys_hold() -> bool:
    """Whether the connection that the next piece of work will take heeds foreign keys."""
    with db.engine.connect() as connection:
        return bool(connection.exec_driver_sql("PRAGMA foreign_keys").scalar())


@pytest.mark.usefixtures("any_empty_app")
def test_the_migrations_make_what_the_models_say():
    flask_migrate.check()


@pytest.mark.usefixtures("any_empty_app")
def test_the_migrations_can_be_gone_back_and_made_again():
    flask_migrate.downgrade(revision="base")
    assert inspect(db.engine).get_table_names() == ["alembic_version"]

    flask_migrate.upgrade()
    flask_migrate.check()


def test_the_migrations_are_numbered_without_a_gap(tree: Path):
    names = sorted(path.name for path in (tree / "migrations" / "versions").glob("*.py"))

    assert [int(name[:4]) for name in names] == list(range(1, len(names) + 1))


def test_rebuilding_tables_keeps_every_row(app: Flask, migrations: Path):
    before = rows()
    add_one(migrations)

    flask_migrate.upgrade(directory=str(migrations))

    assert rows() == before
    assert before["version_entries"] > 0


def test_a_migration_that_leaves_orphans_is_taken_back_whole(app: Flask, migrations: Path):
    before = rows()
    add_one(migrations, then='op.execute("DELETE FROM editions")')

    with pytest.raises(SystemExit):
        flask_migrate.upgrade(directory=str(migrations))

    assert rows() == before
    assert foreign_keys_hold()


def test_foreign_keys_are_heeded_after_a_migration(app: Flask, migrations: Path):
    add_one(migrations)
    flask_migrate.upgrade(directory=str(migrations))

    assert foreign_keys_hold()
