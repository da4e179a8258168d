"""Setting the quotas of a meeting or segment, how its list is kept, and what the desk does with one who waits."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from events.editions import queries as editions
from events.editions.models import Edition, Segment
from events.editions.rules import ORGANIZER, PROGRAMME_ORGANIZER
from events.programme.models import Meeting
from events.registration.models import Quota, Seat, WaitingList
from events.registration.queries import books, placing, quota_names
from events.registration.queries.places_desk import segment_ids
from events.registration.rules.quotas import MEETING, OFFER_HOURS, SEGMENT, Bound, Target, offer_end
from events.registration.rules.registering import REGISTRAR
from events.registration.rules.waiting import (
    ListChanged,
    NoRoom,
    NotWaiting,
    QuotaChanged,
    QuotaThere,
    ReasonForList,
    SeveralOrganizations,
    TooLate,
    UnknownOrganization,
    UnknownQuota,
)
from events.registration.services import offering
from events.registration.services.offering import TAKEN_OFF
from events.registration.services.sweeping import pass_on
from foundation import access, journal
from foundation.access import Reach
from foundation.db import atomic, db
from foundation.errors import Forbidden
from foundation.languages import pick
from stakeholders.organizations.models import Constituency
from stakeholders.organizations.rules import AUDITOR

WRITERS = (REGISTRAR, ORGANIZER, PROGRAMME_ORGANIZER)
READERS = (*WRITERS, AUDITOR)


@dataclass(frozen=True)
class Hand:
    """Who does it, and when."""

    account_id: int
    now: datetime

    @property
    def actor(self) -> str:
        return f"account:{self.account_id}"


@dataclass(frozen=True)
class Found:
    """A meeting or segment of an edition, in the words of the journal."""

    edition: Edition
    target: Target
    subject: str


@dataclass(frozen=True)
class Whose:
    """Whom a quota names, as it was chosen: the key of a constituency, an organization by key, acronym or name, a mode."""

    constituency: str = ""
    organization: str = ""
    mode: str = ""


def reach_of(account_id: int, edition: Edition, *, writes: bool = False) -> Reach:
    """How far somebody reaches at this desk; raises Forbidden where nowhere."""
    found = access.reach(account_id, WRITERS if writes else READERS, edition.id, segment_ids(edition))
    if not found:
        raise Forbidden
    return found


def demand(account_id: int, edition: Edition, segment_id: int, *, writes: bool = False) -> None:
    """Go on only if somebody may read, or set, the places of a segment and its meetings; raises Forbidden."""
    if not reach_of(account_id, edition, writes=writes).covers(segment_id):
        raise Forbidden


@atomic
def set_quota(hand: Hand, edition_key: str, kind: str, key: str, *, whose: Whose, places: int) -> None:
    """Add a quota. Who holds a place keeps it, whatever the number. Raises UnknownOrganization, SeveralOrganizations,
    QuotaThere."""
    found = _locked(hand, edition_key, kind, key)
    named = _named(whose)
    there = {(each.constituency, each.organization, each.mode) for each in placing.quotas_of(found.target)}
    if named in there:
        raise QuotaThere
    constituency, organization, mode = named
    row = Quota(constituency_id=constituency, organization_id=organization, mode=mode, places=places)
    _place(row, found.target)
    db.session.add(row)
    db.session.flush()
    _note(hand, "add_quota", found, row, after=places)


@atomic
def change_quota(
    hand: Hand, edition_key: str, kind: str, key: str, number: int, *, places: int, seen: int | None
) -> None:
    """Change how many places a quota has; what is free by it is passed on at once. Raises UnknownQuota, QuotaChanged."""
    found = _locked(hand, edition_key, kind, key)
    row = _quota(found, number)
    if seen is not None and row.places != seen:
        raise QuotaChanged(places=row.places)
    if row.places == places:
        return
    before, row.places = row.places, places
    db.session.flush()
    _note(hand, "change_quota", found, row, before=before, after=places)
    pass_on(found.target, now=hand.now)


@atomic
def drop_quota(hand: Hand, edition_key: str, kind: str, key: str, number: int) -> None:
    """Drop a quota; what is free without it is passed on at once. Raises UnknownQuota."""
    found = _locked(hand, edition_key, kind, key)
    row = _quota(found, number)
    _note(hand, "drop_quota", found, row, before=row.places)
    db.session.delete(row)
    db.session.flush()
    pass_on(found.target, now=hand.now)


@atomic
def keep_list(
    hand: Hand, edition_key: str, kind: str, key: str, *, is_kept: bool, offer_hours: int, seen: tuple[bool, int]
) -> None:
    """Say whether people can wait there, and for how long an offer holds from now on. Raises ListChanged."""
    found = _locked(hand, edition_key, kind, key)
    column = WaitingList.meeting_id if found.target.kind == MEETING else WaitingList.segment_id
    row = db.session.scalar(select(WaitingList).where(column == found.target.id))
    before = (row.is_kept, row.offer_hours) if row else (True, OFFER_HOURS)
    if before != seen:
        raise ListChanged
    if before == (is_kept, offer_hours):
        return
    if row is None:
        row = WaitingList()
        _place(row, found.target)
        db.session.add(row)
    row.is_kept, row.offer_hours = is_kept, offer_hours
    facts = {"before": {"kept": before[0], "hours": before[1]}, "after": {"kept": is_kept, "hours": offer_hours}}
    journal.note(hand.actor, "keep_list", "places", found.subject, now=hand.now, edition=edition_key, **facts)


@atomic
def offer_now(hand: Hand, edition_key: str, kind: str, key: str, seat_id: int, *, reason: str) -> None:
    """Offer a place that is free to somebody who waits, next or not. Raises ReasonForList, NotWaiting, NoRoom, TooLate."""
    found = _locked(hand, edition_key, kind, key)
    if not reason:
        raise ReasonForList
    pass_on(found.target, now=hand.now)
    seat = _waiting(found, seat_id)
    if seat.state == "offered":
        return
    ends = _end(found, seat, now=hand.now)
    offering.offer_by_hand(seat, found.subject, hand.actor, ends, now=hand.now, reason=reason)


@atomic
def take_off(hand: Hand, edition_key: str, kind: str, key: str, seat_id: int, *, reason: str) -> None:
    """Take somebody off the list, or an offer back, with a reason that the person reads. Raises ReasonForList, NotWaiting."""
    found = _locked(hand, edition_key, kind, key)
    if not reason:
        raise ReasonForList
    seat = _waiting(found, seat_id)
    before, seat.state, seat.changed_at, seat.note = seat.state, "cancelled", hand.now, reason
    seat.offer_ends_at, seat.position = None, None
    offering.note_with_reason(
        hand.actor, "take_off", found.subject, seat.account_id, before, "cancelled", now=hand.now, reason=reason
    )
    offering.tell([(seat.id, TAKEN_OFF)])
    db.session.flush()
    pass_on(found.target, now=hand.now)


def _locked(hand: Hand, edition_key: str, kind: str, key: str) -> Found:
    edition = editions.edition(edition_key)
    reach = reach_of(hand.account_id, edition, writes=True)
    if kind == MEETING:
        number = placing.meeting_id(edition_key, key)
        segment = db.session.scalars(select(Meeting.segment_id).where(Meeting.id == number)).one()
        found = Found(edition, Target(MEETING, number), f"{edition_key}/{key}")
    else:
        segment = number = editions.segment(edition, key).id
        found = Found(edition, Target(SEGMENT, number), f"{edition_key}/segments/{key}")
    if not reach.covers(segment):
        raise Forbidden
    offering.lock(Meeting if kind == MEETING else Segment, [number])
    return found


def _named(whose: Whose) -> tuple[int | None, int | None, str | None]:
    constituency = None
    if whose.constituency:
        constituency = db.session.scalar(select(Constituency.id).where(Constituency.key == whose.constituency))
    organization = _called(whose.organization) if whose.organization else None
    return constituency, organization, whose.mode or None


def _called(words: str) -> int:
    """The one organization that is called so; raises UnknownOrganization, SeveralOrganizations."""
    found = quota_names.called(words)
    if not found:
        raise UnknownOrganization
    if len(found) > 1:
        raise SeveralOrganizations(names="; ".join(f"{pick(each.names).text} ({each.key})" for each in found))
    number: int = found[0].id
    return number


def _place(row: Quota | WaitingList, target: Target) -> None:
    if target.kind == MEETING:
        row.meeting_id = target.id
    else:
        row.segment_id = target.id


def _quota(found: Found, number: int) -> Quota:
    row = db.session.get(Quota, number, populate_existing=True)
    at = (found.target.kind == MEETING, found.target.id)
    if row is None or (row.meeting_id is not None, row.meeting_id or row.segment_id) != at:
        raise UnknownQuota
    return row


def _waiting(found: Found, seat_id: int) -> Seat:
    seat = db.session.get(Seat, seat_id, populate_existing=True)
    at = (found.target.kind == MEETING, found.target.id)
    if seat is None or (seat.meeting_id is not None, seat.meeting_id or seat.segment_id) != at:
        raise NotWaiting
    if seat.state not in ("waiting", "offered"):
        raise NotWaiting
    return seat


def _end(found: Found, seat: Seat, *, now: datetime) -> datetime:
    """Until when an offer by hand holds; raises NoRoom, TooLate."""
    if found.target.kind == MEETING:
        place = placing.placed_by_number(found.target.id)
        if place is None:
            raise TooLate
        book, until = books.of_meeting(place, now=now).book, place.until
    else:
        book = books.of_segments([found.target.id], now=now)[found.target.id].book
        until = tuple(offering.until_of_segment(found.target.id, now=now))
    waiter = next((each for each in book.line if each.seat == seat.id), None)
    if waiter is None or not book.has_room(waiter.claim):
        raise NoRoom
    ends = offer_end(now=now, hours=offering.hours_of(found.target), until=until)
    if ends is None:
        raise TooLate
    return ends


def _note(hand: Hand, verb: str, found: Found, row: Quota, **change: int) -> None:
    bound = Bound(row.places, row.constituency_id, row.organization_id, row.mode, row.id)
    journal.note(
        hand.actor,
        verb,
        "places",
        found.subject,
        now=hand.now,
        edition=found.edition.key,
        quota=row.id,
        constituency=bound.constituency,
        organization=bound.organization,
        mode=bound.mode,
        **change,
    )
