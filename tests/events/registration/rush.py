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
from events.registration.services import bounding, waiting
from events.registration.services.changing import change_mode
from events.registration.services.deciding import decide_all
from events.registration.services.registering import register, withdraw
from events.registration.services.seating import give_seat_back, join_list, take_seat
from events.registration.services.sweeping import sweep
from foundation.db import db
from foundation.errors import Refusal
from foundation.journal import JournalLine
from tests.events.registration.limited import a_quota, meeting_id, segment_id
from tests.events.registration.people import HOUSE, NOW, STAMP, a_person, affiliation, approved, number
from tests.support.databases import application
from tests.support.nursery import NURSERY
from tests.support.working import await_that

MEETING, SEGMENT, ROOM = "S04", "CLUSTER", 50
PARTS = (SEGMENT, "SESSION", "SIDE")
TARGETS = (("meeting", MEETING, Seat.meeting_id), ("segment", SEGMENT, Seat.segment_id))
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
    return register(person, "2027", PARTS, affiliation_id=affiliated, mode=mode, house=HOUSE, **times)


def _withdraw(chance: random.Random, _rush: Rush, person: int, _affiliated: int, times: dict[str, Any]) -> object:
    return withdraw(person, _own(person, chance.choice([SEGMENT, SEGMENT, "SESSION"])), house=HOUSE, **times)


def _change(chance: random.Random, _rush: Rush, person: int, _affiliated: int, times: dict[str, Any]) -> object:
    row = _own(person, chance.choice([SEGMENT, "SESSION"]))
    return change_mode(person, row, mode=chance.choice(["on_site", "online"]), **times)


def _answer(chance: random.Random, _rush: Rush, person: int, _affiliated: int, times: dict[str, Any]) -> object:
    takes = chance.random() < 0.8
    return waiting.answer_in_segment(person, _own(person, SEGMENT), takes=takes, house=HOUSE, **times)


def _decide(chance: random.Random, rush: Rush, _person: int, _affiliated: int, times: dict[str, Any]) -> object:
    numbers = [_own(person, part) for person, _ in chance.sample(rush.people, 3) for part in (*PARTS, SEGMENT)]
    verdict = chance.choice([Verdict.APPROVE, Verdict.APPROVE, Verdict.APPROVE, Verdict.REFUSE, Verdict.HOLD])
    return decide_all(rush.registrar, "2027", numbers, verdict=verdict, reason="No room", house=HOUSE, **times)


def _promote(chance: random.Random, rush: Rush, _person: int, _affiliated: int, times: dict[str, Any]) -> object:
    """The desk offers a place to one who waits, next or not, or takes one off the list."""
    kind, key, at = chance.choice(TARGETS)
    number_of = meeting_id(key) if kind == "meeting" else segment_id(key)
    seats = db.session.scalars(select(Seat.id).where(at == number_of, Seat.state.in_(("waiting", "offered")))).all()
    if not seats:
        return None
    deed = chance.choice([bounding.offer_now, bounding.take_off])
    hand = bounding.Hand(rush.registrar, times["now"])
    return deed(hand, "2027", kind, key, chance.choice(seats), reason="Asked for")


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
    (_promote, 1),
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


def _nurse(address: str, who: Rush, seed: int, done: Any, child: Any, over: Any) -> None:
    """Have one child after another do deeds, until it is over: each was made from what is imported, so that it is quick."""
    with application(address) as app:
        # What she has asked once, her children need not compile.
        _go_on(app, who, seed, done, most=40)
        with app.app_context():
            db.engine.dispose()
        for turn in count((seed + 1) * 10_000):
            if over.value:
                return
            made = os.fork()
            if made == 0:
                try:
                    _go_on(app, who, turn, done)
                finally:
                    traceback.print_exc()
                    os._exit(1)
            child.value = made
            _, status = os.waitpid(made, 0)
            child.value = 0
            if not os.WIFSIGNALED(status):
                return


@dataclass(frozen=True)
class _Hand:
    """A nurse with her child, and how much her children have done."""

    nurse: BaseProcess
    done: Any
    child: Any
    over: Any

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
            each.over.value = 1
        # Only a nurse that has ended by herself has left no child behind that goes on while we count.
        for each in hands:
            while each.nurse.is_alive():
                each.kill()
                each.nurse.join(0.05)


