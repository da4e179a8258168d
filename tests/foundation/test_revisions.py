"""A revision rises with its cause and is read in one statement."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from threading import Barrier

import pytest

from foundation import revisions
from foundation.db import atomic, db

NOON = datetime(2027, 5, 25, 10, 0, tzinfo=UTC)

rise = atomic(revisions.rise)


@pytest.mark.usefixtures("any_empty_app")
def test_a_revision_rises_by_one_from_nothing():
    assert revisions.number("trial") == 0
    assert [rise("trial", at=NOON), rise("trial", at=NOON)] == [1, 2]
    assert revisions.number("trial") == 2


@pytest.mark.usefixtures("any_empty_app")
def test_keys_rise_apart():
    rise("one", at=NOON)

    assert (revisions.number("one"), revisions.number("other")) == (1, 0)


@pytest.mark.usefixtures("any_empty_app")
def test_the_bare_read_sees_what_was_committed_and_costs_one_statement(count_queries):
    assert revisions.number_outside_a_session(db.engine) == 0
    rise(at=NOON)

    with count_queries() as sent:
        number = revisions.number_outside_a_session(db.engine)

    assert (number, len(sent)) == (1, 1)


@pytest.mark.usefixtures("any_empty_app")
def test_two_numbers_are_one_bare_read(count_queries):
    assert revisions.numbers_outside_a_session(db.engine, "person:7") == (0, 0)
    rise(at=NOON)
    rise("person:7", at=NOON)
    rise("person:7", at=NOON)
    rise("person:71", at=NOON)

    with count_queries() as sent:
        numbers = revisions.numbers_outside_a_session(db.engine, revisions.person_key(7))

    assert (numbers, len(sent)) == ((1, 2), 1)


def test_two_who_raise_a_new_key_at_once_count_on_from_each_other(any_empty_app):
    together = Barrier(4)

    def raise_it() -> int:
        with any_empty_app.app_context():
            together.wait(20)
            return rise("person:7", at=NOON)

    with ThreadPoolExecutor(4) as threads:
        numbers = [each.result() for each in [threads.submit(raise_it) for _thread in range(4)]]

    assert sorted(numbers) == [1, 2, 3, 4]


@pytest.mark.usefixtures("any_empty_app")
def test_a_revision_falls_back_with_its_cause():
    @atomic
    def rise_and_fail() -> None:
        revisions.rise(at=NOON)
        raise LookupError

    with pytest.raises(LookupError):
        rise_and_fail()

    assert revisions.number_outside_a_session(db.engine) == 0
