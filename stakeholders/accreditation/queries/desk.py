"""Applications as the secretariat reads them: a list that can be narrowed, and one whole file."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Select, func, select
from sqlalchemy.orm import contains_eager, joinedload

from foundation import access
from foundation.access import Scope
from foundation.db import db
from foundation.journal import JournalLine
from foundation.sentences import Sentence
from stakeholders.accounts.models import Account
from stakeholders.accreditation.models import Application, Basis, FormerDecision, Paper
from stakeholders.accreditation.queries.own import is_confirmed
from stakeholders.accreditation.queries.papers import papers_of
from stakeholders.accreditation.queries.rights import Holding, holdings
from stakeholders.accreditation.queries.sessions import READERS, Reach, Sent, Session, reach, sent_by, sessions
from stakeholders.accreditation.rules.applying import CLOSES, DECIDERS, MayNotDecide, State, UnknownApplication
from stakeholders.accreditation.rules.bases import LISTED
from stakeholders.accreditation.rules.lists import PAGE, Filter
from stakeholders.organizations import queries as organizations
from stakeholders.organizations.models import Constituency, Organization
from stakeholders.organizations.rules import FOCAL_POINT, searching


@dataclass(frozen=True)
class Desk:
    """A page of the applications, with how many there are in each state and what they can be narrowed to."""

    rows: Sequence[Application]
    total: int
    last_page: int
    by_state: Mapping[str, int]
    sessions: Sequence[int]
    constituencies: Sequence[Constituency]
    with_focal_point: frozenset[int]


def demand_reader(account_id: int) -> Reach:
    """For which sessions somebody reads applications; raises MayNotDecide where for none."""
    found = reach(account_id, READERS)
    if not found:
        raise MayNotDecide
    return found


def may_decide(account_id: int, session: int) -> bool:
    """Whether somebody decides on applications for a session."""
    return reach(account_id, DECIDERS).covers(session)


def waiting(account_id: int) -> int | None:
    """How many applications wait for the secretariat within somebody’s reach; None for whom they are no business."""
    within = reach(account_id, READERS)
    if not within:
        return None
    statement: Select[Any] = select(func.count()).where(Application.state.in_((State.NEW, State.PRE_APPROVED)))
    return db.session.scalar(_within(statement, within)) or 0


def desk(account_id: int, wish: Filter) -> Desk:
    """The applications within somebody’s reach that fit a filter; raises MayNotDecide."""
    within = demand_reader(account_id)
    total = db.session.scalar(fitting(select(func.count()), within, wish)) or 0
    rows = db.session.scalars(
        fitting(select(Application), within, wish)
        .options(
            contains_eager(Application.organization).contains_eager(Organization.constituency),
            joinedload(Application.basis),
        )
        .order_by(*ORDER[wish.sort], Application.id.desc())
        .limit(PAGE)
        .offset((wish.page - 1) * PAGE)
    ).all()
    counted = _within(_BY_STATE, within).group_by(Application.state)
    numbers = _within(select(Application.session), within).distinct().order_by(Application.session.desc())
    return Desk(
        rows,
        total,
        max(1, -(-total // PAGE)),
        dict(db.session.execute(counted).all()),
        db.session.scalars(numbers).all(),
        organizations.constituencies(),
        frozenset(access.holders_within([FOCAL_POINT], "organization", {row.organization_id for row in rows})),
    )


_BY_STATE: Any = select(Application.state, func.count())
_NAME = Organization.names["en"].as_string()
ORDER: Mapping[str, tuple[Any, ...]] = {
    "-date": (Application.applied_at.desc(),),
    "date": (Application.applied_at,),
    "organization": (func.lower(_NAME), Organization.key),
    "state": (Application.state, Application.applied_at.desc()),
}


def _within(query: Select[Any], reach: Reach) -> Select[Any]:
    return query if reach.everywhere else query.where(Application.session.in_(reach.sessions))


def fitting(query: Select[Any], reach: Reach, wish: Filter) -> Select[Any]:
    """A query for what hangs on applications, within a reach and as a filter narrows it."""
    query = (
        _within(query, reach)
        .select_from(Application)
        .join(Organization, Organization.id == Application.organization_id)
        .join(Constituency, Constituency.id == Organization.constituency_id)
    )
    if wish.state:
        query = query.where(Application.state == wish.state)
    if wish.session:
        query = query.where(Application.session == wish.session)
    if wish.constituency:
        query = query.where(Constituency.key == wish.constituency)
    if wish.words:
        query = query.where(Organization.id.in_(_named(wish.words)))
    return query


def _named(words: str) -> list[int]:
    """The organizations that applied and have these words in a name, in any language."""
    rows = db.session.scalars(select(Organization).where(Organization.id.in_(select(Application.organization_id))))
    return [each.id for each in rows if searching.answers(each, words)]


@dataclass(frozen=True)
class Deed:
    """A line of the file’s journal: who did what when, and what it changed."""

    at: datetime
    verb: str
    who: str
    before: str
    after: str


@dataclass(frozen=True)
class WholeFile:
    """All that a decision needs: the application and its papers, the organization, what it holds, was told and sent."""

    application: Application
    papers: Sequence[Paper]
    holdings: Sequence[Holding]
    former: Sequence[FormerDecision]
    others: Sequence[Application]
    sent: Sequence[Sent]
    journal: Sequence[Deed]
    bases: Sequence[Basis]
    focal_points: Sequence[Account]
    session: Session | None
    is_confirmed: bool
    may_decide: bool
    is_own: bool

    @property
    def window(self) -> Sentence | None:
        """Until when one applies for the session."""
        closes_at = self.session.closes_at if self.session else None
        return CLOSES.with_values(closes=closes_at) if closes_at else None


def whole_file(account_id: int, application_id: int) -> WholeFile:
    """One application, all of it; raises UnknownApplication for what lies out of somebody’s reach, and MayNotDecide."""
    within = demand_reader(account_id)
    row = db.session.scalar(
        select(Application)
        .where(Application.id == application_id)
        .options(
            joinedload(Application.organization).joinedload(Organization.constituency),
            joinedload(Application.basis),
            joinedload(Application.applied_by),
        )
    )
    if row is None or not within.covers(row.session):
        raise UnknownApplication
    organization = row.organization
    return WholeFile(
        row,
        papers_of(row.id),
        holdings(organization.id, organization.constituency_id),
        _former(row),
        _others(row),
        sent_by(organization.id),
        journal_of(row.id),
        _bases(organization.constituency_id),
        _people(access.holders(FOCAL_POINT, Scope("organization", organization.id))),
        next((each for each in sessions() if each.number == row.session), None),
        is_confirmed=is_confirmed(row),
        may_decide=may_decide(account_id, row.session),
        is_own=row.applied_by_id == account_id,
    )


def _former(row: Application) -> Sequence[FormerDecision]:
    return db.session.scalars(
        select(FormerDecision)
        .where(FormerDecision.application_id == row.id)
        .options(joinedload(FormerDecision.basis))
        .order_by(FormerDecision.id.desc())
        .limit(100)
    ).all()


def _others(row: Application) -> Sequence[Application]:
    return db.session.scalars(
        select(Application)
        .where(Application.organization_id == row.organization_id, Application.id != row.id)
        .options(joinedload(Application.basis))
        .order_by(Application.session.desc(), Application.applied_at.desc())
        .limit(100)
    ).all()


def _bases(constituency_id: int) -> Sequence[Basis]:
    return db.session.scalars(
        select(Basis)
        .where(Basis.constituency_id == constituency_id, Basis.held_by == LISTED)
        .order_by(Basis.from_session.desc(), Basis.key)
    ).all()


def _people(numbers: Sequence[int]) -> Sequence[Account]:
    return db.session.scalars(select(Account).where(Account.id.in_(numbers)).order_by(Account.id)).all()


def journal_of(application_id: int) -> list[Deed]:
    """The journal of an application, the first deed first; whoever did it by name, where it is a person."""
    lines = db.session.scalars(
        select(JournalLine)
        .where(JournalLine.subject_kind == "application", JournalLine.subject_key == str(application_id))
        .order_by(JournalLine.id)
        .limit(200)
    ).all()
    numbers = {int(line.actor[8:]) for line in lines if line.actor.startswith("account:")}
    names = dict(db.session.execute(select(Account.id, Account.name).where(Account.id.in_(numbers))).all())
    return [
        Deed(
            line.at,
            line.verb.removesuffix("_application"),
            names.get(int(line.actor[8:]), "") if line.actor.startswith("account:") else "",
            _state(line, "before"),
            _state(line, "after"),
        )
        for line in lines
    ]


def _state(line: JournalLine, when: str) -> str:
    return str(line.facts.get(when, {}).get("state", ""))