def _started(address: str, who: Rush, seed: int) -> _Hand:
    # Values without a lock: a child may be killed at any point, and would take the lock along.
    done, child, over = (NURSERY.RawValue("i", 0) for _ in range(3))
    nurse = NURSERY.Process(target=_nurse, args=(address, who, seed, done, child, over), daemon=True)
    nurse.start()
    return _Hand(nurse, done, child, over)


def never_over() -> None:
    """At this very instant no quota has more held than it has places: each is counted in one statement."""
    db.session.rollback()
    for quota in [*_quotas("meeting", meeting_id(MEETING)), *_quotas("segment", segment_id(SEGMENT))]:
        held = db.session.scalar(_within(quota)) or 0
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


def nothing_stranded(who: Rush) -> None:
    """Nobody waits for whom a place is free in every quota that counts it; told from the rows alone, without our rules.

    So it is at any instant, whether a sweep has come by or not: every deed passes on what it frees.
    """
    db.session.rollback()
    people, stranded = [person for person, _ in who.people], []
    for kind, key, at in TARGETS:
        number_of = meeting_id(key) if kind == "meeting" else segment_id(key)
        part = segment_id("SESSION" if kind == "meeting" else key)
        wanted = ("approved",) if kind == "meeting" else ("new", "pre_approved")
        free = [(quota, quota.places - (db.session.scalar(_within(quota)) or 0)) for quota in _quotas(kind, number_of)]
        waiting_there = db.session.scalars(
            select(Registration)
            .join(Seat, Seat.account_id == Registration.account_id)
            .where(at == number_of, Seat.state == "waiting", Registration.account_id.in_(people))
            .where(Registration.segment_id == part, Registration.state.in_(wanted))
        )
        for row in waiting_there:
            left = [number_left for quota, number_left in free if _counts(quota, row)]
            if all(each > 0 for each in left):
                stranded.append((key, row.account_id, left))
    db.session.rollback()
    assert stranded == []


def _quotas(kind: str, number_of: int) -> list[Quota]:
    """The quotas of a target; the seats of the meeting's room are one of those who are on site."""
    at = Quota.meeting_id if kind == "meeting" else Quota.segment_id
    found = list(db.session.scalars(select(Quota).where(at == number_of)))
    room = [Quota(meeting_id=number_of, mode="on_site", places=ROOM)] if kind == "meeting" else []
    return [*found, *room]


def _within(quota: Quota) -> Any:
    """How many places are held in a quota."""
    named = (quota.constituency_id, quota.organization_id)
    columns = (Registration.constituency_id, Registration.organization_id)
    fits = [column == value for column, value in zip(columns, named, strict=True) if value is not None]
    if quota.mode is not None:
        fits.append(func.coalesce(Registration.mode, "on_site") == quota.mode)
    return _held(quota).where(*fits)


def _counts(quota: Quota, row: Registration) -> bool:
    pairs = (
        (quota.constituency_id, row.constituency_id),
        (quota.organization_id, row.organization_id),
        (quota.mode, row.mode),
    )
    return all(named in (None, own) for named, own in pairs)


def journal_tells_all(who: Rush) -> None:
    """Each line begins where the last one about the same place ended, and the last ends where the place stands now."""
    db.session.rollback()
    people, subjects = {person for person, _ in who.people}, {f"2027/{MEETING}": 0, f"2027/segments/{SEGMENT}": 1}
    stands: dict[tuple[int, int], str] = {}
    broken = []
    lines = db.session.scalars(
        select(JournalLine)
        .where(JournalLine.subject_kind == "seat", JournalLine.subject_key.in_(subjects))
        .order_by(JournalLine.id)
    )
    for line in lines:
        whose = (line.facts["account"], subjects[line.subject_key])
        if whose[0] in people:
            if stands.get(whose, "none") != line.facts["before"]:
                broken.append((line.id, line.verb, stands.get(whose, "none"), line.facts["before"]))
            stands[whose] = line.facts["after"]
    rows = db.session.execute(
        select(Seat.account_id, Seat.segment_id, Seat.state).where(
            Seat.account_id.in_(people), or_(*(at.is_not(None) for _, _, at in TARGETS))
        )
    ).all()
    assert broken == []
    assert {(account, int(segment is not None)): state for account, segment, state in rows} == stands
    db.session.rollback()
