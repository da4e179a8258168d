"""What the organizer's desk shows of the draft: its list of meetings, one meeting, what was changed and by whom."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import Select, func, or_, select

from events.constraints.rules.checker import Broken, broken_by, check
from events.editions import queries as editions
from events.editions.models import Edition
from events.programme.models import DraftChange, Meeting, Version, VersionEntry
from events.programme.queries import versions
from events.programme.queries.answers import Confirmations, Hosting, confirmations, hosts_of
from events.programme.queries.choices import kind_name
from events.programme.queries.draft import latest_done, latest_undone, snapshots, was_published
from events.programme.queries.frozen import drafted
from events.programme.queries.problem import problem
from events.programme.queries.publishing import waivers
from events.programme.queries.rights import Right, right_on, seen_meetings
from events.programme.rules.changes import changes
from events.programme.rules.desk import PAGE, Row
from events.programme.rules.draft import UnknownInDraft
from events.programme.rules.facts import State
from events.programme.rules.snapshots import Snapshot
from foundation.db import db
from foundation.errors import Forbidden
from stakeholders.accounts.models import Account

RECENT = 10


@dataclass(frozen=True)
class DeskList:
    """The meetings of the draft that somebody may change, or read."""

    edition: Edition
    rows: Sequence[Row]
    right: Right
    hosts: Confirmations


def desk_list(account_id: int, edition_key: str) -> DeskList:
    """The list of an edition as an account sees it: its own segments', its own bodies' meetings. Raises UnknownEdition, Forbidden."""
    edition = editions.edition(edition_key)
    right = right_on(edition, account_id)
    after = {facts.key: facts for _, facts in drafted(edition, seen_meetings(edition, right))}
    latest = current_version(edition)
    before = [entry.facts for entry in versions.entries(latest)] if latest else []
    changed = {change.key: change for change in changes(before, after.values())} if latest else {}
    breaks, hosts = _breaks(edition), confirmations(edition, after)
    rows = [
        Row(facts, changed.get(key), breaks.get(key, 0), hosts.by_meeting.get(key, ())) for key, facts in after.items()
    ]
    return DeskList(edition, rows, right, hosts)


def kinds(rows: Iterable[Row]) -> list[tuple[str, str]]:
    """The kinds of these meetings with their names, by name."""
    found = {row.facts.kind for row in rows}
    return sorted(((key, kind_name(key)) for key in found), key=lambda pair: pair[1].casefold())


def current_version(edition: Edition) -> Version | None:
    """The version that the public sees."""
    return db.session.scalar(select(Version).where(Version.edition_id == edition.id, Version.is_current))


def _breaks(edition: Edition) -> dict[str, int]:
    """How many rules each meeting breaks that nobody has let pass."""
    passed, found = waivers(edition), dict[str, int]()
    for broken in check(problem(edition)):
        if broken.key not in passed:
            for key in broken.meetings:
                found[key] = found.get(key, 0) + 1
    return found


def organized(account_id: int, edition_key: str) -> tuple[Edition, Right]:
    """An edition and what its organizer, or one of a segment, may do in it; raises UnknownEdition, Forbidden."""
    edition = editions.edition(edition_key)
    right = right_on(edition, account_id)
    if not right.organizes:
        raise Forbidden
    return edition, right


@dataclass(frozen=True)
class Deed:
    """A change of the draft, and who made it."""

    change: DraftChange
    who: str | None
    is_own: bool


@dataclass(frozen=True)
class DeskMeeting:
    """A meeting on the desk. `is_organizer` tells whether all of it may be changed, `may_change` whether anything;
    `published` is the current version if that has it.
    """

    edition: Edition
    key: str
    standing: Snapshot
    revision: int
    right: Right
    is_organizer: bool
    may_change: bool
    may_place: bool
    may_remove: bool
    published: Version | None
    broken: Sequence[Broken]
    passed: Collection[str]
    deeds: Sequence[Deed]
    undo: DraftChange | None
    hosts: Sequence[Hosting]


def desk_meeting(account_id: int, edition_key: str, key: str) -> DeskMeeting:
    """A meeting of the draft for who may change it, or reads all; raises UnknownEdition, UnknownInDraft, Forbidden."""
    edition = editions.edition(edition_key)
    right = right_on(edition, account_id)
    standing = snapshots(edition, [key]).get(key)
    if standing is None:
        raise UnknownInDraft(kind="meeting", key=key)
    is_organizer = right.organizes_in(standing["segment"])
    may_change = is_organizer or right.hosts(standing)
    if not (may_change or right.sees_all):
        raise Forbidden
    revision = db.session.scalars(
        select(Meeting.revision).where(Meeting.edition_id == edition.id, Meeting.key == key)
    ).one()
    of_meeting = _changes(edition).where(DraftChange.meeting_key == key).limit(RECENT)
    undo = latest_done(edition, f"account:{account_id}")
    return DeskMeeting(
        edition=edition,
        key=key,
        standing=standing,
        revision=revision,
        right=right,
        is_organizer=is_organizer,
        may_change=may_change,
        may_place=is_organizer or not may_change or right.leads(key, standing["organizers"]),
        may_remove=is_organizer and not was_published(edition, standing),
        published=_published(edition, key),
        broken=broken_by(problem(edition), [key]),
        passed=waivers(edition),
        deeds=_told(db.session.scalars(of_meeting).all(), account_id, right),
        undo=undo if undo and undo.meeting_key == key else None,
        hosts=hosts_of(edition, key),
    )


def _published(edition: Edition, key: str) -> Version | None:
    return db.session.scalar(
        select(Version)
        .join(VersionEntry, VersionEntry.version_id == Version.id)
        .where(
            Version.edition_id == edition.id,
            Version.is_current,
            VersionEntry.key == key,
            VersionEntry.state != State.WITHDRAWN,
        )
    )


@dataclass(frozen=True)
class History:
    """A page of what was done to the draft, the latest first."""

    edition: Edition
    deeds: Sequence[Deed]
    page: int
    pages: int
    right: Right
    undo: DraftChange | None
    redo: DraftChange | None


def history(account_id: int, edition_key: str, page: int) -> History:
    """What was done to the draft of an edition, to others than its organizers of their own meetings; raises UnknownEdition, Forbidden."""
    edition = editions.edition(edition_key)
    right = right_on(edition, account_id)
    query = _changes(edition)
    if (keys := seen_meetings(edition, right)) is not None:
        # What is no longer in the draft stays its segment's.
        told = [each["segment"].as_string().in_(right.segments) for each in (DraftChange.before, DraftChange.after)]
        query = query.where(or_(DraftChange.meeting_key.in_(keys), *told))
    total = db.session.scalar(select(func.count()).select_from(query.order_by(None).subquery())) or 0
    rows = db.session.scalars(query.limit(PAGE).offset((page - 1) * PAGE)).all()
    actor = f"account:{account_id}"
    return History(
        edition=edition,
        deeds=_told(rows, account_id, right),
        page=page,
        pages=max(1, -(-total // PAGE)),
        right=right,
        undo=latest_done(edition, actor),
        redo=latest_undone(edition, actor),
    )


def _changes(edition: Edition) -> Select[DraftChange]:
    return select(DraftChange).where(DraftChange.edition_id == edition.id).order_by(DraftChange.number.desc())


def _told(rows: Iterable[DraftChange], account_id: int, right: Right) -> list[Deed]:
    """Changes with the names of who made them; hosts see no names."""
    found = list(rows)
    names = _names({row.actor for row in found}) if right.organizes or right.sees_all else {}
    return [Deed(row, names.get(row.actor), row.actor == f"account:{account_id}") for row in found]


def _names(actors: Collection[str]) -> Mapping[str, str]:
    ids = [int(actor.removeprefix("account:")) for actor in actors if actor.startswith("account:")]
    rows = db.session.execute(select(Account.id, Account.name).where(Account.id.in_(ids)))
    return {f"account:{number}": name for number, name in rows}
