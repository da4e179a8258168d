"""Applications for accreditation of the files: what they may not say, and that a load undoes no decision made since."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from sqlalchemy import select

from foundation.db import db
from stakeholders.accreditation.models import Application, BasisHeld
from tests.stakeholders.accreditation.people import application, held, number, refuse

FILE = "participants_demo.yaml"
WRONG = {
    "an approval without its day": (
        'state: approved, decided: "2026-11-03T09:00:00Z"',
        "state: approved",
        "AD-01: decided: an application that is approved tells when that was decided",
    ),
    "a refusal without a reason": (
        'reason: "no decision or status on record", confidence',
        "reason: null, confidence",
        "AD-05: reason: an application that is refused tells the reason",
    ),
    "a hold that says nothing": (
        'reason: "number of the consultative status awaited"',
        "reason: null",
        "AD-04: reason: an application that is on_hold tells the reason",
    ),
    "a basis of another constituency": (
        'decided: "2026-11-25T09:00:00Z", basis: B-BUS-TRIAL',
        'decided: "2026-11-25T09:00:00Z", basis: B-UN',
        "AD-03: basis: “B-UN” is no basis of BUSINESS",
    ),
    "an approval on a basis that is not held": (
        'decided: "2026-11-03T09:10:00Z", basis: B-CSO-DEMO',
        'decided: "2026-11-03T09:10:00Z", basis: B-CSO-2010',
        "AD-02: basis: OR-NETWORK does not hold it by this file",
    ),
}


@pytest.mark.parametrize(("old", "new", "words"), list(WRONG.values()), ids=list(WRONG))
def test_what_is_wrong_is_named(app, problems, edit, old, new, words):
    assert problems(edit(FILE, old, new)) == [f"{FILE}: {words}"]


def test_an_approval_is_what_the_basis_is_held_by(app):
    row = db.session.scalars(select(Application).where(Application.key == "AD-06")).one()
    holding = db.session.scalars(select(BasisHeld).where(BasisHeld.application_id == row.id)).one()

    assert (row.from_session, row.to_session, row.decided_at) == (1, None, datetime(2026, 12, 15, 9, tzinfo=UTC))
    assert (holding.basis_id, holding.from_session, holding.ended_at) == (row.basis_id, None, None)


def test_another_load_does_not_undo_what_was_decided_since(app, load):
    made = db.session.scalars(select(Application.id).where(Application.key == "AD-02")).one()
    refuse(number("AC-38"), made, "It left the network.")

    load()

    assert (application(made).state, held("OR-NETWORK", "B-CSO-DEMO")) == ("refused", (None, None, False))
