"""Issuing the list of participants of a segment: numbered, dated, provisional or final."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

from sqlalchemy import select

from events.editions import queries as editions
from events.editions.models import Segment
from events.participants.models import ParticipantList
from events.participants.queries import lists
from events.participants.rules import comparing
from events.participants.rules.lists import (
    ISSUERS,
    Kind,
    MayNotIssue,
    NobodyListed,
    NothingNew,
    demand_no_final,
    demand_over,
)
from foundation import access, journal
from foundation.access import Scope
from foundation.db import atomic, db


@atomic
def issue(
    account_id: int, edition_key: str, segment_key: str, *, kind: Kind, is_early: bool, now: datetime
) -> ParticipantList:
    """Issue the list of a segment as it stands now; `is_early` says that a final one is meant before the last day.

    Raises UnknownEdition, UnknownSegment, MayNotIssue, NotOverYet, FinalAlready, NobodyListed, NothingNew.
    """
    edition = editions.edition(edition_key)
    segment = editions.segment(edition, segment_key)
    if not access.may(account_id, ISSUERS, Scope("edition", edition.id), Scope("segment", segment.id)):
        raise MayNotIssue
    # One list of a segment is issued at a time, each with the next number.
    db.session.execute(select(Segment.id).where(Segment.id == segment.id).with_for_update()).one()
    today = now.astimezone(ZoneInfo(edition.zone)).date()
    demand_over(kind, part=segment.name, ends_on=segment.ends_on, today=today, is_early=is_early)
    earlier = lists.issued_of([segment.id]).get(segment.id, [])
    demand_no_final(kind, final=next((each.number for each in earlier if each.kind == Kind.FINAL), None))
    last = earlier[0] if earlier else None
    entries = _entries(segment.id, kind, last)
    issued = ParticipantList(
        segment_id=segment.id,
        number=last.number + 1 if last else 1,
        kind=kind,
        entries=[each.as_json() for each in entries],
        issued_at=now,
        issued_by=f"account:{account_id}",
    )
    db.session.add(issued)
    db.session.flush()
    facts = {"segment": segment.key, "number": issued.number, "kind": str(kind), "people": len(entries)}
    subject = f"{edition.key}/{segment.key}/{issued.number}"
    journal.note(f"account:{account_id}", "issue", "participant_list", subject, now=now, edition=edition.key, **facts)
    return issued


def _entries(segment_id: int, kind: Kind, last: ParticipantList | None) -> list[comparing.Kept]:
    """What the new list keeps; raises NobodyListed, NothingNew."""
    entries = lists.as_it_stands(segment_id)
    if not entries:
        raise NobodyListed
    if last is not None and last.kind == kind and not comparing.compare(comparing.read(last.entries), entries):
        raise NothingNew(number=last.number)
    return entries
