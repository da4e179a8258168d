"""Publishing: freezing the draft as the next version, with the stamps that calendars will see."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from sqlalchemy import select

from events.editions import queries as editions
from events.editions.models import Edition
from events.programme.models import Meeting, Version, VersionEntry, VersionTag
from events.programme.queries import versions as queries
from events.programme.rules.facts import (
    Body,
    Facts,
    Line,
    NothingChanged,
    Place,
    Stamp,
    State,
    When,
    next_stamp,
    tags,
    withdrawn_digest,
)
from foundation import journal, revisions
from foundation.db import atomic, db
from foundation.fingerprints import fingerprint
from stakeholders.accreditation import queries as accreditation
from stakeholders.mandates import queries as mandates


@atomic
def publish_version(edition_key: str, *, note: str, actor: str, now: datetime, stamped_at: datetime) -> Version:
    """Freeze the draft of an edition as its next version and make it the current one (R60).

    `now` is the house's time, shown with the version; `stamped_at` the system's, which calendars see.
    Raises UnknownEdition, NothingChanged.
    """
    edition = editions.edition(edition_key)
    # The edition's row is what two publishers queue for.
    db.session.execute(select(Edition.id).where(Edition.id == edition.id).with_for_update())
    latest = next(iter(queries.versions(edition)), None)
    previous = _entries_of(latest)
    entries = [*_frozen(edition, previous, now=stamped_at), *_withdrawn(edition, previous, now=stamped_at)]
    digest = fingerprint({entry.key: entry.digest for entry in entries})
    if latest is not None and latest.digest == digest:
        raise NothingChanged(number=latest.number)
    if latest is not None:
        latest.is_current = False
        db.session.flush()
    version = Version(
        edition_id=edition.id,
        number=latest.number + 1 if latest else 1,
        is_current=True,
        note=note,
        published_at=now,
        digest=digest,
    )
    db.session.add(version)
    db.session.flush()
    for entry in entries:
        entry.version_id = version.id
    db.session.add_all(entries)
    revisions.rise(at=stamped_at)
    journal.note(actor, "publish_version", "edition", edition.key, now=now, number=version.number, note=note)
    return version


def facts_of(meeting: Meeting, *, edition: Edition, session: int | None) -> Facts:
    """The visible facts of a meeting of the draft as they stand now."""
    limit: dict[str, Any] = meeting.seat_limit or {}
    return Facts(
        key=meeting.key,
        kind=meeting.kind_key,
        segment=meeting.segment.key,
        segment_name=meeting.segment.name,
        titles=meeting.titles,
        title_language=meeting.title_language,
        abstract=meeting.abstract,
        note=meeting.note,
        partner=meeting.partner,
        state=State(meeting.state),
        when=When(meeting.when),
        starts=meeting.starts_at,
        ends=meeting.ends_at,
        place=_place(meeting, city=edition.city),
        bodies=_bodies(meeting),
        lines=_lines(meeting),
        languages=tuple(meeting.languages),
        captions=meeting.captions,
        sign=meeting.sign,
        hybrid=meeting.hybrid,
        accessible=meeting.accessible,
        is_closed=meeting.is_closed,
        audience=meeting.audience,
        attendance=meeting.attendance,
        open_for=tuple(sorted(held.constituency.key for held in meeting.open_for)),
        session=session,
        agenda_items=tuple(meeting.agenda_items),
        stands_for_session=meeting.stands_for_session,
        seats=limit.get("seats"),
        seats_for=limit.get("for", ""),
        seats_note=limit.get("what", ""),
        confidence=meeting.confidence,
        confidences=meeting.confidences,
    )


def _bodies(meeting: Meeting) -> tuple[Body, ...]:
    return tuple(
        Body(held.organization.key, held.organization.acronym, held.role, held.organization.acronyms)
        for held in meeting.bodies
    )


def _lines(meeting: Meeting) -> tuple[Line, ...]:
    return tuple(
        Line(held.line.key, held.line.titles, held.line.key.partition("-")[0] if held.line.parent_id else None)
        for held in meeting.lines
    )


def _place(meeting: Meeting, *, city: str) -> Place | None:
    building = meeting.room.building if meeting.room else meeting.building
    if building is None:
        return None
    return Place(
        building=building.key,
        building_name=building.name,
        building_short=building.short,
        city=city,
        address=building.address,
        room=meeting.room.key if meeting.room else None,
        room_name=meeting.room.name if meeting.room else "",
        is_online=building.is_online,
    )


def _entries_of(version: Version | None) -> dict[str, VersionEntry]:
    if version is None:
        return {}
    rows = db.session.scalars(select(VersionEntry).where(VersionEntry.version_id == version.id))
    return {row.key: row for row in rows}


def _frozen(edition: Edition, previous: dict[str, VersionEntry], *, now: datetime) -> Iterable[VersionEntry]:
    family, rights, named = mandates.families(), accreditation.rights_by_kind(), accreditation.rights_of_named()
    sessions = {
        segment.key: segment.session.number if segment.session else None for segment in editions.segments(edition.id)
    }
    for meeting in queries.draft(edition):
        facts = facts_of(meeting, edition=edition, session=sessions[meeting.segment.key])
        before = previous.get(meeting.key)
        stamp = next_stamp(_stamp(before), facts.digest, now=now, is_cancelled=facts.is_cancelled)
        kind_rights = rights.get(facts.kind, {})
        yield VersionEntry(
            key=facts.key,
            uid=meeting.uid,
            state=facts.state,
            when=facts.when,
            # A meeting that has lost its day keeps its last one here: calendars must be told that it is off.
            starts_at=facts.starts or (before.starts_at if before else None),
            ends_at=facts.ends if facts.starts else (before.ends_at if before else None),
            sequence=stamp.sequence,
            created_at=before.created_at if before else now,
            modified_at=stamp.modified,
            digest=stamp.digest,
            facts=facts.as_json(),
            tags=[
                VersionTag(kind=kind, key=key)
                for kind, key in sorted(
                    tags(facts, family=family, rights=kind_rights, right_of_named=named.get(facts.kind))
                )
            ],
        )


def _withdrawn(edition: Edition, previous: dict[str, VersionEntry], *, now: datetime) -> Iterable[VersionEntry]:
    present = set(db.session.scalars(select(Meeting.key).where(Meeting.edition_id == edition.id)))
    for key, before in previous.items():
        if key in present or before.starts_at is None:
            continue
        digest = withdrawn_digest(key)
        stamp = next_stamp(_stamp(before), digest, now=now)
        kept = db.session.execute(select(VersionTag.kind, VersionTag.key).where(VersionTag.entry_id == before.id)).all()
        yield VersionEntry(
            key=key,
            uid=before.uid,
            state=State.WITHDRAWN,
            when=before.when,
            starts_at=before.starts_at,
            ends_at=before.ends_at,
            sequence=stamp.sequence,
            created_at=before.created_at,
            modified_at=stamp.modified,
            digest=digest,
            facts={"key": key, "kind": "", "segment": "", "state": State.WITHDRAWN},
            tags=[VersionTag(kind=kind, key=tag) for kind, tag in kept],
        )


def _stamp(entry: VersionEntry | None) -> Stamp | None:
    return Stamp(entry.sequence, entry.modified_at, entry.digest) if entry else None
