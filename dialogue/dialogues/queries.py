"""Reads of dialogues."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import joinedload, selectinload

from dialogue.dialogues.models import Dialogue, DialoguePartner, TimeLimit
from dialogue.dialogues.rules import UnknownDialogue, windows_of
from events.editions.models import Edition, Window
from events.programme.models import Meeting
from events.programme.queries import versions
from events.programme.queries.views import MeetingView, meeting_view
from events.programme.rules.facts import Facts
from foundation.db import db


@dataclass(frozen=True)
class Listed:
    """A dialogue of the list: its meeting in the programme, and its partners where it has its own record."""

    facts: Facts
    dialogue: Dialogue | None


def dialogues(edition_key: str) -> tuple[Edition, list[Listed]]:
    """The interactive dialogues of the current programme of an edition, by day and hour."""
    edition, version = versions.published(edition_key)
    meetings = [entry.facts for entry in versions.entries(version) if entry.facts.is_dialogue]
    records = db.session.scalars(
        select(Dialogue)
        .where(Dialogue.edition_id == edition.id)
        .options(
            joinedload(Dialogue.meeting),
            selectinload(Dialogue.partners).joinedload(DialoguePartner.organization),
        )
    )
    by_key = {record.meeting.key: record for record in records}
    return edition, [Listed(facts, by_key.get(facts.key)) for facts in meetings]


@dataclass(frozen=True)
class DialogueView:
    """A dialogue's page: its meeting, its own record, its windows, and the table of time limits."""

    meeting: MeetingView
    dialogue: Dialogue | None
    windows: Sequence[Window]
    limits: Sequence[TimeLimit]


def dialogue_view(edition_key: str, key: str) -> DialogueView:
    """A dialogue of the current programme; raises UnknownEdition, NothingPublished, UnknownMeeting, UnknownDialogue."""
    view = meeting_view(edition_key, key)
    if not view.facts.is_dialogue:
        raise UnknownDialogue(edition=edition_key, key=key)
    record = db.session.scalar(
        select(Dialogue)
        .join(Meeting, Meeting.id == Dialogue.meeting_id)
        .where(Dialogue.edition_id == view.edition.id, Meeting.key == key)
        .options(selectinload(Dialogue.partners).joinedload(DialoguePartner.organization))
    )
    found = db.session.scalars(select(Window).where(Window.edition_id == view.edition.id)).all()
    limits = db.session.scalars(select(TimeLimit).order_by(TimeLimit.id)).all()
    return DialogueView(view, record, windows_of(found, key), limits)
