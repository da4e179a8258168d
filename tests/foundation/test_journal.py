"""The journal: a line stands as it was written, in the edition it belongs to; the database refuses everything else."""

from __future__ import annotations

from datetime import UTC, date, datetime, time

import pytest
from flask import Flask
from sqlalchemy import select, text
from sqlalchemy.exc import DBAPIError

from foundation import journal
from foundation.db import atomic, db
from foundation.journal import JournalLine

NOW = datetime(2027, 4, 21, 9, tzinfo=UTC)


@atomic
def a_line(**facts: object) -> int:
    journal.note("command", "save_room", "room", "ITU-A", now=NOW, **facts)
    db.session.flush()
    return db.session.scalars(select(JournalLine.id).order_by(JournalLine.id.desc()).limit(1)).one()


def standing() -> list[tuple[str, str]]:
    return [tuple(row) for row in db.session.execute(text("SELECT verb, subject_key FROM journal"))]


@pytest.mark.parametrize(
    "statement", ["UPDATE journal SET verb = 'nothing'", "DELETE FROM journal", "DELETE FROM journal WHERE id > 0"]
)
def test_no_line_is_changed_or_deleted_whoever_asks_the_database(any_empty_app: Flask, statement: str):
    a_line()

    with pytest.raises(DBAPIError, match="no line of the journal is changed or deleted"):
        db.session.execute(text(statement))
    db.session.rollback()

    assert standing() == [("save_room", "ITU-A")]


AROUND = {
    "sqlite": "REPLACE INTO journal (id, at, actor, verb, subject_kind, subject_key, facts) "
    "SELECT id, at, actor, 'nothing', subject_kind, subject_key, facts FROM journal",
    "postgresql": "TRUNCATE journal",
}
"""What each engine has beside UPDATE and DELETE."""


def test_nor_is_one_in_the_ways_that_one_engine_alone_has(any_empty_app: Flask):
    a_line()

    with pytest.raises(DBAPIError, match="no line of the journal is changed or deleted"):
        db.session.execute(text(AROUND[db.engine.dialect.name]))
    db.session.rollback()

    assert standing() == [("save_room", "ITU-A")]


def test_a_line_stands_in_the_journal_of_the_edition_that_its_facts_name(any_empty_app: Flask):
    in_edition, in_house = a_line(edition="2027"), a_line()

    editions = [db.session.get_one(JournalLine, number).edition for number in (in_edition, in_house)]

    assert editions == ["2027", None]


def test_days_and_hours_are_told_as_json_has_them():
    before, after = {"on": date(2027, 5, 12), "from": None, "name": "N"}, {"on": None, "from": time(9), "name": "N"}

    assert journal.change(["on", "from"], before, after) == {
        "before": {"on": "2027-05-12", "from": None},
        "after": {"on": None, "from": "09:00:00"},
    }
