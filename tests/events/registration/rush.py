"""A rush on places under quotas that overlap: processes of mixed deeds that are killed at any point, and what must hold."""

from __future__ import annotations

import os
import random
import signal
import time
import traceback
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import count
from multiprocessing.process import BaseProcess
from typing import Any

from flask import Flask
from sqlalchemy import and_, func, or_, select
from sqlalchemy.exc import OperationalError

from events.registration.models import Quota, Registration, Seat
from events.registration.rules.deciding import Verdict
from events.registration.services import waiting
from events.registration.services.changing import change_mode
from events.registration.services.deciding import decide_all
from events.registration.services.registering import register, withdraw
from events.registration.services.seating import give_seat_back, join_list, take_seat
from events.registration.services.sweeping import sweep
from foundation.db import db
from foundation.errors import Refusal
from tests.events.registration.limited import a_quota, meeting_id, segment_id
from tests.events.registration.people import HOUSE, NOW, STAMP, a_person, affiliation, approved, number
from tests.support.databases import application
from tests.support.nursery import NURSERY
from tests.support.working import await_that

MEETING, SEGMENT = "S04", "CLUSTER"
KINDS = (("NGO-ECOSOC", "OR-ASSO"), ("BUSINESS", "OR-SMALL"), ("UN-ENTITY", "WHO"))


@dataclass(frozen=True)
class Rush:
    """Who takes part: people with their affiliations, and the registrar."""

    people: Sequence[tuple[int, int]]
    registrar: int


