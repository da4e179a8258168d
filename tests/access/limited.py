"""What stands at the desk of the places: a quota, people who wait, and a mailed link of one of them."""

from __future__ import annotations

from datetime import timedelta

from sqlalchemy import select

from events.registration.models import Quota, Registration, Seat
from foundation import clock
from foundation.confidence import Confidence
from foundation.db import db
from stakeholders.accounts.models import MailedLink
from stakeholders.accounts.queries import hash_of
from tests.events.registration.limited import meeting_id
from tests.support.people import account

SECRET = "a-link-to-a-place"


def furnished() -> dict[str, str]:
    """The ids of a quota, of one who waits for a seat and of that one's link."""
    quota = Quota(meeting_id=meeting_id("X02"), mode="on_site", places=8)
    waits = db.session.scalars(select(Seat).where(Seat.key == "SE-051")).one()
    row = db.session.scalars(select(Registration).where(Registration.key == "RG-135")).one()
    link = MailedLink(
        account_id=waits.account_id,
        purpose="place",
        about=waits.id,
        token_hash=hash_of(SECRET),
        email=account("AC-47").email,
        made_at=clock.wire_now(),
        expires_at=clock.wire_now() + timedelta(days=1),
    )
    in_segment = Seat(
        segment_id=row.segment_id,
        account_id=row.account_id,
        state="waiting",
        position=1,
        changed_at=clock.now(),
        confidence=Confidence.ILLUSTRATIVE,
    )
    db.session.add_all([quota, link, in_segment])
    db.session.commit()
    return {"quota": str(quota.id), "waits": str(waits.id), "place": SECRET}
