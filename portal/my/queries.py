"""All that is a person's own: for whom they come, registrations, seats, followed meetings, what is due next."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from zoneinfo import ZoneInfo

from events.delegations.queries.invited import asked_of
from events.editions import queries as editions
from events.editions.models import Edition
from events.programme.queries.rights import Hosted, hosted
from events.programme.rules.facts import Facts
from events.registration.models import AccessNeed, Registration, Seat
from events.registration.queries import capacities as held
from events.registration.queries.extensions import for_asking
from events.registration.queries.limited import limited
from events.registration.queries.needs import needs_of
from events.registration.queries.own import OwnPlace, places_of, registrations_of
from events.registration.queries.waiting import Rank, segment_seats
from events.registration.rules.entry import Entry, decide_entry
from events.registration.rules.extensions import Asking
from events.registration.rules.openings import Opening, is_open, registration_words
from events.registration.rules.overlaps import Span, overlaps
from events.registration.rules.places import stands_by_right
from events.registration.rules.registering import BY_RULE, NAMED, STANDING, State, is_standing, reason_of, step_of
from events.registration.rules.standing import Ground, ground
from foundation import asked
from foundation.sentences import Sentence
from portal.my import rules
from portal.my.rules import Due
from stakeholders.accreditation.models import Application
from stakeholders.accreditation.queries.own import applications_of
from stakeholders.organizations import queries as organizations
from stakeholders.organizations.rules import Capacity as Affiliated


@dataclass(frozen=True)
class OwnRegistration:
    """A registration with why it stands so and what to do next; `seats` and `waits` are those that would go with it.

    `is_carried`: a confirmed affiliation carries it, without which nobody stands in the list of participants.
    """

    registration: Registration
    reason: Sentence | None
    next_step: Sentence | None
    can_register_again: bool
    can_change_mode: bool
    is_carried: bool
    seats: Sequence[OwnPlace]
    waits: Sequence[OwnPlace]

    @property
    def stands(self) -> bool:
        return self.registration.state in STANDING


@dataclass(frozen=True)
class MyPage:
    """A person's own page. `edition` is the one running or next to come; `by_right` are meetings where they need no seat."""

    edition: Edition | None
    affiliations: Sequence[Affiliated]
    registrations: Sequence[tuple[Edition, Sequence[OwnRegistration]]]
    places: Sequence[OwnPlace]
    by_right: Sequence[Facts]
    past: Sequence[OwnPlace]
    overlaps: Mapping[tuple[str, str], Sequence[Span]]
    titles: Mapping[tuple[str, str], OwnPlace]
    due: Sequence[Due]
    hosted: Sequence[Hosted] = ()
    asked: int | None = None
    needs: Mapping[int, AccessNeed] = field(default_factory=dict)
    in_segments: Mapping[int, tuple[Seat, Rank | None]] = field(default_factory=dict)
    today: date = date.max
    applications: Sequence[Application] = ()
    named_in: Sequence[str] = ()

    @property
    def is_registered(self) -> bool:
        """Whether anything stands for the edition running or next to come."""
        return any(
            own.stands
            for edition, rows in self.registrations
            for own in rows
            if self.edition and edition.id == self.edition.id
        )


