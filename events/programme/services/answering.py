"""What the hosts of meetings answer, in the name of a body: of one meeting, or of all that they have before them."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime

from sqlalchemy import select

from events.programme.models import HostAnswer, Meeting
from events.programme.queries.answers import Hosting, hostings
from events.programme.rules.answers import (
    SPEAKING,
    Answer,
    MeetingChanged,
    NeverAsked,
    NotTheirMeeting,
    check_note,
)
from events.programme.rules.deeds import HOST
from foundation import access, journal
from foundation.access import Held, Scope
from foundation.db import atomic, db


@atomic
def answer_for_host(
    account_id: int, organization_id: int, meeting_id: int, *, answer: Answer, note: str, seen: int, now: datetime
) -> None:
    """Confirm a meeting as it stands, in the name of a body that hosts it, or decline with a note; twice is once.

    Raises NotTheirMeeting, NeverAsked, MeetingChanged, NoteNeeded, NoteTooLong.
    """
    if not _may_answer(access.held_by(account_id), organization_id, meeting_id):
        raise NotTheirMeeting
    row = next(iter(_held(organization_id, [meeting_id])), None)
    if row is None:
        raise NeverAsked
    if seen != row.revision:
        raise MeetingChanged
    check_note(answer, note)
    _keep([row], f"account:{account_id}", answer, note.strip(), now=now)


@atomic
def confirm_for_host(account_id: int, organization_id: int, seen: Mapping[int, int], *, now: datetime) -> int:
    """Confirm several meetings as they were seen, by number and revision; how many. One that was changed since is left.

    Raises NotTheirMeeting.
    """
    held = access.held_by(account_id)
    if not all(_may_answer(held, organization_id, meeting_id) for meeting_id in seen):
        raise NotTheirMeeting
    rows = [row for row in _held(organization_id, seen) if seen[row.meeting_id] == row.revision]
    _keep(rows, f"account:{account_id}", Answer.CONFIRMED, "", now=now)
    return len(rows)


def _may_answer(held: Sequence[Held], organization_id: int, meeting_id: int) -> bool:
    body, meeting = Scope("organization", organization_id), Scope("meeting", meeting_id)
    return any(
        (each.role in SPEAKING and each.scope == body) or (each.role == HOST and each.scope == meeting) for each in held
    )


def _held(organization_id: int, meeting_ids: Collection[int]) -> list[Hosting]:
    """What a body was asked of these meetings. Whoever changes one holds its row, too: an answer is about what stands after."""
    db.session.execute(
        select(Meeting.id).where(Meeting.id.in_(meeting_ids)).order_by(Meeting.id).with_for_update()
    ).all()
    return hostings(Meeting.id.in_(meeting_ids), HostAnswer.organization_id == organization_id)


def _keep(rows: Sequence[Hosting], actor: str, answer: Answer, note: str, *, now: datetime) -> None:
    numbers = [row.answer_id for row in rows]
    kept = {each.id: each for each in db.session.scalars(select(HostAnswer).where(HostAnswer.id.in_(numbers)))}
    for row in rows:
        if row.answer_id is None or (row.kept, row.seen, row.note) == (answer, row.revision, note):
            continue
        given = kept[row.answer_id]
        given.state, given.seen, given.note = answer, row.revision, note
        given.answered_at, given.answered_by = now, actor
        journal.note(
            actor,
            "answer_for_host",
            "meeting",
            f"{row.edition}/{row.key}",
            now=now,
            edition=row.edition,
            organization=row.organization_id,
            revision=row.revision,
            before={"standing": str(row.standing)},
            after={"standing": str(answer)},
        )
