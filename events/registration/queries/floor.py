"""Whether somebody may ask for the floor in a meeting: the reads that R3 needs."""

from __future__ import annotations

from sqlalchemy import select

from events.editions.models import Segment
from events.registration.models import Registration
from events.registration.queries.askers import asker
from events.registration.queries.placing import Placed
from events.registration.rules.floor import Floor, FloorAnswer, Held, Speaker, decide_floor
from events.registration.rules.registering import State
from foundation.db import db


def floor_answer(account_id: int, place: Placed) -> FloorAnswer | None:
    """Whether a person may ask for the floor in a meeting, and why not; None where it does not take place."""
    if place.facts.is_cancelled:
        return None
    who = asker(account_id, place)
    rows = db.session.execute(
        select(Segment.key, Registration.state)
        .join(Segment, Segment.id == Registration.segment_id)
        .where(Registration.account_id == account_id, Segment.edition_id == place.edition.id)
    )
    # Whoever is approved and still nobody to the meeting lacks the affiliation that carries it.
    is_carried = who.constituency is not None or who.state != State.APPROVED
    held = [Held(segment, state, is_carried or segment != place.facts.segment) for segment, state in rows]
    return decide_floor(Speaker(held, who.right), Floor(place.facts.segment))
