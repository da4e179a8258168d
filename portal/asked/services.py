"""The words of a focal point on people and registrations in its body's name."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from typing import Any

from sqlalchemy import select

from events.editions.models import Segment
from events.registration.models import Registration
from events.registration.queries.asked import editions_of
from events.registration.rules.deciding import Verdict
from events.registration.services.deciding import Decided, decide_all
from foundation import access
from foundation.access import Scope
from foundation.db import atomic, db
from foundation.letters import House
from portal.asked.rules import NothingTicked, NotYourBody
from stakeholders.organizations import services as organizations
from stakeholders.organizations.models import Affiliation
from stakeholders.organizations.rules import FOCAL_POINT, UnknownAffiliation


@atomic
def answer_for_person(
    account_id: int,
    body: int,
    affiliation_id: int,
    *,
    decline: str | None,
    house: House,
    now: datetime,
    stamped_at: datetime,
) -> None:
    """Confirm that somebody comes with a body, or decline with a reason.

    Raises NotYourBody, UnknownAffiliation, and what confirming and declining raise.
    """
    _demand(account_id, body)
    with_whom = db.session.scalar(select(Affiliation.organization_id).where(Affiliation.id == affiliation_id))
    if with_whom != body:
        raise UnknownAffiliation
    told: dict[str, Any] = {"house": house, "now": now, "stamped_at": stamped_at}
    if decline is None:
        organizations.confirm(account_id, affiliation_id, **told)
    else:
        organizations.decline(account_id, affiliation_id, reason=decline, **told)


@atomic
def decide_on_people(
    account_id: int,
    body: int,
    numbers: Collection[int],
    *,
    verdict: Verdict,
    reason: str,
    next_step: str,
    house: House,
    now: datetime,
    stamped_at: datetime,
) -> Decided:
    """Pre-approve registrations in the name of a body, or send them back; those of others are passed by.

    Whom a body sends on comes with it: what they have declared is confirmed by that.

    Raises NotYourBody, NothingTicked, ReasonNeeded.
    """
    _demand(account_id, body)
    by_edition = editions_of(body, numbers)
    if not by_edition:
        raise NothingTicked
    said: dict[str, Any] = {"verdict": verdict, "reason": reason, "next_step": next_step}
    told: dict[str, Any] = {"house": house, "now": now, "stamped_at": stamped_at}
    decided = [decide_all(account_id, edition, own, **said, **told) for edition, own in by_edition.items()]
    if verdict is Verdict.PRE_APPROVE:
        _confirm_people(account_id, body, [number for each in decided for number in (*each.done, *each.stood)], **told)
    done = [number for each in decided for number in each.done]
    passed = {number: words for each in decided for number, words in each.passed_over.items()}
    return Decided(done, passed, [number for each in decided for number in each.stood])


def _confirm_people(account_id: int, body: int, registrations: Collection[int], **told: Any) -> None:
    """Confirm the affiliations with a body that registrations rest on and that nobody has confirmed yet."""
    rows = db.session.scalars(
        select(Affiliation.id)
        .distinct()
        .join(Registration, Registration.account_id == Affiliation.account_id)
        .join(Segment, Segment.id == Registration.segment_id)
        .where(
            Registration.id.in_(registrations),
            Affiliation.organization_id == body,
            Affiliation.constituency_id == Registration.constituency_id,
            Affiliation.confirmed_at.is_(None),
            Affiliation.since <= Segment.starts_on,
            Affiliation.until.is_(None) | (Affiliation.until >= Segment.starts_on),
        )
        .order_by(Affiliation.id)
    ).all()
    for number in rows:
        organizations.confirm(account_id, number, **told)


def _demand(account_id: int, body: int) -> None:
    if not access.may(account_id, (FOCAL_POINT,), Scope("organization", body)):
        raise NotYourBody
