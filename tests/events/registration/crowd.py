"""A crowd before a meeting with few seats: many people in several processes, and the journal told again afterwards."""

from __future__ import annotations

import random
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from typing import Any

from sqlalchemy import func, select

from events.programme.models import Meeting
from events.registration.models import Seat
from events.registration.services import seating
from foundation.db import db
from foundation.journal import JournalLine
from tests.events.registration.people import TIMES
from tests.support.databases import application

EDITION, MEETING = "2027", "S04"


def attempts(address: str, people: Sequence[int], seed: int) -> list[tuple[int, str]]:
    """One process of the crowd: each person asks once; some who got a seat give it back, some ask twice."""
    told: list[tuple[int, str]] = []
    chance = random.Random(seed)
    with application(address) as app, app.app_context():
        for person in people:
            told.append((person, seating.take_seat(person, EDITION, MEETING, **TIMES).value))
            if told[-1][1] == "seated" and chance.random() < 0.3:
                told.append((person, seating.give_seat_back(person, EDITION, MEETING, **TIMES).value))
    return told


def crowd(address: str, people: Sequence[int], *, processes: int) -> list[tuple[int, str]]:
    """What everybody was told, when all come at once from several processes."""
    shares = [people[number::processes] for number in range(processes)]
    with ProcessPoolExecutor(processes, mp_context=get_context("spawn")) as pool:
        asked = [pool.submit(attempts, address, share, number) for number, share in enumerate(shares)]
        return [answer for each in asked for answer in each.result()]


def replayed() -> tuple[int, set[int]]:
    """The journal told again: how many sat at most at any instant, and who sits in the end."""
    sitting = set(_held())
    for line in db.session.scalars(_lines().order_by(JournalLine.id.desc())):
        # Backwards from what is so now to what was so before the first line.
        person = line.facts["account"]
        sitting.discard(person) if line.verb == "take_seat" else sitting.add(person)
    most = len(sitting)
    for line in db.session.scalars(_lines().order_by(JournalLine.id)):
        person = line.facts["account"]
        assert (person in sitting) == (line.verb == "give_seat_back"), "a line that changes nothing"
        sitting.add(person) if line.verb == "take_seat" else sitting.discard(person)
        most = max(most, len(sitting))
    return most, sitting


def taken() -> int:
    """How many sit now."""
    return len(_held())


def rows_of_one_person() -> int:
    """The most rows that any person has in the meeting."""
    query = select(func.count()).select_from(Seat).where(Seat.meeting_id == _meeting()).group_by(Seat.account_id)
    return max(db.session.scalars(query))


def _held() -> Sequence[int]:
    db.session.rollback()
    return db.session.scalars(
        select(Seat.account_id).where(Seat.meeting_id == _meeting(), Seat.state.in_(("seated", "offered")))
    ).all()


def _meeting() -> int:
    return db.session.scalars(select(Meeting.id).where(Meeting.key == MEETING)).one()


def _lines() -> Any:
    return select(JournalLine).where(
        JournalLine.subject_kind == "seat", JournalLine.subject_key == f"{EDITION}/{MEETING}"
    )
