"""The registrar registers somebody: R1 holds, the person is written to, late with a reason; on both databases."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from sqlalchemy import func, select

from events.registration.rules.on_behalf import (
    Become,
    LateNeedsReason,
    MayNotRegister,
    NoRightToCome,
    RegisteredAlready,
    become,
)
from events.registration.services.on_behalf import Hand
from events.registration.services.registering_others import Somebody, register_somebody
from foundation.db import db
from foundation.outbox import OutboxMessage
from stakeholders.accounts.models import Account
from stakeholders.accounts.services.inviting import Named
from stakeholders.organizations.models import Affiliation
from tests.events.registration.people import HOUSE, NOW, STAMP, journal, number, registrations

ADA = Named("ada@people.example", "Ada Typed", "", "es")
LATE = datetime(2027, 7, 1, 8, tzinfo=UTC)


def registered(*segments: str, by: str = "AC-38", now: datetime = NOW, **told: str) -> int:
    how = {"how": "sent", "organization_key": "UNESCO"} | told
    register_somebody(Hand(number(by), HOUSE, now, STAMP), "2027", Somebody(ADA, segments, **how))
    return db.session.scalars(select(Account.id).where(Account.email == ADA.email)).one()


@pytest.mark.usefixtures("any_app")
def test_for_all_parts_at_once_with_one_letter_and_one_affiliation():
    person = registered("SESSION", "CLUSTER", "SIDE")

    assert registrations(person) == {"CLUSTER": "approved", "SESSION": "approved", "SIDE": "approved"}
    letters = db.session.scalars(select(OutboxMessage).where(OutboxMessage.account_id == person)).all()
    assert [(letter.kind, letter.language, "/es/invitations/" in letter.text) for letter in letters] == [
        ("invited", "es", True)
    ]
    assert db.session.scalar(select(func.count()).where(Affiliation.account_id == person)) == 1


@pytest.mark.usefixtures("any_app")
@pytest.mark.parametrize(("told", "segment"), [({"how": "alone", "organization_key": ""}, "SESSION")])
def test_an_invited_expert_stands_alone(told: dict[str, str], segment: str):
    assert registrations(registered(segment, **told)) == {segment: "approved"}


@pytest.mark.usefixtures("any_app")
def test_r1_holds_and_nothing_is_left_behind():
    with pytest.raises(NoRightToCome):
        registered("SESSION", organization_key="OR-GUILD")
    with pytest.raises(NoRightToCome):
        registered("SIDE")

    assert db.session.scalar(select(func.count()).where(Account.email == ADA.email)) == 0


@pytest.mark.usefixtures("app")
def test_who_is_registered_already_is_told_to_the_registrar():
    registered("SESSION")

    with pytest.raises(RegisteredAlready):
        registered("SESSION", organization_key="ITU")


@pytest.mark.usefixtures("app")
def test_late_only_with_a_reason_which_the_journal_keeps_sealed():
    with pytest.raises(LateNeedsReason):
        registered("SESSION", now=LATE)

    person = registered("SESSION", now=LATE, late_reason="Named by note verbale")

    assert registrations(person) == {"SESSION": "approved"}
    verbs = [verb for verb, facts in journal("registration") if facts.get("about") == person]
    assert (verbs, "verbale" in str(journal("registration"))) == (["register_late"], False)


@pytest.mark.usefixtures("app")
@pytest.mark.parametrize("by", ["AC-61", "AC-35", "AC-40"])
def test_only_registrars_register_anybody(by: str):
    with pytest.raises(MayNotRegister):
        registered("SESSION", by=by)


@pytest.mark.parametrize(
    ("state", "person", "same", "renew", "becomes"),
    [
        (None, False, False, False, Become.MADE),
        ("withdrawn", False, False, False, Become.MADE),
        ("refused", False, True, False, Become.MADE),
        ("refused", True, True, False, Become.KEPT),
        ("refused", True, False, False, Become.ELSEWHERE),
        ("refused", True, True, True, Become.MADE),
        ("refused", False, False, True, Become.ELSEWHERE),
        ("approved", False, True, False, Become.STOOD),
        ("approved", False, False, True, Become.ELSEWHERE),
        ("new", False, True, False, Become.RAISED),
        ("new", False, False, False, Become.ELSEWHERE),
        ("on_hold", True, True, False, Become.STOOD),
    ],
)
def test_what_registering_somebody_comes_to(state, person, same, renew, becomes):
    how = {"reason": "", "decided_by_person": person, "is_same_capacity": same, "may_renew": renew}

    assert become(state, **how) == becomes


@pytest.mark.parametrize(
    ("state", "person", "same", "becomes"),
    [
        (None, False, False, Become.NAMED),
        ("withdrawn", False, True, Become.NAMED),
        ("withdrawn", False, False, Become.ELSEWHERE),
        ("refused", False, True, Become.NAMED),
        ("refused", True, True, Become.KEPT),
        ("refused", False, False, Become.ELSEWHERE),
        ("new", False, True, Become.RAISED),
        ("approved", False, True, Become.STOOD),
        ("approved", False, False, Become.ELSEWHERE),
    ],
)
def test_who_has_an_account_is_asked_before_anything_is_made(state, person, same, becomes):
    how = {"reason": "", "decided_by_person": person, "is_same_capacity": same, "may_renew": False}

    assert become(state, asks_first=True, **how) == becomes
