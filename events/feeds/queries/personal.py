"""Reads of a person's own calendar: its address, and which meetings are in it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any

from sqlalchemy import CompoundSelect, Select, String, cast, literal, or_, select, union

from events.editions.models import Edition
from events.feeds.models import PersonalFeed
from events.feeds.rules.addresses import UnknownFeed
from events.feeds.rules.personal import TOKEN, FeedRevoked, token_hash
from events.programme.models import Meeting, Version, VersionEntry
from events.programme.rules.facts import Facts, State
from events.registration.models import FollowedMeeting, Seat
from foundation import revisions
from foundation.db import db
from foundation.revisions import Revision

SEATED = "seated"


def uids_of(account_id: int) -> Select[Any]:
    """The UIDs of the meetings where an account has a seat or that it follows, as a query within others."""
    return select(Meeting.uid).where(Meeting.id.in_(_meetings_of(account_id)))


def _meetings_of(account_id: int) -> CompoundSelect[Any]:
    return union(
        select(Seat.meeting_id).where(Seat.account_id == account_id, Seat.state == SEATED),
        select(FollowedMeeting.meeting_id).where(FollowedMeeting.account_id == account_id),
    )


@dataclass(frozen=True)
class Asked:
    """A feed that was asked for by its token, with the key and the number that a kept body of it hangs on."""

    id: int
    account_id: int
    language: str
    alarm_minutes: int | None
    last_read_on: date | None
    key: str
    number: int


_KEY = literal(revisions.PERSON) + cast(PersonalFeed.account_id, String)
# One statement, so that a feed is never live under the number at which it was revoked.
_ASKED = select(PersonalFeed, Revision.number).outerjoin(Revision, Revision.key == _KEY)


def asked_for(token: str) -> Asked:
    """The live feed of a token; raises UnknownFeed, FeedRevoked."""
    if not TOKEN.fullmatch(token):
        raise UnknownFeed
    row = db.session.execute(_ASKED.where(PersonalFeed.token_hash == token_hash(token))).first()
    if row is None:
        raise UnknownFeed
    feed = row.PersonalFeed
    if feed.revoked_at is not None:
        raise FeedRevoked
    return Asked(
        feed.id,
        feed.account_id,
        feed.language,
        feed.alarm_minutes,
        feed.last_read_on,
        revisions.person_key(feed.account_id),
        row.number or 0,
    )


def live_feed(account_id: int) -> PersonalFeed | None:
    """The address that an account has now."""
    return db.session.scalars(
        select(PersonalFeed)
        .where(PersonalFeed.account_id == account_id, PersonalFeed.revoked_at.is_(None))
        .order_by(PersonalFeed.id.desc())
    ).first()


@dataclass(frozen=True)
class Mine:
    """A meeting of a person's calendar as it is published."""

    edition: Edition
    facts: Facts


@dataclass(frozen=True)
class Calendar:
    """What is in a person's calendar by day and hour, what waits for a day, and how many entries calendars are given."""

    dated: Sequence[Mine]
    undated: Sequence[Mine]
    entries: int


def calendar_of(account_id: int, *, ended_after: date) -> Calendar:
    """What a person's calendar holds, without what ended before that day; what was withdrawn is counted and not listed."""
    first = datetime.combine(ended_after, time())
    undated = VersionEntry.starts_at.is_(None)
    rows = db.session.execute(
        select(Edition, VersionEntry.facts, VersionEntry.starts_at)
        .join(Version, Version.edition_id == Edition.id)
        .join(VersionEntry, VersionEntry.version_id == Version.id)
        .where(Version.is_current, VersionEntry.uid.in_(uids_of(account_id)))
        .where(or_(undated, VersionEntry.starts_at >= first, VersionEntry.ends_at >= first))
        .order_by(VersionEntry.starts_at, VersionEntry.uid)
    ).all()
    told = [(Mine(edition, Facts.from_json(facts)), starts) for edition, facts, starts in rows]
    listed = [(mine, starts) for mine, starts in told if mine.facts.state != State.WITHDRAWN]
    return Calendar(
        dated=[mine for mine, starts in listed if starts is not None],
        undated=[mine for mine, starts in listed if starts is None],
        entries=sum(starts is not None for _mine, starts in told),
    )
