"""With their yes, somebody whom an organization has named comes for it: only then is anything made for them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from zoneinfo import ZoneInfo

from events.editions.models import Edition
from events.registration.models import Registration
from events.registration.queries.verdicts import turned_away
from events.registration.rules.change_requests import NoRightInIt
from events.registration.rules.registering import BY_RULE, NAMED, State
from events.registration.services import recasting, segment_places
from events.registration.services.ending import change
from events.registration.services.on_behalf import Hand, former
from foundation.db import db
from stakeholders.accreditation.queries import basis_id
from stakeholders.organizations.models import Organization
from stakeholders.organizations.services.sending import Sent, send_all


@dataclass(frozen=True)
class By:
    """Who has named somebody, and for which organization."""

    actor: str
    organization: Organization


def is_only_named(row: Registration) -> bool:
    """Whether a registration is kept only because a delegation names its person."""
    return row.state == State.WITHDRAWN and row.reason == str(NAMED)


def take_up(hand: Hand, edition: Edition, row: Registration, by: By) -> dict[str, Any]:
    """Register a locked person who agrees, inside the caller's transaction; what stood there before, for the journal.

    Raises NoRightInIt: R1 speaks against it, or a person has said no to this registration.
    """
    cast = recasting.Cast(by.organization.id, by.organization.constituency_id, row.mode)
    entry = recasting.entry_for(row, edition, cast, now=hand.now)
    if not entry.may:
        raise NoRightInIt(part=row.segment.name, reason=entry.reason)
    if turned_away([row]):
        raise NoRightInIt(part=row.segment.name, reason=row.reason)
    was: dict[str, Any] = {
        "state": row.state,
        "organization_id": row.organization_id,
        "constituency_id": row.constituency_id,
    }
    was["reason"] = "" if is_only_named(row) else row.reason
    _send(hand, edition, row, by)
    row.organization_id, row.constituency_id = cast.organization_id, cast.constituency_id
    row.basis_id = basis_id(entry.basis)
    row.state, row.registered_at, row.registered_by = State.NEW, hand.now, by.actor
    row.decided_at, row.decided_by, row.reason, row.next_step = None, "", "", ""
    row.is_listed, row.listed_name = False, ""
    row.revision += 1
    db.session.flush()
    # Who has no place waits for one.
    admitted = segment_places.admit([row], now=hand.now)
    change(admitted, state=State.APPROVED, decided_at=hand.now, decided_by=BY_RULE)
    return former(was, row, now=hand.now)


def _send(hand: Hand, edition: Edition, row: Registration, by: By) -> None:
    today = hand.now.astimezone(ZoneInfo(edition.zone)).date()
    sent = Sent(
        account_id=row.account_id,
        organization_id=by.organization.id,
        constituency_id=by.organization.constituency_id,
        on=row.segment.starts_on,
        since=min(today, edition.starts_on),
        until=edition.ends_on,
    )
    send_all([sent], actor=by.actor, now=hand.now, stamped_at=hand.stamped_at)
