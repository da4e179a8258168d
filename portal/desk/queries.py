"""What the desk shows: the desks that are open to a person, and the state of the outbox and of the work."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import and_, func, or_, select

from events.editions import queries as editions
from events.editions.models import Edition, Segment
from events.programme.models import DraftChange, Meeting, Version
from events.programme.queries import publishing
from events.programme.queries.rights import Hosted, hosted
from events.programme.services.drafting.hand import NOTICE
from events.registration.models import Registration
from events.registration.rules.registering import State
from foundation.access import held_by
from foundation.db import db
from foundation.jobs import Job
from foundation.outbox import OutboxMessage
from foundation.sentences import Sentence
from portal.desk.rules import (
    PAGE,
    DeskOf,
    NotTheOrganizer,
    Role,
    edition_desks,
    masked,
    may_confirm,
    may_look_after_messages,
    pages_of,
    to_come,
)
from stakeholders.accounts.models import Account
from stakeholders.organizations.queries import to_confirm


@dataclass(frozen=True)
class EditionDesks:
    """The desks of an edition that a person may enter, with a figure by desk where one is told.

    `version` is the current one; `unpublished` counts the changes since, `broken` the rules broken where that is counted.
    """

    edition: Edition
    desks: Sequence[DeskOf]
    figures: Mapping[DeskOf, int]
    version: Version | None = None
    unpublished: int = 0
    broken: int | None = None


@dataclass(frozen=True)
class DeskView:
    """All that a person may enter; `affiliations` and `dead` are None for whom they are no business."""

    editions: Sequence[EditionDesks]
    hosted: Sequence[Hosted]
    affiliations: int | None
    dead: int | None
    later: Sequence[Sentence]

    def __bool__(self) -> bool:
        return bool(self.editions or self.hosted) or self.affiliations is not None or self.dead is not None


@dataclass(frozen=True)
class Line:
    """A message as its desk shows it: without its text and without its address in full."""

    id: int
    kind: str
    subject: str
    language: str
    whom: str
    attempts: int
    written_at: datetime
    due_at: datetime
    error: str


@dataclass(frozen=True)
class Messages:
    """The state of the outbox and of the work: what is dead, a page at a time, and what waits, the next first."""

    counts: Mapping[str, int]
    dead: Sequence[Line]
    last_page: int
    waiting: Sequence[Line]
    job_counts: Mapping[str, int]
    dead_jobs: Sequence[Job]
    waiting_jobs: Sequence[Job]


def roles_of(account_id: int) -> list[Role]:
    """The roles that an account holds now."""
    return [Role(held.role, held.scope.kind, held.scope.id) for held in held_by(account_id)]


def demand_organizer(account_id: int) -> None:
    """Go on only for an organizer of the house or of any edition; raises NotTheOrganizer."""
    if not may_look_after_messages(roles_of(account_id)):
        raise NotTheOrganizer


def desk(account_id: int, today: date) -> DeskView:
    """The desks that are open to an account; a host finds those of its meetings in editions that are not over."""
    roles = roles_of(account_id)
    opened = {each: edition_desks(roles, each.id) for each in editions.editions()} if roles else {}
    opened = {edition: desks for edition, desks in opened.items() if desks}
    organized = {edition.id for edition, desks in opened.items() if DeskOf.PROGRAMME in desks}
    return DeskView(
        list(_of_editions(opened, today)),
        [each for each in hosted(account_id, today) if each.edition.id not in organized],
        len(to_confirm(account_id)) if may_confirm(roles) else None,
        _dead() if may_look_after_messages(roles) else None,
        to_come(roles),
    )


def _of_editions(opened: Mapping[Edition, Sequence[DeskOf]], today: date) -> Iterator[EditionDesks]:
    figures = _figures([edition.id for edition in opened])
    drafted = [edition for edition, desks in opened.items() if DeskOf.PUBLISHING in desks]
    ids = [edition.id for edition in drafted]
    versions = {
        row.edition_id: row
        for row in db.session.scalars(select(Version).where(Version.is_current, Version.edition_id.in_(ids)))
    }
    unpublished = _unpublished(ids)
    # Looking for what is broken takes a while: it is done for the edition running or next to come.
    coming = min(
        (edition for edition in drafted if edition.ends_on >= today), key=lambda each: each.starts_on, default=None
    )
    for edition, desks in opened.items():
        yield EditionDesks(
            edition,
            desks,
            {desk: number for desk, number in figures.get(edition.id, {}).items() if number},
            versions.get(edition.id),
            unpublished.get(edition.id, 0),
            len(publishing.standing(edition)) if edition is coming else None,
        )


def _unpublished(edition_ids: Sequence[int]) -> dict[int, int]:
    """The changes made or taken back since the last publication, by edition; what notices did is published already."""
    is_first, published = Version.id.is_(None), Version.published_at
    made = and_(DraftChange.undone_at.is_(None), or_(is_first, DraftChange.at > published))
    taken_back = and_(DraftChange.at <= published, DraftChange.undone_at > published)
    rows = db.session.execute(
        select(DraftChange.edition_id, func.count())
        .outerjoin(Version, and_(Version.edition_id == DraftChange.edition_id, Version.is_current))
        .where(DraftChange.edition_id.in_(edition_ids), DraftChange.actor != NOTICE, or_(made, taken_back))
        .group_by(DraftChange.edition_id)
    )
    return dict(rows.all())


def messages(page: int) -> Messages:
    """The desk of messages: a page of what is dead, the next that wait, and the same for the work."""
    counts, job_counts = _counts(OutboxMessage), _counts(Job)
    waiting = _lines().where(OutboxMessage.state.in_(("waiting", "sending"))).order_by(OutboxMessage.due_at)
    dead = _lines().where(OutboxMessage.state == "dead").order_by(OutboxMessage.written_at.desc())
    jobs = select(Job).order_by(Job.due_at.desc(), Job.id.desc()).limit(PAGE)
    return Messages(
        counts,
        _read(dead.order_by(OutboxMessage.id.desc()).limit(PAGE).offset((page - 1) * PAGE)),
        pages_of(counts.get("dead", 0)),
        _read(waiting.order_by(OutboxMessage.id).limit(PAGE)),
        job_counts,
        db.session.scalars(jobs.where(Job.state == "dead")).all(),
        db.session.scalars(jobs.where(Job.state.in_(("waiting", "running")))).all(),
    )


def _figures(edition_ids: Sequence[int]) -> dict[int, dict[DeskOf, int]]:
    """Meetings, and registrations that wait to be looked at, by edition."""
    figures: dict[int, dict[DeskOf, int]] = {number: {} for number in edition_ids}
    if not edition_ids:
        return figures
    meetings = (
        select(Meeting.edition_id, func.count()).where(Meeting.edition_id.in_(edition_ids)).group_by(Meeting.edition_id)
    )
    waiting = (
        select(Segment.edition_id, func.count(Registration.id))
        .join(Registration, Registration.segment_id == Segment.id)
        .where(Segment.edition_id.in_(edition_ids), Registration.state.in_((State.NEW, State.PRE_APPROVED)))
        .group_by(Segment.edition_id)
    )
    for desk_of, counted in ((DeskOf.PROGRAMME, meetings), (DeskOf.REGISTRATIONS, waiting)):
        for number, count in db.session.execute(counted):
            figures[number][desk_of] = count
    return figures


def _dead() -> int:
    message, job = (
        select(func.count()).select_from(kind).where(kind.state == "dead").scalar_subquery()
        for kind in (OutboxMessage, Job)
    )
    return db.session.scalar(select(message + job)) or 0


def _counts(kind: type[OutboxMessage] | type[Job]) -> dict[str, int]:
    counted = db.session.execute(select(kind.state, func.count()).group_by(kind.state))
    return {row[0]: row[1] for row in counted}


def _lines() -> Any:
    return select(
        OutboxMessage.id,
        OutboxMessage.kind,
        OutboxMessage.subject,
        OutboxMessage.language,
        Account.name,
        OutboxMessage.address,
        OutboxMessage.attempts,
        OutboxMessage.written_at,
        OutboxMessage.due_at,
        OutboxMessage.error,
    ).outerjoin(Account, Account.id == OutboxMessage.account_id)


def _read(statement: Any) -> list[Line]:
    return [
        Line(number, kind, subject, language, f"{name} ({masked(address)})" if name else masked(address), *rest)
        for number, kind, subject, language, name, address, *rest in db.session.execute(statement)
    ]
