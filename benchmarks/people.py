"""A person who follows meetings of the large edition in a calendar of their own."""

from __future__ import annotations

from flask import current_app
from sqlalchemy import select

from benchmarks.large import KEY
from events.editions.models import Edition
from events.feeds.rules.personal import personal_path, token
from events.feeds.services import personal
from events.programme.models import Meeting
from events.registration.models import FollowedMeeting
from foundation import clock
from foundation.confidence import Confidence
from foundation.db import atomic, db
from stakeholders.accounts.models import Account

FOLLOWED = 30


def calendar() -> str:
    """Give somebody a calendar of their own with so many meetings; the path of its feed."""
    secret = current_app.config["SECRET_KEY"]
    hand = personal.Hand(_follower(), secret, clock.now(), clock.wire_now())
    return personal_path(token(secret, personal.make_calendar(hand, language="en").seed))


@atomic
def _follower() -> int:
    now = clock.wire_now()
    person = Account(
        email="measured@people.example", name="Measured", languages=["en"], verified_at=now, created_at=now,
        confidence=Confidence.ILLUSTRATIVE,
    )  # fmt: skip
    db.session.add(person)
    db.session.flush()
    of_edition = select(Meeting.id).join(Edition, Edition.id == Meeting.edition_id).where(Edition.key == KEY)
    for meeting in db.session.scalars(of_edition.order_by(Meeting.id).limit(FOLLOWED)):
        db.session.add(FollowedMeeting(account_id=person.id, meeting_id=meeting, followed_at=now))
    return person.id
