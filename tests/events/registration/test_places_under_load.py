"""Mixed deeds from several processes that are killed at any point: no quota oversold, no place lost or stranded; on both databases."""

from __future__ import annotations

from datetime import timedelta

from flask import Flask

from events.registration.services.sweeping import sweep
from tests.events.registration.people import NOW
from tests.events.registration.rush import (
    journal_tells_all,
    never_over,
    nothing_lost,
    nothing_stranded,
    prepared,
    rushed,
)


def survived(app: Flask, *, people: int, processes: int, seconds: float) -> tuple[int, int]:
    """Let a rush go over the places, look at every quota all the while, and at everything in the end."""
    who = prepared(people)
    counted = rushed(app.config["SQLALCHEMY_DATABASE_URI"], who, processes=processes, seconds=seconds, look=never_over)
    never_over()
    nothing_lost(NOW)
    nothing_stranded(who)
    journal_tells_all(who)
    for later in (timedelta(hours=31), timedelta(hours=62)):
        sweep(now=NOW + later)
        never_over()
        nothing_lost(NOW + later)
        nothing_stranded(who)
        journal_tells_all(who)
        # A second one finds nothing to do.
        assert sweep(now=NOW + later) == 0
    return counted


def test_three_processes_that_are_killed_oversell_and_strand_nothing(any_app: Flask):
    deeds, kills = survived(any_app, people=36, processes=3, seconds=4)

    assert deeds > 50
    assert kills > 3
