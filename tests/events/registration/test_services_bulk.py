"""A decision on all that fit: in the background, some people at a time, cut and going on, stopped and taken back."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import count
from typing import Any

import pytest
from sqlalchemy import func, select

from events.registration.jobs import decide_on_all
from events.registration.models import BulkDecision, Registration
from events.registration.rules.deciding import NothingTicked, NotToUndo, OthersFit, UnknownBulk, Verdict, Words
from events.registration.rules.desk import Filter
from events.registration.rules.registering import MayNotDecide, ReasonNeeded
from events.registration.services import bulk
from events.registration.services.bulk import Hand, decide_fitting, decide_ticked, go_on, stop, undo
from foundation.db import db
from foundation.jobs import Job
from foundation.outbox import OutboxMessage
from tests.events.registration.people import DEED, HOUSE, NOW, STAMP, approved_crowd, number

HOLD, APPROVE = Verdict.HOLD, Verdict.APPROVE
WAIT = Words("Wait for the letter.")
CROWD = Filter(words="crowd")


def hand(key: str = "AC-38", edition: str = "2027") -> Hand:
    return Hand(number(key), edition, HOUSE, NOW, STAMP)


def told(decision: int) -> tuple[str, int, int]:
    db.session.rollback()
    row = db.session.get_one(BulkDecision, decision, populate_existing=True)
    return row.state, row.done, len(row.passed_over)


@pytest.fixture
def few(monkeypatch: pytest.MonkeyPatch) -> None:
    """Four are many already, and the background takes two at a time."""
    monkeypatch.setattr(bulk, "MOST_AT_ONCE", 3)
    monkeypatch.setattr(bulk, "CHUNK", 2)


@pytest.mark.usefixtures("app")
def test_a_few_are_decided_at_once_and_what_became_of_them_is_kept():
    crowd = rows_of(approved_crowd(3))
    decision = decide_ticked(hand(), [*crowd, 999_999], HOLD, WAIT)

    assert told(decision) == ("done", 3, 1)


@pytest.mark.usefixtures("any_app", "few")
def test_many_are_ordered_and_done_in_the_background_one_letter_each():
    approved_crowd(7)
    decision = decide_fitting(hand(), CROWD, expected=7, verdict=HOLD, words=WAIT)
    ordered = [job.facts for job in db.session.scalars(select(Job).where(Job.name == bulk.JOB))]
    before = told(decision)
    decide_on_all(ordered[0])

    assert (ordered, before, told(decision)) == ([{"decision": decision}], ("waiting", 0, 0), ("done", 7, 0))
    assert letters() == 7


@pytest.mark.usefixtures("any_app", "few")
def test_a_worker_that_is_cut_anywhere_leaves_nothing_half_done_and_nothing_twice(monkeypatch: pytest.MonkeyPatch):
    approved_crowd(7)
    decision = decide_fitting(hand(), CROWD, expected=7, verdict=HOLD, words=WAIT)
    genuine, turns = bulk._take, count()

    def cut(*args: Any) -> None:
        genuine(*args)
        if next(turns) in (0, 2):
            # After all was written, and before it is committed.
            raise KeyboardInterrupt

    monkeypatch.setattr(bulk, "_take", cut)
    seen = []
    for _ in range(3):
        try:
            decide_on_all({"decision": decision})
        except KeyboardInterrupt:
            seen.append(told(decision))

    assert (seen, told(decision)) == ([("waiting", 0, 0), ("running", 2, 0)], ("done", 7, 0))
    assert (letters(), lines()) == (7, 7)


@pytest.mark.usefixtures("app", "few")
def test_doing_the_job_again_changes_nothing():
    approved_crowd(4)
    decision = decide_fitting(hand(), CROWD, expected=4, verdict=HOLD, words=WAIT)
    for _ in range(2):
        decide_on_all({"decision": decision})

    assert (told(decision), letters()) == (("done", 4, 0), 4)


@pytest.mark.usefixtures("app", "few")
def test_it_is_stopped_and_what_was_done_stands():
    approved_crowd(6)
    decision = decide_fitting(hand(), CROWD, expected=6, verdict=HOLD, words=WAIT)
    go_on(decision, **DEED)
    for _ in range(2):
        stop(hand(), decision)

    assert (go_on(decision, **DEED), told(decision), states()) == (
        False,
        ("stopped", 2, 0),
        {"on_hold": 2, "approved": 4},
    )


@pytest.mark.usefixtures("app", "few")
def test_a_hold_on_many_is_taken_back_and_an_approval_is_not():
    crowd = rows_of(approved_crowd(2))
    held = decide_ticked(hand(), crowd, HOLD, WAIT)
    undone = undo(hand(), held)

    assert (told(undone), states()) == (("done", 2, 0), {"new": 2})
    with pytest.raises(NotToUndo):
        undo(hand(), undone)


@pytest.mark.usefixtures("app", "few")
def test_nothing_more_is_done_in_the_name_of_who_may_no_longer_decide(monkeypatch: pytest.MonkeyPatch):
    from foundation.access import Grant

    approved_crowd(6)
    decision = decide_fitting(hand(), CROWD, expected=6, verdict=HOLD, words=WAIT)
    for grant in db.session.scalars(select(Grant).where(Grant.account_id == number("AC-38"))):
        grant.revoked_at = NOW
    db.session.commit()
    decide_on_all({"decision": decision})

    assert (told(decision), states()) == (("stopped", 0, 0), {"approved": 6})


@pytest.mark.usefixtures("app")
def test_when_others_fit_meanwhile_nothing_is_decided():
    approved_crowd(3)
    with pytest.raises(OthersFit):
        decide_fitting(hand(), CROWD, expected=2, verdict=HOLD, words=WAIT)

    assert states() == {"approved": 3}


@pytest.mark.usefixtures("app")
def test_nothing_ticked_no_reason_and_anothers_decision_are_refused():
    crowd = rows_of(approved_crowd(1))
    with pytest.raises(NothingTicked):
        decide_ticked(hand(), [], HOLD, WAIT)
    with pytest.raises(ReasonNeeded):
        decide_ticked(hand(), crowd, HOLD, Words())
    decision = decide_ticked(hand(), crowd, HOLD, WAIT)
    with pytest.raises(UnknownBulk):
        undo(hand("AC-37"), decision)
    with pytest.raises(MayNotDecide):
        decide_fitting(hand("AC-40"), CROWD, expected=1, verdict=HOLD, words=WAIT)


def rows_of(people: list[int]) -> list[int]:
    return list(db.session.scalars(select(Registration.id).where(Registration.account_id.in_(people))))


def states() -> dict[str, int]:
    from stakeholders.accounts.models import Account

    db.session.rollback()
    rows = db.session.execute(
        select(Registration.state, func.count())
        .join(Account, Account.id == Registration.account_id)
        .where(Account.name.startswith("crowd"))
        .group_by(Registration.state)
    )
    return dict(rows.all())


def letters() -> int:
    return len(list(_letters()))


def _letters() -> Iterator[str]:
    yield from db.session.scalars(select(OutboxMessage.text).where(OutboxMessage.address.startswith("crowd")))


def lines() -> int:
    from foundation.journal import JournalLine

    return db.session.scalar(select(func.count()).select_from(JournalLine).where(JournalLine.verb == "hold")) or 0
