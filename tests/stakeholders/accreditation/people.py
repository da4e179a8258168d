"""What the tests of accreditation begin with: organizations of the data, applicants, verdicts."""

from __future__ import annotations

from typing import Any

from sqlalchemy import select

from events.editions.models import Edition, Segment
from foundation.access import Scope, grant
from foundation.db import atomic, db
from foundation.journal import JournalLine
from foundation.outbox import OutboxMessage
from stakeholders.accreditation import services
from stakeholders.accreditation.models import Application, Basis, BasisHeld
from stakeholders.accreditation.rules.applying import Deed
from stakeholders.accreditation.rules.bases import Span
from stakeholders.accreditation.services import Case, Verdict
from stakeholders.organizations.models import Organization
from tests.events.registration.people import DEED, a_person, number

__all__ = ["DEED", "a_person", "number"]

LETTER = "We teach digital skills in forty towns."


def organization(key: str) -> int:
    return db.session.scalars(select(Organization.id).where(Organization.key == key)).one()


def basis(key: str) -> int:
    return db.session.scalars(select(Basis.id).where(Basis.key == key)).one()


def an_application(by: int, of: str, *, session: int = 30, papers: Any = (), **values: Any) -> int:
    """The number of a new application."""
    return services.apply(by, Case(organization(of), session, LETTER, papers=papers, **values), **DEED)


def application(number: int) -> Application:
    db.session.rollback()
    return db.session.scalars(
        select(Application).where(Application.id == number).execution_options(populate_existing=True)
    ).one()


def approve(by: int, application_id: int, on: str, first: int = 30, last: int | None = 30, **values: Any) -> None:
    verdict = Verdict(Deed.APPROVE, basis_id=basis(on), span=Span(first, last))
    services.decide(by, application_id, verdict, seen=None, **{**DEED, **values})


def refuse(by: int, application_id: int, reason: str = "Nothing covers it.", **values: Any) -> None:
    services.decide(by, application_id, Verdict(Deed.REFUSE, reason), seen=None, **{**DEED, **values})


def hold(by: int, application_id: int, reason: str = "The statutes are missing.") -> None:
    services.decide(by, application_id, Verdict(Deed.HOLD, reason), seen=None, **DEED)


def held(of: str, on: str) -> tuple[int | None, int | None, bool] | None:
    """What an organization holds of a basis: from, to, whether it still does."""
    db.session.rollback()
    row = db.session.execute(
        select(BasisHeld.from_session, BasisHeld.to_session, BasisHeld.ended_at)
        .join(Organization, Organization.id == BasisHeld.organization_id)
        .join(Basis, Basis.id == BasisHeld.basis_id)
        .where(Organization.key == of, Basis.key == on)
    ).one_or_none()
    return (row[0], row[1], row[2] is None) if row else None


def letters(account_id: int) -> list[str]:
    """The subjects and texts of the letters about accreditation to an account, the first first."""
    db.session.rollback()
    rows = db.session.execute(
        select(OutboxMessage.subject, OutboxMessage.text)
        .where(OutboxMessage.account_id == account_id, OutboxMessage.kind == "accreditation")
        .order_by(OutboxMessage.id)
    )
    return [f"{subject}\n{text}" for subject, text in rows]


def verbs(application_id: int) -> list[tuple[str, str]]:
    """The journal of an application: verb, state after."""
    db.session.rollback()
    rows = db.session.scalars(
        select(JournalLine)
        .where(JournalLine.subject_kind == "application", JournalLine.subject_key == str(application_id))
        .order_by(JournalLine.id)
    )
    return [(row.verb, row.facts["after"]["state"]) for row in rows]


@atomic
def give(account_id: int, role: str, kind: str, key: str = "") -> None:
    """Give a role in the house, in an edition by its key, or in a segment of 2027 by its key."""
    numbers = {
        "segment": select(Segment.id).join(Edition).where(Edition.key == "2027", Segment.key == key),
        "edition": select(Edition.id).where(Edition.key == key),
    }
    scope = Scope(kind, db.session.scalars(numbers[kind]).one() if kind in numbers else None)
    grant(account_id, role, scope, actor="test", now=DEED["now"])


def staff(role: str, kind: str, key: str = "") -> int:
    """Somebody of the secretariat who holds a role."""
    person = a_person(f"{role}-{kind}-{key}", constituency="SECRETARIAT", organization="UNCTAD")
    give(person, role, kind, key)
    return person
