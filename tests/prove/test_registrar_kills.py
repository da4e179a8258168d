"""A decision on all that fit under real kills of the worker: everybody is decided on once, and written to once."""

from __future__ import annotations

import random
import time
from collections import Counter
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import func, select, update

from events.registration.models import BulkDecision, Registration
from events.registration.rules.deciding import Verdict, Words
from events.registration.rules.desk import Filter
from events.registration.services.bulk import Hand, decide_fitting
from foundation.db import atomic, db
from foundation.jobs import Job
from foundation.journal import JournalLine
from foundation.outbox import OutboxMessage
from stakeholders.accounts.models import Account
from tests.events.registration.people import HOUSE, NOW, STAMP, approved_crowd, number
from tests.support.working import await_that, end, kill, started

CROWD, KILLS = 3_000, 5


@atomic
def as_if_never_tried() -> None:
    # More kills than the attempts that a job has.
    db.session.execute(update(Job).where(Job.state != "done").values(attempts=0, state="waiting", due_at=STAMP))


def taken() -> int:
    db.session.rollback()
    return db.session.scalars(select(BulkDecision.done)).one()


def is_ended() -> bool:
    db.session.rollback()
    return db.session.scalars(select(BulkDecision.state)).one() == "done"


@pytest.mark.prove
def test_kills_leave_nobody_out_and_nobody_twice(any_app: Flask, tmp_path: Path):
    people = approved_crowd(CROWD)
    hand = Hand(number("AC-38"), "2027", HOUSE, NOW, STAMP)
    decide_fitting(hand, Filter(words="crowd"), expected=CROWD, verdict=Verdict.HOLD, words=Words("Wait."))
    address = any_app.config["SQLALCHEMY_DATABASE_URI"]
    chance, seen = random.Random(5), []
    for _ in range(KILLS):
        process = started(address, HOME=str(tmp_path))
        before = taken()
        await_that(lambda before=before: taken() > before)  # type: ignore[misc]
        time.sleep(chance.uniform(0, 0.2))
        kill(process)
        seen.append(taken())
        as_if_never_tried()
    process = started(address, HOME=str(tmp_path))
    await_that(is_ended, patience=120)
    end(process)

    told = select(OutboxMessage.account_id).join(Account, Account.id == OutboxMessage.account_id)
    letters = Counter(db.session.scalars(told.where(Account.name.startswith("crowd"))))
    lines = Counter(db.session.scalars(select(JournalLine.subject_key).where(JournalLine.verb == "hold")))
    states = db.session.execute(
        select(Registration.state, func.count()).where(Registration.account_id.in_(people)).group_by(Registration.state)
    )
    assert dict(states.all()) == {"on_hold": CROWD}
    assert (set(letters.values()), len(letters)) == ({1}, CROWD)
    assert (set(lines.values()), len(lines)) == ({1}, CROWD)
    assert seen == sorted(set(seen))
