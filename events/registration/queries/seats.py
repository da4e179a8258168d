"""The places of a meeting, who asks for one, and what a person holds at the same time."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, and_, exists, func, or_, select

from events.editions.models import Edition, Segment, Window
from events.programme.models import Meeting, Version
from events.programme.queries import versions
from events.programme.rules.facts import Facts, UnknownMeeting
from events.registration.models import FollowedMeeting, Registration, Seat
from events.registration.queries.own import OwnSpan, spans_of
from events.registration.rules.openings import Opening
from events.registration.rules.overlaps import Span, overlap
from events.registration.rules.places import NOBODY, Asker, Limit, Place, Queue, decide_asking, decide_place
from events.registration.rules.rights import right_in
from foundation.db import db
from stakeholders.accreditation.models import MeetingKind, ParticipationRight
from stakeholders.organizations.models import Affiliation, Constituency, Organization


@dataclass(frozen=True)
class Placed:
    """A published meeting as seats hang on it: its row in the draft, its frozen facts, its places."""

    edition: Edition
    version: Version
    meeting_id: int
    facts: Facts
    limit: Limit


def placed(edition_key: str, meeting_key: str) -> Placed:
    """A meeting of the current programme with its places; raises UnknownEdition, NothingPublished, UnknownMeeting."""
    edition, version = versions.published(edition_key)
    facts = versions.entry(version, meeting_key, edition=edition_key).facts
    opening = _opening(edition, meeting_key) if facts.seats is not None else None
    limit = Limit(facts.seats, facts.seats_for, opening, is_held=not facts.is_cancelled)
    return Placed(edition, version, meeting_id(edition_key, meeting_key), facts, limit)


def meeting_id(edition_key: str, meeting_key: str) -> int:
    """The number of a meeting, published or not; raises UnknownMeeting."""
    number = db.session.scalar(
        select(Meeting.id)
        .join(Edition, Edition.id == Meeting.edition_id)
        .where(Edition.key == edition_key, Meeting.key == meeting_key)
    )
    if number is None:
        raise UnknownMeeting(edition=edition_key, key=meeting_key)
    return number


def asker(account_id: int, place: Placed) -> Asker:
    """Who a person is to a meeting: the approved registration for its segment, and the right that comes with it."""
    row = db.session.execute(
        select(
            Registration.state,
            or_(Segment.entry != "basis", _confirmed()),
            Constituency.key,
            Registration.mode,
            Organization.key,
            ParticipationRight.right,
            MeetingKind.right_of_named,
        )
        .select_from(Registration)
        .join(Segment, Segment.id == Registration.segment_id)
        .join(Constituency, Constituency.id == Registration.constituency_id)
        .outerjoin(Organization, Organization.id == Registration.organization_id)
        .outerjoin(MeetingKind, MeetingKind.key == place.facts.kind)
        .outerjoin(
            ParticipationRight,
            and_(
                ParticipationRight.meeting_kind_id == MeetingKind.id,
                ParticipationRight.constituency_id == Constituency.id,
            ),
        )
        .where(
            Registration.account_id == account_id,
            Segment.edition_id == place.edition.id,
            Segment.key == place.facts.segment,
        )
    ).first()
    if row is None:
        return Asker(None)
    state, is_carried, constituency, mode, organization, right, named = row
    if state != "approved" or not is_carried:
        return Asker(None, state=state)
    given = right_in(
        constituency, {constituency: right} if right else {}, open_for=place.facts.open_for, right_of_named=named
    )
    partners = {body.key for body in place.facts.bodies if body.role == "partner"}
    return Asker(constituency, mode, is_partner=organization in partners, right=given)


def _confirmed() -> ColumnElement[bool]:
    """Whether a confirmed affiliation in the registration's capacity holds on the segment's first day."""
    return exists().where(
        Affiliation.account_id == Registration.account_id,
        Affiliation.constituency_id == Registration.constituency_id,
        Affiliation.organization_id.is_not_distinct_from(Registration.organization_id),
        Affiliation.confirmed_at.is_not(None),
        Affiliation.since <= Segment.starts_on,
        or_(Affiliation.until.is_(None), Affiliation.until >= Segment.starts_on),
    )


def queue(meeting_id: int, account_id: int, seat: Seat | None, *, now: datetime) -> Queue:
    """Who waits for a seat besides somebody, and that one's own rank."""
    waiting = db.session.scalars(
        select(Seat.account_id)
        .where(Seat.meeting_id == meeting_id, Seat.state == "waiting")
        .order_by(Seat.position.is_(None), Seat.position, Seat.id)
    ).all()
    if seat is not None and seat.state == "offered" and seat.offer_ends_at and seat.offer_ends_at > now:
        return Queue(len(waiting), rank=0)
    if account_id in waiting:
        return Queue(len(waiting) - 1, rank=waiting.index(account_id) + 1)
    return Queue(len(waiting))


