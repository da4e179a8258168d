"""What the registrar of the house has on the desk: a decision that goes on, one that has ended, a filter, an extension."""

from __future__ import annotations

from datetime import timedelta

from sqlalchemy import select

from events.editions.models import Edition, Segment
from events.registration.models import BulkDecision, Extension, Registration, SavedFilter
from foundation import clock
from foundation.db import db
from stakeholders.organizations.models import Constituency
from tests.support.people import account


def furnished() -> dict[str, str]:
    """Put it there, and tell the ids."""
    registrar = account("AC-38").id
    edition = db.session.scalars(select(Edition.id).where(Edition.key == "2027")).one()
    where = (Segment.edition_id == edition, Segment.key == "SESSION")
    rows = {
        "going": _decision(registrar, edition, state="running"),
        "held": _decision(registrar, edition, state="done"),
        "filter": SavedFilter(account_id=registrar, edition_id=edition, name="To do", query={"state": "new"}),
        "extension": Extension(
            segment_id=db.session.scalars(select(Segment.id).where(*where)).one(),
            constituency_id=db.session.scalars(select(Constituency.id).where(Constituency.key == "BUSINESS")).one(),
            closes_at=clock.now() + timedelta(days=400),
            reason="The letter came late.",
            granted_at=clock.now(),
            granted_by="command",
        ),
    }
    db.session.add_all(rows.values())
    db.session.commit()
    return {name: str(row.id) for name, row in rows.items()}


BEFORE = {
    **{"state": "new", "reason": "", "next_step": "", "decided_by": "", "decided_at": None, "basis_id": None},
    **{"seats": [], "revision": 0, "after": "on_hold"},
}
"""How a registration stood before it was decided on."""


def _decision(registrar: int, edition: int, *, state: str) -> BulkDecision:
    """Of one registration that is done, and if it goes on another that is not."""
    held = db.session.scalars(select(Registration.id).where(Registration.key == "RG-135")).one()
    return BulkDecision(
        edition_id=edition,
        account_id=registrar,
        verdict="hold",
        reason="Wait for the letter.",
        numbers=[held] if state == "done" else [held, held + 1],
        done=1,
        passed_over={},
        before={str(held): BEFORE},
        state=state,
        ordered_at=clock.now(),
    )
