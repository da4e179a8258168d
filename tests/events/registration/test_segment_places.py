"""The places of a segment: approval takes one, the others wait in the order in which they came; on both databases."""

from __future__ import annotations

from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import select

from events.registration.models import Quota, Registration, WaitingList
from events.registration.rules.deciding import NoPlaceFree, Verdict
from events.registration.rules.registering import ModeFull
from events.registration.rules.waiting import NoOffer, NoRoom
from events.registration.services import segment_places, waiting
from events.registration.services.changing import change_mode
from events.registration.services.deciding import decide_all
from events.registration.services.registering import register, withdraw
from events.registration.services.sweeping import sweep
from foundation.db import atomic, db
from stakeholders.organizations.models import Affiliation
from tests.events.registration.limited import (
    LATER,
    a_quota,
    approved_in,
    letters_to,
    seat_of,
    segment_id,
    states_of,
    work_done,
)
from tests.events.registration.people import DEED, HOUSE, NOW, TIMES, a_person, affiliation, number, registrations

DAY = timedelta(hours=24)
AT = {"segment": "CLUSTER"}


def a_firm(name: str) -> int:
    """Somebody of the business sector, registered for nothing."""
    return a_person(name, constituency="BUSINESS", organization="OR-SMALL")


def registered(person: int, mode: str = "on_site") -> str:
    """How a registration for the cluster stands that is sent now."""
    register(person, "2027", ["CLUSTER"], affiliation_id=affiliation(person), mode=mode, **DEED)
    return registrations(person)["CLUSTER"]


def row_of(person: int) -> int:
    return db.session.scalars(select(Registration.id).where(Registration.account_id == person)).one()


def answered(person: int, *, takes: bool = True) -> waiting.Answer:
    return waiting.answer_in_segment(person, row_of(person), takes=takes, house=HOUSE, **TIMES)


@pytest.mark.usefixtures("any_app")
def test_without_quotas_everybody_is_admitted_and_nobody_has_a_row():
    person = a_firm("one")

    assert registered(person) == "approved"
    assert seat_of(person, **AT) == ("none", None, None)


@pytest.mark.usefixtures("any_app")
def test_who_comes_when_all_is_taken_waits_and_the_next_gets_what_is_given_up():
    a_quota(1, **AT, constituency="BUSINESS")
    people = [a_firm(name) for name in ("a", "b", "c")]

    assert [registered(person) for person in people] == ["approved", "new", "new"]
    assert [seat_of(person, **AT)[:2] for person in people] == [("none", None), ("waiting", 1), ("waiting", 2)]

    withdraw(people[0], row_of(people[0]), **DEED)

    assert seat_of(people[1], **AT) == ("offered", 1, NOW + DAY)
    assert answered(people[1]) == waiting.Answer(is_taken=True)
    assert (registrations(people[1])["CLUSTER"], seat_of(people[1], **AT)[0]) == ("approved", "seated")


@pytest.mark.usefixtures("any_app")
def test_an_offer_counts_as_held_passes_on_and_leaves_the_registration_as_it_is():
    a_quota(1, **AT, constituency="BUSINESS")
    first, second, third = (a_firm(name) for name in ("a", "b", "c"))
    for person in (first, second, third):
        registered(person)
    withdraw(first, row_of(first), **DEED)

    assert registered(a_firm("d")) == "new"
    sweep(now=LATER)
    assert states_of([second, third], **AT) == ["cancelled", "offered"]
    assert registrations(second)["CLUSTER"] == "new"
    with pytest.raises(NoOffer):
        answered(second)
    assert answered(third, takes=False) == waiting.LEFT


@pytest.mark.usefixtures("any_app")
def test_the_registrar_approves_as_many_as_there_are_places_in_the_order_in_which_they_came():
    people = [a_firm(name) for name in "abcd"]
    for later, person in enumerate(people):
        when = {**TIMES, "now": NOW + timedelta(minutes=later)}
        register(person, "2027", ["CLUSTER"], affiliation_id=affiliation(person), mode="on_site", house=HOUSE, **when)
    numbers = [row_of(person) for person in people]
    decide = {"reason": "Wait", "house": HOUSE, **TIMES}
    decide_all(number("AC-38"), "2027", numbers, verdict=Verdict.HOLD, **decide)
    a_quota(2, **AT, constituency="BUSINESS")

    done = decide_all(number("AC-38"), "2027", numbers[::-1], verdict=Verdict.APPROVE, **decide)

    assert sorted(done.done) == numbers[:2]
    assert done.passed_over == dict.fromkeys(numbers[2:], NoPlaceFree.sentence)
    assert [seat_of(person, **AT)[:2] for person in people[2:]] == [("waiting", 1), ("waiting", 2)]


@pytest.mark.usefixtures("any_app")
def test_where_no_list_is_kept_the_registrar_is_not_told_that_somebody_waits():
    person = a_firm("one")
    register(person, "2027", ["CLUSTER"], affiliation_id=affiliation(person), mode="on_site", **DEED)
    row = row_of(person)
    decide = {"reason": "Wait", "house": HOUSE, **TIMES}
    decide_all(number("AC-38"), "2027", [row], verdict=Verdict.HOLD, **decide)
    a_quota(0, **AT, constituency="BUSINESS")
    db.session.add(WaitingList(segment_id=segment_id("CLUSTER"), is_kept=False, offer_hours=24))
    db.session.commit()

    done = decide_all(number("AC-38"), "2027", [row], verdict=Verdict.APPROVE, **decide)

    assert (done.done, done.passed_over) == ([], {row: NoRoom.sentence})
    assert seat_of(person, **AT)[0] == "none"


