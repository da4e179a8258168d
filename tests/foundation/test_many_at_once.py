"""Many rows at once: letters, lines and revisions go in one statement, each as if it had come alone; sheets are inert."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import replace
from datetime import UTC, datetime

import pytest
from sqlalchemy import select

from foundation import journal, revisions
from foundation.db import atomic, db
from foundation.journal import JournalLine
from foundation.outbox import Letter, OutboxMessage, post_all
from foundation.sheets import BOM, as_csv

Counting = Callable[[], AbstractContextManager[list[str]]]
NOON = datetime(2027, 5, 25, 10, 0, tzinfo=UTC)
LETTER = Letter("ana@example.org", "Your seat", "You have a seat.\n", "seat")


@atomic
def done(size: int) -> int:
    number = post_all([LETTER] * size, domain="linkage.example", stamped_at=NOON)
    lines = [journal.line("command", "try", "thing", str(each), now=NOON, edition="2027") for each in range(size)]
    journal.note_all(lines)
    revisions.rise_all([f"person:{each}" for each in range(size)], at=NOON)
    return number


@pytest.mark.usefixtures("any_empty_app")
def test_however_many_they_are_the_statements_are_as_many(count_queries: Counting):
    counted = []
    # A first connection asks its database for more.
    done(1)
    for size in (2, 300):
        with count_queries() as sent:
            assert done(size) == size
        counted.append(len(sent))

    assert counted == [3, 3]
    assert len(db.session.scalars(select(OutboxMessage.id)).all()) == 303


@pytest.mark.usefixtures("any_empty_app")
def test_revisions_rise_by_one_each_time_and_lines_stand_in_their_order():
    for size in (2, 3):
        done(size)

    assert [revisions.number(f"person:{each}") for each in range(4)] == [2, 2, 1, 0]
    assert db.session.scalars(
        select(JournalLine.subject_key).where(JournalLine.verb == "try").order_by(JournalLine.id)
    ).all() == ["0", "1", "0", "1", "2"]


@atomic
def sent_twice() -> list[int]:
    keyed = replace(LETTER, key="once")
    return [post_all([keyed, LETTER], domain="linkage.example", stamped_at=NOON) for _ in range(2)]


@pytest.mark.usefixtures("any_empty_app")
def test_a_letter_of_a_key_goes_once_among_many():
    assert sent_twice() == [2, 1]


@pytest.mark.parametrize(
    ("cell", "written"),
    [
        ("=1+1", "'=1+1"),
        ("+41", "'+41"),
        ("-1", "'-1"),
        ("@x", "'@x"),
        ("\t=1", "'\t=1"),
        (" =1", "' =1"),
        ("Ana", "Ana"),
    ],
)
def test_a_cell_never_becomes_a_formula(cell: str, written: str):
    assert as_csv([[cell]]).removeprefix(BOM).rstrip("\r\n").strip('"') == written
