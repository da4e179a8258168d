"""Preparing brings a house to where it can be served; preparing again changes nothing and loses nothing."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import pytest
from click.testing import Result
from flask import Flask
from sqlalchemy import func, select

from events.programme.models import Version, VersionEntry
from foundation import clock, revisions
from foundation.db import db
from portal.setting_up import commands, services
from tests.support import databases


@pytest.fixture(params=databases.ENGINES)
def bare_app(request: pytest.FixtureRequest, tmp_path: Path):
    """The application on a database with nothing in it, and a home of its own."""
    address = databases.bare(request.param)
    with databases.application(address, HOME=str(tmp_path)) as app, app.app_context():
        yield app


@pytest.fixture(params=databases.ENGINES)
def prepared_app(request: pytest.FixtureRequest, tmp_path: Path):
    """The application on a database that was prepared before, with a home that knows of it."""
    with (
        databases.copy(request.param, loaded=True) as address,
        databases.application(address, HOME=str(tmp_path)) as app,
        app.app_context(),
    ):
        prepare(app)
        yield app


def prepare(app: Flask) -> Result:
    return app.test_cli_runner().invoke(commands.group, ["prepare"])


def state() -> dict[str, object]:
    """What must stay as it is: how many rows each table has, the stamps of all entries, the public revision."""
    db.session.rollback()
    return {
        **{
            table.name: db.session.scalar(select(func.count()).select_from(table))
            for table in db.metadata.sorted_tables
        },
        "stamps": db.session.execute(
            select(VersionEntry.uid, VersionEntry.sequence, VersionEntry.modified_at).order_by(VersionEntry.id)
        ).all(),
        "public": revisions.number(),
    }


def test_a_bare_database_is_brought_to_a_published_demonstration(bare_app):
    result = prepare(bare_app)

    assert (result.exit_code, result.exception) == (0, None)
    assert "Published version 1 of 2027." in result.output
    assert not services.is_behind(Path(bare_app.root_path) / "migrations")
    assert {(version.number, version.is_current) for version in db.session.scalars(select(Version))} == {(1, True)}
    assert clock.is_demonstration()


def test_preparing_again_says_nothing_and_changes_nothing(prepared_app):
    before = state()

    again = prepare(prepared_app)

    assert (again.exit_code, again.output) == (0, "")
    assert state() == before


@pytest.mark.parametrize("prepared_app", ["sqlite"], indirect=True)
def test_a_demonstrations_time_is_not_set_back(prepared_app):
    later = clock.move_to(datetime.fromisoformat("2027-05-25T09:55+02:00"), actor="test")

    prepare(prepared_app)

    assert clock.now() >= later


@pytest.mark.parametrize("prepared_app", ["sqlite"], indirect=True)
@pytest.mark.usefixtures("prepared_app")
def test_a_new_database_is_loaded_though_the_home_remembers_an_older_one(tmp_path):
    with databases.application(databases.bare("sqlite"), HOME=str(tmp_path)) as another, another.app_context():
        result = prepare(another)

        assert "Published version 1 of 2027." in result.output


def test_files_that_can_not_be_read_stop_the_house_with_words(empty_app, tmp_path, monkeypatch):
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "editions.yaml").write_text("editions: [")
    (tmp_path / "migrations").symlink_to(Path(empty_app.root_path) / "migrations")
    monkeypatch.setattr(empty_app, "root_path", str(tmp_path))
    empty_app.config["HOME"] = str(tmp_path)

    result = prepare(empty_app)

    assert result.exit_code == 1
    assert "Nothing was loaded" in result.output
    assert not (tmp_path / "loaded.digest").exists()