@pytest.mark.usefixtures("any_app")
def test_r1_an_offered_place_is_not_taken_without_a_right_and_goes_to_the_next():
    a_quota(1, segment="SESSION", organization="OR-ASSO")
    first, second, third = (
        a_person(name, constituency="NGO-ECOSOC", organization="OR-ASSO") for name in ("a", "b", "c")
    )
    for person in (first, second, third):
        register(person, "2027", ["SESSION"], affiliation_id=affiliation(person), mode="on_site", **DEED)
    withdraw(first, row_of(first), **DEED)
    db.session.get_one(Affiliation, affiliation(second)).confirmed_at = None
    db.session.commit()

    told = waiting.answer_in_segment(second, row_of(second), takes=True, house=HOUSE, **TIMES)

    assert (told.is_taken, told.reason is None) == (False, False)
    assert registrations(second)["SESSION"] == "new"
    assert states_of([second, third], segment="SESSION") == ["cancelled", "offered"]


@pytest.mark.usefixtures("any_app")
def test_a_change_of_mode_needs_a_place_of_that_mode_and_frees_the_other():
    a_quota(1, **AT, constituency="BUSINESS", mode="online")
    a_quota(2, **AT, constituency="BUSINESS", mode="on_site")
    online, there, also, waits = (a_firm(name) for name in ("a", "b", "c", "d"))
    registered(online, "online")
    for person in (there, also, waits):
        registered(person)

    with pytest.raises(ModeFull):
        change_mode(there, row_of(there), mode="online", **TIMES)
    withdraw(online, row_of(online), **DEED)
    change_mode(there, row_of(there), mode="online", **TIMES)

    assert states_of([waits], **AT) == ["offered"]
    assert approved_in("CLUSTER") > 0


@pytest.mark.usefixtures("any_app")
def test_those_who_wait_are_never_overtaken_by_who_is_approved_later():
    quota = a_quota(1, **AT, constituency="BUSINESS")
    first, second, third = (a_firm(name) for name in ("a", "b", "c"))
    for person in (first, second, third):
        registered(person)
    raised(quota, 1)

    numbers = [row_of(third)]
    done = decide_all(number("AC-38"), "2027", numbers, verdict=Verdict.APPROVE, reason="", house=HOUSE, **TIMES)

    assert list(done.done) == []
    assert states_of([second, third], **AT) == ["offered", "waiting"]


def raised(quota: int, by: int) -> None:
    """More places, by a hand that passes nothing on."""
    db.session.get_one(Quota, quota).places += by
    db.session.commit()


@pytest.mark.usefixtures("any_app")
def test_who_is_refused_waits_no_more():
    a_quota(0, **AT, constituency="BUSINESS")
    person = a_firm("a")
    registered(person)

    words = {"reason": "Not one of ours", "house": HOUSE, **TIMES}
    decide_all(number("AC-38"), "2027", [row_of(person)], verdict=Verdict.REFUSE, **words)

    assert seat_of(person, **AT)[0] == "cancelled"


def test_the_person_is_told_that_they_wait_and_when_a_place_is_held(any_app: Flask):
    a_quota(1, **AT, constituency="BUSINESS")
    first, second = a_firm("a"), a_firm("b")
    for person in (first, second):
        registered(person)
    work_done(any_app)
    withdraw(first, row_of(first), **DEED)
    work_done(any_app)

    subjects = [subject for subject, _ in letters_to(second)]
    assert subjects == ["You wait for a place: The cluster", "A place is held for you: The cluster"]
    assert "You are number 1 of 1 who wait." in letters_to(second)[0][1]


@pytest.mark.usefixtures("any_app")
def test_admitting_takes_as_many_statements_for_ten_as_for_two(count_queries):
    a_quota(3, **AT, constituency="BUSINESS")
    sent = []
    for size in (2, 10):
        people = [a_firm(f"{size} {each}") for each in range(size)]
        segment = db.session.scalars(select(Registration.segment_id).join(Registration.segment).limit(1)).one()
        rows = [_new(person, segment) for person in people]
        with count_queries() as statements:
            _admit(rows)
        sent.append(len(statements))

    assert sent[1] <= sent[0] + 7


@atomic
def _admit(rows: list[int]) -> None:
    found = db.session.scalars(select(Registration).where(Registration.id.in_(rows))).all()
    segment_places.admit(found, now=NOW)


def _new(person: int, segment: int) -> int:
    held = db.session.get_one(Affiliation, affiliation(person))
    row = Registration(
        account_id=person,
        segment_id=segment,
        constituency_id=held.constituency_id,
        organization_id=held.organization_id,
        mode="on_site",
        state="new",
        registered_at=NOW,
        confidence="sure",
    )
    db.session.add(row)
    db.session.commit()
    return row.id
