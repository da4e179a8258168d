"""The list of those who wait as one of them sees it: in its order, without names, and what is full for that one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from events.registration.models import Seat
from events.registration.queries.quota_names import Names, names_of
from events.registration.rules.quotas import Book, Bound, Claim, Waiter, around
from foundation.db import db


@dataclass(frozen=True)
class LinePlace:
    """One who waits: the number in the list, since when, what quotas look at, and whether it is oneself."""

    rank: int
    since: datetime
    claim: Claim
    is_own: bool


@dataclass(frozen=True)
class InLine:
    """How somebody stands: the list around them, how many wait in all, and the full bounds that count them, with what is held."""

    places: Sequence[LinePlace]
    total: int
    full: Sequence[tuple[Bound, int]]
    names: Names


def in_line(book: Book, account_id: int, claim: Claim | None = None) -> InLine:
    """How a person stands in a book; `claim` is what quotas look at in one who does not wait."""
    rank = book.rank(account_id)
    ranks = around(rank, len(book.line)) if rank else range(0)
    shown = [(each, book.line[each - 1]) for each in ranks]
    own = book.line[rank - 1].claim if rank else claim
    full = [(bound, book.held_in(bound)) for bound in book.full_for(own)] if own else []
    since = _since([waiter for _, waiter in shown])
    return InLine(
        places=[
            LinePlace(each, since[waiter.seat], waiter.claim, waiter.account == account_id)
            for each, waiter in shown
            if waiter.seat in since
        ],
        total=len(book.line),
        full=full,
        names=names_of({bound.organization for bound, _ in full if bound.organization}),
    )


def _since(waiters: Sequence[Waiter]) -> dict[int, datetime]:
    """Since when some wait, by the number of the seat."""
    wanted = select(Seat.id, Seat.changed_at).where(Seat.id.in_([waiter.seat for waiter in waiters]))
    return {row.id: row.changed_at for row in db.session.execute(wanted)} if waiters else {}
