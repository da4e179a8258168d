"""Registering and withdrawing: R1 decides, a letter tells, seats go with it; on both databases."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from sqlalchemy import select

from events.registration.models import Registration
from events.registration.rules.registering import (
    NothingChosen,
    RegistrationClosed,
    UnknownCapacity,
    UnknownRegistration,
)
from events.registration.services.registering import register, withdraw
from foundation import revisions
from foundation.db import db
from foundation.outbox import OutboxMessage
from stakeholders.accreditation.models import Basis
from tests.events.registration.people import (
    DEED,
    HOUSE,
    NOW,
    STAMP,
    a_person,
    affiliation,
    journal,
    number,
    registrations,
    seats,
)

EVERY = ("CLUSTER", "SESSION", "SIDE")


def letters(account_id: int) -> list[OutboxMessage]:
    return list(db.session.scalars(select(OutboxMessage).where(OutboxMessage.account_id == account_id)))


def entered(person: int, *segments: str, mode: str = "on_site") -> dict[str, str]:
    register(person, "2027", segments, affiliation_id=affiliation(person), mode=mode, **DEED)
    return registrations(person)


@pytest.mark.usefixtures("any_app")
def test_a_confirmed_affiliation_with_a_valid_basis_is_approved_at_once_on_that_basis():
    person = a_person("new", constituency="CSO-WSIS", organization="OR-NETWORK")

    assert entered(person, *EVERY) == {"CLUSTER": "approved", "SESSION": "approved", "SIDE": "approved"}
    bases = db.session.scalars(
        select(Basis.key).join(Registration, Registration.basis_id == Basis.id).where(Registration.account_id == person)
    )
    assert bases.all() == ["B-CSO-DEMO"]


@pytest.mark.usefixtures("any_app")
def test_a_declared_affiliation_is_looked_at_for_the_session_and_open_for_the_cluster():
    person = a_person("new", constituency="CSO-WSIS", organization="OR-NETWORK", confirmed=False)

    assert entered(person, "CLUSTER", "SESSION") == {"CLUSTER": "approved", "SESSION": "new"}


@pytest.mark.usefixtures("any_app")
def test_r1_no_basis_is_a_refusal_on_record_with_its_reason_and_the_next_step():
    person = a_person("new", constituency="BUSINESS", organization="OR-GUILD")

    assert entered(person, "SESSION") == {"SESSION": "refused"}
    row = db.session.scalars(select(Registration).where(Registration.account_id == person)).one()
    assert row.reason == (
        "Demonstration decision D (invented) covered your organization in sessions 28 and 29; session 30 needs another."
    )
    assert "Apply to the secretariat for accreditation until 23 April 2027, 24:00." in letters(person)[0].text


@pytest.mark.usefixtures("app")
@pytest.mark.parametrize(
    ("constituency", "organization", "state"),
    [
        ("GOV-MEMBER", "ST-AF1", "approved"),
        ("GOV-OBSERVER", "ST-OB1", "approved"),
        ("UN-ENTITY", "WHO", "approved"),
        ("IGO", "OR-IGO", "approved"),
        ("NGO-ECOSOC", "OR-ASSO", "approved"),
        ("NGO-ECOSOC", "OR-PATIENTS", "refused"),
        ("CSO-WSIS", "OR-YOUTH", "refused"),
        ("BUSINESS", "OR-SMALL", "approved"),
        ("ACADEMIC-TECH", "OR-UNI", "approved"),
        ("EXPERT", None, "approved"),
        ("SECRETARIAT", "UNCTAD", "approved"),
        ("PRESS", "OR-PAPER", "approved"),
        ("BUSINESS", "OR-UNI", "refused"),
    ],
)
def test_r1_each_constituency_stands_on_its_own_bases(constituency: str, organization: str | None, state: str):
    person = a_person("new", constituency=constituency, organization=organization)

    assert entered(person, "SESSION") == {"SESSION": state}


@pytest.mark.usefixtures("app")
def test_the_side_programme_alone_is_refused_and_with_the_cluster_it_is_not():
    alone = a_person("alone", constituency="CSO-WSIS", organization="OR-YOUTH")
    both = a_person("both", constituency="CSO-WSIS", organization="OR-YOUTH")

    assert entered(alone, "SIDE") == {"SIDE": "refused"}
    assert entered(both, "SIDE", "CLUSTER") == {"CLUSTER": "approved", "SIDE": "approved"}


@pytest.mark.usefixtures("any_app")
def test_a_second_click_changes_nothing_and_writes_no_second_letter():
    person = a_person("new", constituency="CSO-WSIS", organization="OR-YOUTH")
    entered(person, *EVERY)
    before = (registrations(person), len(letters(person)), revisions.number(f"person:{person}"))

    entered(person, *EVERY)

    assert (registrations(person), len(letters(person)), revisions.number(f"person:{person}")) == before
    assert before[1:] == (1, 1)


@pytest.mark.usefixtures("any_app")
def test_registering_again_after_withdrawing_uses_the_same_row_and_the_journal_has_both():
    person = a_person("new", constituency="CSO-WSIS", organization="OR-NETWORK")
    entered(person, "SESSION")
    row = db.session.scalars(select(Registration.id).where(Registration.account_id == person)).one()
    withdraw(person, row, **DEED)

    assert entered(person, "SESSION", mode="online") == {"SESSION": "approved"}
    assert db.session.scalars(select(Registration.id).where(Registration.account_id == person)).all() == [row]
    assert [(verb, facts["state"]) for verb, facts in journal("registration", str(row))] == [
        ("register", "approved"),
        ("withdraw", "withdrawn"),
        ("register", "approved"),
    ]


@pytest.mark.usefixtures("any_app")
def test_withdrawing_gives_the_seats_of_that_segment_back():
    person = number("AC-61")
    row = db.session.scalars(
        select(Registration.id).where(Registration.account_id == person, Registration.key == "RG-135")
    ).one()

    assert withdraw(person, row, **DEED) == "2027"
    assert registrations(person) == {"CLUSTER": "approved", "SESSION": "withdrawn"}
    assert (seats("S03")[person], seats("S04")[person]) == ("cancelled", "cancelled")


@pytest.mark.usefixtures("app")
def test_what_only_went_with_the_last_approved_part_goes_with_it():
    person = number("AC-42")
    cluster = db.session.scalars(
        select(Registration.id).where(Registration.account_id == person, Registration.key == "RG-084")
    ).one()

    withdraw(person, cluster, **DEED)

    assert registrations(person) == {"CLUSTER": "withdrawn", "SESSION": "refused", "SIDE": "withdrawn"}
    assert seats("X02")[person] == "cancelled"
    assert "The part it went with was given up." in letters(person)[-1].text


@pytest.mark.usefixtures("app")
def test_nobody_withdraws_for_another():
    row = db.session.scalars(select(Registration.id).where(Registration.key == "RG-135")).one()

    with pytest.raises(UnknownRegistration):
        withdraw(number("AC-42"), row, **DEED)


@pytest.mark.usefixtures("app")
@pytest.mark.parametrize(
    ("moment", "is_open"),
    [
        (datetime(2027, 3, 1, 7, 59, 59, tzinfo=UTC), False),
        (datetime(2027, 3, 1, 8, tzinfo=UTC), True),
        (datetime(2027, 5, 14, 15, 59, 59, tzinfo=UTC), True),
        (datetime(2027, 5, 14, 16, tzinfo=UTC), False),
    ],
)
def test_r9_registration_opens_and_closes_at_its_instants(moment: datetime, is_open: bool):
    person = a_person("new", constituency="CSO-WSIS", organization="OR-NETWORK")
    deed = {"affiliation_id": affiliation(person), "mode": "on_site", "house": HOUSE, "stamped_at": STAMP}

    if is_open:
        register(person, "2027", ["SESSION"], now=moment, **deed)
    else:
        with pytest.raises(RegistrationClosed):
            register(person, "2027", ["SESSION"], now=moment, **deed)

    assert registrations(person) == ({"SESSION": "approved"} if is_open else {})


@pytest.mark.usefixtures("app")
def test_what_is_not_ones_own_or_nothing_at_all_is_not_registered():
    person, other = number("AC-61"), affiliation(number("AC-42"))

    with pytest.raises(UnknownCapacity):
        register(person, "2027", ["SIDE"], affiliation_id=other, mode="on_site", **DEED)
    with pytest.raises(NothingChosen):
        register(person, "2027", ["NONE"], affiliation_id=affiliation(person), mode="on_site", **DEED)


@pytest.mark.usefixtures("app")
def test_the_letter_speaks_the_persons_language_and_leads_to_their_page():
    person = a_person("new", constituency="CSO-WSIS", organization="OR-NETWORK", language="fr")
    entered(person, "CLUSTER")

    letter = letters(person)[0]
    assert (letter.language, letter.kind, letter.address) == ("fr", "registration", "new@people.example")
    assert "https://linkage.example/fr/my/" in letter.text
    assert NOW > STAMP == letter.written_at
