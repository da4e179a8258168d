"""The places of a meeting as one person sees them, and what a person holds at the same time."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import bindparam, select

from events.editions.models import Edition
from events.programme.rules.facts import Facts
from events.registration.models import FollowedMeeting, Seat, WaitingList
from events.registration.queries import books
from events.registration.queries.askers import Standing, asker
from events.registration.queries.line import InLine, in_line
from events.registration.queries.own import OwnSpan, spans_of
from events.registration.queries.placing import Placed, placed
from events.registration.rules.overlaps import Span, overlap
from events.registration.rules.places import Asker, Place, decide_asking, decide_place
from events.registration.rules.quotas import MEETING, Book, Target, after_offers
from foundation.db import db


@dataclass(frozen=True)
class SeatView:
    """A meeting's places as one person sees them: those left for that one, the answer to asking now, what overlaps.

    `rank` is the own one among those who wait, `waiting` how many they are. `in_line` is there for who waits, or could.
    """

    placed: Placed
    segment_name: str
    seat: Seat | None
    left: int | None
    answer: Place
    asker: Asker
    rank: int | None
    waiting: int
    is_list_kept: bool
    is_followed: bool
    overlaps: Sequence[OwnSpan]
    in_line: InLine | None = None

    @property
    def facts(self) -> Facts:
        return self.placed.facts

    @property
    def edition(self) -> Edition:
        return self.placed.edition

    @property
    def line(self) -> tuple[int, int] | None:
        """Number so many of so many who wait."""
        return (self.rank, self.waiting) if self.rank else None

    @property
    def may_join(self) -> bool:
        """Whether the person can join those who wait."""
        waits = self.seat is not None and self.seat.state != "cancelled"
        return self.is_list_kept and not waits and self.answer in (Place.FULL, Place.QUOTA_FULL, Place.WAITED_FOR)


def seat_view(account_id: int, edition_key: str, meeting_key: str, *, now: datetime) -> SeatView:
    """A meeting's places for one person; raises UnknownEdition, NothingPublished, UnknownMeeting."""
    found = placed(edition_key, meeting_key)
    seat = own_seat(account_id, found.meeting_id)
    is_limited = bool(found.limit.bounds)
    who = asker(account_id, found) if is_limited else Asker(None)
    book = books.of_meeting(found, now=now).book if is_limited else Book(())
    after = after_offers(book, books.due(found, book, now=now))
    told = answer(found, who, seat, book, after, now=now)
    rank = book.rank(account_id)
    return SeatView(
        placed=found,
        segment_name=found.facts.segment_name or found.facts.segment,
        seat=seat,
        left=book.left_for(who.claim),
        answer=told,
        asker=who,
        rank=rank,
        waiting=len(book.line),
        is_list_kept=is_list_kept(found.target) if is_limited else False,
        is_followed=db.session.get(FollowedMeeting, (account_id, found.meeting_id)) is not None,
        overlaps=_overlapping(account_id, found),
        in_line=in_line(book, account_id, who.claim) if rank or told in (Place.FULL, Place.QUOTA_FULL) else None,
    )


_OWN = select(Seat).where(Seat.account_id == bindparam("account"), Seat.meeting_id == bindparam("meeting"))


def own_seat(account_id: int, meeting_id: int) -> Seat | None:
    """A person's seat in a meeting, in whatever state."""
    seat: Seat | None = db.session.scalar(
        _OWN, {"account": account_id, "meeting": meeting_id}, execution_options={"populate_existing": True}
    )
    return seat


def is_list_kept(target: Target) -> bool:
    """Whether people can wait there; so it is unless the desk says otherwise."""
    column = WaitingList.meeting_id if target.kind == MEETING else WaitingList.segment_id
    return db.session.scalar(select(WaitingList.is_kept).where(column == target.id)) is not False


def answer(
    found: Placed, who: Asker, seat: Seat | Standing | None, before: Book, after: Book, *, now: datetime
) -> Place:
    """What somebody who asks for a seat now is told.

    `before` is how the places stand, `after` how they do once those who wait have been offered what is theirs.
    """
    if seat is not None and seat.state == "seated":
        return Place.SEATED
    refused = decide_asking(found.limit, who, now=now)
    is_theirs = seat is not None and _is_theirs(seat, before, after, now)
    # What the desk holds for somebody can be taken before seats can be asked for.
    if refused is not None and not (refused is Place.NOT_OPEN and is_theirs):
        return refused
    if is_theirs:
        return Place.SEATED
    return decide_place(before, after, who)


def _is_theirs(seat: Seat | Standing, before: Book, after: Book, now: datetime) -> bool:
    """Whether a place is held for the person already, or is as soon as what is free is offered."""
    if seat.state == "offered":
        return seat.offer_ends_at is not None and seat.offer_ends_at > now
    waits = any(each.seat == seat.id for each in before.line)
    return waits and all(each.seat != seat.id for each in after.line)


def _overlapping(account_id: int, found: Placed) -> list[OwnSpan]:
    facts = found.facts
    if facts.when != "timed" or facts.starts is None or facts.ends is None:
        return []
    here = Span(found.edition.key, facts.key, facts.starts, facts.ends)
    return [own for own in spans_of(account_id) if own.span.key != facts.key and overlap(here, own.span)]
