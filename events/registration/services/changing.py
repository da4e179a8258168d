"""Changing between on site and online: the registration keeps its state."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from zoneinfo import ZoneInfo

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from events.editions.models import Edition
from events.registration.models import Registration
from events.registration.rules.registering import MODE_WORDS, STANDING, ModeFull, ModeSettled, UnknownRegistration
from events.registration.services import people, segment_places
from events.registration.services.freeing import free_seats
from foundation import journal
from foundation.db import atomic, db


@atomic
def change_mode(account_id: int, registration_id: int, *, mode: str, now: datetime, stamped_at: datetime) -> None:
    """Take part on site or online from now on, until the segment's last day; seats go back.

    Again changes nothing. Raises UnknownRegistration, ModeSettled, ModeFull.
    """
    people.lock(account_id)
    row = db.session.scalar(
        select(Registration)
        .where(Registration.id == registration_id, Registration.account_id == account_id)
        .options(joinedload(Registration.segment))
    )
    if row is None:
        raise UnknownRegistration
    edition = db.session.get_one(Edition, row.segment.edition_id)
    today = now.astimezone(ZoneInfo(edition.zone)).date()
    if row.state not in STANDING or row.segment.ends_on < today:
        raise ModeSettled(part=row.segment.name)
    if row.mode == mode:
        return
    if not segment_places.fits(row, replace(segment_places.claim_of(row), mode=mode), now=now):
        raise ModeFull(part=row.segment.name, mode=MODE_WORDS[mode])
    row.mode = mode
    facts = {"edition": edition.key, "segment": row.segment.key, "account": account_id, "mode": mode}
    journal.note(f"account:{account_id}", "change_mode", "registration", str(row.id), now=now, **facts)
    segment_places.pass_on([row.segment_id], now=now)
    free_seats([(account_id, row.segment_id)], edition, now=now)
    people.rise(account_id, at=stamped_at)
