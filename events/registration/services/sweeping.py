"""The sweep: offers that have ended pass on, and what became free by time alone is offered; done again, it changes nothing."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import or_, select

from events.editions.models import Segment
from events.programme.models import Meeting
from events.registration.models import Seat
from events.registration.queries import books, placing
from events.registration.rules.quotas import MEETING, SEGMENT, Target, next_in_line, offer_end
from events.registration.services import offering
from foundation.db import atomic, db

log = logging.getLogger(__name__)


def sweep(*, now: datetime) -> int:
    """Pass on wherever something is due; in how many places.

    Each is one transaction: a kill in between loses nothing, and where one fails the others are done all the same.
    """
    done = 0
    for target in _due(now):
        try:
            pass_on(target, now=now)
        except Exception:
            # It is due still, so the next round tries it again.
            log.exception("passing on in %s %s failed", target.kind, target.id)
        else:
            done += 1
    return done


@atomic
def pass_on(target: Target, *, now: datetime) -> None:
    """Lock one meeting or segment and pass on what is due there."""
    if target.kind == MEETING:
        offering.lock(Meeting, [target.id])
        offering.pass_on_in_meetings([target.id], now=now)
    else:
        offering.lock(Segment, [target.id])
        offering.pass_on_in_segments([target.id], now=now)


def _due(now: datetime) -> list[Target]:
    """Where an offer has ended, or a place is free for somebody who waits: read without any lock."""
    db.session.rollback()
    ended = (Seat.state == "offered") & (Seat.offer_ends_at <= now)
    rows = db.session.execute(
        select(Seat.segment_id, Seat.meeting_id, ended).where(or_(Seat.state == "waiting", ended)).distinct()
    ).all()
    by_target: dict[Target, bool] = {}
    for segment_id, meeting_id, has_ended in rows:
        target = Target(SEGMENT, segment_id) if segment_id else Target(MEETING, meeting_id or 0)
        by_target[target] = by_target.get(target, False) or bool(has_ended)
    free = _free([each for each, has_ended in by_target.items() if not has_ended], now)
    db.session.rollback()
    # Segments before meetings, by number: the order of all locks.
    wanted = [each for each, has_ended in by_target.items() if has_ended or each in free]
    return sorted(wanted, key=lambda each: (each.kind == MEETING, each.id))


def _free(targets: Sequence[Target], now: datetime) -> set[Target]:
    found = set()
    segments = books.of_segments([each.id for each in targets if each.kind == SEGMENT], now=now)
    for number, kept in segments.items():
        # Where it is over, no offer would last.
        if next_in_line(kept.book) and offer_end(now=now, hours=1, until=offering.until_of_segment(number, now=now)):
            found.add(Target(SEGMENT, number))
    for target in targets:
        place = placing.placed_now(target.id) if target.kind == MEETING else None
        if place is not None and books.due(place, books.of_meeting(place, now=now).book, now=now):
            found.add(target)
    return found
