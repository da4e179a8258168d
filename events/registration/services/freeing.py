"""Giving seats in meetings back when the registrations that they hang on end: many people's in a fixed number of statements."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from typing import Any

from sqlalchemy import Select, and_, func, select, update
from sqlalchemy.orm import aliased

from events.editions.models import Edition, Segment
from events.programme.models import Meeting, Version, VersionEntry
from events.programme.rules.facts import State
from events.registration.models import Seat
from events.registration.services import offering
from foundation import journal
from foundation.db import db

Held = tuple[int, int]
"""Whose registration, and for which segment: (account, segment)."""


def free_seats(held: Collection[Held], edition: Edition, *, now: datetime) -> None:
    """Give back the seats in meetings of some people's segments, and pass them on, inside the caller's transaction."""
    wanted, rows = set(held), db.session.execute(_seats(held)).all()
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
    db.session.execute(
        update(Seat)
        .where(Seat.id.in_([number for number, *_ in seats]))
        .values(state="cancelled", changed_at=now, offer_ends_at=None, position=None, note="")
        .execution_options(synchronize_session=False)
    )
    journal.note_all(
        [_line(account, before, f"{edition.key}/{key}", edition, now) for _, account, before, key in seats]
    )
    offering.pass_on_in_meetings(set(found.values()), now=now)


def _line(account_id: int, before: str, subject: str, edition: Edition, now: datetime) -> dict[str, Any]:
    facts = {"edition": edition.key, "account": account_id, "before": before, "after": "cancelled"}
    return journal.line(f"account:{account_id}", "give_seat_back", "seat", subject, now=now, **facts)


def _seats(held: Collection[Held]) -> Select[int, int, int, int]:
    """Seats with the segment that they hang on: the published one, whatever the draft says meanwhile."""
    published = aliased(Segment)
    part = func.coalesce(published.id, Meeting.segment_id)
    return (
        select(Seat.id, Seat.account_id, part, Meeting.id)
        .join(Meeting, Meeting.id == Seat.meeting_id)
        .outerjoin(Version, and_(Version.edition_id == Meeting.edition_id, Version.is_current))
        .outerjoin(
            VersionEntry,
            and_(
                VersionEntry.version_id == Version.id,
                VersionEntry.key == Meeting.key,
                VersionEntry.state != State.WITHDRAWN,
            ),
        )
        .outerjoin(
            published,
            and_(
                published.edition_id == Meeting.edition_id,
                published.key == VersionEntry.facts["segment"].as_string(),
            ),
        )
        .where(
            Seat.account_id.in_({account for account, _ in held}),
            Seat.state != "cancelled",
            part.in_({segment for _, segment in held}),
        )
    )
