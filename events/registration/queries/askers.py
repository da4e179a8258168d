"""Who people are to a meeting: the approved registration for its segment, the right that comes with it, and their seat."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Select, and_, bindparam, or_, select

from events.editions.models import Segment
from events.registration.models import Registration, Seat
from events.registration.queries.placing import Placed
from events.registration.rules.places import Asker
from events.registration.rules.quotas import Claim
from events.registration.rules.rights import right_in
from foundation.db import directly, table_of
from stakeholders.accounts.models import Account
from stakeholders.accreditation.models import MeetingKind, ParticipationRight
from stakeholders.organizations.models import Affiliation, Constituency, Organization


@dataclass(frozen=True)
class Standing:
    """A person's seat in a meeting, by its number, in whatever state."""

    id: int
    state: str
    offer_ends_at: datetime | None = None


_ACCOUNTS, _SEATS, _REGISTRATIONS, _SEGMENTS, _CONSTITUENCIES, _ORGANIZATIONS, _KINDS, _RIGHTS, _AFFILIATIONS = (
    table_of(kind)
    for kind in (
        *(Account, Seat, Registration, Segment, Constituency, Organization, MeetingKind, ParticipationRight),
        Affiliation,
    )
)
_CARRIED = or_(
    _SEGMENTS.c.entry != "basis",
    select(_AFFILIATIONS.c.id)
    .where(
        # A confirmed affiliation in the registration's capacity holds on the segment's first day.
        _AFFILIATIONS.c.account_id == _REGISTRATIONS.c.account_id,
        _AFFILIATIONS.c.constituency_id == _REGISTRATIONS.c.constituency_id,
        _AFFILIATIONS.c.organization_id.is_not_distinct_from(_REGISTRATIONS.c.organization_id),
        _AFFILIATIONS.c.confirmed_at.is_not(None),
        _AFFILIATIONS.c.since <= _SEGMENTS.c.starts_on,
        or_(_AFFILIATIONS.c.until.is_(None), _AFFILIATIONS.c.until >= _SEGMENTS.c.starts_on),
    )
    .exists(),
)
_ASKERS: Select[*tuple[Any, ...]] = (
    # Built once: building it costs more than asking it.
    select(
        *(_ACCOUNTS.c.id, _SEATS.c.id, _SEATS.c.state, _SEATS.c.offer_ends_at, _REGISTRATIONS.c.state, _CARRIED),
        *(_REGISTRATIONS.c.constituency_id, _CONSTITUENCIES.c.key, _REGISTRATIONS.c.organization_id),
        *(_ORGANIZATIONS.c.key, _REGISTRATIONS.c.mode, _RIGHTS.c.right, _KINDS.c.right_of_named),
    )
    .select_from(_ACCOUNTS)
    .outerjoin(_SEATS, and_(_SEATS.c.account_id == _ACCOUNTS.c.id, _SEATS.c.meeting_id == bindparam("meeting")))
    .outerjoin(
        _REGISTRATIONS,
        and_(_REGISTRATIONS.c.account_id == _ACCOUNTS.c.id, _REGISTRATIONS.c.segment_id == bindparam("part")),
    )
    .outerjoin(_SEGMENTS, _SEGMENTS.c.id == _REGISTRATIONS.c.segment_id)
    .outerjoin(_CONSTITUENCIES, _CONSTITUENCIES.c.id == _REGISTRATIONS.c.constituency_id)
    .outerjoin(_ORGANIZATIONS, _ORGANIZATIONS.c.id == _REGISTRATIONS.c.organization_id)
    .outerjoin(_KINDS, _KINDS.c.key == bindparam("kind"))
    .outerjoin(
        _RIGHTS,
        and_(_RIGHTS.c.meeting_kind_id == _KINDS.c.id, _RIGHTS.c.constituency_id == _CONSTITUENCIES.c.id),
    )
)
_ONE = _ASKERS.where(_ACCOUNTS.c.id == bindparam("account"))
_SEVERAL = _ASKERS.where(_ACCOUNTS.c.id.in_(bindparam("accounts", expanding=True)))


def asker(account_id: int, place: Placed) -> Asker:
    """Who a person is to a meeting: the approved registration for its segment, and the right that comes with it."""
    return asker_with_seat(account_id, place)[0]


def asker_with_seat(account_id: int, place: Placed) -> tuple[Asker, Standing | None]:
    """The same with the person's seat, in one read."""
    row = directly(_ONE, {**_asked(place), "account": account_id}).one()
    return _asker(place, *row[4:]), Standing(*row[1:4]) if row[1] is not None else None


def askers(account_ids: Collection[int], place: Placed) -> dict[int, Asker]:
    """Who several people are to a meeting, in one read."""
    rows = directly(_SEVERAL, {**_asked(place), "accounts": list(account_ids)})
    return {row[0]: _asker(place, *row[4:]) for row in rows}


def _asked(place: Placed) -> dict[str, Any]:
    return {"meeting": place.meeting_id, "part": place.segment_id, "kind": place.facts.kind}


def _asker(
    place: Placed,
    state: str | None,
    is_carried: bool | None,
    constituency_id: int,
    constituency: str,
    organization_id: int | None,
    organization: str | None,
    mode: str,
    right: str | None,
    named: str | None,
) -> Asker:
    if state is None:
        return Asker(None)
    if state != "approved" or not is_carried:
        return Asker(None, state=state)
    rights = {constituency: right} if right else {}
    return Asker(
        constituency,
        is_partner=organization in {body.key for body in place.facts.bodies if body.role == "partner"},
        right=right_in(constituency, rights, open_for=place.facts.open_for, right_of_named=named),
        claim=Claim(constituency_id, organization_id, mode),
    )
