"""Urgent notices: a published meeting moved, cancelled or commented on, at once, without a new version of everything."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import delete, select
from sqlalchemy.orm import joinedload

from events.constraints.rules.checker import broken_by
from events.editions.models import Edition
from events.editions.rules import ORGANIZERS
from events.programme.models import Notice, Version, VersionEntry, VersionTag
from events.programme.queries import versions
from events.programme.queries.frozen import place_of
from events.programme.queries.problem import problem_as_published
from events.programme.rules.facts import Facts, State, UnknownMeeting, When, next_stamp
from events.programme.rules.notices import (
    MeetingIsOff,
    NothingToSay,
    UnknownNotice,
    UnknownRoom,
    Urgent,
    WouldBreak,
    banner_line,
)
from events.programme.services import drafting
from events.programme.services.publishing import stamp_of, tags_of, ways_to_find
from events.venues.models import Room
from foundation import access, jobs, journal, revisions
from foundation.access import Scope
from foundation.db import atomic, db
from foundation.fingerprints import fingerprint

NOTICED = "programme.noticed"
"""The job that every urgent notice orders, with its number."""


@atomic
def issue_notice(hand: drafting.Hand, edition_key: str, meeting_key: str, urgent: Urgent) -> Notice:
    """Amend the current version by one meeting, tell of it on its pages, and order the messages.

    The draft is changed alike, so that the next version does not take it back. A second notice of the same words
    and effect is the first one. Raises UnknownEdition, NothingPublished, UnknownMeeting, Forbidden, UnknownRoom,
    MeetingIsOff, NothingToSay, WouldBreak, and what the draft refuses.
    """
    edition, version = _held(hand, edition_key)
    entry = _entry(version, meeting_key, edition=edition_key)
    before = Facts.from_json(entry.facts)
    after = _after(before, urgent, city=edition.city)
    if before == after:
        return _latest(version, meeting_key)
    _refuse_idle(before, after, urgent)
    if urgent.placement is not None and not urgent.regardless:
        _refuse_breaking(edition, version, after)
    _amend(version, entry, after, stamped_at=hand.stamped_at)
    _draft_alike(hand, edition_key, meeting_key, urgent)
    version.notices = [banner_line(after, urgent, at=hand.now), *version.notices]
    notice = _kept(version, before, after, urgent, hand, zone=edition.zone)
    revisions.rise(at=hand.stamped_at)
    about = f"{edition_key}/{meeting_key}"
    journal.note(hand.actor, "issue_notice", "meeting", about, now=hand.now, edition=edition_key, text=urgent.text)
    jobs.order(NOTICED, stamped_at=hand.stamped_at, notice=notice.id)
    return notice


@atomic
def end_notice(hand: drafting.Hand, edition_key: str, notice_id: int) -> str:
    """Take a notice's banner and its words down; what it changed stays. Twice is once. Returns the meeting's key.

    Raises UnknownEdition, NothingPublished, Forbidden, UnknownNotice.
    """
    edition, version = _held(hand, edition_key)
    notice = db.session.scalar(select(Notice).where(Notice.id == notice_id, Notice.version_id == version.id))
    if notice is None:
        raise UnknownNotice
    if notice.shown_until <= hand.now:
        return notice.meeting_key
    notice.shown_until = hand.now
    ended = {"until": (hand.now.astimezone(ZoneInfo(edition.zone)).date() - timedelta(days=1)).isoformat()}
    version.notices = [line | ended if _is_of(line, notice) else line for line in version.notices]
    entry = _entry(version, notice.meeting_key, edition=edition_key)
    facts = Facts.from_json(entry.facts)
    if facts.urgent == notice.text:
        _amend(version, entry, replace(facts, urgent=""), stamped_at=hand.stamped_at)
    revisions.rise(at=hand.stamped_at)
    about = f"{edition_key}/{notice.meeting_key}"
    journal.note(hand.actor, "end_notice", "meeting", about, now=hand.now, edition=edition_key)
    return notice.meeting_key


def _held(hand: drafting.Hand, edition_key: str) -> tuple[Edition, Version]:
    """An edition and its current version, the edition's row locked: publishers and notices queue for it."""
    edition, _ = versions.published(edition_key)
    if hand.account_id is not None:
        access.demand(hand.account_id, ORGANIZERS, Scope("edition", edition.id))
    db.session.execute(select(Edition.id).where(Edition.id == edition.id).with_for_update())
    db.session.expire_all()
    return versions.published(edition_key)


def _refuse_idle(before: Facts, after: Facts, urgent: Urgent) -> None:
    if before.is_cancelled and urgent.placement is not None:
        raise MeetingIsOff
    if (urgent.placement or urgent.is_cancelled) and replace(before, urgent="", note="") == replace(
        after, urgent="", note=""
    ):
        raise NothingToSay


