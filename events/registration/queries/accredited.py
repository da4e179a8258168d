"""What accreditation asks of events: the sessions that one applies for, and whom an organization has sent to them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import and_, select

from events.editions.models import CommissionSession, Edition, Segment, Window
from events.editions.queries import lasts, session_at
from events.registration.models import Registration
from events.registration.rules.registering import STATE_MARKS, STATE_WORDS
from foundation.access import Scope
from foundation.db import db
from stakeholders.accounts.models import Account
from stakeholders.accreditation.queries.sessions import Sent, Session, told_by

MOST_SENT = 500


class Told:
    """Sessions and registrations, as accreditation reads them."""

    def sessions(self) -> Sequence[Session]:
        rows = db.session.execute(
            select(CommissionSession.number, Edition, Segment.id, Window.opens_at, Window.closes_at)
            .join(Segment, Segment.session_id == CommissionSession.id)
            .join(Edition, Edition.id == Segment.edition_id)
            .outerjoin(
                Window,
                and_(
                    Window.edition_id == Edition.id,
                    Window.what == "accreditation",
                    Window.segment_key == Segment.key,
                ),
            )
            .where(Segment.entry == "basis")
            .order_by(CommissionSession.number.desc(), Edition.id, Segment.position)
        )
        found: dict[int, Session] = {}
        for number, edition, segment_id, opens_at, closes_at in rows:
            whole = Scope("edition", edition.id)
            scopes = frozenset({whole, Scope("segment", segment_id)})
            beyond = frozenset({whole} if lasts(edition.ends_on, edition.zone) else ())
            found.setdefault(number, Session(number, edition.key, scopes, opens_at, closes_at, beyond))
        return list(found.values())

    def session_ahead(self, now: datetime) -> int | None:
        return session_at(now.date())

    def sent_by(self, organization_id: int) -> Sequence[Sent]:
        rows = db.session.execute(
            select(
                Account.name,
                Account.name_latin,
                Edition.key,
                Segment.name,
                CommissionSession.number,
                Registration.state,
            )
            .join(Registration, Registration.account_id == Account.id)
            .join(Segment, Segment.id == Registration.segment_id)
            .join(Edition, Edition.id == Segment.edition_id)
            .outerjoin(CommissionSession, CommissionSession.id == Segment.session_id)
            .where(Registration.organization_id == organization_id)
            .order_by(Edition.starts_on.desc(), Segment.position, Account.name)
            .limit(MOST_SENT)
        )
        return [
            Sent(name, latin, edition, part, session, STATE_WORDS[state], STATE_MARKS[state])
            for name, latin, edition, part, session, state in rows
        ]


told_by(Told())
