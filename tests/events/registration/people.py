"""What the tests of registrations and seats begin with: the demonstration's people, and people of one's own."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

from sqlalchemy import select

from events.editions.models import Edition, Segment
from events.programme.models import Meeting
from events.registration.models import Registration, Seat
from foundation.confidence import Confidence
from foundation.db import db
from foundation.journal import JournalLine
from foundation.letters import House
from stakeholders.accounts.models import Account
from stakeholders.organizations.models import Affiliation, Constituency, Organization
from tests.support.people import account

NOW = datetime(2027, 4, 20, 8, tzinfo=UTC)
STAMP = datetime(2026, 11, 24, 8, tzinfo=UTC)
HOUSE = House("https://linkage.example", "linkage.example")
TIMES: dict[str, Any] = {"now": NOW, "stamped_at": STAMP}
DEED: dict[str, Any] = {"house": HOUSE, **TIMES}


def number(key: str) -> int:
    """The account of that key in the data."""
    return account(key).id


def a_person(
    name: str, *, constituency: str, organization: str | None = None, confirmed: bool = True, language: str = "en"
) -> int:
    """A new account with an affiliation, not registered for anything; committed."""
    person = Account(
        email=f"{name}@people.example",
        name=name,
        languages=[language],
        verified_at=NOW,
        created_at=NOW,
        confidence=Confidence.ILLUSTRATIVE,
    )
    db.session.add(person)
    db.session.flush()
    with_whom = db.session.scalar(select(Organization.id).where(Organization.key == organization))
    db.session.add(
        Affiliation(
            account_id=person.id,
            organization_id=with_whom,
            constituency_id=db.session.scalars(select(Constituency.id).where(Constituency.key == constituency)).one(),
            since=date(2026, 1, 1),
            declared_at=NOW,
            confirmed_at=NOW if confirmed else None,
            confidence=Confidence.ILLUSTRATIVE,
        )
    )
    db.session.commit()
    return person.id


def affiliation(account_id: int) -> int:
    """The affiliation of a person who has one."""
    return db.session.scalars(select(Affiliation.id).where(Affiliation.account_id == account_id)).one()


def approved(account_id: int, segment: str, *, constituency: str, mode: str = "on_site") -> None:
    """An approved registration as the data has them, with the organization of the person's affiliation; committed."""
    db.session.add(
        Registration(
            account_id=account_id,
            segment_id=db.session.scalars(
                select(Segment.id).join(Edition).where(Edition.key == "2027", Segment.key == segment)
            ).one(),
            constituency_id=db.session.scalars(select(Constituency.id).where(Constituency.key == constituency)).one(),
            organization_id=db.session.scalar(
                select(Affiliation.organization_id).where(Affiliation.account_id == account_id)
            ),
            mode=mode,
            state="approved",
            registered_at=NOW,
            confidence=Confidence.ILLUSTRATIVE,
        )
    )
    db.session.commit()


def registrations(account_id: int) -> dict[str, str]:
    """How a person's registrations stand, by segment."""
    db.session.rollback()
    rows = db.session.execute(
        select(Segment.key, Registration.state)
        .join(Segment, Segment.id == Registration.segment_id)
        .where(Registration.account_id == account_id)
        .order_by(Segment.position)
    )
    return dict(rows.all())


def seats(meeting: str) -> dict[int, str]:
    """The states of the seats of a meeting, by account."""
    db.session.rollback()
    rows = db.session.execute(
        select(Seat.account_id, Seat.state).join(Meeting, Meeting.id == Seat.meeting_id).where(Meeting.key == meeting)
    )
    return dict(rows.all())


def journal(kind: str, key: str | None = None) -> list[tuple[str, dict[str, Any]]]:
    """The lines about a kind of subject that stand after the loading, as (verb, facts)."""
    query = select(JournalLine.verb, JournalLine.facts).where(JournalLine.subject_kind == kind)
    if key is not None:
        query = query.where(JournalLine.subject_key == key)
    return [(verb, facts) for verb, facts in db.session.execute(query.order_by(JournalLine.id))]


def approved_crowd(size: int) -> list[int]:
    """So many people with an approved registration for the session; committed."""
    segment = db.session.scalars(
        select(Segment.id).join(Edition).where(Edition.key == "2027", Segment.key == "SESSION")
    ).one()
    constituency = db.session.scalars(select(Constituency.id).where(Constituency.key == "CSO-WSIS")).one()
    people = [
        Account(
            email=f"crowd{each}@people.example",
            name=f"crowd {each}",
            languages=["en"],
            verified_at=NOW,
            created_at=NOW,
            confidence=Confidence.ILLUSTRATIVE,
        )
        for each in range(size)
    ]
    db.session.add_all(people)
    db.session.flush()
    db.session.add_all(_confirmed(person.id, constituency) for person in people)
    db.session.add_all(
        Registration(
            account_id=person.id,
            segment_id=segment,
            constituency_id=constituency,
            mode="on_site",
            state="approved",
            registered_at=NOW,
            confidence=Confidence.ILLUSTRATIVE,
        )
        for person in people
    )
    db.session.commit()
    return [person.id for person in people]


def _confirmed(account_id: int, constituency_id: int) -> Affiliation:
    return Affiliation(
        account_id=account_id,
        constituency_id=constituency_id,
        since=date(2026, 1, 1),
        declared_at=NOW,
        confirmed_at=NOW,
        confidence=Confidence.ILLUSTRATIVE,
    )