def my_page(account_id: int, *, today: date, now: datetime) -> MyPage:
    """The page of a person, in eleven reads, however much is theirs; for a refusal, a rank and the bodies they speak for, one each."""
    edition = editions.current_edition_in_full(today)
    found, places = registrations_of(account_id), places_of(account_id)
    # What only says that a delegation names the person is a question to them, and no registration.
    rows = [(where, row) for where, row in found if row.reason != str(NAMED)]
    affiliations = organizations.affiliations_of(account_id)
    parts = _parts(account_id, edition, affiliations, now) if edition else []
    coming = [place for place in places if not _is_past(place, now)]
    spans = [
        place.span
        for place in coming
        if place.span and (place.is_followed or (place.seat and place.seat.state != "waiting"))
    ]
    seated = _limited(edition, parts, [row for _, row in rows]) if edition else []
    who = organizations.asking(account_id, today=today, now=now)
    own = list(_own(rows, parts, places, affiliations, now))
    return MyPage(
        edition=edition,
        affiliations=affiliations,
        registrations=_by_edition(own),
        places=coming,
        by_right=_by_right(seated, coming) if edition else [],
        past=[place for place in places if _is_past(place, now)],
        overlaps=overlaps(spans),
        titles={(place.edition.key, place.meeting_key): place for place in places},
        due=rules.next_due(_due(edition, parts, [each for _, each in own], seated, coming, now), now)
        if edition
        else [],
        hosted=hosted(account_id, today, who.held),
        asked=asked.total(who),
        needs=needs_of(account_id) if rows else {},
        in_segments=segment_seats(account_id) if rows else {},
        today=today,
        applications=applications_of(account_id, who.bodies)[: rules.MOST],
        named_in=asked_of(account_id) if found else (),
    )


def _parts(
    account_id: int, edition: Edition, affiliations: Sequence[Affiliated], now: datetime
) -> list[held.EditionPart]:
    """The parts of an edition with registration open as it is for a person, in whatever capacity."""
    asked = [Asking(each.constituency_id, each.organization_id, account_id) for each in affiliations]
    return for_asking(held.parts_of(edition, now=now), edition, Asking(account=account_id), *asked)


def _own(
    rows: Sequence[tuple[Edition, Registration]],
    parts: Sequence[held.EditionPart],
    places: Sequence[OwnPlace],
    affiliations: Sequence[Affiliated],
    now: datetime,
) -> Iterator[tuple[Edition, OwnRegistration]]:
    by_segment = {each.segment.id: each for each in parts}
    refused = {(row.constituency.key, row.organization_id) for _, row in rows if row.state == State.REFUSED}
    capacities = held.capacities(refused) if refused else {}
    for edition, row in rows:
        each = by_segment.get(row.segment_id)
        entry = None
        if each and row.state == State.REFUSED:
            approved = any(other.state == State.APPROVED and other is not row for _, other in rows)
            capacity = capacities[row.constituency.key, row.organization_id]
            entry = decide_entry(capacity, each.part, now=now, is_approved=approved)
        has_changed = row.state == State.WITHDRAWN or (entry is not None and entry.may)
        has_gone = row.state in STANDING and not is_standing(row.state, row.reason)
        own = [(place, place.seat.state) for place in places if place.seat and _hangs_on(place, row)]
        yield (
            edition,
            OwnRegistration(
                registration=row,
                reason=_reason(row, entry),
                next_step=_step(row, entry, each, now),
                can_register_again=each is not None and (has_changed or has_gone) and is_open(each.opening, now),
                can_change_mode=row.segment.ends_on >= now.astimezone(ZoneInfo(edition.zone)).date(),
                is_carried=_is_carried(row, affiliations),
                seats=[place for place, state in own if state != "waiting"],
                waits=[place for place, state in own if state == "waiting"],
            ),
        )


def _is_carried(row: Registration, affiliations: Sequence[Affiliated]) -> bool:
    capacity = (row.organization_id, row.constituency_id)
    held = [each for each in affiliations if (each.organization_id, each.constituency_id) == capacity]
    return ground(held, row.segment.starts_on) is Ground.CONFIRMED


def _hangs_on(place: OwnPlace, row: Registration) -> bool:
    facts = place.facts
    return facts is not None and place.edition.id == row.segment.edition_id and facts.segment == row.segment.key


def _reason(row: Registration, entry: Entry | None) -> Sentence | None:
    """What the rule says now, in the reader's language; what a person wrote is shown as it is."""
    if entry and row.decided_by == BY_RULE:
        return entry.reason
    kept = reason_of(row.reason)
    return kept if isinstance(kept, Sentence) else None