def taken(meeting_id: int, *, now: datetime, besides: int = 0) -> int:
    """How many places of a meeting are held by others than `besides`: seated, or offered while the offer holds."""
    holds = or_(Seat.state == "seated", and_(Seat.state == "offered", Seat.offer_ends_at > now))
    return (
        db.session.scalar(select(func.count()).where(Seat.meeting_id == meeting_id, Seat.account_id != besides, holds))
        or 0
    )


@dataclass(frozen=True)
class SeatView:
    """A meeting's places as one person sees them: those left, the answer to asking now, one's own seat, what overlaps."""

    placed: Placed
    segment_name: str
    seat: Seat | None
    left: int | None
    answer: Place
    asker: Asker
    waiting: int
    is_followed: bool
    overlaps: Sequence[OwnSpan]

    @property
    def facts(self) -> Facts:
        return self.placed.facts

    @property
    def edition(self) -> Edition:
        return self.placed.edition


def seat_view(account_id: int, edition_key: str, meeting_key: str, *, now: datetime) -> SeatView:
    """A meeting's places for one person; raises UnknownEdition, NothingPublished, UnknownMeeting."""
    found = placed(edition_key, meeting_key)
    seat = own_seat(account_id, found.meeting_id)
    who = asker(account_id, found) if found.limit.seats is not None else Asker(None)
    others = taken(found.meeting_id, now=now, besides=account_id) if found.limit.seats is not None else 0
    line = queue(found.meeting_id, account_id, seat, now=now) if found.limit.seats is not None else NOBODY
    holds = seat is not None and seat.state in ("seated", "offered")
    left = None if found.limit.seats is None else max(found.limit.seats - others - holds, 0)
    followed = db.session.get(FollowedMeeting, (account_id, found.meeting_id)) is not None
    return SeatView(
        placed=found,
        segment_name=found.facts.segment_name or found.facts.segment,
        seat=seat,
        left=left,
        answer=answer(found.limit, who, seat, others=others, line=line, now=now),
        asker=who,
        waiting=line.others + (line.rank is not None and line.rank > 0),
        is_followed=followed,
        overlaps=_overlapping(account_id, found),
    )


def own_seat(account_id: int, meeting_id: int) -> Seat | None:
    """A person's seat in a meeting, in whatever state."""
    return db.session.scalar(
        select(Seat)
        .where(Seat.account_id == account_id, Seat.meeting_id == meeting_id)
        .execution_options(populate_existing=True)
    )


def answer(limit: Limit, who: Asker, seat: Seat | None, *, others: int, now: datetime, line: Queue = NOBODY) -> Place:
    """What somebody who asks for a seat now is told; `others` are the places that other people hold, `line` who waits."""
    if seat is not None and seat.state == "seated":
        return Place.SEATED
    refused = decide_asking(limit, who, now=now)
    if refused is not None or limit.seats is None or who.constituency is None:
        return refused or Place.NOT_LIMITED
    return decide_place(
        seats=limit.seats,
        taken=others,
        constituency=who.constituency,
        seats_for=limit.seats_for,
        is_partner=who.is_partner,
        queue=line,
    )


def _opening(edition: Edition, meeting_key: str) -> Opening | None:
    windows = db.session.scalars(select(Window).where(Window.edition_id == edition.id, Window.what == "seats"))
    return next((Opening(each.opens_at, each.closes_at) for each in windows if meeting_key in each.meeting_keys), None)


def _overlapping(account_id: int, found: Placed) -> list[OwnSpan]:
    facts = found.facts
    if facts.when != "timed" or facts.starts is None or facts.ends is None:
        return []
    here = Span(found.edition.key, facts.key, facts.starts, facts.ends)
    return [own for own in spans_of(account_id) if own.span.key != facts.key and overlap(here, own.span)]
