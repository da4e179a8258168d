"""Letters about an application: to who applied and to the focal points, each in their own language."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from datetime import datetime

from sqlalchemy import select

from foundation import access, outbox
from foundation.access import Scope
from foundation.db import db
from foundation.languages import pick
from foundation.letters import House, in_words
from foundation.outbox import Letter
from foundation.sentences import Sentence
from stakeholders.accounts.models import Account
from stakeholders.accreditation.models import Application, Basis
from stakeholders.accreditation.rules.applying import STATE_WORDS, WITH_FOCAL_POINT, WITH_SECRETARIAT, State
from stakeholders.accreditation.rules.bases import Span
from stakeholders.organizations.rules import FOCAL_POINT

SUBJECT = Sentence("Accreditation of {organization} for session {session}")
RECEIVED = Sentence("The application of {organization} for session {session} has come in.")
TO_LOOK_AT = Sentence(
    "An application for {organization} was made, for accreditation in session {session}. "
    "You are its focal point: look at it, then pre-approve it or withdraw it."
)
PRE_APPROVED = Sentence("The focal point has pre-approved the application of {organization} for session {session}.")
FORWARD = Sentence("The application of {organization} for session {session} was put forward again.")
WITHDRAWN = Sentence("The application of {organization} for session {session} was withdrawn.")
DECIDED = Sentence("The application of {organization} for session {session} is {state}.")
ON_BASIS = Sentence("Basis: {decision}, for sessions {span}.")
ON_BASIS_FOR_ONE = Sentence("Basis: {decision}, for session {span}.")
ITS_PAGE = Sentence("The application: {address}")


def focal_points(organization_id: int) -> Collection[int]:
    """The accounts that speak for an organization now."""
    return access.holders(FOCAL_POINT, Scope("organization", organization_id))


def tell_received(row: Application, *, house: House, stamped_at: datetime) -> None:
    """That an application has come in: to who applied, and to the focal points, who look at it first."""
    others = set(focal_points(row.organization_id)) - {row.applied_by_id}
    is_with_them = row.state == State.NEW and bool(others)
    step = WITH_FOCAL_POINT if is_with_them else WITH_SECRETARIAT
    _post(row, _applicant(row), [RECEIVED, step], house=house, stamped_at=stamped_at)
    if is_with_them:
        _post(row, others, [TO_LOOK_AT], house=house, stamped_at=stamped_at)


def tell_all(row: Application, what: Sentence, *steps: Sentence, house: House, stamped_at: datetime) -> None:
    """What was done, to who applied and to the focal points."""
    _post(row, _concerned(row), [what, *steps], house=house, stamped_at=stamped_at)


def tell_decided(row: Application, basis: Basis | None, *, house: House, stamped_at: datetime) -> None:
    """What the secretariat decided, on what basis and why, and what to do next."""
    paragraphs: list[Sentence | str] = [DECIDED.with_values(state=STATE_WORDS[row.state])]
    if row.state == State.APPROVED and basis and row.from_session:
        span = Span(row.from_session, row.to_session)
        words = ON_BASIS_FOR_ONE if span.is_one else ON_BASIS
        paragraphs.append(words.with_values(decision=basis.decision, span=span))
    paragraphs += [words for words in (row.reason, row.next_step) if words]
    _post(row, _concerned(row), paragraphs, house=house, stamped_at=stamped_at)


def _applicant(row: Application) -> set[int]:
    return {row.applied_by_id} if row.applied_by_id else set()


def _concerned(row: Application) -> set[int]:
    return _applicant(row) | set(focal_points(row.organization_id))


def _post(
    row: Application,
    numbers: Collection[int],
    paragraphs: list[Sentence | str],
    *,
    house: House,
    stamped_at: datetime,
) -> None:
    for person in db.session.scalars(select(Account).where(Account.id.in_(numbers)).order_by(Account.id)):
        values = {
            "organization": pick(row.organization.names, reader=person.language).text,
            "session": row.session,
        }
        way = house.address(f"/my/accreditation/{row.id}", language=person.language)
        told = list(_filled([*paragraphs, ITS_PAGE.with_values(address=way)], values))
        subject, text = in_words(person.language, SUBJECT.with_values(**values), *told)
        letter = Letter(person.email, subject, text, "accreditation", person.language, person.id)
        outbox.post(letter, domain=house.domain, stamped_at=stamped_at)


def _filled(paragraphs: list[Sentence | str], values: dict[str, object]) -> Iterator[Sentence | str]:
    for each in paragraphs:
        yield each.with_values(**values) if isinstance(each, Sentence) else each
