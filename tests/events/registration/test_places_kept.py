"""What a place, once it is held or offered, is never lost by; and what the desk says of a person stays sealed."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from flask import Flask
from sqlalchemy import event, select

from events.registration.models import Quota, Registration, Seat
from events.registration.rules.deciding import Verdict
from events.registration.rules.places import Place
from events.registration.rules.registering import STATE_STEPS, State
from events.registration.rules.waiting import NoOffer
from events.registration.services import bounding, waiting
from events.registration.services.bounding import Hand
from events.registration.services.deciding import decide_all
from events.registration.services.registering import register, withdraw
from events.registration.services.seating import give_seat_back, join_list, take_seat
from events.registration.services.sweeping import sweep
from foundation.db import db
from foundation.journal import JournalLine
from foundation.seals import opened
from tests.events.registration.limited import (
    LATER,
    a_quota,
    an_ngo,
    letters_to,
    seat_of,
    segment_id,
    states_of,
    token_in,
    work_done,
)
from tests.events.registration.people import (
    DEED,
    HOUSE,
    NOW,
    STAMP,
    TIMES,
    a_person,
    affiliation,
    number,
    registrations,
)

S04 = ("2027", "S04")
MEETING, CLUSTER = {"meeting": "S04"}, {"segment": "CLUSTER"}


def hand(now: datetime = NOW) -> Hand:
    found = Hand(number("AC-38"), now)
    db.session.rollback()
    return found


def a_firm(name: str, *segments: str) -> int:
    """Somebody of the business sector who has registered for some parts."""
    person = a_person(name, constituency="BUSINESS", organization="OR-SMALL")
    if segments:
        register(person, "2027", list(segments), affiliation_id=affiliation(person), mode="on_site", **DEED)
    return person


def row_of(person: int, segment: str) -> int:
    at = (Registration.account_id == person, Registration.segment_id == segment_id(segment))
    return db.session.scalars(select(Registration.id).where(*at)).one()


def test_who_is_approved_by_the_desk_while_an_offer_holds_has_the_place_even_when_the_quota_is_gone(any_app: Flask):
    a_quota(1, **CLUSTER, constituency="BUSINESS")
    first, second = a_firm("first", "CLUSTER"), a_firm("second", "CLUSTER")
    withdraw(first, row_of(first, "CLUSTER"), **DEED)
    quota = db.session.scalars(select(Quota.id).where(Quota.segment_id == segment_id("CLUSTER"))).one()
    bounding.drop_quota(hand(), "2027", "segment", "CLUSTER", quota)

    decide_all(number("AC-38"), "2027", [row_of(second, "CLUSTER")], verdict=Verdict.APPROVE, **DEED)
    sweep(now=LATER)
    work_done(any_app)

    assert (registrations(second)["CLUSTER"], seat_of(second, **CLUSTER)[0]) == ("approved", "seated")
    assert [subject for subject, _ in letters_to(second) if "ended" in subject] == []


def test_a_place_that_was_taken_is_not_given_back_by_the_link_of_its_offer(any_app: Flask):
    a_quota(1, **MEETING, constituency="NGO-ECOSOC")
    sits, first = an_ngo("sits"), an_ngo("first")
    take_seat(sits, *S04, **TIMES)
    join_list(first, *S04, **TIMES)
    give_seat_back(sits, *S04, **TIMES)
    work_done(any_app)
    token = token_in(letters_to(first)[-1][1])
    take_seat(first, *S04, **TIMES)

    with pytest.raises(NoOffer):
        waiting.answer_by_link(token, takes=False, house=HOUSE, **TIMES)

    assert states_of([first], **MEETING) == ["seated"]


@pytest.mark.usefixtures("any_app")
def test_a_place_of_a_segment_that_was_taken_is_given_back_by_withdrawing_alone():
    a_quota(1, **CLUSTER, constituency="BUSINESS")
    first, second = a_firm("first", "CLUSTER"), a_firm("second", "CLUSTER")
    withdraw(first, row_of(first, "CLUSTER"), **DEED)
    waiting.answer_in_segment(second, row_of(second, "CLUSTER"), takes=True, house=HOUSE, **TIMES)

    with pytest.raises(NoOffer):
        waiting.answer_in_segment(second, row_of(second, "CLUSTER"), takes=False, house=HOUSE, **TIMES)

    assert registrations(second)["CLUSTER"] == "approved"


@pytest.mark.usefixtures("any_app")
def test_what_the_desk_holds_for_somebody_can_be_taken_before_seats_can_be_asked_for():
    early = datetime(2027, 4, 12, 5, tzinfo=UTC)
    times = {"now": early, "stamped_at": STAMP}
    quota = a_quota(0, **MEETING, constituency="NGO-ECOSOC")
    first, other = an_ngo("first"), an_ngo("other")
    for person in (first, other):
        join_list(person, *S04, **TIMES)
    row = db.session.get_one(Quota, quota)
    row.places += 1
    db.session.commit()
    seat = db.session.scalars(select(Seat.id).where(Seat.account_id == first)).one()

    bounding.offer_now(hand(early), "2027", "meeting", "S04", seat, reason="Chairs the next one")

    assert [take_seat(person, *S04, **times) for person in (other, first)] == [Place.NOT_OPEN, Place.SEATED]


@pytest.mark.usefixtures("any_app")
def test_nothing_is_due_in_a_segment_that_is_over():
    quota = a_quota(0, **CLUSTER, constituency="BUSINESS")
    person = a_firm("waits", "CLUSTER")
    db.session.get_one(Quota, quota).places += 1
    db.session.commit()

    over = NOW + timedelta(days=90)
    # What the data offers has ended by then.
    sweep(now=over)
    assert (sweep(now=over), seat_of(person, **CLUSTER)[0]) == (0, "waiting")
    sweep(now=NOW)
    assert (sweep(now=NOW), seat_of(person, **CLUSTER)[0]) == (0, "offered")


@pytest.mark.usefixtures("any_app")
def test_where_no_list_is_kept_nobody_is_told_that_they_wait():
    a_quota(0, **CLUSTER, constituency="BUSINESS")
    bounding.keep_list(hand(), "2027", "segment", "CLUSTER", is_kept=False, offer_hours=24, seen=(True, 24))
    person = a_firm("late")

    [told] = register(person, "2027", ["CLUSTER"], affiliation_id=affiliation(person), mode="on_site", **DEED)

    assert told.next_step == STATE_STEPS[State.NEW]
    assert (registrations(person)["CLUSTER"], seat_of(person, **CLUSTER)[0]) == ("new", "none")


@pytest.mark.usefixtures("any_app")
def test_the_reasons_of_the_desk_are_kept_sealed():
    quota = a_quota(1, **MEETING, constituency="NGO-ECOSOC")
    people = [an_ngo(name) for name in ("sits", "first", "second")]
    take_seat(people[0], *S04, **TIMES)
    for person in people[1:]:
        join_list(person, *S04, **TIMES)
    seats = [db.session.scalars(select(Seat.id).where(Seat.account_id == person)).one() for person in people]
    db.session.get_one(Quota, quota).places += 1
    db.session.commit()
    early = hand(datetime(2027, 4, 12, 5, tzinfo=UTC))

    bounding.offer_now(early, "2027", "meeting", "S04", seats[1], reason="Sits beside her sister")
    bounding.take_off(early, "2027", "meeting", "S04", seats[2], reason="Is ill")

    lines = db.session.scalars(
        select(JournalLine).where(JournalLine.subject_key == "2027/S04", JournalLine.actor == early.actor)
    ).all()
    assert [(line.verb, line.facts["before"], line.facts["after"]) for line in lines] == [
        ("offer_seat", "waiting", "offered"),
        ("take_off", "waiting", "cancelled"),
    ]
    assert [line.facts.get("reason") for line in lines] == [None, None]
    sealed = {line.facts["about"]: [line.facts["sealed"]] for line in lines}
    assert list(opened(sealed).values()) == [{"reason": "Sits beside her sister"}, {"reason": "Is ill"}]


@pytest.mark.usefixtures("any_app")
def test_whoever_approves_in_several_segments_locks_all_of_them_first_in_the_order_of_their_numbers():
    person = a_firm("one", "CLUSTER", "SIDE")
    numbers = [row_of(person, segment) for segment in ("SIDE", "CLUSTER")]
    decide_all(number("AC-38"), "2027", numbers, verdict=Verdict.HOLD, reason="A moment", **DEED)
    locks: list[str] = []

    def noted(_connection: object, _cursor: object, statement: str, parameters: object, *_: object) -> None:
        if statement.startswith("SELECT segments.id") and "ORDER BY segments.id" in statement:
            locks.append(str(parameters))

    event.listen(db.engine, "before_cursor_execute", noted)
    decide_all(number("AC-38"), "2027", numbers, verdict=Verdict.APPROVE, **DEED)
    event.remove(db.engine, "before_cursor_execute", noted)

    wanted = sorted(segment_id(segment) for segment in ("SIDE", "CLUSTER"))
    assert all(str(each) in locks[0] for each in wanted)
    assert registrations(person) == {"CLUSTER": "approved", "SIDE": "approved"}
