"""Time comes from the clock alone, and a demonstration's runs at its own, forward only."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from flask import Flask

from foundation import clock, revisions
from foundation.db import db

START = datetime(2027, 4, 20, 8, 0, tzinfo=UTC)
LATER = datetime(2027, 5, 25, 7, 55, tzinfo=UTC)
A_MOMENT = timedelta(seconds=5)


@pytest.mark.usefixtures("empty_app")
def test_a_house_that_is_no_demonstration_runs_at_the_system_time():
    assert abs(clock.now() - datetime.now(UTC)) < A_MOMENT
    assert not clock.is_demonstration()


def test_outside_the_application_the_clock_shows_the_system_time():
    assert abs(clock.now() - datetime.now(UTC)) < A_MOMENT


@pytest.mark.usefixtures("any_empty_app")
def test_a_demonstration_starts_at_its_moment_and_runs_on():
    started = clock.start_demonstration(START)

    assert started
    assert clock.is_demonstration()
    assert START <= clock.now() < START + A_MOMENT


@pytest.mark.usefixtures("empty_app")
def test_a_demonstration_starts_once():
    clock.start_demonstration(START)

    assert not clock.start_demonstration(LATER)
    assert clock.now() < LATER


@pytest.mark.usefixtures("any_empty_app")
def test_a_demonstration_moves_forward_for_all():
    clock.start_demonstration(START)
    before = revisions.number()

    clock.move_to(LATER, actor="test")

    assert LATER <= clock.now() < LATER + A_MOMENT
    assert revisions.number() == before + 1


@pytest.mark.usefixtures("empty_app")
def test_a_demonstration_does_not_move_back():
    clock.start_demonstration(LATER)

    with pytest.raises(clock.TimeRunsForward, match="lies behind it"):
        clock.move_to(START, actor="test")

    assert clock.now() >= LATER


@pytest.mark.usefixtures("empty_app")
def test_only_a_demonstration_can_be_moved():
    with pytest.raises(clock.NotADemonstration):
        clock.move_to(LATER, actor="test")


@pytest.mark.usefixtures("empty_app")
def test_an_offset_without_the_mark_is_not_heeded():
    db.session.add(clock.ClockSetting(id=1, demonstration=False, offset_seconds=86_400, set_at=START))
    db.session.flush()

    assert abs(clock.now() - datetime.now(UTC)) < A_MOMENT


@pytest.mark.usefixtures("empty_app")
def test_today_is_the_day_on_the_wall_of_the_zone():
    clock.start_demonstration(datetime(2027, 5, 24, 22, 30, tzinfo=UTC))

    assert clock.today("Europe/Zurich") == date(2027, 5, 25)
    assert clock.today("America/New_York") == date(2027, 5, 24)


@pytest.mark.usefixtures("empty_app")
def test_protocol_stamps_are_the_systems_in_whole_seconds():
    clock.start_demonstration(START)

    stamp = clock.wire_now()

    assert abs(stamp - datetime.now(UTC)) < A_MOMENT
    assert stamp.microsecond == 0


def test_the_day_kept_for_the_short_cut_holds_for_its_revision_only(empty_app: Flask):
    clock.start_demonstration(LATER)
    database = str(db.engine.url)

    number = clock.public_number(database)

    assert number == revisions.number()
    assert clock.day_at(database, number, "Europe/Zurich") == date(2027, 5, 25)
    assert clock.day_at(database, number + 1, "Europe/Zurich") is None
    assert clock.day_at("another database", number, "Europe/Zurich") is None
