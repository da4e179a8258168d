"""Whose hand changes the draft, and whether it may."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from events.editions.models import Edition, Segment
from events.programme.models import DraftChange
from events.programme.queries.rights import bodies_of, is_host, right_on
from events.programme.rules.deeds import Authority
from events.programme.rules.snapshots import Snapshot
from foundation.db import db
from foundation.errors import Forbidden
from stakeholders.accounts.models import Account

COMMAND = "command"
COMMAND_LINE = "the command line"
SOMEBODY = "somebody else"


@dataclass(frozen=True)
class Hand:
    """An account that changes the draft, or the command line (None), which asks nobody.

    `now` is the house's time, `stamped_at` the system's.
    """

    account_id: int | None
    now: datetime
    stamped_at: datetime

    @property
    def actor(self) -> str:
        return COMMAND if self.account_id is None else f"account:{self.account_id}"


def authority(hand: Hand, edition: Edition, meeting: Snapshot | None = None) -> Authority:
    """In which quality a hand changes a meeting, or makes one (None); raises Forbidden."""
    if hand.account_id is None:
        return Authority.ORGANIZER
    right = right_on(edition, hand.account_id)
    if right.is_organizer:
        return Authority.ORGANIZER
    if meeting is not None and is_host(bodies_of(right), meeting):
        return Authority.HOST
    raise Forbidden


def frame_of(edition: Edition, segment: str) -> Segment:
    """The segment that frames a meeting."""
    return db.session.scalars(select(Segment).where(Segment.edition_id == edition.id, Segment.key == segment)).one()


def changed_by(edition: Edition, meeting: str, right: Authority) -> str:
    """Who changed a meeting last, by name for organizers."""
    actor = db.session.scalar(
        select(DraftChange.actor)
        .where(DraftChange.edition_id == edition.id, DraftChange.meeting_key == meeting)
        .order_by(DraftChange.number.desc())
        .limit(1)
    )
    if actor == COMMAND:
        return COMMAND_LINE
    if actor is None or right != Authority.ORGANIZER:
        return SOMEBODY
    number = int(actor.removeprefix("account:"))
    return db.session.scalar(select(Account.name).where(Account.id == number)) or SOMEBODY
