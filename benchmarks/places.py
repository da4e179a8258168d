"""`python -m benchmarks.places`: deeds on places under quotas, paired with a bare loop that locks and inserts; both databases.

Bare: lock the meeting's row, count who sits, insert a seat, commit, in the same transactions on the same database, and
nothing else: no person is locked, no right, quota or waiting list is looked at, nothing is noted. Beside it, as many
processes take seats, join the list, give back (which offers to the next), decide on registrations by fifties, and sweep.
"""

from __future__ import annotations

import argparse
import random
import sys
import time
from collections.abc import Callable, Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import suppress
from functools import cache
from multiprocessing import get_context
from typing import Any

from flask import Flask
from sqlalchemy import func, insert, select, text
from sqlalchemy.exc import OperationalError

from benchmarks.report import Ratio
from events.programme.models import Meeting
from events.registration.models import Registration, Seat
from events.registration.rules.deciding import Verdict
from events.registration.services.deciding import decide_all
from events.registration.services.registering import register, withdraw
from events.registration.services.seating import give_seat_back, join_list, take_seat
from events.registration.services.sweeping import sweep
from foundation.confidence import Confidence
from foundation.db import atomic, db
from foundation.errors import Refusal
from stakeholders.accounts.models import Account
from tests.events.registration.limited import meeting_id, segment_id
from tests.events.registration.people import HOUSE, NOW, STAMP
from tests.events.registration.rush import MEETING, SEGMENT, Rush, prepared
from tests.support.databases import ENGINES, application, copy

PROCESSES, BAR, MANY = 8, 0.5, 50
SITTING, BARE = 8_000, "D07"
TIMES: dict[str, Any] = {"now": NOW, "stamped_at": STAMP}


