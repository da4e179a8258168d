"""One registration with all of it: the person, the capacity and what carries it, R1, places, requests, what was done."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from events.editions.models import Edition, Segment
from events.programme.models import Meeting
from events.registration.models import AccessNeed, ChangeRequest, Registration, Seat
from events.registration.queries import capacities as queries
from events.registration.queries.capacities import EditionPart
from events.registration.queries.desk import sight
from events.registration.queries.narrowing import Sight
from events.registration.queries.own import IN_FULL, registrations_by_segment, registrations_of
from events.registration.queries.standing import affiliations, ground_of
from events.registration.rules.entry import Entry, decide_entry
from events.registration.rules.registering import State, UnknownRegistration
from events.registration.rules.standing import GROUND_WORDS
from foundation.db import db
from foundation.journal import JournalLine
from foundation.sentences import Sentence
from stakeholders.accounts.models import Account
from stakeholders.organizations.models import Affiliation

ACTOR = "account:"


@dataclass(frozen=True)
class One:
    """A registration as the secretariat reads it; `names` are those of the people in its history, by actor."""

    sight: Sight
    registration: Registration
    account: Account
    part: EditionPart
    entry: Entry
    missing: Sentence | None
    affiliations: Sequence[Affiliation]
    place: Seat | None
    seats: Sequence[tuple[str, str]]
    requests: Sequence[ChangeRequest]
    needs: AccessNeed | None
    others: Sequence[Registration]
    earlier: Sequence[tuple[Edition, Registration]]
    history: Sequence[JournalLine]
    names: Mapping[str, str]
    is_own: bool

    @property
    def edition(self) -> Edition:
        return self.sight.edition

    @property
    def may_decide(self) -> bool:
        return self.sight.decides.covers(self.registration.segment_id)


def one(account_id: int, edition_key: str, number: int, *, now: datetime) -> One:
    """A registration as an account sees it; raises UnknownEdition, Forbidden, UnknownRegistration."""
    seen = sight(account_id, edition_key, now=now)
    row = _row(seen, number)
    every = registrations_of(row.account_id)
    part = next(each for each in seen.parts if each.segment.id == row.segment_id)
    pair = (row.constituency.key, row.organization_id)
    others = registrations_by_segment(row.account_id, seen.edition.id).values()
    is_approved = any(each.state == State.APPROVED for each in others if each.id != row.id)
    held = affiliations([row.account_id])
    carrying, history = _affiliations(row), _history(row)
    return One(
        sight=seen,
        registration=row,
        account=db.session.get_one(Account, row.account_id),
        part=part,
        entry=decide_entry(queries.capacities([pair])[pair], part.part, now=now, is_approved=is_approved),
        missing=GROUND_WORDS.get(ground_of(row, held, part.segment.starts_on)),
        affiliations=carrying,
        place=_place(row),
        seats=_seats(row),
        requests=_requests(row),
        needs=_needs(row, seen),
        others=[each for edition, each in every if edition.id == seen.edition.id and each.id != row.id],
        earlier=[(edition, each) for edition, each in every if edition.id != seen.edition.id],
        history=history,
        names=_names([row.decided_by, row.registered_by, *_actors(carrying, history)]),
        is_own=row.account_id == account_id,
    )


def _row(seen: Sight, number: int) -> Registration:
    row = db.session.scalar(
        select(Registration)
        .join(Segment, Segment.id == Registration.segment_id)
        .where(Registration.id == number, Segment.edition_id == seen.edition.id)
        .options(*IN_FULL)
    )
    if row is None or not seen.reads.covers(row.segment_id):
        raise UnknownRegistration
    return row


def _affiliations(row: Registration) -> Sequence[Affiliation]:
    """What the registration may rest on, the latest begun first."""
    return db.session.scalars(
        select(Affiliation)
        .where(
            Affiliation.account_id == row.account_id,
            Affiliation.constituency_id == row.constituency_id,
            Affiliation.organization_id.is_not_distinct_from(row.organization_id),
        )
        .order_by(Affiliation.since.desc(), Affiliation.id.desc())
    ).all()


def _place(row: Registration) -> Seat | None:
    return db.session.scalar(select(Seat).where(Seat.account_id == row.account_id, Seat.segment_id == row.segment_id))


def _seats(row: Registration) -> list[tuple[str, str]]:
    """The meetings of the part in which the person sits or waits, with the state of the seat."""
    rows = db.session.execute(
        select(Meeting.key, Seat.state)
        .join(Meeting, Meeting.id == Seat.meeting_id)
        .where(Seat.account_id == row.account_id, Seat.state != "cancelled", Meeting.segment_id == row.segment_id)
        .order_by(Meeting.key)
    )
    return [(key, state) for key, state in rows]


def _requests(row: Registration) -> Sequence[ChangeRequest]:
    return db.session.scalars(
        select(ChangeRequest).where(ChangeRequest.registration_id == row.id).order_by(ChangeRequest.id.desc())
    ).all()


def _needs(row: Registration, seen: Sight) -> AccessNeed | None:
    """That something is needed; for those alone who decide."""
    if not seen.decides.covers(row.segment_id):
        return None
    return db.session.scalar(
        select(AccessNeed).where(AccessNeed.account_id == row.account_id, AccessNeed.edition_id == seen.edition.id)
    )


def _history(row: Registration) -> Sequence[JournalLine]:
    return db.session.scalars(
        select(JournalLine)
        .where(JournalLine.subject_kind == "registration", JournalLine.subject_key == str(row.id))
        .order_by(JournalLine.id.desc())
    ).all()


def _actors(carrying: Sequence[Affiliation], history: Sequence[JournalLine]) -> list[str]:
    return [*(each.confirmed_by for each in carrying), *(line.actor for line in history)]


def _names(actors: Iterable[str]) -> dict[str, str]:
    """The names of accounts among actors."""
    ids = {int(each.removeprefix(ACTOR)) for each in actors if each.startswith(ACTOR)}
    rows = db.session.execute(select(Account.id, Account.name).where(Account.id.in_(ids)))
    return {f"{ACTOR}{number}": name for number, name in rows}
