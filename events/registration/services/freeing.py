"""Giving seats in meetings back when the registrations that they hang on end: many people's in a fixed number of statements."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from typing import Any

from sqlalchemy import case, select, update

from events.editions.models import Edition
from events.programme.models import Meeting
from events.registration.models import Seat
from events.registration.queries.hanging import Held, seats_of
from events.registration.rules.places import WAITED_WITH_IT, WAITS_NO_MORE, WENT_WITH_IT
from events.registration.services import offering
from foundation import journal
from foundation.db import db


def free_seats(held: Collection[Held], edition: Edition, *, now: datetime, actor: str = "") -> None:
    """Give back the seats in meetings of some people's segments, and pass them on, inside the caller's transaction.

    `actor` is who ended what they hang on, where that is somebody else: the person's page says it.
    """
    wanted, rows = set(held), db.session.execute(seats_of(held)).all()
    found = {number: meeting for number, account, segment, meeting in rows if (account, segment) in wanted}
    if not found:
        return
    offering.lock(Meeting, found.values())
    # Only now: what stood before the lock may have changed.
    seats = db.session.execute(
        select(Seat.id, Seat.account_id, Seat.state, Meeting.key)
        .join(Meeting, Meeting.id == Seat.meeting_id)
        .where(Seat.id.in_(found), Seat.state != "cancelled")
        .order_by(Seat.id)
    ).all()
    notes = {number: said for number, account, before, _ in seats if (said := note_of(actor, account, before))}
    db.session.execute(
        update(Seat)
        .where(Seat.id.in_([number for number, *_ in seats]))
        .values(
            state="cancelled",
            changed_at=now,
            offer_ends_at=None,
            position=None,
            note=case(notes, value=Seat.id, else_="") if notes else "",
        )
        .execution_options(synchronize_session=False)
    )
    journal.note_all(
        [_line(actor, account, before, f"{edition.key}/{key}", edition, now) for _, account, before, key in seats]
    )
    offering.pass_on_in_meetings(set(found.values()), now=now)


def note_of(actor: str, account_id: int, before: str) -> str:
    """What a seat that goes keeps, so that the person's page can say why: nothing where it was the person."""
    if actor in ("", f"account:{account_id}"):
        return str(WAITS_NO_MORE) if before == "waiting" else ""
    return str(WAITED_WITH_IT if before == "waiting" else WENT_WITH_IT)


def _line(actor: str, account_id: int, before: str, subject: str, edition: Edition, now: datetime) -> dict[str, Any]:
    facts = {"edition": edition.key, "account": account_id, "before": before, "after": "cancelled"}
    return journal.line(actor or f"account:{account_id}", "give_seat_back", "seat", subject, now=now, **facts)
