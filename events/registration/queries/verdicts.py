"""What people decided on registrations before, whatever became of them since: the journal remembers it."""

from __future__ import annotations

from collections.abc import Collection

from sqlalchemy import select

from events.registration.models import Registration
from events.registration.rules.registering import PEOPLES_VERBS, is_turned_away
from foundation.db import db
from foundation.journal import JournalLine


def last_verdicts(numbers: Collection[int]) -> dict[int, str]:
    """The verb of the last decision on each of some registrations that somebody else than its person took."""
    if not numbers:
        return {}
    rows = db.session.execute(
        select(JournalLine.subject_key, JournalLine.verb, JournalLine.actor, JournalLine.facts)
        .where(
            JournalLine.subject_kind == "registration",
            JournalLine.subject_key.in_([str(number) for number in numbers]),
            JournalLine.verb.in_(PEOPLES_VERBS),
            JournalLine.actor.startswith("account:"),
        )
        .order_by(JournalLine.id)
    )
    return {int(key): verb for key, verb, actor, facts in rows if actor != f"account:{facts.get('account')}"}


def turned_away(rows: Collection[Registration]) -> set[int]:
    """The numbers of those registrations to which a person has said no, whatever was asked since."""
    verdicts = last_verdicts([row.id for row in rows])
    return {row.id for row in rows if is_turned_away(row.state, row.decided_by, verdicts.get(row.id, ""))}
