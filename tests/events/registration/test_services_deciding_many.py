"""Deciding on many registrations: each number is checked, what can be is done, and how many there are costs no statement more."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager

import pytest
from sqlalchemy import select

from events.editions.models import Edition, Segment
from events.registration.models import Registration
from events.registration.rules.registering import MayNotDecide, ReasonNeeded
from events.registration.services.deciding import Decided, Verdict, decide_all
from foundation import access
from foundation.access import Scope
from foundation.db import atomic, db
from foundation.outbox import OutboxMessage
from stakeholders.organizations.models import Affiliation, Organization
from tests.events.registration.people import DEED, NOW, approved_crowd, journal, number, registrations, seats

Counting = Callable[[], AbstractContextManager[list[str]]]


def row(key: str) -> int:
    return db.session.scalars(select(Registration.id).where(Registration.key == key)).one()


def segment(key: str, edition: str = "2027") -> int:
    return db.session.scalars(select(Segment.id).join(Edition).where(Edition.key == edition, Segment.key == key)).one()


@atomic
def made(account_id: int, role: str, scope: Scope) -> None:
    access.grant(account_id, role, scope, actor="command", now=NOW)


@atomic
def waiting_crowd(size: int) -> list[int]:
    """The registrations of so many people, to be looked at; they hold a basis as a constituency."""
    people = approved_crowd(size)
    rows = db.session.scalars(select(Registration).where(Registration.account_id.in_(people))).all()
    apc = db.session.scalars(select(Organization.id).where(Organization.key == "APC")).one()
    for each in rows:
        each.state, each.organization_id = "new", apc
    for affiliation in db.session.scalars(select(Affiliation).where(Affiliation.account_id.in_(people))):
        affiliation.organization_id = apc
    return [each.id for each in rows]


def decided(numbers: list[int], verdict: Verdict, *, by: str = "AC-38", reason: str = "") -> Decided:
    return decide_all(number(by), "2027", numbers, verdict=verdict, reason=reason, **DEED)


def states(numbers: list[int]) -> set[str]:
    db.session.rollback()
    return set(db.session.scalars(select(Registration.state).where(Registration.id.in_(numbers))))


@pytest.mark.usefixtures("any_app")
def test_those_that_can_be_are_approved_and_the_others_are_named_with_why():
    crowd = waiting_crowd(3)
    withdrawn, without_basis = row("RG-112"), row("RG-109")

    told = decided([*crowd, withdrawn, without_basis, 999_999], Verdict.APPROVE)

    assert (list(told.done), states(crowd)) == (crowd, {"approved"})
    assert {number: str(why).partition(".")[0] for number, why in told.passed_over.items()} == {
        withdrawn: "The person has withdrawn this registration; there is nothing to decide",
        without_basis: "This registration can’t be approved (R1)",
        999_999: "There is no such registration",
    }


@pytest.mark.usefixtures("any_app")
def test_deciding_the_same_again_changes_nothing_and_tells_nobody():
    crowd = waiting_crowd(2)
    decided(crowd, Verdict.APPROVE)
    letters = len(db.session.scalars(select(OutboxMessage)).all())

    told = decided(crowd, Verdict.APPROVE)

    assert (list(told.done), list(told.stood), dict(told.passed_over)) == ([], crowd, {})
    assert len(db.session.scalars(select(OutboxMessage)).all()) == letters
    assert [verb for verb, _ in journal("registration", str(crowd[0]))] == ["approve"]


@pytest.mark.usefixtures("any_app")
@pytest.mark.parametrize("verdict", list(Verdict))
def test_it_takes_as_many_statements_for_fifty_as_for_five(verdict: Verdict, count_queries: Counting):
    counted, everybody = [], waiting_crowd(55)
    for size, crowd in ((5, everybody[:5]), (50, everybody[5:])):
        if verdict is Verdict.RENEW:
            decided(crowd, Verdict.HOLD, reason="Wait")
        with count_queries() as sent:
            told = decided(crowd, verdict, reason="The letter is missing.")
        assert len(told.done) == size
        counted.append(len(sent))

    assert counted[0] == counted[1] <= 40


@pytest.mark.usefixtures("any_app")
def test_a_person_with_several_parts_is_written_to_once_in_their_language():
    person = number("AC-61")
    rows = db.session.scalars(
        select(Registration.id).where(Registration.account_id == person, Registration.state == "approved")
    ).all()

    told = decided(list(rows), Verdict.HOLD, reason="The letter of your organization that names you is missing.")
    letters = db.session.scalars(select(OutboxMessage).where(OutboxMessage.account_id == person)).all()

    assert (len(told.done), len(rows) > 1) == (len(rows), True)
    assert [letter.text.count(": on hold.") for letter in letters] == [len(rows)]
    assert set(seats("S03").get(person, "cancelled").split()) == {"cancelled"}


@pytest.mark.usefixtures("app")
def test_what_goes_with_another_part_is_approved_in_the_same_go():
    person = number("AC-61")
    rows = {
        each.segment_id: each
        for each in db.session.scalars(select(Registration).where(Registration.account_id == person))
    }
    assert len(rows) >= 2
    numbers = [each.id for each in rows.values() if each.state == "approved"]
    decided(numbers, Verdict.RENEW)

    assert list(decided(numbers, Verdict.APPROVE).passed_over) == []


@pytest.mark.usefixtures("app")
def test_nobody_decides_on_their_own_registration():
    own = row("RG-118")
    person = db.session.get_one(Registration, own).account_id
    made(person, "registrar", Scope("house"))

    told = decide_all(person, "2027", [own], verdict=Verdict.APPROVE, **DEED)

    assert {key: str(why) for key, why in told.passed_over.items()} == {
        own: "This is your own registration: somebody else decides on it."
    }


@pytest.mark.usefixtures("any_app")
def test_the_registrar_of_a_segment_decides_in_it_alone():
    person = number("AC-11")
    made(person, "registrar", Scope("segment", segment("SESSION")))
    crowd = waiting_crowd(1)
    of_cluster = db.session.scalars(
        select(Registration.id).where(Registration.segment_id == segment("CLUSTER")).order_by(Registration.id)
    ).first()

    told = decide_all(person, "2027", [crowd[0], of_cluster], verdict=Verdict.HOLD, reason="Wait", **DEED)

    assert (list(told.done), list(told.passed_over)) == (crowd, [of_cluster])
    assert str(told.passed_over[of_cluster]) == "There is no such registration."


@pytest.mark.usefixtures("any_app")
def test_a_focal_point_pre_approves_its_own_people_and_approves_nobody():
    crowd = waiting_crowd(2)
    unesco = db.session.scalars(select(Organization.id).where(Organization.key == "UNESCO")).one()
    mine = db.session.get_one(Registration, crowd[0])
    mine.organization_id = unesco
    db.session.commit()

    told = decided(crowd, Verdict.PRE_APPROVE, by="AC-35")

    assert (list(told.done), list(told.passed_over), states(crowd[:1])) == ([crowd[0]], [crowd[1]], {"pre_approved"})
    with pytest.raises(MayNotDecide):
        decided(crowd, Verdict.APPROVE, by="AC-35")


@pytest.mark.usefixtures("app")
def test_a_focal_point_leaves_alone_what_the_secretariat_has_decided():
    person, approved = number("AC-35"), row("RG-118")
    organization = db.session.get_one(Registration, approved).organization_id
    made(person, "focal_point", Scope("organization", organization))
    decided([approved], Verdict.APPROVE)

    told = decided([approved], Verdict.HOLD, by="AC-35", reason="Not ours")

    assert [str(why) for why in told.passed_over.values()] == ["The secretariat has decided on it already: approved."]


@pytest.mark.usefixtures("app")
@pytest.mark.parametrize("verdict", [Verdict.HOLD, Verdict.REFUSE])
def test_who_holds_or_refuses_gives_a_reason(verdict: Verdict):
    with pytest.raises(ReasonNeeded):
        decided([row("RG-118")], verdict, reason="  ")


@pytest.mark.usefixtures("app")
@pytest.mark.parametrize("by", ["AC-61", "AC-40", "AC-11"])
def test_who_decides_nothing_is_refused_as_a_whole(by: str):
    with pytest.raises(MayNotDecide):
        decided([row("RG-118")], Verdict.APPROVE, by=by)


@pytest.mark.usefixtures("app")
def test_the_next_step_that_was_given_is_told():
    decide_all(
        number("AC-38"),
        "2027",
        [row("RG-118")],
        verdict=Verdict.REFUSE,
        reason="You are registered twice for this part.",
        next_step="You can follow the meetings that are public on the web.",
        **DEED,
    )
    letter = db.session.scalars(select(OutboxMessage.text).where(OutboxMessage.account_id == number("AC-53"))).one()

    assert registrations(number("AC-53"))["SESSION"] == "refused"
    assert letter.split("\n\n")[1:4] == [
        "Thirtieth session of the Commission (demonstration): refused.",
        "You are registered twice for this part.",
        "You can follow the meetings that are public on the web.",
    ]
