"""What people did before the eye comes: so that pages that hang on a deed have an address that is known beforehand."""

from __future__ import annotations

from datetime import UTC, datetime

from sqlalchemy import select

from events.delegations.services import importing
from events.editions.models import Edition
from events.registration.models import BulkDecision
from events.registration.services import change_requests
from events.registration.services.on_behalf import Hand
from foundation import clock
from foundation.confidence import Confidence
from foundation.db import atomic, db
from foundation.letters import House
from stakeholders.accreditation.models import Application
from stakeholders.organizations.models import Organization
from tests.stakeholders.organizations.records import a_record, merged
from tests.support.people import account

OPEN_TIME = datetime(2027, 4, 20, 8, tzinfo=UTC)
"""When registration is open for every part."""
TABLE = "part,organization,email,name,rank\nSESSION,UNESCO,first@people.example,First,member\nX,Y,,,chief\n"


def done() -> None:
    """The first table of people, change asked for, decision on many, merge; and UNESCO’s application, the seventh."""
    organizer = account("AC-37").id
    hand = Hand(organizer, House("http://127.0.0.1:8000", "example.org"), OPEN_TIME, clock.wire_now())
    importing.read(hand, "2027", TABLE.encode(), name="people.csv")
    change_requests.ask(organizer, 75, change_requests.Wanted(None, "Director", "", "on_site"), now=OPEN_TIME)
    merged(organizer, a_record("O-GONE", "Record gone"), a_record("O-KEPT", "Record kept"))
    _put(organizer)


@atomic
def _put(organizer: int) -> None:
    edition = db.session.scalars(select(Edition.id).where(Edition.key == "2027")).one()
    db.session.add(
        BulkDecision(
            edition_id=edition,
            account_id=organizer,
            verdict="hold",
            reason="Wait for the letter.",
            numbers=[118, 121],
            done=2,
            passed_over={},
            state="done",
            ordered_at=OPEN_TIME,
        )
    )
    unesco = db.session.scalars(select(Organization.id).where(Organization.key == "UNESCO")).one()
    db.session.add(
        Application(
            organization_id=unesco,
            session=30,
            state="new",
            applied_at=OPEN_TIME,
            applied_by_id=account("AC-35").id,
            confidence=Confidence.ILLUSTRATIVE,
        )
    )
