"""What a focal point is asked about people, and about the right to send them: affiliations, registrations, accreditation."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, func, select
from sqlalchemy.orm import joinedload

from events.editions import queries as editions
from events.editions.models import Edition, Segment, Window
from events.registration.models import Registration
from events.registration.queries.capacities import EditionPart, capacities, parts_of
from events.registration.rules.entry import Entry, applies_for_basis, decide_entry
from events.registration.rules.openings import is_open
from events.registration.rules.registering import State
from foundation import asked
from foundation.asked import Asked, Asking, Part
from foundation.db import db
from foundation.sentences import Sentence
from stakeholders.accounts.models import Account
from stakeholders.accreditation.models import Application
from stakeholders.accreditation.rules import applying
from stakeholders.organizations.models import Affiliation, Constituency, Organization

MOST = 200
"""How many registrations stand on the page at once; the next follow as these are gone."""


def _declared(asking: Asking) -> ColumnElement[bool]:
    """Affiliations of people whom these bodies send, which somebody else than they confirms."""
    return and_(
        Affiliation.organization_id.in_(asking.bodies),
        Affiliation.confirmed_at.is_(None),
        Affiliation.account_id != asking.account_id,
        Affiliation.constituency_id == Organization.constituency_id,
        Account.verified_at.is_not(None),
    )


def _people_numbers(asking: Asking) -> dict[int, int]:
    if not asking.bodies:
        return {}
    rows = db.session.execute(
        select(Affiliation.organization_id, func.count())
        .join(Organization, Organization.id == Affiliation.organization_id)
        .join(Account, Account.id == Affiliation.account_id)
        .where(_declared(asking))
        .group_by(Affiliation.organization_id)
    )
    return {number: count for number, count in rows if number is not None}


def _people(asking: Asking, body: int) -> Asked | None:
    if body not in asking.bodies:
        return None
    rows = db.session.scalars(
        select(Affiliation)
        .join(Organization, Organization.id == Affiliation.organization_id)
        .join(Account, Account.id == Affiliation.account_id)
        .where(_declared(asking), Affiliation.organization_id == body)
        .options(joinedload(Affiliation.account), joinedload(Affiliation.constituency))
        .order_by(Affiliation.declared_at, Affiliation.id)
    ).all()
    closings = _closings(asking) if rows else {}
    return Asked(len(rows), rows, min(closings.values(), default=None))


def _new(asking: Asking) -> ColumnElement[bool]:
    """Registrations in the name of these bodies that nobody has looked at, for parts that are not over."""
    return and_(
        Registration.organization_id.in_(asking.bodies),
        Registration.state == State.NEW,
        Registration.account_id != asking.account_id,
        # Whom somebody has registered, who speaks for the body, waits for a place and for nobody’s eye.
        Registration.registered_by == "",
        Segment.ends_on >= asking.today,
    )


def _registration_numbers(asking: Asking) -> dict[int, int]:
    if not asking.bodies:
        return {}
    rows = db.session.execute(
        select(Registration.organization_id, func.count())
        .join(Segment, Segment.id == Registration.segment_id)
        .where(_new(asking))
        .group_by(Registration.organization_id)
    )
    return {number: count for number, count in rows if number is not None}


@dataclass(frozen=True)
class InOurName:
    """Registrations in the name of a body: those that wait for a word, and all others with whose affiliation is confirmed."""

    waiting: Sequence[Registration]
    others: Sequence[Registration]
    more: int
    confirmed: frozenset[int]


def _registrations(asking: Asking, body: int) -> Asked | None:
    if body not in asking.bodies:
        return None
    rows = db.session.execute(_in_name_of(body, _new(asking))).all()
    # Whom the body itself has named and who has not answered stands with the delegation, and nothing is told of them.
    of = (Affiliation.account_id == Registration.account_id, Affiliation.organization_id == body)
    unanswered = select(Affiliation.id).where(*of, Affiliation.typed_name != "").exists()
    rest = db.session.execute(
        _in_name_of(
            body,
            and_(Registration.state != State.WITHDRAWN, Segment.ends_on >= asking.today, ~_new(asking), ~unanswered),
        )
    ).all()
    others = [row for row, *_ in rest]
    confirmed = db.session.scalars(
        select(Affiliation.account_id).where(
            Affiliation.organization_id == body,
            Affiliation.confirmed_at.is_not(None),
            Affiliation.account_id.in_({row.account_id for row in others}),
        )
    )
    view = InOurName([row for row, *_ in rows], others, (rest[0][2] if rest else 0) - len(rest), frozenset(confirmed))
    return Asked(rows[0][2] if rows else 0, view, _until(asking, rows))


def _in_name_of(body: int, which: ColumnElement[bool]) -> Select[*tuple[Any, ...]]:
    """Registrations in the name of a body, with the edition and how many there are."""
    return (
        select(Registration, Edition.key, func.count().over())
        .join(Segment, Segment.id == Registration.segment_id)
        .join(Edition, Edition.id == Segment.edition_id)
        .where(which, Registration.organization_id == body)
        .options(
            joinedload(Registration.account), joinedload(Registration.segment), joinedload(Registration.constituency)
        )
        .order_by(Segment.starts_on, Registration.registered_at, Registration.id)
        .limit(MOST)
    )


def _until(asking: Asking, rows: Sequence[Any]) -> date | datetime | None:
    """Until when these have time: registration for their part closes, or else it begins."""
    if not rows:
        return None
    closings = _closings(asking)
    closing = [closings[edition, row.segment.key] for row, edition, _ in rows if (edition, row.segment.key) in closings]
    return min(closing) if closing else min(row.segment.starts_on for row, *_ in rows)


def _closings(asking: Asking) -> dict[tuple[str, str | None], datetime]:
    """When registration closes that has not yet, by edition and segment."""
    rows = db.session.execute(
        select(Edition.key, Window.segment_key, Window.closes_at)
        .join(Edition, Edition.id == Window.edition_id)
        .where(Window.what == "registration", Window.closes_at > asking.now)
    )
    return {(edition, segment): closes_at for edition, segment, closes_at in rows}


def editions_of(body: int, numbers: Iterable[int]) -> dict[str, list[int]]:
    """Of these registrations those in the name of a body, by the edition they are for."""
    rows = db.session.execute(
        select(Edition.key, Registration.id)
        .join(Segment, Segment.edition_id == Edition.id)
        .join(Registration, Registration.segment_id == Segment.id)
        .where(Registration.organization_id == body, Registration.id.in_(list(numbers)))
        .order_by(Registration.id)
    )
    found: dict[str, list[int]] = {}
    for edition, number in rows:
        found.setdefault(edition, []).append(number)
    return found


PEOPLE = asked.add(
    Part(
        "people",
        Sentence("People who say they come with you"),
        "events/registration/_asked_people.html",
        position=0,
        numbers=_people_numbers,
        look=_people,
    )
)
REGISTRATIONS = asked.add(
    Part(
        "registrations",
        Sentence("Registrations in your name"),
        "events/registration/_asked_registrations.html",
        position=10,
        numbers=_registration_numbers,
        look=_registrations,
    )
)


WAITING = (applying.State.NEW, applying.State.ON_HOLD)


@dataclass(frozen=True)
class Stand:
    """How a body stands to a part of the coming edition that asks for a basis: what R1 says of it."""

    edition: str
    name: str
    session: int
    entry: Entry
    may_apply: bool


@dataclass(frozen=True)
class Accreditation:
    """How a body stands to each session to come, and its applications that are not over, the latest first."""

    stands: Sequence[Stand]
    applications: Sequence[Application]
    closes_at: datetime | None

    @property
    def waiting(self) -> list[Application]:
        """Those that wait for the focal point: before the secretariat looks at them, or with what it has asked for."""
        return [each for each in self.applications if each.state in WAITING]

    @property
    def held(self) -> list[Application]:
        """Those that the secretariat has put on hold until something is sent."""
        return [each for each in self.applications if each.state == applying.State.ON_HOLD]

    def has_open(self, session: int) -> bool:
        """Whether an application for a session is not decided yet."""
        return any(each.session == session and each.state in applying.OPEN for each in self.applications)

    def binds(self, edition: str, name: str) -> bool:
        """Whether the body has anything to apply for, so that the deadline of applications is one for it."""
        return any(
            (each.edition, each.name) == (edition, name) and (each.may_apply or self.has_open(each.session))
            for each in self.stands
        )


def _application_numbers(asking: Asking) -> dict[int, int]:
    if not asking.bodies:
        return {}
    rows = db.session.execute(
        select(Application.organization_id, func.count())
        .where(Application.organization_id.in_(asking.bodies), Application.state.in_(WAITING))
        .group_by(Application.organization_id)
    )
    return {number: count for number, count in rows if number is not None}


def _accreditation(asking: Asking, body: int) -> Asked | None:
    if body not in asking.bodies:
        return None
    current = editions.current_edition(asking.today)
    edition = editions.edition_in_full(current.key) if current else None
    parts = [each for each in parts_of(edition, now=asking.now) if each.part.session] if edition else []
    pair = (_constituency(body), body)
    capacity = capacities([pair])[pair] if parts else None
    stands = [
        _stand(edition.key, each, decide_entry(capacity, each.part, now=asking.now), pair[0], asking.now)
        for each in parts
        if edition and capacity
    ]
    sessions = {each.session for each in stands}
    rows = db.session.scalars(
        select(Application)
        .where(
            Application.organization_id == body,
            Application.session.in_(sessions) | Application.state.in_(WAITING),
            Application.state != applying.State.WITHDRAWN,
        )
        .order_by(Application.applied_at.desc(), Application.id.desc())
        .limit(MOST)
    ).all()
    closing = [each.part.applying.closes_at for each in parts if each.part.applying]
    view = Accreditation(stands, rows, min((at for at in closing if at > asking.now), default=None))
    return Asked(len(view.waiting), view, view.closes_at, comes_first=bool(view.held))


def _stand(edition: str, each: EditionPart, entry: Entry, constituency: str, now: datetime) -> Stand:
    may_apply = applies_for_basis(constituency, entry, each.part, now=now) and is_open(each.part.applying, now)
    return Stand(edition, each.segment.name, each.part.session or 0, entry, may_apply)


def _constituency(body: int) -> str:
    return db.session.scalars(
        select(Constituency.key)
        .join(Organization, Organization.constituency_id == Constituency.id)
        .where(Organization.id == body)
    ).one()


ACCREDITATION = asked.add(
    Part(
        "accreditation",
        Sentence("Your accreditation"),
        "events/registration/_asked_accreditation.html",
        position=30,
        numbers=_application_numbers,
        look=_accreditation,
    )
)
