"""Passing places on: offers that have ended are taken back, and what is free is offered to who is next.

All inside the caller's transaction, under the target's lock, in the same breath as what freed the place.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime, time
from secrets import token_hex
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import bindparam, insert, select, update

from events.editions.models import Edition, Segment
from events.programme.models import Meeting
from events.registration.models import Seat, WaitingList
from events.registration.queries import books, placing
from events.registration.queries.placing import Placed
from events.registration.rules.quotas import (
    MEETING,
    OFFER_HOURS,
    SEGMENT,
    Book,
    Target,
    Waiter,
    after_offers,
    next_in_line,
    offer_end,
)
from events.registration.rules.registering import BY_RULE
from foundation import clock, jobs, journal
from foundation.db import db, directly, table_of
from foundation.journal import JournalLine
from foundation.seals import Erased

TELL = "places.tell"
"""The work of writing to those whose place has changed: [number of the seat, what became of it] each."""

Move = tuple[str, str, str, int, str, str]
"""Who, the verb, what it is a place of, whose seat, what it was and what it becomes."""

OFFERED, ENDED, WAITS, TAKEN_OFF, LEFT_BEHIND = "offered", "ended", "waits", "taken_off", "left_behind"

# Built once: building a statement costs more than asking it.
_SEATS = table_of(Seat)
_LINE = insert(table_of(JournalLine))
_LINES = _LINE.returning(table_of(JournalLine).c.id)
_SET_OFFERED = (
    update(_SEATS)
    .where(_SEATS.c.id.in_(bindparam("seats", expanding=True)))
    .values(state="offered", changed_at=bindparam("now"), offer_ends_at=bindparam("ends"))
)
_SET_ENDED = (
    update(_SEATS)
    .where(_SEATS.c.id.in_(bindparam("seats", expanding=True)))
    .values(state="cancelled", changed_at=bindparam("now"), position=None)
)
_HOURS: Mapping[str, Any] = {
    kind: select(table_of(WaitingList).c.offer_hours).where(column == bindparam("number"))
    for kind, column in (
        (MEETING, table_of(WaitingList).c.meeting_id),
        (SEGMENT, table_of(WaitingList).c.segment_id),
    )
}


def lock(kind: type[Meeting] | type[Segment], numbers: Collection[int]) -> None:
    """Lock meetings or segments in the order of their numbers; on SQLite the write transaction holds already.

    The order of all locks: the person, then segments, then meetings.
    """
    wanted = sorted(set(numbers))
    if wanted:
        # Others may go on referring to them meanwhile.
        held = select(kind.id).where(kind.id.in_(wanted)).order_by(kind.id).with_for_update(key_share=True)
        db.session.execute(held).all()


def pass_on_in_meeting(place: Placed, *, now: datetime) -> Book:
    """Pass on what can be passed on in a locked meeting; how its places stand then."""
    kept = books.of_meeting(place, now=now)
    _take_back(kept.ended, place.subject, now=now)
    offers = books.due(place, kept.book, now=now)
    if offers:
        ends = offer_end(now=now, hours=hours_of(place.target), until=place.until)
        _offer(offers, place.subject, ends, now=now)
    return after_offers(kept.book, offers)


def pass_on_in_meetings(meeting_ids: Collection[int], *, now: datetime) -> None:
    """Pass on in several locked meetings, published or not."""
    for number in sorted(meeting_ids):
        place = placing.placed_now(number)
        if place is None:
            _pass_on_in_unpublished(number, now=now)
        else:
            pass_on_in_meeting(place, now=now)


def pass_on_in_segments(segment_ids: Collection[int], *, now: datetime) -> dict[int, Book]:
    """Pass on in locked segments; how the places of those that have quotas, or people who wait, stand then."""
    found = {}
    for number, kept in books.of_segments(segment_ids, now=now).items():
        offers: Sequence[Waiter] = next_in_line(kept.book)
        if offers or kept.ended:
            edition, segment = _segment(number)
            subject = f"{edition.key}/segments/{segment.key}"
            _take_back(kept.ended, subject, now=now)
            ends = offer_end(now=now, hours=hours_of(Target(SEGMENT, number)), until=_until(edition, segment, now))
            offers = _offer(offers, subject, ends, now=now)
        found[number] = after_offers(kept.book, offers)
    return found


def offer_by_hand(seat: Seat, subject: str, actor: str, ends: datetime, *, now: datetime, reason: str) -> None:
    """Offer a place to somebody who waits and is not next, because the desk says so."""
    seat.state, seat.changed_at, seat.offer_ends_at = "offered", now, ends
    note_with_reason(actor, "offer_seat", subject, seat.account_id, "waiting", "offered", now=now, reason=reason)
    tell([(seat.id, OFFERED)])


def hours_of(target: Target) -> int:
    """For how long an offer there holds its place."""
    return directly(_HOURS[target.kind], {"number": target.id}).scalar() or OFFER_HOURS


def until_of_segment(number: int, *, now: datetime) -> list[datetime]:
    """What no offer for a segment lasts longer than."""
    return _until(*_segment(number), now)


def note(actor: str, verb: str, subject: str, account_id: int, before: str, after: str, *, now: datetime) -> None:
    """Note what became of a seat, in the order of the lock, so that the journal can be told again."""
    directly(_LINE, _line(actor, verb, subject, account_id, before, after, now=now))


def note_with_reason(
    actor: str, verb: str, subject: str, account_id: int, before: str, after: str, *, now: datetime, reason: str
) -> None:
    """As `note`, with what the desk says about the person, which is sealed; of who was erased nothing is kept."""
    facts = {"edition": subject.partition("/")[0], "account": account_id, "before": before, "after": after}
    try:
        journal.note_sealed(actor, verb, ("seat", subject), account_id, {"reason": reason}, now=now, **facts)
    except Erased:
        note(actor, verb, subject, account_id, before, after, now=now)


def note_all(moves: Sequence[Move], *, now: datetime) -> None:
    """As `note`, of several seats in one statement."""
    if moves:
        # Named as returned, they go as one statement and not as one each.
        directly(_LINES, [_line(*move, now=now) for move in moves]).all()


def tell(changes: Sequence[tuple[int, str]]) -> None:
    """Order letters about what became of seats; they are written by the worker, in the words of their readers."""
    if changes:
        seats = [list(change) for change in changes]
        jobs.order(TELL, stamped_at=clock.wire_now(), seats=seats, turn=token_hex(6))


def _line(
    actor: str, verb: str, subject: str, account_id: int, before: str, after: str, *, now: datetime
) -> dict[str, Any]:
    facts = {"edition": subject.partition("/")[0], "account": account_id, "before": before, "after": after}
    return journal.line(actor, verb, "seat", subject, now=now, **facts)


def _take_back(ended: Sequence[tuple[int, int]], subject: str, *, now: datetime) -> None:
    """End offers that nobody took; their end stays in the row, so that the page can tell it."""
    if ended:
        directly(_SET_ENDED, {"seats": [seat for seat, _ in ended], "now": now})
        moved = ("offered", "cancelled")
        note_all([(BY_RULE, "end_offer", subject, account, *moved) for _, account in ended], now=now)
        tell([(seat, ENDED) for seat, _ in ended])


def _offer(waiters: Sequence[Waiter], subject: str, ends: datetime | None, *, now: datetime) -> Sequence[Waiter]:
    if ends is None or not waiters:
        return ()
    directly(_SET_OFFERED, {"seats": [waiter.seat for waiter in waiters], "now": now, "ends": ends})
    moved = ("waiting", "offered")
    note_all([(BY_RULE, "offer_seat", subject, each.account, *moved) for each in waiters], now=now)
    tell([(waiter.seat, OFFERED) for waiter in waiters])
    return waiters


def _pass_on_in_unpublished(meeting_id: int, *, now: datetime) -> None:
    """In a locked meeting that has left the programme, only take back what has ended."""
    ended = (Seat.state == "offered", Seat.offer_ends_at <= now, Seat.meeting_id == meeting_id)
    rows = db.session.execute(select(Seat.id, Seat.account_id).where(*ended).order_by(Seat.id)).all()
    if rows:
        called = select(Edition.key, Meeting.key).join(Edition, Edition.id == Meeting.edition_id)
        edition, meeting = db.session.execute(called.where(Meeting.id == meeting_id)).one()
        _take_back([(seat, account) for seat, account in rows], f"{edition}/{meeting}", now=now)


def _segment(number: int) -> tuple[Edition, Segment]:
    query = select(Edition, Segment).join(Segment, Segment.edition_id == Edition.id).where(Segment.id == number)
    edition, segment = db.session.execute(query).one()
    return edition, segment


def _until(edition: Edition, segment: Segment, now: datetime) -> list[datetime]:
    """What no offer for a segment lasts longer than: its first morning, or its last evening once it has begun."""
    zone = ZoneInfo(edition.zone)
    first = datetime.combine(segment.starts_on, time(), zone)
    return [first] if now < first else [datetime.combine(segment.ends_on, time(23, 59), zone)]
