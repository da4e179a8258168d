"""Answering an offer, or waiting no more: by the mailed link, and for a place of a segment on one's own page, too."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from events.editions import queries as editions
from events.registration.models import Registration, Seat
from events.registration.queries import capacities
from events.registration.queries import waiting as queries
from events.registration.queries.own import registrations_by_segment
from events.registration.queries.standing import affiliations, ground_of
from events.registration.queries.waiting import Named
from events.registration.rules.deciding import Case, Verdict, Words, decide_case
from events.registration.rules.entry import Entry, decide_entry
from events.registration.rules.places import PLACE_WORDS, Place
from events.registration.rules.registering import BY_RULE, State, UnknownRegistration
from events.registration.rules.waiting import NoOffer, PlaceLinkGone, UnknownPlaceLink, is_alive
from events.registration.services import ending, letters, offering, people, seating, segment_places
from foundation import journal
from foundation.db import atomic, db
from foundation.errors import Refusal
from foundation.letters import House
from foundation.sentences import Sentence
from stakeholders.accounts.models import Account
from stakeholders.accreditation.queries import basis_id
from stakeholders.organizations.models import Constituency


@dataclass(frozen=True)
class Answer:
    """What became of a place: taken, left, or why it could not be taken and went to the next."""

    is_taken: bool
    reason: Sentence | None = None


LEFT = Answer(is_taken=False)


@atomic
def answer_by_link(token: str, *, takes: bool, house: House, now: datetime, stamped_at: datetime) -> Answer:
    """Take an offered place by its mailed link, or leave it, or wait no more. The link works once.

    Raises UnknownPlaceLink, PlaceLinkGone, NoOffer.
    """
    account = people.lock(queries.link_of(token).account_id)
    link = queries.link_of(token, held=True)
    place = queries.named(link.about or 0)
    if place is None:
        raise UnknownPlaceLink
    if not is_alive(link, address=account.email, at=stamped_at):
        raise PlaceLinkGone
    link.used_at = stamped_at
    if place.meeting is None:
        return _answer_in_segment(account, place, takes=takes, house=house, now=now, stamped_at=stamped_at)
    where = (account.id, place.edition.key, place.meeting.key)
    if not takes:
        _refuse_seated(place.seat)
        seating.give_seat_back(*where, now=now, stamped_at=stamped_at)
        return LEFT
    if place.seat.state != "offered":
        raise NoOffer
    answer = seating.take_seat(*where, now=now, stamped_at=stamped_at)
    reason = PLACE_WORDS[answer] if answer not in (Place.FULL, Place.QUOTA_FULL) else NoOffer.sentence
    return Answer(answer is Place.SEATED, _in_full(reason, place))


@atomic
def answer_in_segment(
    account_id: int, registration_id: int, *, takes: bool, house: House, now: datetime, stamped_at: datetime
) -> Answer:
    """Take the place of a segment that is held for a registration of one's own, or wait no more.

    Raises UnknownRegistration, NoOffer.
    """
    account = people.lock(account_id)
    seat_id = db.session.scalar(
        select(Seat.id)
        .join(Registration, (Registration.segment_id == Seat.segment_id) & (Registration.account_id == Seat.account_id))
        .where(Registration.id == registration_id, Registration.account_id == account_id)
    )
    place = queries.named(seat_id) if seat_id else None
    if place is None:
        raise UnknownRegistration
    return _answer_in_segment(account, place, takes=takes, house=house, now=now, stamped_at=stamped_at)


def _answer_in_segment(
    account: Account, place: Named, *, takes: bool, house: House, now: datetime, stamped_at: datetime
) -> Answer:
    assert place.segment is not None
    segment_places.pass_on([place.segment.id], now=now)
    seat = db.session.get_one(Seat, place.seat.id, populate_existing=True)
    if not takes:
        _give_up(seat, place, now=now)
        return LEFT
    if seat.state != "offered":
        raise NoOffer
    row = db.session.scalars(
        select(Registration)
        .where(Registration.segment_id == place.segment.id, Registration.account_id == account.id)
        .options(joinedload(Registration.segment))
        .execution_options(populate_existing=True)
    ).one()
    try:
        entry = _demanded(row, place, now=now)
    except Refusal as refused:
        _give_up(seat, place, now=now)
        return Answer(is_taken=False, reason=refused.sentence)
    _approve(row, seat, place, entry, now=now)
    people.rise(account.id, at=stamped_at)
    letters.post(
        account, place.edition, [letters.told(row, place.segment.name, entry)], house=house, stamped_at=stamped_at
    )
    return Answer(is_taken=True)


def _refuse_seated(seat: Seat) -> None:
    """A place that was taken meanwhile is given back on one's own page, not by the link of its offer; raises NoOffer."""
    if seat.state == "seated":
        raise NoOffer


def _give_up(seat: Seat, place: Named, *, now: datetime) -> None:
    _refuse_seated(seat)
    if seat.state in ("waiting", "offered"):
        seating.free(seat, place.subject, actor=f"account:{seat.account_id}", now=now)
        segment_places.pass_on([seat.segment_id or 0], now=now)


def _demanded(row: Registration, place: Named, *, now: datetime) -> Entry:
    """What R1 says of a registration now; raises what stands against it, whoever decided before that a place is enough."""
    parts = capacities.parts_of(editions.edition_in_full(place.edition.key), now=now)
    part = next(each.part for each in parts if each.segment.id == row.segment_id)
    constituency = db.session.scalars(select(Constituency.key).where(Constituency.id == row.constituency_id)).one()
    pair = (constituency, row.organization_id)
    others = registrations_by_segment(row.account_id, place.edition.id).values()
    is_approved = any(other.state == State.APPROVED for other in others if other is not row)
    entry = decide_entry(capacities.capacities([pair])[pair], part, now=now, is_approved=is_approved)
    ground = ground_of(row, affiliations([row.account_id]), row.segment.starts_on)
    case = Case(
        state=row.state,
        words=Words(row.reason, row.next_step),
        entry=entry,
        ground=ground,
        needs_basis=row.segment.entry == "basis",
        is_own=False,
        as_decider=True,
    )
    decide_case(case, Verdict.APPROVE, Words())
    return entry


def _approve(row: Registration, seat: Seat, place: Named, entry: Entry, *, now: datetime) -> None:
    before = (row.state, seat.state)
    row.basis_id = basis_id(entry.basis)
    row.state, row.reason, row.next_step = State.APPROVED, "", ""
    row.decided_at, row.decided_by = now, BY_RULE
    row.revision += 1
    seat.state, seat.changed_at, seat.offer_ends_at, seat.position = "seated", now, None, None
    offering.note(f"account:{row.account_id}", "take_seat", place.subject, row.account_id, before[1], "seated", now=now)
    assert place.segment is not None
    journal.note_all([ending.line(BY_RULE, row, place.segment.key, place.edition, before[0], now)])
    db.session.flush()


def _in_full(reason: Sentence, place: Named) -> Sentence:
    """The words of an answer with what they name."""
    name = place.facts.segment_name if place.facts else ""
    return reason.with_values(part=name, state="", left=0, waiting=0)
