"""Following a published meeting: it stands in one's own calendar."""

from __future__ import annotations

from datetime import datetime

from events.registration.models import FollowedMeeting
from events.registration.queries import placing as queries
from events.registration.services import people
from foundation.db import atomic, db


@atomic
def follow(account_id: int, edition_key: str, meeting_key: str, *, now: datetime, stamped_at: datetime) -> None:
    """Put a published meeting into one's own calendar; again changes nothing. Raises UnknownMeeting."""
    people.lock(account_id)
    meeting_id = queries.placed(edition_key, meeting_key).meeting_id
    if db.session.get(FollowedMeeting, (account_id, meeting_id)) is None:
        db.session.add(FollowedMeeting(account_id=account_id, meeting_id=meeting_id, followed_at=now))
        people.rise(account_id, at=stamped_at)


@atomic
def unfollow(account_id: int, edition_key: str, meeting_key: str, *, stamped_at: datetime) -> None:
    """Take a meeting out of one's own calendar; again changes nothing. Raises UnknownMeeting."""
    people.lock(account_id)
    row = db.session.get(FollowedMeeting, (account_id, queries.meeting_id(edition_key, meeting_key)))
    if row is not None:
        db.session.delete(row)
        people.rise(account_id, at=stamped_at)
