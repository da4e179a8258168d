"""Whether a person stands in the list of participants: theirs to say, at any time."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import select

from events.editions.models import Edition, Segment
from events.registration.models import Registration
from events.registration.rules.registering import UnknownRegistration
from events.registration.services import people
from foundation import journal
from foundation.db import atomic, db


@atomic
def agree(account_id: int, registration_id: int, *, is_listed: bool, now: datetime) -> None:
    """Agree to stand in the list, or take that back: it holds at once, for issued lists too. Again changes nothing.

    Raises UnknownRegistration.
    """
    people.lock(account_id)
    row = db.session.scalar(
        select(Registration)
        .where(Registration.id == registration_id, Registration.account_id == account_id)
        .with_for_update()
    )
    if row is None:
        raise UnknownRegistration
    if row.is_listed == is_listed:
        return
    row.is_listed = is_listed
    segment, edition = db.session.execute(
        select(Segment.key, Edition.key)
        .join(Edition, Edition.id == Segment.edition_id)
        .where(Segment.id == row.segment_id)
    ).one()
    changed = {"before": {"is_listed": not is_listed}, "after": {"is_listed": is_listed}}
    facts = {"edition": edition, "segment": segment, "account": account_id, **changed}
    journal.note(f"account:{account_id}", "list", "registration", str(row.id), now=now, **facts)
    db.session.flush()
