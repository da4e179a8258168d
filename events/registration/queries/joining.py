"""Joining a meeting online, as one person meets it; and its link, as the desk has it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from sqlalchemy import select

from events.editions import queries as editions
from events.editions.models import Edition, Segment
from events.editions.rules import ORGANIZERS
from events.programme.models import Meeting
from events.programme.rules.facts import Facts, UnknownMeeting, When
from events.registration.models import JoinLink
from events.registration.queries import placing
from events.registration.queries.askers import asker
from events.registration.queries.placing import Placed
from events.registration.queries.standing import affiliations
from events.registration.rules.joining import EARLIEST, Joining, Span, decide_joining
from events.registration.rules.places import Asker
from events.registration.rules.standing import Ground, ground
from foundation import access
from foundation.access import Scope
from foundation.db import db
from foundation.errors import Forbidden


@dataclass(frozen=True)
class JoinView:
    """What a person who wants to join is told; the link only where the answer is OPEN."""

    edition: Edition
    facts: Facts
    answer: Joining
    link: JoinLink | None
    opens: datetime | None

    @property
    def part(self) -> str:
        """What the meeting belongs to, in words."""
        return self.facts.segment_name or self.facts.segment


def join_view(account_id: int, edition_key: str, meeting_key: str, *, now: datetime) -> JoinView:
    """The way into a meeting for one person; raises UnknownEdition, NothingPublished, UnknownMeeting."""
    found = placing.placed(edition_key, meeting_key)
    who = asker(account_id, found)
    link, span = link_of(found.meeting_id), span_of(found.facts, found.edition.zone)
    answer = decide_joining(
        # An approved registration that is not carried has no constituency any more.
        state="approved" if who.constituency else who.state,
        is_carried=_is_carried(account_id, who, found, now=now),
        right=who.right,
        is_held=not found.facts.is_cancelled,
        span=span,
        has_link=link is not None,
        now=now,
    )
    opens = span.starts - EARLIEST if span.starts else None
    return JoinView(found.edition, found.facts, answer, link if answer is Joining.OPEN else None, opens)


def _is_carried(account_id: int, who: Asker, found: Placed, *, now: datetime) -> bool:
    """Whether a confirmed affiliation carries the registration today, in what is open, too: the link is a key."""
    segment = db.session.get(Segment, found.segment_id) if who.constituency and found.segment_id else None
    if segment is None or who.claim.constituency is None:
        return False
    held = affiliations([account_id]).get((account_id, who.claim.organization, who.claim.constituency), ())
    day = max(segment.starts_on, min(segment.ends_on, now.astimezone(ZoneInfo(found.edition.zone)).date()))
    return ground(held, day) is Ground.CONFIRMED


def span_of(facts: Facts, zone: str) -> Span:
    """From when until when a meeting lasts; one of whole days from the first midnight to the last."""
    if facts.starts is None or facts.when == When.UNDATED:
        return Span()
    wall = ZoneInfo(zone)
    if facts.when == When.TIMED:
        ends = facts.ends.replace(tzinfo=wall) if facts.ends else None
        return Span(facts.starts.replace(tzinfo=wall), ends)
    last = (facts.ends or facts.starts).date() + timedelta(days=1)
    return Span(datetime.combine(facts.starts.date(), time(), wall), datetime.combine(last, time(), wall))


def link_of(meeting_id: int) -> JoinLink | None:
    """The link of a meeting, if one is set."""
    return db.session.get(JoinLink, meeting_id, populate_existing=True)


@dataclass(frozen=True)
class LinkDesk:
    """A meeting of the draft with its link, for those who organize it."""

    edition: Edition
    meeting: Meeting
    link: JoinLink | None


def link_desk(account_id: int, edition_key: str, meeting_key: str, *, held: bool = False) -> LinkDesk:
    """The desk of a meeting's link; `held` keeps the meeting's row. Raises UnknownEdition, UnknownMeeting, Forbidden.

    Who organizes the edition or the meeting's segment sees and sets it; an auditor doesn't: the link is a key.
    """
    edition = editions.edition(edition_key)
    query = select(Meeting).where(Meeting.edition_id == edition.id, Meeting.key == meeting_key)
    meeting = db.session.scalar(query.with_for_update() if held else query)
    scopes = [Scope("edition", edition.id)]
    if meeting is not None:
        scopes.append(Scope("segment", meeting.segment_id))
    if not access.may(account_id, ORGANIZERS, *scopes):
        raise Forbidden
    if meeting is None:
        raise UnknownMeeting(edition=edition.key, key=meeting_key)
    return LinkDesk(edition, meeting, link_of(meeting.id))
