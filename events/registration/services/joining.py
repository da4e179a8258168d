"""Setting and dropping the link by which people join a meeting; the journal tells that it was done, never the link."""

from __future__ import annotations

from datetime import datetime

from events.registration.models import JoinLink
from events.registration.queries.joining import link_desk
from events.registration.rules.joining import read_link
from foundation import journal
from foundation.db import atomic, db


@atomic
def set_link(account_id: int, edition_key: str, meeting_key: str, *, address: str, words: str, now: datetime) -> None:
    """Set the link of a meeting, or another one in its place. The same again changes nothing.

    Raises UnknownEdition, UnknownMeeting, Forbidden, BadLink.
    """
    view = link_desk(account_id, edition_key, meeting_key, held=True)
    link, row = read_link(address), view.link
    if row is not None and (row.address, row.words) == (link, words):
        return
    was_set = row is not None
    row = row or JoinLink(meeting_id=view.meeting.id)
    row.address, row.words, row.set_at, row.set_by = link, words, now, f"account:{account_id}"
    db.session.add(row)
    db.session.flush()
    _note(account_id, "set_join_link", edition_key, meeting_key, was_set=was_set, is_set=True, now=now)


@atomic
def drop_link(account_id: int, edition_key: str, meeting_key: str, *, now: datetime) -> None:
    """Drop the link of a meeting. Again changes nothing. Raises UnknownEdition, UnknownMeeting, Forbidden."""
    view = link_desk(account_id, edition_key, meeting_key, held=True)
    if view.link is not None:
        db.session.delete(view.link)
        db.session.flush()
        _note(account_id, "drop_join_link", edition_key, meeting_key, was_set=True, is_set=False, now=now)


def _note(
    account_id: int, verb: str, edition_key: str, meeting_key: str, *, was_set: bool, is_set: bool, now: datetime
) -> None:
    changed = {"before": {"join_link": was_set}, "after": {"join_link": is_set}}
    subject = f"{edition_key}/{meeting_key}"
    journal.note(f"account:{account_id}", verb, "meeting", subject, now=now, edition=edition_key, **changed)