def _step(row: Registration, entry: Entry | None, part: held.EditionPart | None, now: datetime) -> Sentence | None:
    """What the person can do next; whom the rule refused and would not any more can register, as long as that is open."""
    if entry and entry.may and part and row.decided_by == BY_RULE:
        return registration_words(part.opening, now)
    return entry.next_step if entry else step_of(row.state, row.reason)


def _by_edition(
    rows: Iterable[tuple[Edition, OwnRegistration]],
) -> list[tuple[Edition, Sequence[OwnRegistration]]]:
    found: dict[int, tuple[Edition, list[OwnRegistration]]] = {}
    for edition, own in rows:
        found.setdefault(edition.id, (edition, []))[1].append(own)
    return list(found.values())


def _is_past(place: OwnPlace, now: datetime) -> bool:
    facts = place.facts
    last = (facts.ends or facts.starts) if facts else None
    return last is not None and last.replace(tzinfo=ZoneInfo(place.edition.zone)) < now


def _due(
    edition: Edition,
    parts: Sequence[held.EditionPart],
    registrations: Sequence[OwnRegistration],
    seated: Sequence[Seated],
    places: Sequence[OwnPlace],
    now: datetime,
) -> Iterator[Due]:
    standing = {each.registration.segment_id for each in registrations if each.stands}
    refused = {
        each.registration.segment_id
        for each in registrations
        if each.registration.state == State.REFUSED and not each.can_register_again
    }
    for each in parts:
        if each.segment.id not in standing and each.segment.id not in refused and is_open(each.opening, now):
            assert each.opening
            yield Due(rules.REGISTER.with_values(part=each.segment.name), each.opening.closes_at, edition.key)
        if each.segment.id in refused and each.part.applying and is_open(each.part.applying, now):
            yield Due(rules.APPLY, each.part.applying.closes_at, edition.key, page="may_i_come")
    for place in places:
        if place.facts and place.seat and place.seat.state == "offered" and place.seat.offer_ends_at:
            words = rules.ACCEPT.with_values(meeting=place.facts.title)
            yield Due(words, place.seat.offer_ends_at, place.edition.key, page="seat", meeting=place.meeting_key)
    mine = {place.meeting_key for place in places if place.seat and place.edition.id == edition.id}
    for limit in seated:
        if limit.needs_seat and limit.facts.key not in mine and is_open(limit.opening, now):
            words = rules.TAKE_A_SEAT.with_values(meeting=limit.facts.title)
            yield Due(words, limit.opening.closes_at, edition.key, page="seat", meeting=limit.facts.key)


@dataclass(frozen=True)
class Seated:
    """A meeting with limited places in a part that the person is approved for on site, and whether they need a seat."""

    facts: Facts
    opening: Opening
    needs_seat: bool


def _limited(edition: Edition, parts: Sequence[held.EditionPart], rows: Sequence[Registration]) -> list[Seated]:
    keys = {each.segment.id: each.segment.key for each in parts}
    on_site = {
        keys[row.segment_id]: row
        for row in rows
        if row.segment_id in keys and (row.state, row.mode) == (State.APPROVED, "on_site")
    }
    found = []
    for facts, opening in limited(edition) if on_site else []:
        row = on_site.get(facts.segment)
        if row is not None:
            partners = {body.key for body in facts.bodies if body.role == "partner"}
            is_partner = row.organization is not None and row.organization.key in partners
            by_right = stands_by_right(row.constituency.key, seats_for=facts.seats_for, is_partner=is_partner)
            found.append(Seated(facts, opening, needs_seat=not by_right))
    return found


def _by_right(seated: Sequence[Seated], places: Sequence[OwnPlace]) -> list[Facts]:
    mine = {place.meeting_key for place in places}
    return [each.facts for each in seated if not each.needs_seat and each.facts.key not in mine]
