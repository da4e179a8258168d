"""What the board shows, in a fixed number of narrow reads whatever the size of the draft."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from sqlalchemy import and_, case, func, select

from events.constraints.rules.checker import check, soft
from events.constraints.rules.problem import Problem
from events.editions import queries as editions
from events.editions.models import Edition
from events.programme.models import DraftChange, Meeting, Version, VersionEntry, VersionTag
from events.programme.queries.problem import problem
from events.programme.queries.publishing import waivers
from events.programme.queries.rights import Right, right_on, seen_meetings
from events.programme.rules import board as rules
from events.programme.rules.board import Clash, Findings, House, Item, Published
from events.programme.rules.deeds import ChangedMeanwhile
from events.programme.rules.draft import UnknownInDraft
from events.programme.rules.facts import When
from events.venues.models import Building, Room
from foundation import languages
from foundation.db import db
from stakeholders.organizations.models import Organization


@dataclass(frozen=True)
class Board:
    """A day of the draft. What stands in a room all may see, what waits for one those whose it is.

    `meeting` is the one that was picked for the form; `undo` and `redo` whether there is what to.
    """

    edition: Edition
    on: date
    days: Sequence[date]
    problem: Problem
    houses: Sequence[House]
    unplaced: Sequence[Item]
    whole: Sequence[Item]
    findings: Findings
    meeting: Item | None
    right: Right
    undo: bool
    redo: bool
    only_used: bool = False

    @property
    def rooms(self) -> list[tuple[str, list[tuple[str, str]]]]:
        """The rooms to choose from by building: (building, [(key, name)])."""
        by_building: dict[str, list[tuple[str, str]]] = {}
        for room in self.problem.rooms.values():
            by_building.setdefault(self.problem.building_name(room.building), []).append((room.key, room.name))
        return list(by_building.items())


def board(
    account_id: int,
    edition_key: str,
    *,
    day: date | None = None,
    meeting: str | None = None,
    only_used: bool = False,
) -> Board:
    """The board as an account sees it, all rooms or those in use; raises UnknownEdition, Forbidden, UnknownInDraft.

    Without a day it is that of the meeting picked, else the first one on which anything stands.
    """
    edition = editions.edition(edition_key)
    right = right_on(edition, account_id)
    draft = problem(edition)
    broken, passed = check(draft), waivers(edition)
    blocked = {key for each in broken if not passed or each.key not in passed for key in each.meetings}
    items = _items(edition, draft, right, blocked)
    if meeting is not None and meeting not in items:
        raise UnknownInDraft(kind="meeting", key=meeting)
    picked = items[meeting] if meeting else None
    used = {used for each in items.values() for used in each.days}
    on = day or (picked.days[0] if picked and picked.days else min(used, default=edition.starts_on))
    undo, redo = _steps(edition, f"account:{account_id}")
    houses = rules.houses(draft, items, _published(edition, on), on=on, shorts=_shorts())
    return Board(
        edition=edition,
        on=on,
        days=rules.days(edition.starts_on, edition.ends_on, used, on),
        problem=draft,
        houses=rules.in_use(houses) if only_used else houses,
        unplaced=rules.unplaced(_seen(edition, right, items)),
        whole=rules.without_hours(items.values(), on),
        findings=rules.findings(broken, soft(rules.of_day(draft, items, on)), items, on=on, passed=passed),
        meeting=picked,
        right=right,
        undo=undo,
        redo=redo,
        only_used=only_used,
    )


def _seen(edition: Edition, right: Right, items: Mapping[str, Item]) -> Iterator[Item]:
    keys = seen_meetings(edition, right)
    return (item for key, item in items.items() if keys is None or key in keys)


def _steps(edition: Edition, actor: str) -> tuple[bool, bool]:
    """Whether somebody has a change to undo, and one to redo that was undone after it."""
    number, is_done = DraftChange.number, DraftChange.undone_at.is_(None)
    done, undone = db.session.execute(
        select(func.max(case((is_done, number))), func.max(case((~is_done, number)))).where(
            DraftChange.edition_id == edition.id, DraftChange.actor == actor
        )
    ).one()
    return done is not None, undone is not None and undone > (done or 0)


def _items(edition: Edition, draft: Problem, right: Right, blocked: Collection[str]) -> dict[str, Item]:
    rows = db.session.execute(
        select(Meeting.key, Meeting.revision, Meeting.title_language, Meeting.when)
        .where(Meeting.edition_id == edition.id)
        .order_by(Meeting.key)
    ).all()
    led = set() if right.is_organizer else _led(edition, draft, right)
    names = _acronyms()
    found = {}
    for key, revision, language, when in rows:
        # A row that was added since the draft was read stands in neither.
        if key in draft.meetings:
            meeting = draft.meetings[key]
            is_own = right.organizes_in(meeting.segment) or (key in led and not meeting.is_pinned)
            found[key] = Item(
                meeting,
                revision,
                when,
                language,
                hosts=tuple(names.get(body, body) for body in meeting.organizers),
                may_move=is_own and when != When.DAYS and not meeting.is_cancelled,
                is_clashing=key in blocked,
                days=meeting.days,
            )
    return found


def _led(edition: Edition, draft: Problem, right: Right) -> set[str]:
    """The meetings that a host moves: those it leads, but for those that the agenda of a session fixes."""
    rows = db.session.execute(select(Meeting.key, Meeting.agenda_items).where(Meeting.edition_id == edition.id))
    fixed = {key for key, agenda in rows if agenda}
    return {key for key, each in draft.meetings.items() if right.leads(key, each.organizers)} - fixed


def room_keys() -> set[str]:
    """Every room there is."""
    return set(db.session.scalars(select(Room.key)))


def _acronyms() -> dict[str, str]:
    """What every body is called in the language of the page."""
    code = languages.current().code
    rows = db.session.execute(select(Organization.key, Organization.acronym, Organization.acronyms))
    return {key: acronyms.get(code, acronym) for key, acronym, acronyms in rows}


def _shorts() -> dict[str, str]:
    return dict(db.session.execute(select(Building.key, Building.short)).all())


def _published(edition: Edition, on: date) -> Iterator[Published]:
    """Where the current version has meetings that day, with their rooms."""
    midnight = datetime.combine(on, time.min)
    in_room = and_(VersionTag.entry_id == VersionEntry.id, VersionTag.kind == "room")
    rows = db.session.execute(
        select(VersionEntry.key, VersionEntry.starts_at, VersionEntry.ends_at, VersionTag.key)
        .join(Version, VersionEntry.version_id == Version.id)
        .outerjoin(VersionTag, in_room)
        .where(
            Version.edition_id == edition.id,
            Version.is_current,
            VersionEntry.when == When.TIMED,
            VersionEntry.state == "scheduled",
            VersionEntry.starts_at >= midnight,
            VersionEntry.starts_at < midnight + timedelta(days=1),
        )
        .order_by(VersionEntry.id)
    )
    return (Published(key, starts, ends, room) for key, starts, ends, room in rows if starts and ends)


def day_of(edition_key: str, meeting: str) -> date | None:
    """The day on which a meeting of the draft begins; None when it has none, or is gone."""
    starts = db.session.scalar(
        select(Meeting.starts_at).join(Edition).where(Edition.key == edition_key, Meeting.key == meeting)
    )
    return starts.date() if starts else None


def clash(shown: Board, refusal: ChangedMeanwhile) -> Clash | None:
    """The clash of a refusal over the meeting that a board shows."""
    return rules.clash(shown.problem, shown.meeting, refusal) if shown.meeting else None
