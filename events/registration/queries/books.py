"""Who holds the places of a meeting or of segments, and who waits for one: as a deed needs it, under the target's lock."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy import Integer, and_, bindparam, cast, func, literal_column, null, or_, select, union_all

from events.registration.models import Quota, Registration, Seat
from events.registration.queries import askers
from events.registration.queries.placing import Placed
from events.registration.rules.openings import is_open
from events.registration.rules.places import decide_asking
from events.registration.rules.quotas import ON_SITE, Book, Bound, Claim, Waiter, next_in_line, offer_end
from events.registration.rules.registering import State, is_standing
from foundation.db import directly, table_of


@dataclass(frozen=True)
class Kept:
    """A book as it is kept, and the seats whose offers have ended and are not passed on yet: they hold nothing.

    Each of those is (number of the seat, account).
    """

    book: Book
    ended: Sequence[tuple[int, int]] = ()


# Statements of every deed on a place are built once: building one costs more than asking it.
_SEATS, _REGISTRATIONS, _QUOTAS = (table_of(kind) for kind in (Seat, Registration, Quota))
_OFFERED = and_(_SEATS.c.state == "offered", _SEATS.c.offer_ends_at > bindparam("now"))
_ENDED = and_(_SEATS.c.state == "offered", _SEATS.c.offer_ends_at <= bindparam("now"))
_WAITS = or_(_SEATS.c.state == "waiting", _ENDED)
_CLAIM = (
    *(_REGISTRATIONS.c.constituency_id, _REGISTRATIONS.c.organization_id),
    func.coalesce(_REGISTRATIONS.c.mode, literal_column(f"'{ON_SITE}'")).label("mode"),
)
_NO_NUMBER = cast(null(), Integer)

_WITH_REGISTRATION = _SEATS.outerjoin(
    _REGISTRATIONS,
    and_(_REGISTRATIONS.c.account_id == _SEATS.c.account_id, _REGISTRATIONS.c.segment_id == bindparam("part")),
)
_OF_MEETING = union_all(
    select(
        *(_NO_NUMBER.label("seat"), _NO_NUMBER.label("account"), literal_column("'held'").label("stands"), *_CLAIM),
        *(_NO_NUMBER.label("position"), func.count().label("number")),
    )
    .select_from(_WITH_REGISTRATION)
    .where(_SEATS.c.meeting_id == bindparam("meeting"), or_(_SEATS.c.state == "seated", _OFFERED))
    .group_by(*_CLAIM[:2], _CLAIM[2].element),
    select(
        *(_SEATS.c.id, _SEATS.c.account_id, _SEATS.c.state, *_CLAIM),
        *(_SEATS.c.position, literal_column("1")),
    )
    .select_from(_WITH_REGISTRATION)
    .where(_SEATS.c.meeting_id == bindparam("meeting"), _WAITS),
)
_HELD_OF_SEGMENTS = (
    select(_REGISTRATIONS.c.segment_id, *_CLAIM, func.count())
    .select_from(
        _REGISTRATIONS.outerjoin(
            _SEATS,
            and_(
                _SEATS.c.account_id == _REGISTRATIONS.c.account_id,
                _SEATS.c.segment_id == _REGISTRATIONS.c.segment_id,
                _OFFERED,
            ),
        )
    )
    .where(
        _REGISTRATIONS.c.segment_id.in_(bindparam("numbers", expanding=True)),
        or_(_REGISTRATIONS.c.state == State.APPROVED, _SEATS.c.id.is_not(None)),
    )
    .group_by(_REGISTRATIONS.c.segment_id, *_CLAIM[:2], _CLAIM[2].element)
)
_LINE_OF_SEGMENTS = (
    select(
        *(_SEATS.c.segment_id, _SEATS.c.id, _SEATS.c.account_id, _SEATS.c.state, *_CLAIM),
        *(_REGISTRATIONS.c.state, _REGISTRATIONS.c.reason),
    )
    .select_from(
        _SEATS.outerjoin(
            _REGISTRATIONS,
            and_(
                _REGISTRATIONS.c.account_id == _SEATS.c.account_id,
                _REGISTRATIONS.c.segment_id == _SEATS.c.segment_id,
            ),
        )
    )
    .where(_SEATS.c.segment_id.in_(bindparam("numbers", expanding=True)), _WAITS)
    .order_by(_SEATS.c.position.is_(None), _SEATS.c.position, _SEATS.c.id)
)
_QUOTAS_OF_SEGMENTS = (
    select(
        *(_QUOTAS.c.segment_id, _QUOTAS.c.places, _QUOTAS.c.constituency_id, _QUOTAS.c.organization_id),
        *(_QUOTAS.c.mode, _QUOTAS.c.id),
    )
    .where(_QUOTAS.c.segment_id.in_(bindparam("numbers", expanding=True)))
    .order_by(_QUOTAS.c.id)
)


def of_meeting(place: Placed, *, now: datetime) -> Kept:
    """The places of a published meeting; whether those who wait may have one is not asked yet (`due` does)."""
    asked = {"meeting": place.meeting_id, "part": place.segment_id, "now": now}
    held, line, ended = {}, [], []
    for seat, account, stands, *named, position, number in directly(_OF_MEETING, asked):
        if stands == "held":
            held[Claim(*named)] = number
        elif stands == "waiting":
            line.append((position is None, position or 0, seat, Waiter(seat, account, Claim(*named))))
        else:
            ended.append((seat, account))
    return Kept(Book(place.limit.bounds, held, [each[-1] for each in sorted(line, key=_by_position)]), sorted(ended))


def _by_position(row: tuple[bool, int, int, Waiter]) -> tuple[bool, int, int]:
    return row[:3]


def due(place: Placed, book: Book, *, now: datetime) -> list[Waiter]:
    """Whom of those who wait a place of a meeting is to be offered now: those who may sit there, in the shown order."""
    is_late = offer_end(now=now, hours=1, until=place.until) is None
    if is_late or not place.limit.is_held or not is_open(place.limit.opening, now):
        return []
    # Lists are long, and mostly the first of them may: the rest is asked for only when one of those may not.
    first = next_in_line(book)
    found = next_in_line(_asked(place, book, first, now=now)) if first else []
    return found if found == first else next_in_line(_asked(place, book, book.line, now=now))


def _asked(place: Placed, book: Book, waiters: Sequence[Waiter], *, now: datetime) -> Book:
    """The same when some of those who wait have been looked at: whether they may sit there."""
    who = askers.askers([each.account for each in waiters], place)
    may = {number: decide_asking(place.limit, each, now=now) is None for number, each in who.items()}
    return replace(book, line=[replace(each, may=may.get(each.account, each.may)) for each in book.line])


def of_segments(numbers: Collection[int], *, now: datetime) -> Mapping[int, Kept]:
    """The places of segments that have quotas, or people who wait, by segment.

    Those who wait may have a place while their registration stands and is not approved yet.
    """
    wanted = sorted(numbers)
    asked = {"numbers": wanted, "now": now}
    bounds = _bounds_of_segments(wanted)
    line: dict[int, list[Waiter]] = defaultdict(list)
    ended: dict[int, list[tuple[int, int]]] = defaultdict(list)
    for segment, seat, account, stands, *named, state, reason in directly(_LINE_OF_SEGMENTS, asked):
        if stands == "waiting":
            may = state is not None and state != State.APPROVED and is_standing(state, reason)
            line[segment].append(Waiter(seat, account, Claim(*named), may))
        else:
            ended[segment].append((seat, account))
    held: dict[int, dict[Claim, int]] = defaultdict(dict)
    counted = directly(_HELD_OF_SEGMENTS, asked).all() if bounds else []
    for segment, *named, number in counted:
        held[segment][Claim(*named)] = number
    return {
        each: Kept(Book(bounds.get(each, ()), held[each], line[each]), ended[each])
        for each in wanted
        if each in bounds or each in line or each in ended
    }


def _bounds_of_segments(numbers: Sequence[int]) -> dict[int, list[Bound]]:
    found: dict[int, list[Bound]] = defaultdict(list)
    for number, *named in directly(_QUOTAS_OF_SEGMENTS, {"numbers": numbers}):
        found[number].append(Bound(*named))
    return found
