"""Changing editions, their segments and their windows. All of it is on public pages at once."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import func, select

from events.editions.models import CommissionSession, Edition, Segment, Window
from events.editions.queries import edition as edition_of
from events.editions.queries import segment as segment_of
from events.editions.queries import segment_standing
from events.editions.queries import window as window_of
from events.editions.queries import windows as windows_of
from events.editions.rules import (
    ORGANIZER,
    ORGANIZERS,
    RESERVED,
    SOMEBODY,
    WINDOW_WORDS,
    OutsideTheEdition,
    SegmentsOutside,
    TakenKey,
    WindowThere,
    window_key,
)
from foundation import access, journal, revisions
from foundation.access import Scope
from foundation.confidence import Confidence
from foundation.db import Base, atomic, db
from foundation.errors import ChangedMeanwhile
from stakeholders.organizations.queries import body


@dataclass(frozen=True)
class Organizer:
    """The account that changes an edition; `now` is the house's time, `stamped_at` the system's."""

    account_id: int
    now: datetime
    stamped_at: datetime

    def note(self, verb: str, kind: str, key: str, **facts: Any) -> None:
        """Append a deed to the journal, and let public pages be drawn anew."""
        revisions.rise(at=self.stamped_at)
        journal.note(f"account:{self.account_id}", verb, kind, key, now=self.now, **facts)


@atomic
def add_edition(organizer: Organizer, key: str, values: Mapping[str, Any], *, confidence: Confidence) -> Edition:
    """Add an edition without segments; for organizers of the house. Raises Forbidden, TakenKey."""
    access.demand(organizer.account_id, (ORGANIZER,))
    if key in RESERVED or db.session.scalar(select(Edition.id).where(Edition.key == key)) is not None:
        raise TakenKey(key=key)
    edition = Edition(key=key, confidence=confidence, **values)
    db.session.add(edition)
    organizer.note("add_edition", "edition", key, edition=key)
    return edition


@atomic
def save_edition(organizer: Organizer, key: str, values: Mapping[str, Any], *, seen: int) -> None:
    """Write an edition's values; raises UnknownEdition, Forbidden, ChangedMeanwhile, SegmentsOutside."""
    edition = edition_of(key, held=True)
    _demand(organizer, edition)
    current = {name: getattr(edition, name) for name in values}
    changed = _changed(edition, current, values, seen=seen)
    if not changed:
        return
    outside = db.session.scalars(
        select(Segment.key)
        .where(
            Segment.edition_id == edition.id,
            (Segment.starts_on < values["starts_on"]) | (Segment.ends_on > values["ends_on"]),
        )
        .order_by(Segment.position)
    ).all()
    if outside:
        raise SegmentsOutside(segments=", ".join(outside))
    _write(edition, values)
    organizer.note("save_edition", "edition", key, edition=key, **journal.change(changed, current, values))


@atomic
def add_segment(
    organizer: Organizer, edition_key: str, key: str, values: Mapping[str, Any], *, confidence: Confidence
) -> None:
    """Add a segment as the last one; raises UnknownEdition, Forbidden, TakenKey, OutsideTheEdition, UnknownBody."""
    edition = edition_of(edition_key, held=True)
    _demand(organizer, edition)
    taken = select(Segment.id).where(Segment.edition_id == edition.id, Segment.key == key)
    if db.session.scalar(taken) is not None:
        raise TakenKey(key=key)
    last = db.session.scalar(select(func.max(Segment.position)).where(Segment.edition_id == edition.id))
    position = (last or 0) + 1
    written = _segment_values(edition, values)
    db.session.add(Segment(edition_id=edition.id, key=key, position=position, confidence=confidence, **written))
    organizer.note("add_segment", "segment", f"{edition.key}/{key}", edition=edition.key)


@atomic
def save_segment(organizer: Organizer, edition_key: str, key: str, values: Mapping[str, Any], *, seen: int) -> None:
    """Write a segment's values; raises as `add_segment`, and UnknownSegment, ChangedMeanwhile."""
    edition = edition_of(edition_key, held=True)
    _demand(organizer, edition)
    segment = segment_of(edition, key)
    current = segment_standing(segment)
    changed = _changed(segment, current, values, seen=seen)
    if not changed:
        return
    _write(segment, _segment_values(edition, values))
    facts = journal.change(changed, current, values)
    organizer.note("save_segment", "segment", f"{edition.key}/{key}", edition=edition.key, **facts)


