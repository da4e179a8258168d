"""Taking a seat and giving it back: the meeting's row is locked first, so that no two people take the last one."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from sqlalchemy import select

from events.programme.models import Meeting
from events.registration.models import Seat
from events.registration.queries import seats as queries
from events.registration.rules.places import Place
from events.registration.services import people
from foundation import journal
from foundation.confidence import Confidence
from foundation.db import atomic, db


@atomic
def take_seat(account_id: int, edition_key: str, meeting_key: str, *, now: datetime, stamped_at: datetime) -> Place:
    """Take a seat, or an offered one while its offer holds. Asking again changes nothing.

    Raises UnknownEdition, NothingPublished, UnknownMeeting.
    """
    people.lock(account_id)
    lock_meetings([queries.meeting_id(edition_key, meeting_key)])
    # Only now: how many places there are may have changed while this waited.
    found = queries.placed(edition_key, meeting_key)
    seat = queries.own_seat(account_id, found.meeting_id)
    others = queries.taken(found.meeting_id, now=now, besides=account_id)
    line = queries.queue(found.meeting_id, account_id, seat, now=now)
    place = queries.answer(found.limit, queries.asker(account_id, found), seat, others=others, line=line, now=now)
    if place is Place.SEATED and (seat is None or seat.state != "seated"):
        before = seat.state if seat else "none"
        _seat(account_id, found.meeting_id, seat, now=now)
        _note(account_id, "take_seat", f"{edition_key}/{meeting_key}", now=now, before=before)
        people.rise(account_id, at=stamped_at)
    return place


@atomic
def give_seat_back(
    account_id: int, edition_key: str, meeting_key: str, *, now: datetime, stamped_at: datetime
) -> Place:
    """Give a seat, an offer or a place in the waiting list back. Doing it again changes nothing.

    A meeting that has left the programme has seats to give back, too. Raises UnknownMeeting.
    """
    people.lock(account_id)
    meeting_id = queries.meeting_id(edition_key, meeting_key)
    lock_meetings([meeting_id])
    seat = queries.own_seat(account_id, meeting_id)
    if seat is not None and seat.state != "cancelled":
        free(seat, f"{edition_key}/{meeting_key}", now=now)
        people.rise(account_id, at=stamped_at)
    return Place.CANCELLED


def lock_meetings(meeting_ids: Iterable[int]) -> None:
    """Lock meetings in the order of their numbers; on SQLite the write transaction holds already."""
    wanted = sorted(meeting_ids)
    db.session.execute(select(Meeting.id).where(Meeting.id.in_(wanted)).order_by(Meeting.id).with_for_update()).all()


def free(seat: Seat, subject: str, *, now: datetime) -> None:
    """Free a seat of a locked meeting, inside the caller's transaction."""
    before = seat.state
    seat.state, seat.changed_at = "cancelled", now
    seat.offer_ends_at, seat.position = None, None
    _note(seat.account_id, "give_seat_back", subject, now=now, before=before)
    db.session.flush()


def _seat(account_id: int, meeting_id: int, seat: Seat | None, *, now: datetime) -> None:
    if seat is None:
        seat = Seat(meeting_id=meeting_id, account_id=account_id, confidence=Confidence.SURE)
        db.session.add(seat)
    seat.state, seat.changed_at = "seated", now
    seat.offer_ends_at, seat.position = None, None
    db.session.flush()


def _note(account_id: int, verb: str, subject: str, *, now: datetime, before: str) -> None:
    journal.note(f"account:{account_id}", verb, "seat", subject, now=now, account=account_id, before=before)
    # In the order of the lock, so that the journal can be replayed.
    db.session.flush()
