"""Requests for a change: one’s own for a registration, those of an edition, one with before and after beside each other."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import Select, case, select
from sqlalchemy.orm import joinedload

from events.editions import queries as editions
from events.editions.models import Edition, Segment
from events.registration.models import ChangeRequest, Registration
from events.registration.queries.capacities import affiliations_during
from events.registration.rules.change_requests import ChangeState, MayNotChange, UnknownChange, Wish
from events.registration.rules.registering import UnknownRegistration
from foundation import access
from foundation.db import db
from stakeholders.organizations.models import Constituency, Organization
from stakeholders.organizations.rules import AUDITOR
from stakeholders.organizations.rules import Capacity as Affiliated

DECIDERS = ("registrar", "organizer")
READERS = (*DECIDERS, AUDITOR)
MOST_DECIDED = 50

Capacity = tuple[int | None, int]
Named = Mapping[Capacity, tuple[Mapping[str, str], Mapping[str, str]]]
"""By capacity: the names of the organization (empty for who stands alone) and of the constituency."""


@dataclass(frozen=True)
class Asked:
    """A request with its edition, what the registration is now and what it would be."""

    edition: Edition
    request: ChangeRequest
    before: Wish
    after: Wish
    named: Named
    may_decide: bool = False

    @property
    def registration(self) -> Registration:
        return self.request.registration

    @property
    def fields(self) -> list[str]:
        """In what the two differ."""
        return self.before.differing(self.after)


@dataclass(frozen=True)
class OwnChange:
    """A registration of one’s own, with the open request for a change of it and what may be chosen."""

    edition: Edition
    registration: Registration
    request: ChangeRequest | None
    affiliations: Sequence[Affiliated]
    past: Sequence[ChangeRequest]
    asked: Asked | None


def wish_of(row: Registration) -> Wish:
    """How a registration is."""
    return Wish(row.organization_id, row.constituency_id, row.function, row.listed_name, row.mode)


def own_change(account_id: int, registration_id: int) -> OwnChange:
    """What a person may change about a registration; raises UnknownRegistration, for those of others too."""
    row = db.session.scalar(
        select(Registration)
        .where(Registration.id == registration_id, Registration.account_id == account_id)
        .options(
            joinedload(Registration.segment),
            joinedload(Registration.account),
            joinedload(Registration.organization),
            joinedload(Registration.constituency),
        )
    )
    if row is None:
        raise UnknownRegistration
    edition = db.session.get_one(Edition, row.segment.edition_id)
    requests = db.session.scalars(
        select(ChangeRequest).where(ChangeRequest.registration_id == row.id).order_by(ChangeRequest.id.desc())
    ).all()
    is_open = next((each for each in requests if each.state == ChangeState.ASKED), None)
    asked = None
    if is_open:
        before, after = wish_of(row), Wish.from_json(is_open.wanted)
        asked = Asked(edition, is_open, before, after, _named([before, after]))
    past = [each for each in requests if each is not is_open]
    return OwnChange(edition, row, is_open, affiliations_during(account_id, edition), past, asked)


@dataclass(frozen=True)
class Listed:
    """The requests of an edition that an account may read: those to be looked at, the oldest first, then the last decided."""

    edition: Edition
    asked: Sequence[Asked]
    decided: Sequence[Asked]


def changes(account_id: int, edition_key: str) -> Listed:
    """The requests for a change in an edition; raises UnknownEdition, MayNotChange."""
    edition = editions.edition_in_full(edition_key)
    reads = access.reach(account_id, READERS, edition.id, [each.id for each in edition.segments])
    decides = access.reach(account_id, DECIDERS, edition.id, [each.id for each in edition.segments])
    if not reads:
        raise MayNotChange
    within = [each.id for each in edition.segments if reads.covers(each.id)]
    query = _read().where(Registration.segment_id.in_(within))
    is_open = ChangeRequest.state == ChangeState.ASKED
    waiting = db.session.scalars(query.where(is_open).order_by(ChangeRequest.asked_at, ChangeRequest.id)).all()
    late = case((ChangeRequest.decided_at.is_(None), ChangeRequest.asked_at), else_=ChangeRequest.decided_at)
    done = db.session.scalars(query.where(~is_open).order_by(late.desc(), ChangeRequest.id.desc()).limit(MOST_DECIDED))
    return Listed(edition, _asked(edition, waiting, decides), _asked(edition, done.all(), decides))


def change(account_id: int, edition_key: str, number: int) -> Asked:
    """One request; raises UnknownEdition, MayNotChange, UnknownChange."""
    edition = editions.edition_in_full(edition_key)
    reads = access.reach(account_id, READERS, edition.id, [each.id for each in edition.segments])
    decides = access.reach(account_id, DECIDERS, edition.id, [each.id for each in edition.segments])
    if not reads:
        raise MayNotChange
    row = db.session.scalar(_read().where(ChangeRequest.id == number, Segment.edition_id == edition.id))
    if row is None:
        raise UnknownChange
    if not reads.covers(row.registration.segment_id):
        raise MayNotChange
    return _asked(edition, [row], decides)[0]


def _read() -> Select[ChangeRequest]:
    return (
        select(ChangeRequest)
        .join(ChangeRequest.registration)
        .join(Segment, Segment.id == Registration.segment_id)
        .options(
            joinedload(ChangeRequest.registration).options(
                joinedload(Registration.account), joinedload(Registration.segment)
            )
        )
    )


def _asked(edition: Edition, rows: Sequence[ChangeRequest], decides: access.Reach) -> list[Asked]:
    pairs = [(_before(row), Wish.from_json(row.wanted)) for row in rows]
    named = _named(wish for pair in pairs for wish in pair)
    return [
        Asked(edition, row, before, after, named, decides.covers(row.registration.segment_id))
        for row, (before, after) in zip(rows, pairs, strict=True)
    ]


def _before(row: ChangeRequest) -> Wish:
    """How the registration is, or was when it was decided."""
    return Wish.from_json(row.wanted["was"]) if "was" in row.wanted else wish_of(row.registration)


def _named(wishes: Iterable[Wish]) -> Named:
    wanted = {wish.capacity for wish in wishes}
    of = select(Organization.id, Organization.names).where(Organization.id.in_({each for each, _ in wanted if each}))
    under = select(Constituency.id, Constituency.names).where(Constituency.id.in_({each for _, each in wanted}))
    organizations = {row[0]: row[1] for row in db.session.execute(of)}
    constituencies = {row[0]: row[1] for row in db.session.execute(under)}
    return {each: (organizations.get(each[0] or 0, {}), constituencies[each[1]]) for each in wanted}