def prepared(size: int) -> Rush:
    """So many people of three constituencies, and quotas for fewer than they are; committed."""
    people = []
    for each in range(size):
        constituency, organization = KINDS[each % len(KINDS)]
        person = a_person(f"rush{each}", constituency=constituency, organization=organization)
        approved(person, "SESSION", constituency=constituency, mode="online" if each % 5 == 4 else "on_site")
        people.append((person, affiliation(person)))
    for where in ({"meeting": MEETING}, {"segment": SEGMENT}):
        a_quota(size // 4, **where)
        a_quota(size // 8, **where, constituency="NGO-ECOSOC")
        a_quota(size // 10, **where, organization="OR-SMALL")
        a_quota(size // 12, **where, mode="online")
    return Rush(people, number("AC-38"))


Deed = Callable[[random.Random, Rush, int, int, dict[str, Any]], object]


def _own(person: int, segment: str) -> int:
    query = select(Registration.id).where(
        Registration.account_id == person, Registration.segment_id == segment_id(segment)
    )
    return db.session.scalar(query) or 0


def _apply(chance: random.Random, _rush: Rush, person: int, affiliated: int, times: dict[str, Any]) -> object:
    mode = chance.choice(["on_site", "on_site", "online"])
    return register(person, "2027", [SEGMENT, "SESSION"], affiliation_id=affiliated, mode=mode, house=HOUSE, **times)


def _withdraw(chance: random.Random, _rush: Rush, person: int, _affiliated: int, times: dict[str, Any]) -> object:
    return withdraw(person, _own(person, chance.choice([SEGMENT, SEGMENT, "SESSION"])), house=HOUSE, **times)


def _change(chance: random.Random, _rush: Rush, person: int, _affiliated: int, times: dict[str, Any]) -> object:
    row = _own(person, chance.choice([SEGMENT, "SESSION"]))
    return change_mode(person, row, mode=chance.choice(["on_site", "online"]), **times)


def _answer(chance: random.Random, _rush: Rush, person: int, _affiliated: int, times: dict[str, Any]) -> object:
    takes = chance.random() < 0.8
    return waiting.answer_in_segment(person, _own(person, SEGMENT), takes=takes, house=HOUSE, **times)


def _decide(chance: random.Random, rush: Rush, _person: int, _affiliated: int, times: dict[str, Any]) -> object:
    numbers = [_own(person, SEGMENT) for person, _ in chance.sample(rush.people, 3)]
    verdict = chance.choice([Verdict.APPROVE, Verdict.APPROVE, Verdict.APPROVE, Verdict.REFUSE, Verdict.HOLD])
    return decide_all(rush.registrar, "2027", numbers, verdict=verdict, reason="No room", house=HOUSE, **times)


def _sweep(_chance: random.Random, _rush: Rush, _person: int, _affiliated: int, times: dict[str, Any]) -> object:
    return sweep(now=times["now"])


DEEDS: Sequence[tuple[Deed, int]] = (
    (lambda _c, _r, person, _a, times: take_seat(person, "2027", MEETING, **times), 5),
    (lambda _c, _r, person, _a, times: join_list(person, "2027", MEETING, **times), 4),
    (lambda _c, _r, person, _a, times: give_seat_back(person, "2027", MEETING, **times), 4),
    (_apply, 4),
    (_withdraw, 2),
    (_answer, 3),
    (_change, 1),
    (_decide, 1),
    (_sweep, 1),
)


def _go_on(app: Flask, who: Rush, seed: int, done: Any, most: int = 0) -> None:
    """Deeds by lot, so many or until killed. Time stands, but for leaps after which offers end."""
    chance = random.Random(seed)
    deeds, weights = zip(*DEEDS, strict=True)
    with app.app_context():
        for _ in range(most) if most else count():
            now = NOW + timedelta(hours=30 if chance.random() < 0.02 else 0)
            person, affiliated = chance.choice(who.people)
            with suppress(Refusal), _refused_for_now():
                chance.choices(deeds, weights)[0](chance, who, person, affiliated, {"now": now, "stamped_at": STAMP})
            done.value += 1


@contextmanager
def _refused_for_now() -> Iterator[None]:
    """SQLite has one writer at a time, and lets nobody wait for ever: whoever asks is told to come again (503)."""
    try:
        yield
    except OperationalError as trouble:
        if "database is locked" not in str(trouble):
            raise


def _nurse(address: str, who: Rush, seed: int, done: Any, child: Any) -> None:
    """Have one child after another do deeds: each was made from what is imported already, so that a new one is quick."""
    with application(address) as app:
        # What she has asked once, her children need not compile.
        _go_on(app, who, seed, done, most=40)
        with app.app_context():
            db.engine.dispose()
        for turn in count((seed + 1) * 10_000):
            made = os.fork()
            if made == 0:
                try:
                    _go_on(app, who, turn, done)
                finally:
                    traceback.print_exc()
                    os._exit(1)
            child.value = made
            _, status = os.waitpid(made, 0)
            if not os.WIFSIGNALED(status):
                return


@dataclass(frozen=True)
class _Hand:
    """A nurse with her child, and how much her children have done."""

    nurse: BaseProcess
    done: Any
    child: Any

    def kill(self) -> None:
        """kill -9 of whoever does deeds."""
        if self.child.value:
            with suppress(ProcessLookupError):
                os.kill(self.child.value, signal.SIGKILL)


def rushed(address: str, who: Rush, *, processes: int, seconds: float, look: Callable[[], None]) -> tuple[int, int]:
    """Let a rush go on for a while, killing one process after another. How many deeds were done, how many kills."""
    chance, kills = random.Random(processes), 0
    with _running(address, who, processes) as hands:
        await_that(lambda: all(each.child.value for each in hands))
        until = time.monotonic() + seconds
        while time.monotonic() < until:
            time.sleep(chance.uniform(0.1, 0.5))
            look()
            chance.choice(hands).kill()
            kills += 1
            assert all(each.nurse.is_alive() for each in hands), "a process of the rush has failed"
    return sum(each.done.value for each in hands), kills


@contextmanager
def _running(address: str, who: Rush, processes: int) -> Iterator[list[_Hand]]:
    hands = [_started(address, who, seed) for seed in range(processes)]
    try:
        yield hands
    finally:
        for each in hands:
            each.nurse.kill()
            each.nurse.join()
            each.kill()


def _started(address: str, who: Rush, seed: int) -> _Hand:
    # Values without a lock: a child may be killed at any point, and would take the lock along.
    done, child = NURSERY.RawValue("i", 0), NURSERY.RawValue("i", 0)
    nurse = NURSERY.Process(target=_nurse, args=(address, who, seed, done, child), daemon=True)
    nurse.start()
    return _Hand(nurse, done, child)


def never_over() -> None:
    """At this very instant no quota has more held than it has places: each is counted in one statement."""
    db.session.rollback()
    for quota in db.session.scalars(select(Quota)).all():
        fits = [
            column == value
            for column, value in (
                (Registration.constituency_id, quota.constituency_id),
                (Registration.organization_id, quota.organization_id),
                (Registration.mode, quota.mode),
            )
            if value is not None
        ]
        held = db.session.scalar(_held(quota).where(*fits)) or 0
        assert held <= quota.places, f"quota {quota.id} of {quota.places} places has {held} held"
    db.session.rollback()


def _held(quota: Quota) -> Any:
    if quota.meeting_id:
        of_person = and_(Registration.account_id == Seat.account_id, Registration.segment_id == segment_id("SESSION"))
        held = select(func.count()).select_from(Seat).outerjoin(Registration, of_person)
        return held.where(Seat.meeting_id == quota.meeting_id, Seat.state.in_(("seated", "offered")))
    waits = and_(
        Seat.account_id == Registration.account_id,
        Seat.segment_id == Registration.segment_id,
        Seat.state == "offered",
    )
    held = select(func.count()).select_from(Registration).outerjoin(Seat, waits)
    return held.where(
        Registration.segment_id == quota.segment_id, or_(Registration.state == "approved", Seat.id.is_not(None))
    )


def nothing_lost(now: datetime) -> None:
    """Every place is held by somebody who may have it, and every person is in one state alone."""
    db.session.rollback()
    rows = db.session.execute(
        select(Seat.account_id, Seat.state, Seat.segment_id, Registration.state)
        .outerjoin(
            Registration,
            and_(
                Registration.account_id == Seat.account_id,
                Registration.segment_id == func.coalesce(Seat.segment_id, segment_id("SESSION")),
            ),
        )
        .where(or_(Seat.meeting_id == meeting_id(MEETING), Seat.segment_id.is_not(None)), Seat.state != "cancelled")
    ).all()
    wrong = []
    for account, state, segment, registration in rows:
        if segment is None and registration != "approved":
            wrong.append((account, state, "in the meeting", registration))
        if segment is not None and (state == "seated") != (registration == "approved"):
            wrong.append((account, state, "in the segment", registration))
    assert wrong == []
    assert max(Counter((account, segment) for account, _, segment, _ in rows).values(), default=1) == 1


def nothing_stranded(now: datetime) -> None:
    """Nobody waits for whom a place is free: every deed has passed on what it freed, and a sweep finds nothing to do."""
    assert sweep(now=now) == 0
