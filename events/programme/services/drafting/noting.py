"""Carrying a change out and appending it to the draft's list and to the journal."""

from __future__ import annotations

from sqlalchemy import func, select

from events.editions import queries as editions
from events.editions.models import Edition
from events.programme.models import DraftChange
from events.programme.queries.draft import snapshots
from events.programme.rules.deeds import Placed, Verb
from events.programme.rules.draft import UnknownInDraft
from events.programme.rules.snapshots import Snapshot, differing
from events.programme.services.drafting.hand import Hand
from events.programme.services.drafting.writing import write
from foundation import journal
from foundation.db import db


def held_edition(key: str) -> Edition:
    """An edition whose row is held until the deed is done: changes of one draft queue for it, as publishers do."""
    return editions.edition(key, held=True)


def standing(edition: Edition, key: str) -> Snapshot | None:
    """A meeting as it stands now, None when it is not there."""
    return snapshots(edition, [key]).get(key)


def meeting_standing(edition: Edition, key: str) -> Snapshot:
    """A meeting as it stands now; raises UnknownInDraft."""
    found = standing(edition, key)
    if found is None:
        raise UnknownInDraft(kind="meeting", key=key)
    return found


def carry_out(hand: Hand, edition: Edition, verb: Verb, before: Snapshot | None, after: Snapshot | None) -> Placed:
    """Make a change and append it."""
    shown = after or before
    assert shown is not None
    key: str = shown["key"]
    revision = write(edition, before, after)
    latest = db.session.scalar(select(func.max(DraftChange.number)).where(DraftChange.edition_id == edition.id))
    change = DraftChange(
        edition_id=edition.id,
        number=(latest or 0) + 1,
        actor=hand.actor,
        verb=verb,
        meeting_key=key,
        before=before,
        after=after,
        at=hand.now,
    )
    db.session.add(change)
    fields = differing(before, after)
    changed = journal.change(fields, before, after) if before is not None and after is not None else {}
    note(hand, edition, f"{verb}_meeting", key, change=change.number, fields=list(fields), **changed)
    db.session.flush()
    return Placed(key, revision, change.number)


def note(hand: Hand, edition: Edition, verb: str, key: str, **facts: object) -> None:
    """Append a deed to the journal."""
    journal.note(hand.actor, verb, "meeting", f"{edition.key}/{key}", now=hand.now, edition=edition.key, **facts)
