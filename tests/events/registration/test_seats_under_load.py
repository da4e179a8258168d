"""Many at once from several processes: never more than the places, none left empty, each answered; on both databases."""

from __future__ import annotations

from collections import Counter

import pytest
from flask import Flask

from events.registration.services.seating import take_seat
from tests.events.registration.crowd import MEETING, crowd, replayed, rows_of_one_person, taken
from tests.events.registration.people import TIMES, approved_crowd

SEATS = 50


def tried(app: Flask, *, people: int, processes: int) -> int:
    """Let a crowd come, check every instant, and fill what is left one by one; how many attempts there were."""
    coming = approved_crowd(people)
    before = taken()
    told = crowd(app.config["SQLALCHEMY_DATABASE_URI"], coming, processes=processes)
    counted = Counter(answer for _, answer in told)
    most, sitting = replayed()

    assert set(counted) == {"seated", "full", "cancelled"}
    assert most <= SEATS
    assert len(sitting) == taken() == before + counted["seated"] - counted["cancelled"]

    single = 0
    for person in coming:
        single += 1
        if take_seat(person, "2027", MEETING, **TIMES) == "full":
            break

    assert (taken(), rows_of_one_person(), replayed()[0]) == (SEATS, 1, SEATS)
    return len(told) + single


def test_three_processes_never_seat_more_than_fifty_and_strand_no_place(any_app: Flask):
    assert tried(any_app, people=100, processes=3) > 100


@pytest.mark.prove
def test_eight_processes_with_440_attempts_never_seat_more_than_fifty_and_strand_no_place(any_app: Flask):
    assert tried(any_app, people=440, processes=8) >= 440
