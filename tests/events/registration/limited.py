"""What tests of places begin with: quotas, people who hold or wait, and the worker's turns taken by hand."""

from __future__ import annotations

from datetime import datetime, timedelta

from flask import Flask
from sqlalchemy import func, select

from events.editions.models import Edition, Segment
from events.programme.models import Meeting
from events.registration.models import Quota, Registration, Seat
from events.registration.queries import books, placing
from foundation.db import db
from foundation.outbox import OutboxMessage
from stakeholders.organizations.models import Constituency, Organization
from tests.events.registration.people import NOW, a_person, approved
from tests.foundation.trying import worker

LATER = NOW + timedelta(hours=25)
"""When an offer of now has ended."""


def segment_id(key: str) -> int:
    """The number of a segment of 2027."""
    query = select(Segment.id).join(Edition, Edition.id == Segment.edition_id)
    return db.session.scalars(query.where(Edition.key == "2027", Segment.key == key)).one()


def meeting_id(key: str) -> int:
    """The number of a meeting."""
    return db.session.scalars(select(Meeting.id).where(Meeting.key == key)).one()


def a_quota(
    places: int,
    *,
    meeting: str = "",
    segment: str = "",
    constituency: str = "",
    organization: str = "",
    mode: str | None = None,
) -> int:
    """A quota of a meeting or segment for whom it names, of so many places beside those held; committed."""
    row = Quota(
        meeting_id=meeting_id(meeting) if meeting else None,
        segment_id=segment_id(segment) if segment else None,
        constituency_id=db.session.scalar(select(Constituency.id).where(Constituency.key == constituency)),
        organization_id=db.session.scalar(select(Organization.id).where(Organization.key == organization)),
        mode=mode,
        places=places,
    )
    db.session.add(row)
    db.session.flush()
    number = row.meeting_id or row.segment_id or 0
    if meeting:
        place = placing.placed_by_number(number)
        assert place is not None
        book = books.of_meeting(place, now=NOW).book
    else:
        book = books.of_segments([number], now=NOW)[number].book
    row.places += next(book.held_in(bound) for bound in book.bounds if bound.number == row.id)
    db.session.commit()
    return row.id


def an_ngo(name: str, *, mode: str = "on_site") -> int:
    """Somebody of an NGO, approved for the session; committed."""
    person = a_person(name, constituency="NGO-ECOSOC", organization="OR-ASSO")
    approved(person, "SESSION", constituency="NGO-ECOSOC", mode=mode)
    return person


def a_business(name: str) -> int:
    """Somebody of the business sector, approved for the session; committed."""
    person = a_person(name, constituency="BUSINESS", organization="OR-SMALL")
    approved(person, "SESSION", constituency="BUSINESS")
    return person


def seat_of(account_id: int, *, meeting: str = "", segment: str = "") -> tuple[str, int | None, datetime | None]:
    """State, number drawn and end of the offer of somebody's seat, as they stand now."""
    db.session.rollback()
    at = Seat.meeting_id == meeting_id(meeting) if meeting else Seat.segment_id == segment_id(segment)
    row = db.session.execute(
        select(Seat.state, Seat.position, Seat.offer_ends_at).where(Seat.account_id == account_id, at)
    ).first()
    return (row.state, row.position, row.offer_ends_at) if row else ("none", None, None)


def states_of(account_ids: list[int], **where: str) -> list[str]:
    """The states of some people's seats."""
    return [seat_of(account, **where)[0] for account in account_ids]


def approved_in(segment: str) -> int:
    """How many registrations of a segment are approved."""
    db.session.rollback()
    counted = select(func.count()).where(
        Registration.segment_id == segment_id(segment), Registration.state == "approved"
    )
    return db.session.scalar(counted) or 0


def work_done(app: Flask) -> None:
    """Let the worker do all jobs that were ordered."""
    db.session.rollback()
    while worker(app).do_job():
        pass


def letters_to(account_id: int) -> list[tuple[str, str]]:
    """The letters about places to a person: subject and text."""
    db.session.rollback()
    rows = db.session.execute(
        select(OutboxMessage.subject, OutboxMessage.text)
        .where(OutboxMessage.account_id == account_id, OutboxMessage.kind == "seat")
        .order_by(OutboxMessage.id)
    )
    return [(subject, text) for subject, text in rows]


def token_in(text: str) -> str:
    """The secret of the link in a letter."""
    return text.split("/places/")[1].split()[0]
