"""Urgent notices: a published meeting moved, cancelled or commented on, at once, without a new version of everything."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from sqlalchemy import delete, select
from sqlalchemy.orm import joinedload

from events.editions.models import Edition
from events.editions.rules import ORGANIZERS
from events.programme.models import Notice, Version, VersionEntry, VersionTag
from events.programme.queries import versions
from events.programme.queries.frozen import place_of
from events.programme.rules.facts import Facts, State, UnknownMeeting, When, next_stamp
from events.programme.rules.notices import NothingToSay, UnknownRoom, Urgent, banner_line
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
    and effect within its day is the first one. Raises UnknownEdition, NothingPublished, UnknownMeeting, Forbidden,
    UnknownRoom, NothingToSay, and what the draft refuses.
    """
    edition, version = versions.published(edition_key)
    if hand.account_id is not None:
        access.demand(hand.account_id, ORGANIZERS, Scope("edition", edition.id))
    # The edition's row is what publishers and notices queue for.
    db.session.execute(select(Edition.id).where(Edition.id == edition.id).with_for_update())
    entry = _entry(version, meeting_key, edition=edition_key)
    before = Facts.from_json(entry.facts)
    after = _after(before, urgent, city=edition.city)
    line = banner_line(after, urgent, at=hand.now)
    standing = [each for each in version.notices if (each["meeting"], each["text"]) == (meeting_key, urgent.text)]
    if standing and before == after:
        return _latest(version, meeting_key)
    if before == after and urgent.changes_something:
        raise NothingToSay
    _amend(version, entry, after, stamped_at=hand.stamped_at)
    _draft_alike(hand, edition_key, meeting_key, urgent)
    version.notices = [line, *version.notices]
    notice = _kept(version, before, after, urgent, hand, zone=edition.zone)
    revisions.rise(at=hand.stamped_at)
    journal.note(hand.actor, "issue_notice", "meeting", f"{edition_key}/{meeting_key}", now=hand.now, text=urgent.text)
    jobs.order(NOTICED, stamped_at=hand.stamped_at, notice=notice.id)
    return notice


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
        return replace(before, state=State.CANCELLED, note=urgent.text)
    if urgent.placement is None:
        return before
    placed = urgent.placement
    room = db.session.scalar(select(Room).where(Room.key == placed.room).options(joinedload(Room.building)))
    if room is None and placed.room is not None:
        raise UnknownRoom
    place = place_of(room.building, room, city=city) if room else before.place
    return replace(before, when=When.TIMED, starts=placed.starts, ends=placed.ends, place=place)


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
    rows = db.session.execute(
        select(VersionEntry.key, VersionEntry.digest).where(VersionEntry.version_id == version.id)
    ).all()
    version.digest = fingerprint({key: digest for key, digest in rows})  # noqa: C416


def _draft_alike(hand: drafting.Hand, edition_key: str, meeting_key: str, urgent: Urgent) -> None:
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