def _refuse_breaking(edition: Edition, version: Version, after: Facts) -> None:
    stood = problem_as_published(edition, version)
    known = {broken.key for broken in broken_by(stood, [after.key])}
    moved = replace(
        stood.meetings[after.key],
        starts=after.starts,
        ends=after.ends,
        room=after.place.room if after.place else None,
        building=after.place.building if after.place else None,
    )
    stands = replace(stood, meetings={**stood.meetings, after.key: moved})
    broken = [each for each in broken_by(stands, [after.key]) if each.key not in known]
    if broken:
        raise WouldBreak(broken)


def _is_of(line: dict[str, Any], notice: Notice) -> bool:
    return (line["meeting"], line["text"], line["at"]) == (
        notice.meeting_key,
        notice.text,
        notice.issued_at.isoformat(timespec="seconds"),
    )


def _entry(version: Version, key: str, *, edition: str) -> VersionEntry:
    found = db.session.scalar(
        select(VersionEntry).where(
            VersionEntry.version_id == version.id, VersionEntry.key == key, VersionEntry.state != State.WITHDRAWN
        )
    )
    if found is None:
        raise UnknownMeeting(edition=edition, key=key)
    return found


def _after(before: Facts, urgent: Urgent, *, city: str) -> Facts:
    if urgent.is_cancelled:
        return replace(before, state=State.CANCELLED, note=urgent.text, urgent=urgent.text)
    if urgent.placement is None:
        return replace(before, urgent=urgent.text)
    placed = urgent.placement
    room = db.session.scalar(select(Room).where(Room.key == placed.room).options(joinedload(Room.building)))
    if room is None and placed.room is not None:
        raise UnknownRoom
    place = place_of(room.building, room, city=city) if room else before.place
    where: dict[str, Any] = {"when": When.TIMED, "starts": placed.starts, "ends": placed.ends, "place": place}
    return Facts.from_json(replace(before, urgent=urgent.text, **where).as_json())


def _amend(version: Version, entry: VersionEntry, after: Facts, *, stamped_at: datetime) -> None:
    stamp = next_stamp(stamp_of(entry), after.digest, now=stamped_at)
    entry.state, entry.when, entry.facts = after.state, after.when, after.as_json()
    entry.starts_at, entry.ends_at = after.starts or entry.starts_at, after.ends if after.starts else entry.ends_at
    entry.sequence, entry.modified_at, entry.digest = stamp.sequence, stamp.modified, stamp.digest
    db.session.flush()
    db.session.execute(delete(VersionTag).where(VersionTag.entry_id == entry.id))
    for tag in tags_of(after, ways_to_find()):
        tag.entry_id = entry.id
        db.session.add(tag)
    version.digest = fingerprint(_digests(version))


def _digests(version: Version) -> dict[str, str]:
    """Each entry's digest without the words of a notice, which no draft has."""
    rows = db.session.execute(
        select(VersionEntry.key, VersionEntry.digest, VersionEntry.facts).where(VersionEntry.version_id == version.id)
    )
    return {
        key: replace(Facts.from_json(facts), urgent="").digest if facts.get("urgent") else digest
        for key, digest, facts in rows
    }


def _draft_alike(hand: drafting.Hand, edition_key: str, meeting_key: str, urgent: Urgent) -> None:
    hand = replace(hand, account_id=None, for_notice=True)
    if urgent.is_cancelled:
        drafting.cancel_meeting(hand, edition_key, meeting_key, urgent.text, seen=None)
    elif urgent.placement is not None:
        drafting.place_meeting(hand, edition_key, meeting_key, urgent.placement, seen=None)


def _kept(version: Version, before: Facts, after: Facts, urgent: Urgent, hand: drafting.Hand, *, zone: str) -> Notice:
    day = (after.starts or before.starts or hand.now.astimezone(ZoneInfo(zone))).date()
    notice = Notice(
        version_id=version.id,
        meeting_key=after.key,
        text=urgent.text,
        text_language=urgent.language,
        before=before.as_json(),
        after=after.as_json(),
        actor=hand.actor,
        issued_at=hand.now,
        stamped_at=hand.stamped_at,
        shown_until=datetime.combine(day + timedelta(days=1), time(), tzinfo=ZoneInfo(zone)),
    )
    db.session.add(notice)
    db.session.flush()
    return notice


def _latest(version: Version, key: str) -> Notice:
    return db.session.scalars(
        select(Notice).where(Notice.version_id == version.id, Notice.meeting_key == key).order_by(Notice.id.desc())
    ).first()  # type: ignore[return-value]
