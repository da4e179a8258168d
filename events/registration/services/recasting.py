"""Another capacity or another way to take part for a registration that stays: R1 and the places are asked anew."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy import select

from events.editions.models import Edition
from events.registration.models import Registration
from events.registration.queries import capacities as queries
from events.registration.queries.standing import affiliations
from events.registration.rules import change_requests as rules
from events.registration.rules.entry import Entry, decide_entry
from events.registration.rules.registering import State
from events.registration.rules.standing import GROUND_WORDS, Ground, NotConfirmed, ground
from events.registration.services import segment_places
from events.registration.services.ending import standing_of
from events.registration.services.freeing import free_seats
from foundation.db import db
from stakeholders.accreditation.queries import basis_id
from stakeholders.organizations.models import Constituency


@dataclass(frozen=True)
class Cast:
    """As what, and how, somebody takes part."""

    organization_id: int | None
    constituency_id: int
    mode: str


def cast_of(row: Registration) -> Cast:
    """As what, and how, a registration has it now."""
    return Cast(row.organization_id, row.constituency_id, row.mode)


def entry_for(row: Registration, edition: Edition, cast: Cast, *, now: datetime) -> Entry:
    """Whether the person of a registration may come to its part in another capacity (R1)."""
    part = next(each for each in queries.parts_of(edition, now=now) if each.segment.id == row.segment_id)
    key = db.session.scalars(select(Constituency.key).where(Constituency.id == cast.constituency_id)).one()
    pair = (key, cast.organization_id)
    others = standing_of({row.account_id}, edition.id)[row.account_id].values()
    is_approved = any(each.state == State.APPROVED for each in others if each.id != row.id)
    return decide_entry(queries.capacities([pair])[pair], part.part, now=now, is_approved=is_approved)


def recast(row: Registration, edition: Edition, cast: Cast, *, now: datetime) -> None:
    """Give a registration of a locked person (with its segment) another capacity or mode, inside the caller's transaction.

    Raises NoRightInIt (R1), NotConfirmed, NoPlaceInIt. Seats in meetings go back: their quotas hang on both.
    """
    if cast == cast_of(row):
        return
    if (cast.organization_id, cast.constituency_id) != (row.organization_id, row.constituency_id):
        entry = entry_for(row, edition, cast, now=now)
        if not entry.may:
            raise rules.NoRightInIt(part=row.segment.name, reason=entry.reason)
        _demand_confirmed(row, cast)
        row.basis_id = basis_id(entry.basis)
    claim = replace(
        segment_places.claim_of(row),
        constituency=cast.constituency_id,
        organization=cast.organization_id,
        mode=cast.mode,
    )
    if not segment_places.fits(row, claim, now=now):
        raise rules.NoPlaceInIt(part=row.segment.name)
    row.organization_id, row.constituency_id, row.mode = cast.organization_id, cast.constituency_id, cast.mode
    row.revision += 1
    db.session.flush()
    segment_places.pass_on([row.segment_id], now=now)
    free_seats([(row.account_id, row.segment_id)], edition, now=now)


def _demand_confirmed(row: Registration, cast: Cast) -> None:
    held = affiliations([row.account_id]).get((row.account_id, cast.organization_id, cast.constituency_id), ())
    stands = ground(held, row.segment.starts_on)
    if stands is not Ground.CONFIRMED:
        raise NotConfirmed(ground=GROUND_WORDS[stands])
