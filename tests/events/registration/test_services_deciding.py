"""What the secretariat decides: R1 holds for it, a refusal has a reason, the person is told; on both databases."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from events.registration.models import Registration
from events.registration.rules.registering import (
    MayNotDecide,
    NoBasis,
    NotDecidable,
    ReasonNeeded,
    UnknownRegistration,
)
from events.registration.services.deciding import Verdict, decide
from foundation.db import db
from foundation.outbox import OutboxMessage
from tests.events.registration.people import DEED, journal, number, registrations, seats

APPROVE, REFUSE = Verdict.APPROVE, Verdict.REFUSE


def row(key: str) -> int:
    return db.session.scalars(select(Registration.id).where(Registration.key == key)).one()


def decided(
    key: str, verdict: Verdict, *, reason: str = "", by: str = "AC-38", edition: str = "2027"
) -> tuple[str, str]:
    decide(number(by), edition, row(key), verdict=verdict, reason=reason, **DEED)
    found = db.session.scalars(select(Registration).where(Registration.key == key)).one()
    return found.state, found.decided_by.partition(":")[0]


@pytest.mark.usefixtures("any_app")
def test_a_registration_with_a_basis_is_approved_once_and_the_person_is_told():
    person = number("AC-53")

    assert [decided("RG-118", APPROVE) for _ in range(2)] == [("approved", "account")] * 2
    assert [verb for verb, _ in journal("registration", str(row("RG-118")))] == ["approve"]
    letters = db.session.scalars(select(OutboxMessage.text).where(OutboxMessage.account_id == person)).all()
    assert ["Thirtieth session of the Commission (demonstration): approved." in text for text in letters] == [True]


@pytest.mark.usefixtures("any_app")
@pytest.mark.parametrize(("key", "because"), [("RG-085", "sessions 28 and 29"), ("RG-109", "No decision or status")])
def test_r1_nobody_approves_without_a_basis(key: str, because: str):
    with pytest.raises(NoBasis) as refused:
        decided(key, APPROVE)

    assert because in str(refused.value.sentence)
    assert registrations(number("AC-42"))["SESSION"] == "refused"


@pytest.mark.usefixtures("any_app")
def test_a_refusal_has_a_reason_and_frees_the_seats():
    person = number("AC-61")
    with pytest.raises(ReasonNeeded):
        decided("RG-135", REFUSE, reason="  ")

    assert decided("RG-135", REFUSE, reason="The letter is missing.") == ("refused", "account")
    assert (seats("S03")[person], seats("S04")[person]) == ("cancelled", "cancelled")


@pytest.mark.usefixtures("app")
def test_what_was_withdrawn_is_not_decided():
    with pytest.raises(NotDecidable):
        decided("RG-112", APPROVE)


@pytest.mark.usefixtures("app")
@pytest.mark.parametrize("by", ["AC-61", "AC-40", "AC-35", "AC-11"])
def test_only_registrar_and_organizer_decide(by: str):
    with pytest.raises(MayNotDecide):
        decided("RG-118", APPROVE, by=by)


@pytest.mark.usefixtures("app")
def test_the_organizer_decides_too():
    assert decided("RG-118", APPROVE, by="AC-37") == ("approved", "account")


@pytest.mark.usefixtures("app")
def test_a_registration_of_another_edition_is_not_found():
    with pytest.raises(UnknownRegistration):
        decided("RG-118", APPROVE, by="AC-37", edition="2007")
