"""A decision on all that fit: in the background, some people at a time, cut and going on, stopped and taken back."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import count
from typing import Any

import pytest
from sqlalchemy import func, select, update

from events.programme.models import Meeting
from events.registration.jobs import decide_on_all
from events.registration.models import BulkDecision, Registration, Seat
from events.registration.queries.bulk import at_stake, said
from events.registration.queries.hanging import Loss
from events.registration.rules.deciding import (
    ChangedSince,
    NothingTicked,
    NotToUndo,
    OthersFit,
    UnknownBulk,
    Verdict,
    Words,
)
from events.registration.rules.desk import Filter
from events.registration.rules.places import WAITED_WITH_IT, WENT_WITH_IT
from events.registration.rules.registering import MayNotDecide, ReasonNeeded
from events.registration.services import bulk
from events.registration.services.bulk import Hand, decide_fitting, decide_ticked, go_on, stop, undo
from events.registration.services.deciding import decide
from foundation.confidence import Confidence
from foundation.db import atomic, db
from foundation.jobs import Job
from foundation.journal import JournalLine
from foundation.outbox import OutboxMessage
from stakeholders.organizations.models import Affiliation, Organization
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
@pytest.mark.parametrize("verdict", [HOLD, Verdict.REFUSE, Verdict.RENEW])
def test_what_was_decided_on_many_is_taken_back_once_and_each_returns_to_how_it_stood(verdict: Verdict):
    crowd = with_basis(approved_crowd(2))
    at_first(crowd[0], state="on_hold", reason="The letter is missing.")
    undone = undo(hand(), decided := decide_ticked(hand(), crowd, verdict, WAIT))

    assert (told(undone), states()) == (("done", 2, 0), {"on_hold": 1, "approved": 1})
    assert db.session.get_one(Registration, crowd[0]).reason == "The letter is missing."
    for each in (undone, decided):
        with pytest.raises(NotToUndo):
            undo(hand(), each)


@pytest.mark.usefixtures("app", "few")
def test_an_approval_of_many_is_taken_back_and_what_was_changed_since_is_named_and_left():
    crowd = with_basis(approved_crowd(3))
    for each in crowd:
        at_first(each, state="pre_approved")
    decision = decide_ticked(hand(), crowd, APPROVE, Words())
    decide(number("AC-37"), "2027", crowd[1], verdict=HOLD, reason="Wait.", **DEED)
    undone = undo(hand(), decision)

    assert (told(undone), states()) == (("done", 2, 1), {"pre_approved": 2, "on_hold": 1})
    why = db.session.get_one(BulkDecision, undone).passed_over[str(crowd[1])]
    assert said(why) == ChangedSince.sentence


@pytest.mark.usefixtures("any_app")
def test_seats_return_with_the_undoing_while_they_are_free_and_numbers_in_a_list_stay():
    crowd = with_basis(people := approved_crowd(3))
    at_first(crowd[2], state="new")
    seated_in("S03", people[0], "seated", None)
    seated_in("S03", people[1], "waiting", 70_007)
    undone = undo(hand(), decide_ticked(hand(), crowd, HOLD, WAIT))

    assert told(undone) == ("done", 3, 0)
    rows = select(Seat.account_id, Seat.state, Seat.position).where(Seat.account_id.in_(people)).order_by(Seat.id)
    assert db.session.execute(rows).all() == [(people[0], "seated", None), (people[1], "offered", 70_007)]


@pytest.mark.usefixtures("app")
def test_what_goes_with_an_end_is_counted_before_it_is_decided_and_others_segments_are_not():
    crowd = with_basis(people := approved_crowd(3))
    at_first(crowd[2], state="new")
    seated_in("S03", people[0], "seated", None)
    seated_in("S03", people[1], "waiting", 70_007)

    assert at_stake(number("AC-38"), "2027", [*crowd, 999_999], now=NOW) == Loss(approved=2, seats=1, waits=1)
    assert at_stake(number("AC-38"), "2027", CROWD, expected=3, now=NOW) == Loss(approved=2, seats=1, waits=1)
    assert at_stake(number("AC-40"), "2027", crowd, now=NOW) == Loss()


@pytest.mark.usefixtures("app")
def test_a_seat_that_went_with_a_registration_is_told_and_journalled_as_what_it_is():
    with_basis(people := approved_crowd(2))
    seated_in("S03", people[0], "seated", None)
    seated_in("S03", people[1], "waiting", 70_007)
    decide_ticked(hand(), rows_of(people), HOLD, WAIT)

    notes = select(Seat.note).where(Seat.account_id.in_(people)).order_by(Seat.id)
    actors = select(JournalLine.actor).where(
        JournalLine.verb == "give_seat_back", JournalLine.subject_key == "2027/S03"
    )
    assert list(db.session.scalars(notes)) == [str(WENT_WITH_IT), str(WAITED_WITH_IT)]
    assert list(db.session.scalars(actors)) == [f"account:{number('AC-38')}"] * 2


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


@atomic
def at_first(registration: int, **values: Any) -> None:
    db.session.execute(update(Registration).where(Registration.id == registration).values(**values))


@atomic
def with_basis(people: list[int]) -> list[int]:
    """The registrations of people who come for an organization that holds a basis."""
    apc = db.session.scalars(select(Organization.id).where(Organization.key == "APC")).one()
    for kind in (Registration, Affiliation):
        db.session.execute(update(kind).where(kind.account_id.in_(people)).values(organization_id=apc))
    return rows_of(people)


@atomic
def seated_in(meeting: str, account_id: int, state: str, position: int | None) -> None:
    number = db.session.scalars(select(Meeting.id).where(Meeting.key == meeting)).one()
    values = {"meeting_id": number, "account_id": account_id, "state": state, "position": position}
    db.session.add(Seat(**values, changed_at=NOW, confidence=Confidence.SURE))


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
    return db.session.scalar(select(func.count()).select_from(JournalLine).where(JournalLine.verb == "hold")) or 0
