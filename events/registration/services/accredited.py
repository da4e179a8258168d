"""After an organization was accredited: its people who were refused for want of a basis learn that they can register now."""

from __future__ import annotations

from collections import defaultdict
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from events.editions import queries as editions
from events.editions.models import CommissionSession, Edition, Segment
from events.registration.models import Registration
from events.registration.queries import capacities as queries
from events.registration.queries.capacities import EditionPart
from events.registration.rules.entry import decide_entry
from events.registration.rules.openings import Stands, registration_words
from events.registration.rules.registering import State
from foundation import outbox
from foundation.db import atomic, db
from foundation.languages import pick
from foundation.letters import House, in_words
from foundation.outbox import Letter
from foundation.sentences import Sentence

SUBJECT = Sentence("You can register for {part} now")
HELD_NOW = Sentence(
    "{organization} has a basis for session {session} now, which your registration was refused for want of."
)
REGISTER = Sentence("Register again: {address}")


@atomic
def tell_who_may_register(
    application_id: int, organization_id: int, session: int, *, house: House, now: datetime, stamped_at: datetime
) -> int:
    """A letter to each whose registration for the session stands refused and would not be now; how many.

    One of the application for ever; nothing where registration is closed.
    """
    by_edition: dict[str, list[Registration]] = defaultdict(list)
    for key, row in _refused(organization_id, session):
        by_edition[key].append(row)
    written = 0
    for key, rows in by_edition.items():
        edition = editions.edition_in_full(key)
        parts = {each.segment.id: each for each in queries.parts_of(edition, now=now)}
        held = queries.capacities({(row.constituency.key, row.organization_id) for row in rows})
        for row in rows:
            part = parts[row.segment_id]
            entry = decide_entry(held[row.constituency.key, row.organization_id], part.part, now=now)
            is_over = part.opening is None or part.opening.at(now) is Stands.CLOSED
            if entry.may and not is_over:
                letter = _letter(row, part, edition, application_id, house=house, now=now)
                written += outbox.post(letter, domain=house.domain, stamped_at=stamped_at)
    return written


def _refused(organization_id: int, session: int) -> list[tuple[str, Registration]]:
    rows = db.session.execute(
        select(Edition.key, Registration)
        .join(Segment, Segment.id == Registration.segment_id)
        .join(CommissionSession, CommissionSession.id == Segment.session_id)
        .join(Edition, Edition.id == Segment.edition_id)
        .where(
            Registration.organization_id == organization_id,
            Registration.state == State.REFUSED,
            CommissionSession.number == session,
        )
        .options(
            joinedload(Registration.account),
            joinedload(Registration.organization),
            joinedload(Registration.constituency),
        )
        .order_by(Edition.id, Registration.id)
    )
    return [(key, row) for key, row in rows]


def _letter(
    row: Registration, part: EditionPart, edition: Edition, application_id: int, *, house: House, now: datetime
) -> Letter:
    person = row.account
    assert row.organization is not None
    name = pick(row.organization.names, reader=person.language).text
    way = house.address(f"/{edition.key}/register", language=person.language)
    subject, text = in_words(
        person.language,
        SUBJECT.with_values(part=part.segment.name),
        HELD_NOW.with_values(organization=name, session=part.part.session),
        registration_words(part.opening, now),
        REGISTER.with_values(address=way),
    )
    key = f"may-register:{application_id}:{row.id}"
    return Letter(person.email, subject, text, "may_register", person.language, person.id, key=key)
