"""What the secretariat decides on an application, and decides anew: with a reason, on a basis, for sessions from–to."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from foundation import jobs, journal, revisions
from foundation.db import atomic, db
from foundation.letters import House
from stakeholders.accreditation.models import Application, Basis, FormerDecision
from stakeholders.accreditation.queries import own, sessions
from stakeholders.accreditation.queries.papers import speaks_for
from stakeholders.accreditation.rules import applying as rules
from stakeholders.accreditation.rules.applying import Deed, Standing, State
from stakeholders.accreditation.rules.bases import LISTED, NoSuchBasis, Span, check_grant, check_reach
from stakeholders.accreditation.services import holding, letters

APPROVED = "accreditation.approved"
"""The job that tells people of the organization that they can register now."""


@dataclass(frozen=True)
class Verdict:
    """What is decided, why, and what to do next; an approval names the basis and the sessions."""

    deed: Deed
    reason: str = ""
    next_step: str = ""
    basis_id: int | None = None
    span: Span | None = None


@atomic
def decide(
    actor_id: int,
    application_id: int,
    verdict: Verdict,
    *,
    seen: int | None,
    house: House,
    now: datetime,
    stamped_at: datetime,
) -> None:
    """Decide on an application, or anew on one that was decided; registrations of before stay as they are (R2).

    `seen` is the revision that was looked at. Raises UnknownApplication, MayNotDecide, BeyondReach, NotOnesOwn,
    ChangedSince, NotPossible, NotConfirmed, ReasonNeeded, NoSuchBasis, and what `check_grant` raises.
    """
    row = _to_decide(actor_id, application_id, verdict)
    if seen is not None and seen != row.revision:
        raise rules.ChangedSince
    standing = Standing(row.state, row.pre_approved_at is not None, own.is_confirmed(row))
    state = rules.next_state(standing, verdict.deed)
    if verdict.deed is not Deed.APPROVE and not verdict.reason.strip():
        raise rules.ReasonNeeded
    basis = _granted(row, verdict, now) if verdict.deed is Deed.APPROVE else None
    before, held_before = _told(row), row.basis_id if row.state == State.APPROVED else None
    _keep_former(row, now=now)
    _write(row, verdict, state, basis, actor=f"account:{actor_id}", now=now)
    touched = {number for number in (held_before, basis.id if basis else None) if number is not None}
    if {holding.settle(row.organization_id, number, now=now) for number in sorted(touched)} & {True}:
        revisions.rise(at=stamped_at)
    _note(actor_id, row, verdict.deed, before, now=now)
    letters.tell_decided(row, basis, house=house, stamped_at=stamped_at)
    if basis is not None:
        jobs.order(
            APPROVED,
            stamped_at=stamped_at,
            key=f"{APPROVED}:{row.id}:{row.revision}",
            application=row.id,
            organization=row.organization_id,
            session=row.session,
        )


def _to_decide(actor_id: int, application_id: int, verdict: Verdict) -> Application:
    row = holding.lock(application_id)
    if row is None:
        raise rules.UnknownApplication
    reach = sessions.reach(actor_id, rules.DECIDERS)
    if not reach.covers(row.session):
        raise rules.MayNotDecide
    for span in _touched(row, verdict):
        check_reach(span, session=row.session, goes_beyond=reach.goes_beyond(row.session))
    if row.applied_by_id == actor_id or speaks_for(actor_id, row.organization_id):
        raise rules.NotOnesOwn
    return row


def _touched(row: Application, verdict: Verdict) -> list[Span]:
    """The sessions that a verdict gives, and those that it takes away."""
    given = [verdict.span] if verdict.deed is Deed.APPROVE and verdict.span else []
    return [*given, *([Span(row.from_session, row.to_session)] if row.from_session else [])]


def _granted(row: Application, verdict: Verdict, now: datetime) -> Basis:
    basis = db.session.get(Basis, verdict.basis_id) if verdict.basis_id else None
    if basis is None or (basis.constituency_id, basis.held_by) != (row.organization.constituency_id, LISTED):
        raise NoSuchBasis
    own_span = Span(basis.from_session, basis.to_session)
    span = verdict.span or Span(row.session, row.session)
    check_grant(span, own=own_span, session=row.session, ahead=sessions.session_ahead(now))
    return basis


def _keep_former(row: Application, *, now: datetime) -> None:
    """Keep the decision that stood until now, where there was one."""
    if row.decided_at is None:
        return
    names = ("from_session", "to_session", "reason", "next_step", "decided_at", "decided_by")
    former = FormerDecision(application_id=row.id, state=rules.decided_as(row.state), replaced_at=now)
    for name in names:
        setattr(former, name, getattr(row, name))
    former.basis_id = row.basis_id if row.state == State.APPROVED else None
    db.session.add(former)


def _write(row: Application, verdict: Verdict, state: State, basis: Basis | None, *, actor: str, now: datetime) -> None:
    row.state, row.decided_at, row.decided_by = state, now, actor
    row.reason, row.next_step = verdict.reason.strip(), verdict.next_step.strip()
    row.from_session = row.to_session = None
    if basis is not None:
        span = verdict.span or Span(row.session, row.session)
        row.basis_id, row.from_session, row.to_session = basis.id, span.first, span.last
    row.revision += 1
    db.session.flush()


def _told(row: Application) -> dict[str, Any]:
    """What stands, as the journal keeps it."""
    return {
        "state": str(row.state),
        "basis": row.basis_id,
        "from_session": row.from_session,
        "to_session": row.to_session,
        "reason": row.reason,
    }


def _note(actor_id: int, row: Application, deed: Deed, before: dict[str, Any], *, now: datetime) -> None:
    after = _told(row)
    changed = [name for name in after if before[name] != after[name]] or ["state"]
    edition = next((each.edition for each in sessions.sessions() if each.number == row.session), None)
    journal.note(
        f"account:{actor_id}",
        f"{deed}_application",
        "application",
        str(row.id),
        now=now,
        edition=edition,
        organization=row.organization_id,
        session=row.session,
        before={"state": before["state"]} | {name: before[name] for name in changed},
        after={"state": after["state"]} | {name: after[name] for name in changed},
    )
