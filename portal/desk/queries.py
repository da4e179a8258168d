"""What the desk shows: the desks that are open to a person, and the state of the outbox and of the work."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
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
from events.registration.models import ChangeRequest, Registration
from events.registration.rules.change_requests import ChangeState
from events.registration.rules.registering import State
from foundation import asked
from foundation.access import Held, held_by
from foundation.db import db
from foundation.jobs import Job
from foundation.outbox import OutboxMessage
from foundation.sentences import Sentence
from portal.desk.rules import (
    PAGE,
    Desk,
    DeskOf,
    NotTheOrganizer,
    Role,
    edition_desks,
    house_desks,
    masked,
    may_confirm,
    may_look_after_messages,
    may_see_house,
    pages_of,
    segments_told,
    sends_people,
    to_come,
)
from stakeholders.accounts.models import Account
from stakeholders.accreditation.queries.bases import may_read as may_read_bases
from stakeholders.accreditation.queries.desk import waiting as applications_waiting
from stakeholders.organizations.queries import asking, to_confirm
from stakeholders.organizations.queries.terms import number_asked
from stakeholders.organizations.rules.directory import may_look


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
    """All that a person may enter; `affiliations` and `dead` are None for whom they are no business.

    `is_of_house` tells whether the roles and the journal of the house are open; `applications` how many wait,
    `focal_points` how many wait to be verified, for who may read the directory.
    """

    editions: Sequence[EditionDesks]
    hosted: Sequence[Hosted]
    asked: int | None
    affiliations: int | None
    dead: int | None
    is_of_house: bool
    later: Sequence[Sentence]
    applications: int | None = None
    has_bases: bool = False
    focal_points: int | None = None

    def __bool__(self) -> bool:
        told = (self.asked, self.affiliations, self.dead, self.applications, self.focal_points)
        is_asked = any(number is not None for number in told)
        return bool(self.editions or self.hosted) or is_asked or self.is_of_house


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
    return _told(held_by(account_id))


def _told(held: Iterable[Held]) -> list[Role]:
    return [Role(each.role, each.scope.kind, each.scope.id) for each in held]


def open_desks(account_id: int, edition: Edition | None) -> list[Desk]:
    """The desks that an account may enter in an edition, by its roles, and those of the house; out of one read.

    Who holds a role for a segment costs one more.
    """
    roles = roles_of(account_id)
    if edition is None:
        return [*house_desks(roles)]
    is_of_segment = any(role.scope_kind == "segment" for role in roles)
    segments = _segments().get(edition.id, ()) if is_of_segment else ()
    sent = [DeskOf.DELEGATIONS] if sends_people(roles) else []
    return [*edition_desks(roles, edition.id, segments), *sent, *house_desks(roles)]


def demand_organizer(account_id: int) -> None:
    """Go on only for an organizer of the house or of any edition; raises NotTheOrganizer."""
    if not may_look_after_messages(roles_of(account_id)):
        raise NotTheOrganizer


def desk(account_id: int, today: date, *, now: datetime) -> DeskView:
    """The desks that are open to an account; a host finds those of its meetings in editions that are not over."""
    who = asking(account_id, today=today, now=now)
    roles = _told(who.held)
    parts = _segments() if roles else {}
    every = editions.editions() if roles else []
    opened = {each: edition_desks(roles, each.id, parts.get(each.id, ())) for each in every}
    if sends_people(roles):
        coming = {each for each in every if each.ends_on >= today and DeskOf.DELEGATIONS not in opened[each]}
        opened |= {each: [*opened[each], DeskOf.DELEGATIONS] for each in coming}
    opened = {edition: desks for edition, desks in opened.items() if desks}
    told = {each.id: segments_told(roles, each.id, parts.get(each.id, ())) for each in opened}
    organized = {edition.id for edition, desks in opened.items() if DeskOf.PROGRAMME in desks}
    return DeskView(
        list(_of_editions(opened, told, today)),
        [each for each in hosted(account_id, today, who.held) if each.edition.id not in organized],
        asked.total(who),
        len(to_confirm(account_id)) if may_confirm(roles) else None,
        _dead() if may_look_after_messages(roles) else None,
        may_see_house(roles),
        to_come(roles),
        applications_waiting(account_id) if roles else None,
        may_read_bases(account_id) if roles else False,
        number_asked() if may_look([(each.name, each.scope_kind) for each in roles]) else None,
    )


def _segments() -> dict[int, set[int]]:
    """The segments of every edition."""
    found: dict[int, set[int]] = {}
    for edition, number in db.session.execute(select(Segment.edition_id, Segment.id)):
        found.setdefault(edition, set()).add(number)
    return found


def _of_editions(
    opened: Mapping[Edition, Sequence[DeskOf]], told: Mapping[int, Collection[int]], today: date
) -> Iterator[EditionDesks]:
    figures = _figures([edition.id for edition in opened], {number for each in told.values() for number in each})
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
            {desk: number for desk, number in figures.get(edition.id, {}).items() if number and desk in desks},
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


def _figures(edition_ids: Sequence[int], segment_ids: Collection[int]) -> dict[int, dict[DeskOf, int]]:
    """Meetings, and registrations that wait to be looked at, of these segments, by edition."""
    figures: dict[int, dict[DeskOf, int]] = {number: {} for number in edition_ids}
    if not edition_ids:
        return figures
    meetings = (
        select(Meeting.edition_id, func.count()).where(Meeting.segment_id.in_(segment_ids)).group_by(Meeting.edition_id)
    )
    waiting = (
        select(Segment.edition_id, func.count(Registration.id))
        .join(Registration, Registration.segment_id == Segment.id)
        .where(Segment.id.in_(segment_ids), Registration.state.in_((State.NEW, State.PRE_APPROVED)))
        .group_by(Segment.edition_id)
    )
    changes = (
        select(Segment.edition_id, func.count(ChangeRequest.id))
        .join(Registration, Registration.segment_id == Segment.id)
        .join(ChangeRequest, ChangeRequest.registration_id == Registration.id)
        .where(Segment.id.in_(segment_ids), ChangeRequest.state == ChangeState.ASKED)
        .group_by(Segment.edition_id)
    )
    counts = ((DeskOf.PROGRAMME, meetings), (DeskOf.REGISTRATIONS, waiting), (DeskOf.CHANGES, changes))
    for desk_of, counted in counts:
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
