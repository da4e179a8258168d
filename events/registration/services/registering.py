"""Registering for the parts of an edition, and withdrawing."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from events.editions import queries as editions
from events.editions.models import Edition, Segment
from events.registration.models import Registration
from events.registration.queries import capacities as queries
from events.registration.queries.capacities import EditionPart
from events.registration.queries.extensions import for_asking
from events.registration.queries.own import registrations_by_segment
from events.registration.queries.verdicts import turned_away
from events.registration.rules.entry import Capacity, Entry, decide_entry
from events.registration.rules.extensions import Asking
from events.registration.rules.needs import NOTHING_BESIDES, Besides
from events.registration.rules.openings import is_open, registration_words
from events.registration.rules.registering import (
    BY_RULE,
    STANDING,
    WAITING_STEP,
    NothingChosen,
    RegistrationClosed,
    State,
    UnknownCapacity,
    UnknownRegistration,
    decide_state,
    is_standing,
    is_vouched_for,
)
from events.registration.rules.standing import within_days
from events.registration.services import ending, letters, needs, people, segment_places
from events.registration.services.letters import Told, told
from foundation import journal
from foundation.confidence import Confidence
from foundation.db import atomic, db
from foundation.letters import House
from stakeholders.accreditation.queries import basis_id
from stakeholders.organizations import queries as organizations
from stakeholders.organizations.rules import Capacity as Affiliated


@atomic
def register(
    account_id: int,
    edition_key: str,
    segment_keys: Collection[str],
    *,
    affiliation_id: int | None,
    mode: str,
    house: House,
    now: datetime,
    stamped_at: datetime,
    besides: Besides = NOTHING_BESIDES,
) -> list[Told]:
    """Register a person for parts of an edition; what stands already is left as it is. One letter tells the answers.

    Raises UnknownEdition, UnknownCapacity, NothingChosen, RegistrationClosed.
    """
    account = people.lock(account_id)
    edition = editions.edition_in_full(edition_key)
    chosen = [each for each in queries.parts_of(edition, now=now) if each.segment.key in segment_keys]
    if not chosen:
        raise NothingChosen
    asker = replace(_asker(account_id, edition, affiliation_id, mode), besides=besides)
    chosen = for_asking(chosen, edition, asker.asking)
    standing = registrations_by_segment(account_id, edition.id)
    segment_places.lock([each.segment.id for each in chosen])
    # What goes with another part is decided after it.
    rows = [_entered(each, asker, edition, standing, now=now) for each in sorted(chosen, key=_accompanies)]
    news = [row for row in rows if row is not None]
    if news and besides.wanted:
        needs.put(account_id, edition, besides.wanted, now=now)
    if news:
        people.rise(account_id, at=stamped_at)
        letters.post(account, edition, news, house=house, stamped_at=stamped_at)
    return news


@atomic
def withdraw(account_id: int, registration_id: int, *, house: House, now: datetime, stamped_at: datetime) -> str:
    """Withdraw one's own registration, with the seats that hang on it; returns the edition's key. Again changes nothing.

    What accompanied it goes, too, when no other part is approved. Raises UnknownRegistration.
    """
    account = people.lock(account_id)
    row = db.session.scalar(
        select(Registration)
        .where(Registration.id == registration_id, Registration.account_id == account_id)
        .options(joinedload(Registration.segment))
    )
    if row is None:
        raise UnknownRegistration
    edition = db.session.get_one(Edition, row.segment.edition_id)
    if row.state in STANDING:
        rows = give_up(row, edition, State.WITHDRAWN, reason="", actor=f"account:{account_id}", now=now)
        people.rise(account_id, at=stamped_at)
        letters.post(account, edition, rows, house=house, stamped_at=stamped_at)
    return edition.key


def give_up(row: Registration, edition: Edition, state: State, *, reason: str, actor: str, now: datetime) -> list[Told]:
    """End a registration inside the caller's transaction, with its seats and what only went with it; tells what ended."""
    return give_all_up([row], edition, state, reason=reason, actor=actor, now=now)


def give_all_up(
    rows: Sequence[Registration], edition: Edition, state: State, *, reason: str, actor: str, now: datetime
) -> list[Told]:
    """As `give_up`, of several registrations of one person."""
    parts = queries.parts_of(editions.edition_in_full(edition.key), now=now)
    standing = ending.standing_of({row.account_id for row in rows}, edition.id)
    ended = ending.end_all(rows, standing, parts, edition, ending.Ending(state, actor, reason), now=now)
    names = {each.segment.id: each.segment.name for each in parts}
    return [told(row, names[row.segment_id]) for row in ended]


@dataclass(frozen=True)
class _Asker:
    """Who registers: under which affiliation, with which bases, on site or online."""

    account_id: int
    affiliation: Affiliated
    capacity: Capacity
    mode: str
    was_declined: bool
    besides: Besides = NOTHING_BESIDES

    @property
    def asking(self) -> Asking:
        return Asking(self.affiliation.constituency_id, self.affiliation.organization_id, self.account_id)


