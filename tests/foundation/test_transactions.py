"""One transaction around a service: the outermost call commits, an exception takes all of it back."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime

import pytest
from flask import Flask
from sqlalchemy import func, select

from foundation import journal, revisions
from foundation.db import atomic, db
from foundation.journal import JournalLine

NOON = datetime(2027, 5, 25, 10, 0, tzinfo=UTC)


class Stopped(Exception):
    pass


@atomic
def note(verb: str) -> None:
    journal.note("test", verb, "paper", "1", now=NOON)


@atomic
def note_twice_and_stop() -> None:
    note("begin")
    note("go_on")
    raise Stopped


def verbs() -> list[str]:
    """What another connection finds."""
    with db.engine.connect() as outside:
        return list(outside.scalars(select(JournalLine.verb).order_by(JournalLine.id)))


@pytest.mark.usefixtures("any_empty_app")
def test_a_service_has_committed_when_it_returns():
    note("begin")

    assert verbs() == ["begin"]


@pytest.mark.usefixtures("any_empty_app")
def test_a_service_that_raises_leaves_nothing_even_of_the_services_within_it():
    with pytest.raises(Stopped):
        note_twice_and_stop()

    assert verbs() == []


@pytest.mark.usefixtures("any_empty_app")
def test_a_service_within_a_service_does_not_commit():
    seen: list[list[str]] = []

    @atomic
    def outer() -> None:
        note("inner")
        seen.append(verbs())

    outer()

    assert seen == [[]]
    assert verbs() == ["inner"]


@pytest.mark.usefixtures("any_empty_app")
def test_an_open_read_ends_before_a_service_begins():
    assert db.session.scalar(select(func.count()).select_from(JournalLine)) == 0
    with db.engine.begin() as outside:
        outside.execute(JournalLine.__table__.insert().values(
            at=NOON, actor="another", verb="come_between", subject_kind="paper", subject_key="1", facts={}))  # fmt: skip

    @atomic
    def count() -> int:
        return db.session.scalar(select(func.count()).select_from(JournalLine)) or 0

    assert count() == 1


@pytest.mark.usefixtures("any_empty_app")
def test_after_a_refused_service_the_next_one_works():
    with pytest.raises(Stopped):
        note_twice_and_stop()

    note("begin")

    assert verbs() == ["begin"]


def test_writers_side_by_side_queue_and_lose_nothing(any_empty_app: Flask):
    raise_by_one = atomic(lambda: revisions.rise("trial", at=NOON))
    raise_by_one()

    def raise_ten_times(_: int) -> list[int]:
        numbers = []
        for _turn in range(10):
            with any_empty_app.app_context():
                numbers.append(raise_by_one())
        return numbers

    with ThreadPoolExecutor(4) as writers:
        numbers = [number for numbers in writers.map(raise_ten_times, range(4)) for number in numbers]

    assert sorted(numbers) == list(range(2, 42))


def test_readers_do_not_wait_for_a_writer(any_empty_app: Flask):
    read: list[int] = []

    def read_beside() -> None:
        with any_empty_app.app_context():
            read.append(revisions.number("trial"))

    @atomic
    def write() -> None:
        revisions.rise("trial", at=NOON)
        with ThreadPoolExecutor(1) as reader:
            reader.submit(read_beside).result(timeout=5)

    write()

    assert read == [0]
