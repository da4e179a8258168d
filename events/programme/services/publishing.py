"""Publishing: freezing the draft as the next version, with the stamps that calendars will see."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from events.editions import queries as editions
from events.editions.models import Edition
from events.editions.rules import ORGANIZERS
from events.programme.models import Meeting, Version, VersionEntry, VersionTag
from events.programme.queries import versions as queries
from events.programme.queries.draft import draft_digest
from events.programme.queries.frozen import drafted
from events.programme.queries.publishing import standing
from events.programme.rules.facts import Facts, NothingChanged, Stamp, State, next_stamp, tags, withdrawn_digest
from events.programme.rules.publishing import DraftMoved, NothingThere, StillBroken
from foundation import access, jobs, journal, revisions
from foundation.access import Scope
from foundation.db import atomic, db
from foundation.fingerprints import fingerprint
from stakeholders.accreditation import queries as accreditation
from stakeholders.mandates import queries as mandates

PUBLISHED = "programme.published"
"""The job that every publication orders, with the edition and the number of the version."""


@atomic
def publish_version(
    edition_key: str,
    *,
    note: str,
    actor: str,
    now: datetime,
    stamped_at: datetime,
    organizer_id: int | None = None,
    seen: str | None = None,
) -> Version:
    """Freeze the draft of an edition as its next version and make it the current one (R60).

    `now` is the house's time, shown with the version; `stamped_at` the system's, which calendars see. `organizer_id`
    is who publishes from the desk, None the command line; `seen` the digest of the draft that was looked at.
    Raises UnknownEdition, Forbidden, DraftMoved, StillBroken, NothingChanged.
    """
    edition = editions.edition(edition_key)
    if organizer_id is not None:
        access.demand(organizer_id, ORGANIZERS, Scope("edition", edition.id))
    # The edition's row is what two publishers queue for.
    db.session.execute(select(Edition.id).where(Edition.id == edition.id).with_for_update())
    if seen is not None and seen != draft_digest(edition):
        raise DraftMoved
    broken = standing(edition)
    if broken:
        raise StillBroken(number=len(broken))
    return freeze_version(edition, note=note, actor=actor, now=now, stamped_at=stamped_at)


@atomic
def freeze_version(edition: Edition, *, note: str, actor: str, now: datetime, stamped_at: datetime) -> Version:
    """Freeze the draft as it stands, whatever it breaks; raises NothingChanged, NothingThere."""
    latest = next(iter(queries.versions(edition)), None)
    previous = _entries_of(latest)
    if latest is None and not queries.has_meetings(edition):
        raise NothingThere
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
    facts = {"edition": edition.key, "number": version.number, "note": note}
    journal.note(actor, "publish_version", "edition", edition.key, now=now, **facts)
    jobs.order(PUBLISHED, stamped_at=stamped_at, edition=edition.key, number=version.number)
    return version


def _entries_of(version: Version | None) -> dict[str, VersionEntry]:
    if version is None:
        return {}
    rows = db.session.scalars(select(VersionEntry).where(VersionEntry.version_id == version.id))
    return {row.key: row for row in rows}


@dataclass(frozen=True)
class Ways:
    """What the tags of an entry hang on besides its facts: families of lines, rights by kind, rights of those named."""

    family: Mapping[str, Sequence[str]]
    rights: Mapping[str, Mapping[str, str]]
    named: Mapping[str, str | None]


def ways_to_find() -> Ways:
    """The ways by which meetings can be found, as they stand now."""
    return Ways(mandates.families(), *accreditation.rights_by_kind())


def tags_of(facts: Facts, ways: Ways) -> list[VersionTag]:
    """The tags of an entry with these facts."""
    rights, named = ways.rights.get(facts.kind, {}), ways.named.get(facts.kind)
    found = tags(facts, family=ways.family, rights=rights, right_of_named=named)
    return [VersionTag(kind=kind, key=key) for kind, key in sorted(found)]


def _frozen(edition: Edition, previous: dict[str, VersionEntry], *, now: datetime) -> Iterable[VersionEntry]:
    ways = ways_to_find()
    for meeting, facts in drafted(edition):
        before = previous.get(meeting.key)
        stamp = next_stamp(stamp_of(before), facts.digest, now=now, is_cancelled=facts.is_cancelled)
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
            tags=tags_of(facts, ways),
        )


def _withdrawn(edition: Edition, previous: dict[str, VersionEntry], *, now: datetime) -> Iterable[VersionEntry]:
    present = set(db.session.scalars(select(Meeting.key).where(Meeting.edition_id == edition.id)))
    for key, before in previous.items():
        if key in present or before.starts_at is None:
            continue
        digest = withdrawn_digest(key)
        stamp = next_stamp(stamp_of(before), digest, now=now)
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


def stamp_of(entry: VersionEntry | None) -> Stamp | None:
    """What calendars were told of an entry last."""
    return Stamp(entry.sequence, entry.modified_at, entry.digest) if entry else None
