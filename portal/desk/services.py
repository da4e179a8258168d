"""Sending again what is dead, and doing again work that failed: by an organizer, journalled, once however often it is asked."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import CursorResult, update

from foundation import journal
from foundation.db import atomic, db
from foundation.errors import Missing
from foundation.jobs import Job
from foundation.leases import Leased
from foundation.outbox import OutboxMessage
from portal.desk.queries import demand_organizer
from portal.desk.rules import NoSuchJob, NoSuchMessage


@atomic
def send_again(account_id: int, message_id: int, *, now: datetime, stamped_at: datetime) -> bool:
    """Let a dead message wait anew, with all its attempts; False when it is not dead. Raises NotTheOrganizer, NoSuchMessage."""
    demand_organizer(account_id)
    revived = _revive(OutboxMessage, message_id, NoSuchMessage, stamped_at)
    if revived:
        journal.note(f"account:{account_id}", "send_again", "message", str(message_id), now=now)
    return revived


@atomic
def do_again(account_id: int, job_id: int, *, now: datetime, stamped_at: datetime) -> bool:
    """Let a dead job wait anew, with all its attempts; False when it is not dead. Raises NotTheOrganizer, NoSuchJob."""
    demand_organizer(account_id)
    revived = _revive(Job, job_id, NoSuchJob, stamped_at)
    if revived:
        journal.note(f"account:{account_id}", "do_again", "job", str(job_id), now=now)
    return revived


@atomic
def send_all_again(account_id: int, *, now: datetime, stamped_at: datetime) -> int:
    """Let all dead messages wait anew, as after days without a mail server; how many. Raises NotTheOrganizer."""
    demand_organizer(account_id)
    revived = db.session.execute(
        update(OutboxMessage)
        .where(OutboxMessage.state == "dead")
        .values(state="waiting", attempts=0, due_at=stamped_at)
        .execution_options(synchronize_session=False)
    )
    assert isinstance(revived, CursorResult)
    if revived.rowcount:
        journal.note(f"account:{account_id}", "send_again", "message", "all", now=now, number=revived.rowcount)
    return revived.rowcount


def _revive(kind: type[Leased], number: int, missing: type[Missing], stamped_at: datetime) -> bool:
    row: Leased | None = db.session.get(kind, number, with_for_update=True)
    if row is None:
        raise missing
    if row.state != "dead":
        return False
    row.state, row.attempts, row.due_at = "waiting", 0, stamped_at
    return True
