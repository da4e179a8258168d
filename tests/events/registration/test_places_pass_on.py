"""Offers pass on by the house's time: a worker beside the server does it, killed or not, once."""

from __future__ import annotations

from datetime import timedelta

from flask import Flask
from sqlalchemy import func, select

from events.registration.services.seating import give_seat_back, join_list, take_seat
from foundation import clock
from foundation.db import db
from foundation.journal import JournalLine
from tests.events.registration.limited import a_quota, an_ngo, letters_to, seat_of
from tests.support.working import await_that, end, kill, started

S04 = ("2027", "S04")


def waiting(size: int) -> list[int]:
    """One sits, so many wait; the first has an offer of a day."""
    times = {"now": clock.now(), "stamped_at": clock.wire_now()}
    a_quota(1, meeting="S04", constituency="NGO-ECOSOC")
    sits, *line = [an_ngo(f"w{each}") for each in range(size + 1)]
    take_seat(sits, *S04, **times)
    for person in line:
        join_list(person, *S04, **times)
    give_seat_back(sits, *S04, **times)
    return line


def state(person: int) -> str:
    return seat_of(person, meeting="S04")[0]


def test_moving_the_demonstrations_time_passes_offers_on_within_seconds_and_tells_it(any_app: Flask):
    first, second = waiting(2)
    worker = started(any_app.config["SQLALCHEMY_DATABASE_URI"])
    try:
        await_that(lambda: len(letters_to(first)) == 2 or len(letters_to(first)) == 1)
        clock.move_to(clock.now() + timedelta(hours=25), actor="test")
        await_that(lambda: state(second) == "offered", patience=20)
        await_that(lambda: any("ended" in subject for subject, _ in letters_to(first)), patience=20)
    finally:
        end(worker)

    assert state(first) == "cancelled"


def test_workers_that_are_killed_and_two_at_once_pass_each_offer_on_once(any_app: Flask):
    line = waiting(4)
    address = any_app.config["SQLALCHEMY_DATABASE_URI"]
    for turn in range(3):
        clock.move_to(clock.now() + timedelta(hours=25), actor="test")
        db.session.rollback()
        workers = [started(address), started(address)]
        await_that(lambda turn=turn: state(line[turn + 1]) == "offered", patience=20)
        for worker in workers:
            kill(worker)

    assert [state(person) for person in line] == ["cancelled", "cancelled", "cancelled", "offered"]
    ended = select(JournalLine.verb, func.count()).where(JournalLine.verb.in_(("end_offer", "offer_seat")))
    rows = db.session.execute(ended.group_by(JournalLine.verb)).all()
    assert {row[0]: row[1] for row in rows} == {"end_offer": 3, "offer_seat": 4}
