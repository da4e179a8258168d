"""What people did before the eye comes: so that pages that hang on a deed have an address that is known beforehand."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from sqlalchemy import select

from events.delegations.services import importing, members
from events.editions.models import Edition
from events.programme.models import Meeting
from events.registration.models import BulkDecision, Seat
from events.registration.services import change_requests
from events.registration.services.on_behalf import Hand
from foundation import clock
from foundation.confidence import Confidence
from foundation.db import atomic, db
from foundation.letters import House
from stakeholders.accounts.models import Account, MailedLink
from stakeholders.accounts.queries import hash_of
from stakeholders.accreditation.models import Application
from stakeholders.organizations.models import Organization
from tests.stakeholders.organizations.records import a_record, merged
from tests.support.people import account

OPEN_TIME = datetime(2027, 4, 20, 8, tzinfo=UTC)
"""When registration is open for every part."""
INVITED_BY, OFFERED_BY = "an-invitation-that-stands", "a-place-that-is-offered"
"""The tokens of mailed links."""
TABLE = "part,organization,email,name,rank\nSESSION,UNESCO,first@people.example,First,member\nX,Y,,,chief\n"


def done() -> None:
    """The first table of people, change asked for, decision on many, merge; and UNESCO’s application, the seventh."""
    organizer = account("AC-37").id
    hand = Hand(organizer, House("http://127.0.0.1:8000", "example.org"), OPEN_TIME, clock.wire_now())
    importing.read(hand, "2027", TABLE.encode(), name="people.csv")
    change_requests.ask(organizer, 75, change_requests.Wanted(None, "Director", ""), now=OPEN_TIME)
    merged(organizer, a_record("O-GONE", "Record gone"), a_record("O-KEPT", "Record kept"))
    _put(organizer)
    _named()
    _offered()


def _named() -> None:
    """Somebody is named by UNESCO’s focal point, and has the link that asks them."""
    unesco = db.session.scalars(select(Organization.id).where(Organization.key == "UNESCO")).one()
    by = Hand(account("AC-35").id, House("http://127.0.0.1:8000", "example.org"), OPEN_TIME, clock.wire_now())
    place = members.Place("2027", "SESSION", unesco)
    members.put(by, place, members.Newcomer("named@people.example", "Nell Named", "member"))
    edition = db.session.scalars(select(Edition.id).where(Edition.key == "2027")).one()
    _link("invited", INVITED_BY, account_of("named@people.example"), about=edition)


def _offered() -> None:
    """The stakeholder is offered a place in a meeting, and has the link that takes it."""
    meeting = db.session.scalars(select(Meeting).join(Edition).where(Edition.key == "2027", Meeting.key == "S04")).one()
    person = account("AC-61")
    seat = db.session.scalar(select(Seat).where(Seat.meeting_id == meeting.id, Seat.account_id == person.id))
    if seat is None:
        seat = Seat(account_id=person.id, meeting_id=meeting.id, state="offered", changed_at=OPEN_TIME)
        db.session.add(seat)
    seat.state, seat.position, seat.offer_ends_at = "offered", None, OPEN_TIME + timedelta(days=20)
    db.session.flush()
    _link("place", OFFERED_BY, person, about=seat.id)


def account_of(email: str) -> Account:
    return db.session.scalars(select(Account).where(Account.email == email)).one()


def _link(purpose: str, told: str, person: Account, about: int | None = None) -> None:
    made = clock.wire_now()
    asks = {"purpose": purpose, "about": about, "token_hash": hash_of(told), "email": person.email}
    db.session.add(MailedLink(account_id=person.id, made_at=made, expires_at=made + timedelta(days=30), **asks))
    db.session.commit()


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
            before={"118": {}, "121": {}},
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
