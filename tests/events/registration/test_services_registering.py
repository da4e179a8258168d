"""Registering and withdrawing: R1 decides, a letter tells, seats go with it; on both databases."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from sqlalchemy import select

from events.editions.models import Segment
from events.registration.models import Registration
from events.registration.rules.registering import (
    BY_RULE,
    NothingChosen,
    RegistrationClosed,
    UnknownCapacity,
    UnknownRegistration,
)
from events.registration.services.deciding import Verdict, decide
from events.registration.services.registering import register, withdraw
from foundation import revisions, seals
from foundation.db import db
from foundation.outbox import OutboxMessage
from stakeholders.accreditation.models import Basis
from stakeholders.organizations.rules import SENT
from stakeholders.organizations.services import affiliating
from stakeholders.organizations.services.naming import Declared
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


def row_of(person: int, segment: str = "SESSION") -> Registration:
    db.session.rollback()
    return db.session.scalars(
        select(Registration)
        .join(Segment, Segment.id == Registration.segment_id)
        .where(Registration.account_id == person, Segment.key == segment)
    ).one()


def decided(person: int, verdict: Verdict, *, reason: str = "", next_step: str = "") -> None:
    row = row_of(person).id
    decide(number("AC-38"), "2027", row, verdict=verdict, reason=reason, next_step=next_step, **DEED)


@pytest.mark.usefixtures("any_app")
def test_a_refusal_by_a_person_stands_until_a_person_lifts_it_whatever_the_refused_one_does():
    person = a_person("new", constituency="CSO-WSIS", organization="OR-NETWORK")
    entered(person, "SESSION")
    decided(person, Verdict.REFUSE, reason="Conduct.", next_step="None.")

    again = entered(person, "SESSION")
    withdraw(person, row_of(person).id, **DEED)
    once_more = entered(person, "SESSION")
    row = row_of(person)

    assert (again, once_more, row.reason, row.next_step) == ({"SESSION": "new"}, {"SESSION": "new"}, "", "")
    told = [(verb, facts.get("before"), facts.get("after")) for verb, facts in journal("registration", str(row.id))]
    assert told == [
        ("register", None, None),
        ("refuse", "approved", "refused"),
        ("register", "refused", "new"),
        ("withdraw", "new", "withdrawn"),
        ("register", "withdrawn", "new"),
    ]
    sealed = next(facts for _, facts in journal("registration", str(row.id)) if facts.get("before") == "refused")
    opened = seals.opened({person: [sealed["sealed"]]})
    assert opened[sealed["sealed"]] == {"reason": "Conduct.", "next_step": "None."}


@pytest.mark.usefixtures("app")
def test_an_approval_by_a_person_lifts_the_refusal():
    person = a_person("new", constituency="CSO-WSIS", organization="OR-NETWORK")
    entered(person, "SESSION")
    decided(person, Verdict.REFUSE, reason="Conduct.")
    decided(person, Verdict.APPROVE)
    withdraw(person, row_of(person).id, **DEED)

    assert entered(person, "SESSION") == {"SESSION": "approved"}


@pytest.mark.usefixtures("app")
def test_a_hold_by_a_person_is_not_undone_by_withdrawing_and_registering_again():
    person = a_person("new", constituency="CSO-WSIS", organization="OR-NETWORK")
    entered(person, "SESSION")
    decided(person, Verdict.HOLD, reason="A paper is missing.")
    withdraw(person, row_of(person).id, **DEED)

    assert entered(person, "SESSION") == {"SESSION": "new"}


@pytest.mark.usefixtures("app")
def test_a_next_step_goes_with_the_decision_that_it_belonged_to():
    person = a_person("new", constituency="CSO-WSIS", organization="OR-NETWORK")
    entered(person, "SESSION")
    row = row_of(person)
    row.state, row.decided_by, row.reason, row.next_step = "refused", BY_RULE, "No.", "None."
    db.session.commit()

    entered(person, "SESSION")

    row = row_of(person)
    assert (row.state, row.reason, row.next_step) == ("approved", "", "")


@pytest.mark.usefixtures("app")
@pytest.mark.parametrize(
    ("constituency", "organization", "state"),
    [
        ("GOV-MEMBER", "ST-AF1", "new"),
        ("GOV-OBSERVER", "ST-OB1", "new"),
        ("UN-ENTITY", "WHO", "new"),
        ("IGO", "OR-IGO", "new"),
        ("SECRETARIAT", "UNCTAD", "new"),
        ("NGO-ECOSOC", "OR-ASSO", "approved"),
        ("CSO-WSIS", "OR-YOUTH", "approved"),
        ("BUSINESS", "OR-GUILD", "approved"),
        ("PRESS", "OR-PAPER", "approved"),
    ],
)
def test_nobody_comes_in_the_name_of_a_state_or_an_intergovernmental_body_on_their_own_word(
    constituency: str, organization: str, state: str
):
    person = a_person("new", constituency=constituency, organization=organization, confirmed=False)

    assert entered(person, "CLUSTER") == {"CLUSTER": state}


@pytest.mark.usefixtures("any_app")
def test_a_declined_affiliation_that_is_declared_again_approves_nothing_until_it_is_confirmed():
    person = a_person("new", constituency="CSO-WSIS", organization="OR-NETWORK", confirmed=False)
    secretary = number("AC-38")
    affiliating.decline(secretary, affiliation(person), reason="Not ours.", **DEED)
    affiliating.declare(
        person, Declared(SENT, "OR-NETWORK"), since=date(2026, 1, 1), until=None, now=NOW, stamped_at=STAMP
    )

    declared = entered(person, "CLUSTER")
    withdraw(person, row_of(person, "CLUSTER").id, **DEED)
    affiliating.confirm(secretary, affiliation(person), **DEED)

    assert (declared, entered(person, "CLUSTER")) == ({"CLUSTER": "new"}, {"CLUSTER": "approved"})


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
