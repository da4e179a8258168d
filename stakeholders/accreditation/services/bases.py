"""Adding a basis, and extending one to a later session: registrations of the past stay as they are (R2)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from foundation import journal, revisions
from foundation.confidence import Confidence
from foundation.db import atomic, db
from stakeholders.accreditation.models import Basis
from stakeholders.accreditation.queries import sessions
from stakeholders.accreditation.queries.bases import demand_change
from stakeholders.accreditation.rules import bases as rules
from stakeholders.accreditation.rules.bases import Span
from stakeholders.organizations.models import Constituency
from stakeholders.organizations.rules import UnknownConstituency


@dataclass(frozen=True)
class NewBasis:
    """A decision or status as it is put on record."""

    key: str
    constituency_id: int
    decision: str
    span: Span
    held_by: str
    note: str = ""


@atomic
def add_basis(actor_id: int, new: NewBasis, *, now: datetime, stamped_at: datetime) -> int:
    """Put a basis on record; its number. Nobody holds a listed one yet.

    Raises NotOfTheHouse, KeyUnreadable, KeyTaken, DecisionNeeded, UnknownConstituency, SessionOutOfReach, BackToFront.
    """
    demand_change(actor_id)
    rules.check_key(new.key)
    rules.check_span(new.span)
    if not new.decision.strip() or len(new.decision) > rules.MOST_DECISION:
        raise rules.DecisionNeeded
    # Held until the end, so that two who add the same one at once add one.
    constituency = db.session.get(Constituency, new.constituency_id, with_for_update=True)
    if constituency is None or new.held_by not in rules.HELD_WORDS:
        raise UnknownConstituency
    if db.session.scalar(select(Basis.id).where(Basis.key == new.key)) is not None:
        raise rules.KeyTaken
    basis = Basis(
        key=new.key,
        constituency_id=constituency.id,
        decision=new.decision.strip(),
        from_session=new.span.first,
        to_session=new.span.last,
        held_by=new.held_by,
        note=new.note.strip()[: rules.MOST_NOTE],
        confidence=Confidence.SURE,
    )
    db.session.add(basis)
    db.session.flush()
    after = {"from_session": new.span.first, "to_session": new.span.last}
    _note(actor_id, "add_basis", basis, {}, after, now=now)
    revisions.rise(at=stamped_at)
    return basis.id


@atomic
def extend_basis(
    actor_id: int, basis_id: int, last: int, *, seen: int | None, now: datetime, stamped_at: datetime
) -> None:
    """Extend a basis to a later session. Who was refused before may apply or register anew; nothing decided changes.

    `seen` is the last session that was looked at. Raises NotOfTheHouse, UnknownBasis, ExtendedMeanwhile, NothingToExtend,
    NotLater, HasGap, SessionOutOfReach.
    """
    demand_change(actor_id)
    basis = db.session.get(Basis, basis_id, with_for_update=True, populate_existing=True)
    if basis is None:
        raise rules.UnknownBasis
    if seen is not None and basis.to_session is not None and seen != basis.to_session:
        raise rules.ExtendedMeanwhile
    own = Span(basis.from_session, basis.to_session)
    span = rules.extended(own, last, ahead=sessions.session_ahead(now))
    before = {"to_session": basis.to_session}
    basis.to_session = span.last
    _note(actor_id, "extend_basis", basis, before, {"to_session": span.last}, now=now)
    revisions.rise(at=stamped_at)


def _note(
    actor_id: int,
    verb: str,
    basis: Basis,
    before: dict[str, int | None],
    after: dict[str, int | None],
    *,
    now: datetime,
) -> None:
    facts = {"before": before, "after": after}
    journal.note(f"account:{actor_id}", verb, "basis", basis.key, now=now, **facts)
