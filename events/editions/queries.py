"""Reads of editions."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, TypeVar

from sqlalchemy import ColumnElement, Select, case, func, select
from sqlalchemy.orm import joinedload

from events.editions.models import CommissionSession, DayMark, Edition, Round, Segment, Window
from events.editions.rules import ORGANIZERS, UnknownEdition, UnknownSegment, UnknownWindow
from foundation import access, clock
from foundation.access import Scope
from foundation.db import db
from foundation.errors import Forbidden
from stakeholders.organizations.queries.lasting import told_by
from stakeholders.organizations.rules import AUDITOR

T = TypeVar("T")


def edition(key: str, *, held: bool = False) -> Edition:
    """The edition of that key, bare; `held` keeps its row until the deed is done. Raises UnknownEdition."""
    query = select(Edition).where(Edition.key == key)
    found = db.session.scalar(query.with_for_update() if held else query)
    if found is None:
        raise UnknownEdition(key=key)
    return found


def desk_of(key: str, account_id: int) -> tuple[Edition, bool]:
    """An edition at its desk, and whether somebody only reads there, as auditors do; raises UnknownEdition, Forbidden."""
    found = edition(key)
    roles = access.roles_in(account_id, Scope("edition", found.id))
    if not roles.intersection((*ORGANIZERS, AUDITOR)):
        raise Forbidden
    return found, not roles.intersection(ORGANIZERS)


def segments(edition_id: int) -> Sequence[Segment]:
    """The segments of an edition with their hosts, in their order."""
    return db.session.scalars(
        select(Segment)
        .where(Segment.edition_id == edition_id)
        .options(joinedload(Segment.host), joinedload(Segment.session))
        .order_by(Segment.position)
    ).all()


def segment(edition: Edition, key: str) -> Segment:
    """A segment with its host and session; raises UnknownSegment."""
    found = db.session.scalar(
        select(Segment)
        .where(Segment.edition_id == edition.id, Segment.key == key)
        .options(joinedload(Segment.host), joinedload(Segment.session))
    )
    if found is None:
        raise UnknownSegment(edition=edition.key, key=key)
    return found


def segment_standing(segment: Segment) -> dict[str, Any]:
    """A segment's values by field of its form: the host by key, the session by number."""
    plain = ("name", "starts_on", "ends_on", "entry", "entry_note", "co_host_keys")
    return {
        **{name: getattr(segment, name) for name in plain},
        "host": segment.host.key,
        "session": segment.session.number if segment.session else None,
    }


def windows(edition: Edition) -> Sequence[Window]:
    """The windows of an edition, by opening."""
    return db.session.scalars(
        select(Window).where(Window.edition_id == edition.id).order_by(Window.opens_at, Window.key)
    ).all()


def window(edition: Edition, key: str) -> Window:
    """A window; raises UnknownWindow."""
    found = db.session.scalar(select(Window).where(Window.edition_id == edition.id, Window.key == key))
    if found is None:
        raise UnknownWindow(edition=edition.key, key=key)
    return found


def editions() -> Sequence[Edition]:
    """All editions, the latest first."""
    return db.session.scalars(select(Edition).order_by(Edition.starts_on.desc())).all()


def current_edition(on: date) -> Edition | None:
    """The edition that a visitor means on a day: the one running or next to come, else the last one."""
    return db.session.scalar(_at_hand(select(Edition), on))


def current_edition_in_full(on: date) -> Edition | None:
    """As `current_edition`, with all that `edition_in_full` brings, in one read."""
    return _in_full(Edition.id == _at_hand(select(Edition.id), on).scalar_subquery())


def _at_hand(query: Select[T], on: date) -> Select[T]:
    is_past = Edition.ends_on < on
    in_order = (case((is_past, 1), else_=0), case((~is_past, Edition.starts_on)), Edition.ends_on.desc())
    return query.order_by(*in_order).limit(1)


def lasting(ids: Collection[int]) -> set[int]:
    """Those of some editions that are not over, each on the wall of its own zone."""
    rows = db.session.execute(select(Edition.id, Edition.ends_on, Edition.zone).where(Edition.id.in_(ids)))
    return {number for number, ends_on, zone in rows if lasts(ends_on, zone)}


def lasts(ends_on: date, zone: str) -> bool:
    """Whether what ends with a day on the wall of a zone is not over."""
    return clock.today(zone) <= ends_on


told_by(lasting)


def rounds() -> Sequence[Round]:
    """Every cluster and Forum since 2006, the latest first."""
    return db.session.scalars(select(Round).order_by(Round.year.desc())).all()


def commission_sessions() -> Sequence[CommissionSession]:
    """The sessions of the Commission, the latest first."""
    return db.session.scalars(select(CommissionSession).order_by(CommissionSession.number.desc())).all()


def day_marks(year: int) -> dict[str, DayMark]:
    """The marked days of a year by kind: easter, ascension, whit_monday, wisd."""
    found = db.session.scalars(select(DayMark).where(DayMark.year == year))
    return {mark.kind: mark for mark in found}


@dataclass(frozen=True)
class YearlyRound:
    """A round with the session of its year, and the key of the edition that has its programme here."""

    round: Round
    session: CommissionSession | None
    edition_key: str | None


def yearly_rounds() -> list[YearlyRound]:
    """Every round since 2006 with session and edition, the latest first; one read."""
    rows = db.session.execute(
        select(Round, CommissionSession, Edition.key)
        .outerjoin(CommissionSession, CommissionSession.year == Round.year)
        .outerjoin(Edition, (Edition.starts_on <= Round.ends_on) & (Edition.ends_on >= Round.starts_on))
        .order_by(Round.year.desc(), CommissionSession.number, Edition.key)
    )
    found: dict[int, YearlyRound] = {}
    for held, session, key in rows:
        found.setdefault(held.year, YearlyRound(held, session, key))
    return list(found.values())


def session_at(on: date) -> int | None:
    """The number of the Commission's session running or next to come on a day, else of the last one."""
    past = func.coalesce(CommissionSession.ends_on < on, CommissionSession.year < on.year)
    return db.session.scalar(
        select(CommissionSession.number)
        .order_by(
            case((past, 1), else_=0),
            case((past, -CommissionSession.number), else_=CommissionSession.number),
        )
        .limit(1)
    )


def edition_in_full(key: str) -> Edition:
    """The edition with its segments (hosts, sessions and their agendas), windows and moments, in one read; raises UnknownEdition."""
    edition = _in_full(Edition.key == key)
    if edition is None:
        raise UnknownEdition(key=key)
    return edition


def _in_full(which: ColumnElement[bool]) -> Edition | None:
    segments = joinedload(Edition.segments)
    found = db.session.scalars(
        select(Edition)
        .where(which)
        .options(
            segments.joinedload(Segment.host),
            segments.joinedload(Segment.session).joinedload(CommissionSession.agenda),
            joinedload(Edition.windows),
            joinedload(Edition.moments),
        )
    )
    return found.unique().one_or_none()