@atomic
def add_window(
    organizer: Organizer, edition_key: str, what: str, values: Mapping[str, Any], *, confidence: Confidence
) -> None:
    """Add a window for a segment, or for meetings; the same sent twice is done once.

    Raises UnknownEdition, UnknownSegment, Forbidden, WindowThere.
    """
    edition = edition_of(edition_key, held=True)
    _demand(organizer, edition)
    wanted = {**values, "meeting_keys": list(values["meeting_keys"])}
    if wanted["segment_key"] is not None:
        segment_of(edition, wanted["segment_key"])
    there = windows_of(edition)
    for window in there:
        if window.what == what and (shared := _shared(window, wanted)):
            if all(getattr(window, name) == value for name, value in wanted.items()):
                return
            raise WindowThere(what=WINDOW_WORDS[what], of=", ".join(shared))
    first = wanted["segment_key"] or wanted["meeting_keys"][0]
    key = window_key(what, first, {window.key for window in there})
    db.session.add(Window(edition_id=edition.id, key=key, what=what, confidence=confidence, **wanted))
    organizer.note("add_window", "window", f"{edition.key}/{key}", edition=edition.key)


def _shared(window: Window, wanted: Mapping[str, Any]) -> list[str]:
    """The segment, or the meetings, that a window and a wanted one are both about."""
    if wanted["segment_key"] is not None:
        return [wanted["segment_key"]] if window.segment_key == wanted["segment_key"] else []
    return [key for key in wanted["meeting_keys"] if key in window.meeting_keys]


@atomic
def remove_window(organizer: Organizer, edition_key: str, key: str) -> None:
    """Take a window out: what it let people do can't be done any more. Raises UnknownEdition, UnknownWindow, Forbidden."""
    edition = edition_of(edition_key, held=True)
    _demand(organizer, edition)
    db.session.delete(window_of(edition, key))
    organizer.note("remove_window", "window", f"{edition.key}/{key}", edition=edition.key)


@atomic
def save_window(
    organizer: Organizer, edition_key: str, key: str, values: Mapping[str, Any], *, seen: tuple[str, str]
) -> None:
    """Open and close a window at other moments; `seen` are those that were shown, in ISO form.

    Raises UnknownEdition, UnknownWindow, Forbidden, ChangedMeanwhile.
    """
    edition = edition_of(edition_key, held=True)
    _demand(organizer, edition)
    window = window_of(edition, key)
    current = {name: getattr(window, name) for name in values}
    if current == dict(values):
        return
    if seen != (window.opens_at.isoformat(), window.closes_at.isoformat()):
        raise ChangedMeanwhile(current=current, mine=values, revision=0, who=SOMEBODY)
    _write(window, values)
    facts = journal.change(sorted(values), current, values)
    organizer.note("save_window", "window", f"{edition.key}/{key}", edition=edition.key, **facts)


def _demand(organizer: Organizer, edition: Edition) -> None:
    access.demand(organizer.account_id, ORGANIZERS, Scope("edition", edition.id))


def _segment_values(edition: Edition, values: Mapping[str, Any]) -> dict[str, Any]:
    """The values by column; raises OutsideTheEdition, UnknownBody."""
    if not edition.starts_on <= values["starts_on"] <= values["ends_on"] <= edition.ends_on:
        raise OutsideTheEdition(first=edition.starts_on, last=edition.ends_on)
    number = values["session"]
    session = select(CommissionSession.id).where(CommissionSession.number == number)
    rest = {name: value for name, value in values.items() if name not in ("host", "session")}
    return {
        **rest,
        "host_id": body(values["host"]).id,
        "session_id": db.session.scalars(session).one() if number is not None else None,
    }


def _changed(row: Edition | Segment, current: Mapping[str, Any], values: Mapping[str, Any], *, seen: int) -> list[str]:
    """The names of the values that differ; raises ChangedMeanwhile when the row is no longer the one that was seen."""
    changed = [name for name, value in values.items() if current[name] != value]
    if changed and seen != row.revision:
        raise ChangedMeanwhile(current=current, mine=values, revision=row.revision, who=SOMEBODY)
    if changed:
        row.revision += 1
    return changed


def _write(row: Base, values: Mapping[str, Any]) -> None:
    for name, value in values.items():
        setattr(row, name, value)
