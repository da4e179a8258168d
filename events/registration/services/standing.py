"""What becomes of registrations when the affiliation they rest on is declined or ends."""

from __future__ import annotations

from collections import defaultdict
from datetime import date, datetime
from zoneinfo import ZoneInfo

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from events.editions.models import Edition, Segment
from events.registration.models import Registration
from events.registration.queries.standing import affiliations, ground_of
from events.registration.rules.registering import BY_RULE, STANDING, State, is_standing
from events.registration.rules.standing import AFFILIATION_GONE, Ground
from events.registration.services import letters, people
from events.registration.services.registering import give_all_up
from foundation.db import atomic, db
from foundation.letters import House


@atomic
def hold_what_rests_on(
    account_id: int,
    *,
    organization_id: int | None,
    constituency_id: int,
    house: House,
    now: datetime,
    stamped_at: datetime,
) -> int:
    """Put a person's registrations in a capacity on hold where no affiliation carries them any more; how many.

    Their seats go back, and a letter says what to do. Again changes nothing.
    """
    account = people.lock(account_id)
    held = affiliations([account_id])
    fallen: dict[int, list[Registration]] = defaultdict(list)
    editions: dict[int, Edition] = {}
    for edition, row in _in_capacity(account_id, organization_id, constituency_id):
        today = now.astimezone(ZoneInfo(edition.zone)).date()
        if edition.ends_on >= today and not _is_carried(row, ground_of(row, held, _day(row, today))):
            fallen[edition.id].append(row)
            editions[edition.id] = edition
    # In the order of their numbers, as all who lock several.
    for number, rows in sorted(fallen.items()):
        edition = editions[number]
        told = give_all_up(rows, edition, State.ON_HOLD, reason=str(AFFILIATION_GONE), actor=BY_RULE, now=now)
        letters.post(account, edition, told, house=house, stamped_at=stamped_at)
    if fallen:
        people.rise(account_id, at=stamped_at)
    return sum(len(rows) for rows in fallen.values())


def _in_capacity(
    account_id: int, organization_id: int | None, constituency_id: int
) -> list[tuple[Edition, Registration]]:
    rows = db.session.execute(
        select(Edition, Registration)
        .join(Segment, Segment.id == Registration.segment_id)
        .join(Edition, Edition.id == Segment.edition_id)
        .where(
            Registration.account_id == account_id,
            Registration.organization_id.is_not_distinct_from(organization_id),
            Registration.constituency_id == constituency_id,
            Registration.state.in_(STANDING),
        )
        .options(joinedload(Registration.segment))
        .order_by(Segment.position)
    )
    return [(edition, row) for edition, row in rows if is_standing(row.state, row.reason)]


def _day(row: Registration, today: date) -> date:
    """The day that counts: the segment's first, or today when it has begun."""
    return max(row.segment.starts_on, today)


def _is_carried(row: Registration, ground: Ground) -> bool:
    """What waits to be looked at may go on waiting for a confirmation."""
    waits = row.state in (State.NEW, State.PRE_APPROVED)
    return ground is Ground.CONFIRMED or (waits and ground is Ground.DECLARED)