def main(arguments: list[str]) -> int:
    """Measure and print; a bar that is missed is told and is no failure."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.places", description=__doc__)
    parser.add_argument("--rounds", type=int, default=7)
    parser.add_argument("--seconds", type=float, default=2.0)
    chosen = parser.parse_args(arguments)
    print("| what | ratio | range | bar | met | rates a second |\n|---|---|---|---|---|---|")
    for engine in ENGINES:
        for ratio in measured(engine, rounds=chosen.rounds, seconds=chosen.seconds):
            print(ratio.row, flush=True)
    return 0


def measured(engine: str, *, rounds: int, seconds: float) -> list[Ratio]:
    """The ratios on one database: each round measures all sides, in turn forwards and backwards."""
    with copy(engine, loaded=True) as address:
        with application(address) as app, app.app_context():
            who, strangers = prepared(120), _strangers(SITTING)
            _looked_over(engine)
        rates: dict[str, list[float]] = {side: [] for side in SIDES}
        with ProcessPoolExecutor(PROCESSES, mp_context=get_context("forkserver")) as pool:
            _together(pool, address, who, strangers, "seats", 1.0)
            for number in range(rounds):
                for side in list(SIDES)[:: 1 if number % 2 == 0 else -1]:
                    rates[side].append(_together(pool, address, who, strangers, side, seconds))
    return [
        Ratio(
            f"{engine}: {words}",
            [deed / bare for deed, bare in zip(rates[side], rates["bare"], strict=True)],
            bar,
            told=f"{_middle(rates[side]):.0f} beside {_middle(rates['bare']):.0f}",
        )
        for side, bar, words in (
            ("seats", BAR, "take, join, give back and pass on, approve by fifties, sweep"),
            # R1, affiliations and a letter hang on it besides: told, and held against nothing.
            ("registrations", 0.0, "register for a segment and withdraw, each with its letter"),
        )
    ]


@atomic
def _looked_over(engine: str) -> None:
    """PostgreSQL looks at its tables by itself within a minute of much being written; a copy is younger than that."""
    if engine == "postgresql":
        db.session.execute(text("ANALYZE"))


def _together(
    pool: ProcessPoolExecutor, address: str, who: Rush, strangers: tuple[int, int], side: str, seconds: float
) -> float:
    """Deeds a second of all processes, that begin at the same instant."""
    starts_at = time.monotonic() + 0.5
    asked = [
        pool.submit(_measure, address, who, strangers, side, number, starts_at, seconds) for number in range(PROCESSES)
    ]
    return sum(each.result() for each in asked) / seconds


@cache
def _app(address: str) -> Flask:
    return application(address).__enter__()


def _measure(
    address: str, who: Rush, strangers: tuple[int, int], side: str, number: int, starts_at: float, seconds: float
) -> int:
    chance, done = random.Random(), 0
    with _app(address).app_context():
        deed = SIDES[side](who, range(strangers[0] + number, strangers[1], PROCESSES))
        time.sleep(max(0.0, starts_at - time.monotonic()))
        while time.monotonic() < starts_at + seconds:
            # A database that has no time for a writer refuses it for now: such a deed is none.
            with suppress(OperationalError):
                done += deed(chance)
        db.session.remove()
    return done


Turn = Callable[[random.Random], int]


def _bare(_who: Rush, strangers: Sequence[int]) -> Turn:
    number = meeting_id(BARE)
    taken = set(db.session.scalars(select(Seat.account_id).where(Seat.meeting_id == number)))
    fresh = (person for person in strangers if person not in taken)

    @atomic
    def turn(_chance: random.Random) -> int:
        db.session.execute(select(Meeting.id).where(Meeting.id == number).with_for_update()).all()
        sitting = select(func.count()).where(Seat.meeting_id == number, Seat.state == "seated")
        if (db.session.scalar(sitting) or 0) < SITTING:
            values = {"meeting_id": number, "account_id": next(fresh), "state": "seated", "changed_at": NOW}
            db.session.add(Seat(**values, confidence=Confidence.SURE))
        return 1

    return turn


def _seats(who: Rush, _strangers: Sequence[int]) -> Turn:
    rows = db.session.scalars(select(Registration.id).where(Registration.segment_id == segment_id(SEGMENT))).all()
    deeds = (take_seat, join_list, give_seat_back)

    def turn(chance: random.Random) -> int:
        lot = chance.random()
        if lot < 0.003:
            verdict = chance.choice([Verdict.APPROVE, Verdict.REFUSE])
            numbers = chance.sample(rows, min(MANY, len(rows)))
            words = {"verdict": verdict, "reason": "No room", "house": HOUSE}
            decide_all(who.registrar, "2027", numbers, **words, **TIMES)
            return len(numbers)
        if lot < 0.01:
            sweep(now=NOW)
            return 1
        with suppress(Refusal):
            chance.choices(deeds, (5, 4, 4))[0](chance.choice(who.people)[0], "2027", MEETING, **TIMES)
        return 1

    return turn


def _registrations(who: Rush, _strangers: Sequence[int]) -> Turn:
    part = segment_id(SEGMENT)

    def turn(chance: random.Random) -> int:
        person, affiliated = chance.choice(who.people)
        own = select(Registration.id, Registration.state).where(
            Registration.account_id == person, Registration.segment_id == part
        )
        row = db.session.execute(own).first()
        with suppress(Refusal):
            if row is None or row.state in ("withdrawn", "refused"):
                register(person, "2027", [SEGMENT], affiliation_id=affiliated, mode="on_site", house=HOUSE, **TIMES)
            else:
                withdraw(person, row.id, house=HOUSE, **TIMES)
        return 1

    return turn


SIDES: dict[str, Callable[[Rush, Sequence[int]], Turn]] = {
    "bare": _bare,
    "seats": _seats,
    "registrations": _registrations,
}


@atomic
def _strangers(size: int) -> tuple[int, int]:
    """So many people whom no rule looks at; the numbers of the first, and of who would come after the last."""
    first = (db.session.scalar(select(func.max(Account.id))) or 0) + 1
    db.session.execute(
        insert(Account),
        [
            {
                "email": f"stranger{number}@people.example",
                "name": f"stranger {number}",
                "languages": ["en"],
                "created_at": NOW,
                "confidence": Confidence.ILLUSTRATIVE,
            }
            for number in range(size)
        ],
    )
    last = db.session.scalar(select(func.max(Account.id))) or 0
    return first, last + 1


def _middle(numbers: Sequence[float]) -> float:
    return sorted(numbers)[len(numbers) // 2]


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
