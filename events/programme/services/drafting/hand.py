"""Whose hand changes the draft, and whether it may."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from events.editions.models import Edition, Segment
from events.programme.models import DraftChange
from events.programme.queries.rights import right_on
from events.programme.rules.deeds import Authority, NotYourSegment, refuse_beyond_a_host
from events.programme.rules.snapshots import Snapshot
from foundation.db import db
from foundation.errors import Forbidden
from foundation.sentences import Sentence
from stakeholders.accounts.models import Account

COMMAND, NOTICE = "command", "notice"
COMMAND_LINE, BY_NOTICE = Sentence("the command line"), Sentence("an urgent notice")
SOMEBODY = Sentence("somebody else")


@dataclass(frozen=True)
class Hand:
    """An account that changes the draft, or the command line (None), which asks nobody.

    `now` is the house's time, `stamped_at` the system's. What is done for an urgent notice (`for_notice`) is nobody's
    to undo: people have been told.
    """

    account_id: int | None
    now: datetime
    stamped_at: datetime
    for_notice: bool = False

    @property
    def actor(self) -> str:
        if self.for_notice:
            return NOTICE
        return COMMAND if self.account_id is None else f"account:{self.account_id}"


def authority(hand: Hand, edition: Edition, meeting: Snapshot) -> Authority:
    """In which quality a hand changes a meeting; raises Forbidden, NotYourSegment."""
    if hand.account_id is None:
        return Authority.ORGANIZER
    right = right_on(edition, hand.account_id)
    if right.organizes_in(meeting["segment"]):
        return Authority.ORGANIZER
    if right.hosts(meeting):
        return Authority.HOST
    raise NotYourSegment if right.organizes else Forbidden


def demand_organizer(hand: Hand, edition: Edition, segment: str) -> None:
    """Go on only for who organizes the meetings of a segment; raises Forbidden, NotYourSegment."""
    if hand.account_id is not None:
        right = right_on(edition, hand.account_id)
        if not right.organizes_in(segment):
            raise NotYourSegment if right.organizes else Forbidden


def refuse_beyond(
    hand: Hand, edition: Edition, right: Authority, before: Snapshot, after: Snapshot, fields: Iterable[str]
) -> None:
    """Go on only if a hand may do this in its quality; raises NotYourSegment, or as `refuse_beyond_a_host`."""
    if hand.account_id is None:
        return
    if right == Authority.ORGANIZER:
        # Whoever organizes one segment neither gives its meetings away nor takes those of others.
        if after["segment"] != before["segment"]:
            demand_organizer(hand, edition, after["segment"])
        return
    segment = frame_of(edition, before["segment"])
    is_leading = right_on(edition, hand.account_id).leads(before["key"], before["organizers"])
    refuse_beyond_a_host(before, after, fields, frame=(segment.starts_on, segment.ends_on), leads=is_leading)


def demand_a_right(hand: Hand, edition: Edition) -> None:
    """Go on only for who has anything to do in the draft; raises Forbidden."""
    if hand.account_id is not None and not right_on(edition, hand.account_id).may_change:
        raise Forbidden


def frame_of(edition: Edition, segment: str) -> Segment:
    """The segment that frames a meeting."""
    return db.session.scalars(select(Segment).where(Segment.edition_id == edition.id, Segment.key == segment)).one()


def changed_by(edition: Edition, meeting: str, right: Authority) -> str | Sentence:
    """Who changed a meeting last, by name for organizers."""
    actor = db.session.scalar(
        select(DraftChange.actor)
        .where(DraftChange.edition_id == edition.id, DraftChange.meeting_key == meeting)
        .order_by(DraftChange.number.desc())
        .limit(1)
    )
    if actor in (COMMAND, NOTICE):
        return COMMAND_LINE if actor == COMMAND else BY_NOTICE
    if actor is None or right != Authority.ORGANIZER:
        return SOMEBODY
    number = int(actor.removeprefix("account:"))
    return db.session.scalar(select(Account.name).where(Account.id == number)) or SOMEBODY
