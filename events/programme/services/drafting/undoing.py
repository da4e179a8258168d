"""Taking back one's own changes of the draft, the latest first, and making them again."""

from __future__ import annotations

from datetime import timedelta

from sqlalchemy import func, select

from events.editions.models import Edition
from events.programme.models import DraftChange
from events.programme.queries.draft import latest_done, latest_undone
from events.programme.rules.deeds import Authority, NothingToRedo, NothingToUndo, OvertakenByOthers, Placed
from events.programme.rules.snapshots import PLACE, Snapshot, differing
from events.programme.services.drafting.hand import Hand, authority, changed_by, demand_a_right, refuse_beyond
from events.programme.services.drafting.noting import held_edition, note, standing
from events.programme.services.drafting.refusing import breaking_nothing_new, refuse_circles, refuse_published
from events.programme.services.drafting.writing import write
from foundation.db import atomic, db
from foundation.errors import Forbidden

INSTANT = timedelta(microseconds=1)


@atomic
def undo(hand: Hand, edition_key: str) -> Placed:
    """Take back the hand's latest change that still counts.

    Raises NothingToUndo, OvertakenByOthers when the meeting no longer stands as that change left it, Forbidden.
    """
    edition = held_edition(edition_key)
    demand_a_right(hand, edition)
    change = latest_done(edition, hand.actor)
    if change is None:
        raise NothingToUndo
    revision = _swap(hand, edition, change, "undo", stood=change.after, stands=change.before)
    undone = select(func.max(DraftChange.undone_at)).where(
        DraftChange.edition_id == edition.id, DraftChange.actor == hand.actor
    )
    last = db.session.scalar(undone)
    # Each undoing has an instant of its own: redo goes by them.
    change.undone_at = max(hand.now, last + INSTANT) if last else hand.now
    return Placed(change.meeting_key, revision, change.number)


@atomic
def redo(hand: Hand, edition_key: str) -> Placed:
    """Make the change again that the hand took back last, unless it has made another one since.

    Raises NothingToRedo, OvertakenByOthers, Forbidden.
    """
    edition = held_edition(edition_key)
    demand_a_right(hand, edition)
    change = latest_undone(edition, hand.actor)
    if change is None:
        raise NothingToRedo
    revision = _swap(hand, edition, change, "redo", stood=change.before, stands=change.after)
    change.undone_at = None
    return Placed(change.meeting_key, revision, change.number)


def _swap(
    hand: Hand, edition: Edition, change: DraftChange, verb: str, *, stood: Snapshot | None, stands: Snapshot | None
) -> int | None:
    now = standing(edition, change.meeting_key)
    shown = now or change.before or change.after
    assert shown is not None
    right = authority(hand, edition, shown)
    if now != stood:
        who = changed_by(edition, change.meeting_key, right)
        raise OvertakenByOthers(meeting=change.meeting_key, who=who)
    is_move = False
    if stood is None or stands is None:
        if right != Authority.ORGANIZER:
            raise Forbidden
        if stood is not None:
            refuse_published(edition, stood)
    else:
        fields = differing(stood, stands)
        refuse_beyond(hand, edition, right, stood, stands, fields)
        is_move = bool(set(fields) & set(PLACE))
        if "after" in fields:
            refuse_circles(edition, stands)
    with breaking_nothing_new(edition, change.meeting_key, is_asked=is_move and right == Authority.HOST):
        revision = write(edition, stood, stands)
    note(hand, edition, f"{verb}_change", change.meeting_key, change=change.number)
    db.session.flush()
    return revision
