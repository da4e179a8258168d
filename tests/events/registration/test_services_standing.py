"""Rights rest on an affiliation that stands: when it goes, registrations are held and seats given back; on both databases."""

from __future__ import annotations

from datetime import date

import pytest
from sqlalchemy import select

from events.registration.jobs import hold_registrations
from events.registration.models import Registration
from events.registration.rules.places import Place
from events.registration.rules.standing import NotConfirmed
from events.registration.services.deciding import Verdict, decide
from events.registration.services.registering import register
from events.registration.services.seating import take_seat
from foundation.db import db
from foundation.outbox import OutboxMessage
from stakeholders.organizations.models import Affiliation
from tests.events.registration.people import (
    DEED,
    NOW,
    TIMES,
    a_person,
    affiliation,
    journal,
    number,
    registrations,
    seats,
)


def own(person: int) -> Affiliation:
    return db.session.get_one(Affiliation, affiliation(person))


def ends(person: int, *, until: date) -> None:
    own(person).until = until
    db.session.commit()


def told(person: int) -> None:
    row = own(person)
    facts = {"account": person, "organization": row.organization_id, "constituency": row.constituency_id}
    db.session.rollback()
    hold_registrations(facts)


@pytest.mark.usefixtures("any_app")
def test_r1_what_rests_on_an_affiliation_that_ended_is_held_once_and_its_seats_are_free():
    person = number("AC-61")
    ends(person, until=date(2027, 4, 19))

    for _ in range(2):
        told(person)

    assert registrations(person) == {"CLUSTER": "on_hold", "SESSION": "on_hold"}
    assert (seats("S03")[person], seats("S04")[person]) == ("cancelled", "cancelled")
    letters = db.session.scalars(select(OutboxMessage.text).where(OutboxMessage.account_id == person)).all()
    assert [text.count("The affiliation it rests on was declined or has ended.") for text in letters] == [2]
    assert "Declare the affiliation and have it confirmed; then register again." in letters[0]
    row = db.session.scalars(select(Registration.id).where(Registration.key == "RG-135")).one()
    assert [verb for verb, _ in journal("registration", str(row))] == ["hold"]


@pytest.mark.usefixtures("app")
def test_an_affiliation_that_lasts_into_the_part_goes_on_carrying_it():
    person = number("AC-61")
    ends(person, until=date(2027, 5, 24))

    told(person)

    assert registrations(person) == {"CLUSTER": "approved", "SESSION": "approved"}


@pytest.mark.usefixtures("app")
def test_another_confirmed_affiliation_in_the_same_capacity_carries_it():
    person = number("AC-61")
    first = own(person)
    capacity = {
        name: getattr(first, name) for name in ("account_id", "organization_id", "constituency_id", "confidence")
    }
    db.session.add(Affiliation(**capacity, since=date(2027, 4, 20), declared_at=NOW, confirmed_at=NOW))
    first.until = date(2027, 4, 19)
    facts = {"account": person, "organization": first.organization_id, "constituency": first.constituency_id}
    db.session.commit()
    hold_registrations(facts)

    assert registrations(person)["SESSION"] == "approved"


@pytest.mark.usefixtures("any_app")
def test_who_has_it_confirmed_again_registers_again():
    person = number("AC-61")
    ends(person, until=date(2027, 4, 19))
    told(person)
    ends(person, until=date(2027, 6, 1))

    register(person, "2027", ["SESSION"], affiliation_id=affiliation(person), mode="on_site", **DEED)

    assert registrations(person) == {"CLUSTER": "on_hold", "SESSION": "approved"}


@pytest.mark.usefixtures("app")
def test_r1_an_affiliation_that_ends_before_the_session_does_not_carry_a_registration():
    person = a_person("brief", constituency="CSO-WSIS", organization="OR-NETWORK")
    ends(person, until=date(2027, 5, 20))

    register(person, "2027", ["CLUSTER", "SESSION"], affiliation_id=affiliation(person), mode="on_site", **DEED)

    assert registrations(person) == {"CLUSTER": "approved", "SESSION": "refused"}


@pytest.mark.usefixtures("any_app")
@pytest.mark.parametrize(("until", "words"), [(None, "affiliation not confirmed"), ("2027-05-01", "affiliation ended")])
def test_r1_the_registrar_does_not_approve_what_no_confirmed_affiliation_carries(until: str | None, words: str):
    person = a_person("new", constituency="CSO-WSIS", organization="OR-NETWORK", confirmed=False)
    register(person, "2027", ["SESSION"], affiliation_id=affiliation(person), mode="on_site", **DEED)
    row = db.session.scalars(select(Registration.id).where(Registration.account_id == person)).one()
    if until:
        ends(person, until=date.fromisoformat(until))

    with pytest.raises(NotConfirmed) as refused:
        decide(number("AC-38"), "2027", row, verdict=Verdict.APPROVE, reason="", **DEED)

    assert words in str(refused.value.sentence)
    assert registrations(person) == {"SESSION": "new"}


@pytest.mark.usefixtures("any_app")
def test_r1_nobody_takes_a_seat_on_an_affiliation_that_has_gone():
    person = number("AC-57")
    ends(person, until=date(2027, 4, 19))

    assert take_seat(person, "2027", "S04", **TIMES) is Place.NOT_CARRIED
