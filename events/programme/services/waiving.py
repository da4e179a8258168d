"""Letting a broken rule pass, with a reason that stays on record."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import select

from events.constraints.rules.checker import check
from events.editions import queries as editions
from events.editions.rules import ORGANIZERS
from events.programme.models import Waiver
from events.programme.queries.problem import problem
from events.programme.queries.publishing import kept, waivers
from events.programme.rules.publishing import NotBroken, UnknownWaiver
from foundation import access, journal
from foundation.access import Scope
from foundation.db import atomic, db


@atomic
def let_pass(organizer_id: int, edition_key: str, broken_key: str, *, reason: str, now: datetime) -> Waiver:
    """Let one thing that the draft breaks pass; a second word on the same replaces the first.

    Raises UnknownEdition, Forbidden, NotBroken.
    """
    edition = editions.edition(edition_key)
    access.demand(organizer_id, ORGANIZERS, Scope("edition", edition.id))
    broken = next((each for each in check(problem(edition)) if each.key == broken_key), None)
    if broken is None:
        raise NotBroken
    actor = f"account:{organizer_id}"
    before = waivers(edition).get(broken_key)
    if before is not None:
        before.withdrawn_at = now
    waiver = Waiver(
        edition_id=edition.id,
        broken_key=broken_key,
        sentence=kept(broken.sentence),
        reason=reason,
        actor=actor,
        at=now,
    )
    db.session.add(waiver)
    facts = {"edition": edition.key, "broken": broken_key, "reason": reason}
    journal.note(actor, "let_pass", "edition", edition.key, now=now, **facts)
    return waiver


@atomic
def withdraw_waiver(organizer_id: int, edition_key: str, waiver_id: int, *, now: datetime) -> None:
    """Take a waiver back; twice is once. Raises UnknownEdition, Forbidden, UnknownWaiver."""
    edition = editions.edition(edition_key)
    access.demand(organizer_id, ORGANIZERS, Scope("edition", edition.id))
    waiver = db.session.scalar(
        select(Waiver).where(Waiver.id == waiver_id, Waiver.edition_id == edition.id).with_for_update()
    )
    if waiver is None:
        raise UnknownWaiver
    if waiver.withdrawn_at is None:
        waiver.withdrawn_at = now
        facts = {"edition": edition.key, "broken": waiver.broken_key}
        journal.note(f"account:{organizer_id}", "withdraw_waiver", "edition", edition.key, now=now, **facts)
