"""Two kinds of time, and each column refuses the other."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta, timezone

import pytest
from flask import Flask
from sqlalchemy import Column, Integer, MetaData, Table, insert, select
from sqlalchemy.exc import StatementError

from foundation.db import Instant, WallTime, db

NOON_ON_THE_WALL = datetime(2027, 5, 25, 12, 0)  # noqa: DTZ001
NOON_IN_GENEVA = datetime(2027, 5, 25, 12, 0, tzinfo=timezone(timedelta(hours=2)))

times = Table(
    "times",
    MetaData(),
    Column("id", Integer, primary_key=True),
    Column("wall", WallTime),
    Column("instant", Instant),
)


@pytest.fixture
def kept(any_empty_app: Flask) -> Iterator[None]:
    times.create(db.engine)
    yield
    db.session.rollback()
    times.drop(db.engine)


@pytest.mark.usefixtures("kept")
def test_a_scheduled_time_comes_back_as_the_wall_says():
    db.session.execute(insert(times).values(wall=NOON_ON_THE_WALL))

    assert db.session.scalar(select(times.c.wall)) == NOON_ON_THE_WALL


@pytest.mark.usefixtures("kept")
def test_an_instant_comes_back_in_utc():
    db.session.execute(insert(times).values(instant=NOON_IN_GENEVA))

    found = db.session.scalar(select(times.c.instant))

    assert (found, found.tzinfo) == (datetime(2027, 5, 25, 10, 0, tzinfo=UTC), UTC)


@pytest.mark.usefixtures("kept")
def test_nothing_stays_nothing():
    db.session.execute(insert(times).values(wall=None, instant=None))

    assert db.session.execute(select(times.c.wall, times.c.instant)).one() == (None, None)


@pytest.mark.usefixtures("kept")
def test_a_scheduled_time_refuses_a_zone():
    with pytest.raises(StatementError, match="wall-clock time without a zone"):
        db.session.execute(insert(times).values(wall=NOON_IN_GENEVA))


@pytest.mark.usefixtures("kept")
def test_an_instant_refuses_to_be_without_a_zone():
    with pytest.raises(StatementError, match="an instant carries its zone"):
        db.session.execute(insert(times).values(instant=NOON_ON_THE_WALL))


@pytest.mark.usefixtures("kept")
def test_instants_are_compared_as_instants_whatever_zone_they_came_in():
    db.session.execute(insert(times).values(instant=NOON_IN_GENEVA))

    found = db.session.scalar(select(times.c.id).where(times.c.instant == NOON_IN_GENEVA.astimezone(UTC)))

    assert found == 1
