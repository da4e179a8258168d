"""Taking a seat and giving it back: the meeting's row is locked first, so that no two people take the last one."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import bindparam, func, insert, select, update

from events.registration.models import Seat
from events.registration.queries import placing
from events.registration.queries import seats as queries
from events.registration.queries.askers import Standing, asker_with_seat
from events.registration.rules.places import WAITS_NO_MORE, Place
from events.registration.rules.waiting import CanBeTaken, NoList
from events.registration.services import offering, people
from events.registration.services.offering import WAITS
from foundation.confidence import Confidence
from foundation.db import atomic, db, directly, table_of

# Built once: building a statement costs more than asking it.
_SEATS = table_of(Seat)
_NEW = (
    insert(_SEATS)
    .values(
        meeting_id=bindparam("meeting"),
        account_id=bindparam("account"),
        state=bindparam("state"),
        changed_at=bindparam("now"),
        position=bindparam("number"),
        confidence=Confidence.SURE,
        confidences={},
    )
    .returning(_SEATS.c.id)
)
_CHANGED = (
    update(_SEATS)
    .where(_SEATS.c.id == bindparam("seat"))
    .values(
        state=bindparam("becomes"),
        changed_at=bindparam("now"),
        position=bindparam("number"),
        offer_ends_at=None,
        note=bindparam("note"),
    )
)
_LAST = select(func.coalesce(func.max(_SEATS.c.position), 0)).where(_SEATS.c.meeting_id == bindparam("meeting"))
_OWN = select(_SEATS.c.id, _SEATS.c.state, _SEATS.c.offer_ends_at).where(
    _SEATS.c.account_id == bindparam("account"), _SEATS.c.meeting_id == bindparam("meeting")
)


@atomic
def take_seat(account_id: int, edition_key: str, meeting_key: str, *, now: datetime, stamped_at: datetime) -> Place:
    """Take a seat, or an offered one while its offer holds. Asking again changes nothing.

    What is free is offered to those who wait first. Raises UnknownEdition, NothingPublished, UnknownMeeting.
    """
    people.hold(account_id)
    # Only then: how many places there are may have changed while this waited.
    place = placing.demanded(edition_key, meeting_key, placing.hold(edition_key, meeting_key))
    book = offering.pass_on_in_meeting(place, now=now)
    asker, seat = asker_with_seat(account_id, place)
    answer = queries.answer(place, asker, seat, book, book, now=now)
    if answer is Place.SEATED and (seat is None or seat.state != "seated"):
        _put(account_id, place.meeting_id, seat, "seated", now=now)
        before = seat.state if seat else "none"
        offering.note(f"account:{account_id}", "take_seat", place.subject, account_id, before, "seated", now=now)
        people.rise(account_id, at=stamped_at)
    elif answer is not Place.SEATED and seat is not None and seat.state == "offered":
        # What can't be taken by whom it is held for is held for nobody.
        _free(account_id, seat, place.subject, now=now)
        offering.pass_on_in_meeting(place, now=now)
    return answer


@atomic
def join_list(account_id: int, edition_key: str, meeting_key: str, *, now: datetime, stamped_at: datetime) -> None:
    """Join those who wait for a seat, at the end of the list. Again changes nothing.

    Raises UnknownEdition, NothingPublished, UnknownMeeting, CanBeTaken, NoList.
    """
    people.hold(account_id)
    place = placing.demanded(edition_key, meeting_key, placing.hold(edition_key, meeting_key))
    book = offering.pass_on_in_meeting(place, now=now)
    asker, seat = asker_with_seat(account_id, place)
    if seat is not None and seat.state in ("waiting", "offered", "seated"):
        return
    answer = queries.answer(place, asker, seat, book, book, now=now)
    if answer is Place.SEATED:
        raise CanBeTaken
    if answer not in (Place.FULL, Place.QUOTA_FULL) or not queries.is_list_kept(place.target):
        raise NoList
    last: int = directly(_LAST, {"meeting": place.meeting_id}).scalar_one()
    number = _put(account_id, place.meeting_id, seat, "waiting", position=last + 1, now=now)
    before = seat.state if seat else "none"
    offering.note(f"account:{account_id}", "join_list", place.subject, account_id, before, "waiting", now=now)
    offering.tell([(number, WAITS)])


@atomic
def give_seat_back(
    account_id: int, edition_key: str, meeting_key: str, *, now: datetime, stamped_at: datetime
) -> Place:
    """Give a seat, an offer or a place in the waiting list back, to who is next. Doing it again changes nothing.

    A meeting that has left the programme has seats to give back, too. Raises UnknownMeeting.
    """
    people.hold(account_id)
    number = placing.hold(edition_key, meeting_key)
    row = directly(_OWN, {"account": account_id, "meeting": number}).first()
    if row is not None and row.state != "cancelled":
        _free(account_id, Standing(*row), f"{edition_key}/{meeting_key}", now=now)
        offering.pass_on_in_meetings([number], now=now)
        people.rise(account_id, at=stamped_at)
    return Place.CANCELLED


def free(seat: Seat, subject: str, *, actor: str, now: datetime) -> None:
    """Free a seat of a locked target, inside the caller's transaction."""
    before = seat.state
    seat.state, seat.changed_at = "cancelled", now
    seat.offer_ends_at, seat.position, seat.note = None, None, ""
    offering.note(actor, "give_seat_back", subject, seat.account_id, before, "cancelled", now=now)
    db.session.flush()


def _free(account_id: int, seat: Standing, subject: str, *, now: datetime) -> None:
    note = str(WAITS_NO_MORE) if seat.state == "waiting" else ""
    directly(_CHANGED, {"seat": seat.id, "becomes": "cancelled", "number": None, "note": note, "now": now})
    actor = f"account:{account_id}"
    offering.note(actor, "give_seat_back", subject, account_id, seat.state, "cancelled", now=now)


def _put(
    account_id: int, meeting_id: int, seat: Standing | None, state: str, *, now: datetime, position: int | None = None
) -> int:
    """Put a person's seat into a state; its number."""
    if seat is not None:
        directly(_CHANGED, {"seat": seat.id, "becomes": state, "number": position, "note": "", "now": now})
        return seat.id
    new = {"meeting": meeting_id, "account": account_id, "state": state, "number": position, "now": now}
    number: int = directly(_NEW, new).scalar_one()
    return number
