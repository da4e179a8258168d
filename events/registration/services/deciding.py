"""What the secretariat decides on a registration: R1 holds for it, too."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from events.editions import queries as editions
from events.editions.models import Edition, Segment
from events.editions.rules import ORGANIZER
from events.registration.models import Registration
from events.registration.queries import capacities as queries
from events.registration.queries.own import registrations_by_segment
from events.registration.queries.standing import affiliations, ground_of
from events.registration.rules.entry import Entry, decide_entry
from events.registration.rules.registering import (
    REGISTRAR,
    MayNotDecide,
    NoBasis,
    NotDecidable,
    ReasonNeeded,
    State,
    UnknownRegistration,
)
from events.registration.rules.standing import GROUND_WORDS, Ground, NotConfirmed
from events.registration.services import letters, people
from events.registration.services.letters import told
from events.registration.services.registering import give_up
from foundation import access, journal
from foundation.access import Scope
from foundation.db import atomic, db
from foundation.letters import House
from stakeholders.accreditation.models import Basis

DECIDERS = (REGISTRAR, ORGANIZER)


class Verdict(StrEnum):
    """What is decided."""

    APPROVE = "approve"
    REFUSE = "refuse"


@atomic
def decide(
    registrar_id: int,
    edition_key: str,
    registration_id: int,
    *,
    verdict: Verdict,
    reason: str,
    house: House,
    now: datetime,
    stamped_at: datetime,
) -> None:
    """Approve a registration that has a basis, or refuse one with a reason; the person is written to. Again changes nothing.

    Raises MayNotDecide, UnknownRegistration, NotDecidable, NoBasis, NotConfirmed, ReasonNeeded.
    """
    edition = editions.edition_in_full(edition_key)
    if not access.may(registrar_id, DECIDERS, Scope("edition", edition.id)):
        raise MayNotDecide
    row = _locked(edition, registration_id)
    if row.state == State.WITHDRAWN:
        raise NotDecidable
    actor = f"account:{registrar_id}"
    if verdict is Verdict.APPROVE:
        if row.state == State.APPROVED:
            return
        _approve(row, edition, actor=actor, now=now)
        rows = [told(row, row.segment.name)]
    else:
        if not reason.strip():
            raise ReasonNeeded
        if (row.state, row.reason) == (State.REFUSED, reason):
            return
        rows = give_up(row, edition, State.REFUSED, reason=reason, actor=actor, now=now)
    people.rise(row.account_id, at=stamped_at)
    letters.post(row.account, edition, rows, house=house, stamped_at=stamped_at)


def _locked(edition: Edition, registration_id: int) -> Registration:
    account_id = db.session.scalar(
        select(Registration.account_id)
        .join(Segment, Segment.id == Registration.segment_id)
        .where(Registration.id == registration_id, Segment.edition_id == edition.id)
    )
    if account_id is None:
        raise UnknownRegistration
    people.lock(account_id)
    return db.session.scalars(
        select(Registration)
        .where(Registration.id == registration_id)
        .options(
            joinedload(Registration.account),
            joinedload(Registration.segment),
            joinedload(Registration.constituency),
        )
    ).one()


def _approve(row: Registration, edition: Edition, *, actor: str, now: datetime) -> None:
    entry = _entry(row, edition, now=now)
    if not entry.may:
        raise NoBasis(reason=entry.reason)
    if row.segment.entry == "basis":
        ground = ground_of(row, affiliations([row.account_id]), row.segment.starts_on)
        if ground is not Ground.CONFIRMED:
            raise NotConfirmed(ground=GROUND_WORDS[ground])
    row.basis_id = db.session.scalar(select(Basis.id).where(Basis.key == entry.basis)) if entry.basis else None
    row.state, row.reason = State.APPROVED, ""
    row.decided_at, row.decided_by = now, actor
    journal.note(
        actor,
        "approve",
        "registration",
        str(row.id),
        now=now,
        edition=edition.key,
        segment=row.segment.key,
        account=row.account_id,
        state=str(row.state),
    )


def _entry(row: Registration, edition: Edition, *, now: datetime) -> Entry:
    part = next(each for each in queries.parts_of(edition, now=now) if each.segment.id == row.segment_id)
    pair = (row.constituency.key, row.organization_id)
    others = registrations_by_segment(row.account_id, edition.id)
    is_approved = any(other.state == State.APPROVED for other in others.values() if other.id != row.id)
    return decide_entry(queries.capacities([pair])[pair], part.part, now=now, is_approved=is_approved)