def _asker(account_id: int, edition: Edition, affiliation_id: int | None, mode: str) -> _Asker:
    for each in queries.affiliations_during(account_id, edition):
        if each.affiliation_id == affiliation_id:
            pair = (each.constituency_key, each.organization_id)
            was_declined = not each.is_confirmed and organizations.was_declined(account_id, each.organization_id)
            return _Asker(account_id, each, queries.capacities([pair])[pair], mode, was_declined)
    raise UnknownCapacity


def _accompanies(each: EditionPart) -> bool:
    return each.part.accompanies


def _entered(
    each: EditionPart, asker: _Asker, edition: Edition, standing: dict[int, Registration], *, now: datetime
) -> Told | None:
    """Decide on one part and put it among what stands; None where nothing changes."""
    row = standing.get(each.segment.id)
    if row is not None and is_standing(row.state, row.reason):
        return None
    if not is_open(each.opening, now):
        raise RegistrationClosed(part=each.segment.name, times=registration_words(each.opening, now))
    entry = decide_entry(asker.capacity, each.part, now=now, is_approved=_is_approved(standing, each))
    entry = within_days(entry, asker.affiliation, part=each.segment.name, starts_on=each.segment.starts_on)
    is_vouched = _is_vouched(asker, each)
    state = decide_state(entry, is_vouched=is_vouched, is_turned_away=row is not None and bool(turned_away([row])))
    if row is not None and _is_refused_again(row, asker, state):
        return None
    before = _before(row)
    row = row or Registration(account_id=asker.account_id, segment_id=each.segment.id, confidence=Confidence.SURE)
    waits = state is State.APPROVED and not _is_admitted(row, asker, entry, now=now)
    _enter(row, asker, entry, State.NEW if waits else state, now=now)
    _note(f"account:{asker.account_id}", row, each.segment, edition, before, now=now)
    standing[each.segment.id] = row
    answer = told(row, each.segment.name, entry)
    return replace(answer, next_step=WAITING_STEP) if waits and segment_places.waits(row) else answer


def _is_admitted(row: Registration, asker: _Asker, entry: Entry, *, now: datetime) -> bool:
    """Whether there is a place in the segment for a registration that nothing else stands against; else it waits."""
    _enter(row, asker, entry, State.NEW, now=now)
    return bool(segment_places.admit([row], now=now))


def _is_approved(standing: dict[int, Registration], each: EditionPart) -> bool:
    """Whether another part than this one is approved; asked only for what accompanies."""
    return any(row.state == State.APPROVED for number, row in standing.items() if number != each.segment.id)


def _is_refused_again(row: Registration, asker: _Asker, state: State) -> bool:
    """Whether the same was asked and refused before: a second click, or nothing has changed since."""
    before = (row.state, row.constituency_id, row.organization_id, row.mode)
    asked = (State.REFUSED, asker.affiliation.constituency_id, asker.affiliation.organization_id, asker.mode)
    # Where a person refused, their words stay rather than the rule's.
    by_person = row.state == State.REFUSED and row.decided_by.startswith("account:")
    return state is State.REFUSED and (by_person or before == asked)


def _is_vouched(asker: _Asker, each: EditionPart) -> bool:
    return is_vouched_for(
        asker.affiliation.constituency_key,
        needs_basis=not each.part.is_open,
        is_confirmed=asker.affiliation.is_confirmed,
        was_declined=asker.was_declined,
    )


@dataclass(frozen=True)
class _Before:
    """How a registration stood before it was asked for again, and the words of who had decided on it."""

    state: str
    words: Mapping[str, str]


def _before(row: Registration | None) -> _Before | None:
    if row is None:
        return None
    is_peoples = row.decided_by.startswith("account:") and row.decided_by != f"account:{row.account_id}"
    words = {"reason": row.reason, "next_step": row.next_step} if is_peoples else {}
    return _Before(str(row.state), {name: text for name, text in words.items() if text})


def _enter(row: Registration, asker: _Asker, entry: Entry, state: State, *, now: datetime) -> None:
    row.constituency_id = asker.affiliation.constituency_id
    row.organization_id = asker.affiliation.organization_id
    row.basis_id = basis_id(entry.basis)
    row.mode, row.state, row.registered_at = asker.mode, state, now
    row.function, row.is_listed = asker.besides.function, asker.besides.is_listed
    is_decided = state in (State.APPROVED, State.REFUSED)
    row.decided_at, row.decided_by = (now, BY_RULE) if is_decided else (None, "")
    row.reason, row.next_step = str(entry.reason) if state == State.REFUSED else "", ""
    db.session.add(row)
    db.session.flush()


def _note(
    actor: str, row: Registration, segment: Segment, edition: Edition, before: _Before | None, *, now: datetime
) -> None:
    facts: dict[str, Any] = {"segment": segment.key, "account": row.account_id, "state": str(row.state)}
    facts["edition"] = edition.key
    if row.is_listed:
        # That somebody agreed is told, for it can be taken back.
        facts["is_listed"] = True
    if before:
        facts |= {"before": before.state, "after": str(row.state)}
    subject = ("registration", str(row.id))
    if before and before.words:
        # What the row no longer says: why somebody had refused it.
        journal.note_sealed(actor, "register", subject, row.account_id, before.words, now=now, **facts)
    else:
        journal.note(actor, "register", "registration", str(row.id), now=now, **facts)
