from __future__ import annotations

from datetime import date, datetime, time
from typing import Any

from sqlalchemy import JSON, CheckConstraint, ForeignKey, Index, String, Text, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from events.editions.models import Edition, Segment
from events.venues.models import Building, Room
from foundation.confidence import Marked
from foundation.db import Base, Instant, WallTime
from stakeholders.mandates.models import ActionLine
from stakeholders.organizations.models import Constituency, Organization


class Meeting(Marked, Base):
    """A meeting of the draft: what it is, when and where it stands now, and what it needs."""

    __tablename__ = "meetings"
    __table_args__ = (
        UniqueConstraint("edition_id", "key"),
        CheckConstraint("\"when\" IN ('undated', 'day', 'timed', 'days')", name="when"),
        CheckConstraint("\"when\" = 'undated' OR starts_at IS NOT NULL", name="dated_has_a_start"),
        CheckConstraint("\"when\" <> 'undated' OR starts_at IS NULL", name="undated_has_none"),
        CheckConstraint("ends_at IS NULL OR starts_at < ends_at", name="ends_after_it_begins"),
        CheckConstraint("\"when\" NOT IN ('timed', 'days') OR ends_at IS NOT NULL", name="timed_has_an_end"),
        CheckConstraint("state IN ('scheduled', 'cancelled')", name="state"),
        CheckConstraint("minutes IS NULL OR minutes > 0", name="minutes"),
        CheckConstraint("audience IS NULL OR audience > 0", name="audience"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    edition_id: Mapped[int] = mapped_column(ForeignKey("editions.id"))
    segment_id: Mapped[int] = mapped_column(ForeignKey("segments.id"), index=True)
    key: Mapped[str] = mapped_column(String(40))
    uid: Mapped[str] = mapped_column(String(120), unique=True)
    created_at: Mapped[datetime] = mapped_column(Instant)
    kind_key: Mapped[str] = mapped_column(ForeignKey("meeting_kinds.key"), index=True)
    titles: Mapped[dict[str, str]]
    title_language: Mapped[str] = mapped_column(String(8), default="en")
    abstract: Mapped[str] = mapped_column(Text, default="")
    note: Mapped[str] = mapped_column(Text, default="")
    state: Mapped[str] = mapped_column(String(20), default="scheduled")

    when: Mapped[str] = mapped_column(String(10))
    starts_at: Mapped[datetime | None] = mapped_column(WallTime)
    ends_at: Mapped[datetime | None] = mapped_column(WallTime)
    room_id: Mapped[int | None] = mapped_column(ForeignKey("rooms.id"), index=True)
    building_id: Mapped[int | None] = mapped_column(ForeignKey("buildings.id"), index=True)

    languages: Mapped[list[str]] = mapped_column(default=list)
    captions: Mapped[bool | None]
    sign: Mapped[bool] = mapped_column(default=False)
    hybrid: Mapped[bool | None]
    accessible: Mapped[bool] = mapped_column(default=False)
    is_closed: Mapped[bool] = mapped_column(default=False)
    minutes: Mapped[int | None]
    audience: Mapped[int | None]
    attendance: Mapped[int | None]
    priority: Mapped[int | None]
    window_from: Mapped[date | None]
    window_to: Mapped[date | None]
    preferred_on: Mapped[date | None]
    asked_building_id: Mapped[int | None] = mapped_column(ForeignKey("buildings.id"), index=True)
    asked_room_id: Mapped[int | None] = mapped_column(ForeignKey("rooms.id"), index=True)
    remote_from: Mapped[time | None]
    remote_to: Mapped[time | None]
    is_pinned: Mapped[bool] = mapped_column(default=False)
    agenda_items: Mapped[list[Any]] = mapped_column(default=list)
    seat_limit: Mapped[dict[str, Any] | None]
    stands_for_session: Mapped[int | None]
    partner: Mapped[str] = mapped_column(String(120), default="")
    revision: Mapped[int] = mapped_column(default=1)

    edition: Mapped[Edition] = relationship(lazy="raise")
    segment: Mapped[Segment] = relationship(lazy="raise")
    room: Mapped[Room | None] = relationship(lazy="raise", foreign_keys=[room_id])
    building: Mapped[Building | None] = relationship(lazy="raise", foreign_keys=[building_id])
    bodies: Mapped[list[MeetingBody]] = relationship(lazy="raise", order_by="MeetingBody.position")
    lines: Mapped[list[MeetingLine]] = relationship(lazy="raise", order_by="MeetingLine.position")
    open_for: Mapped[list[MeetingConstituency]] = relationship(lazy="raise")
    people: Mapped[list[MeetingPerson]] = relationship(lazy="raise")


class MeetingBody(Base):
    """A body of a meeting: `organizer` (the first one leads), `co` or `partner` of a dialogue."""

    __tablename__ = "meeting_bodies"
    __table_args__ = (
        UniqueConstraint("meeting_id", "organization_id", "role"),
        CheckConstraint("role IN ('organizer', 'co', 'partner')", name="role"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    meeting_id: Mapped[int] = mapped_column(ForeignKey("meetings.id"))
    organization_id: Mapped[int] = mapped_column(ForeignKey("organizations.id"), index=True)
    role: Mapped[str] = mapped_column(String(10))
    position: Mapped[int]

    organization: Mapped[Organization] = relationship(lazy="raise")


class MeetingLine(Base):
    """An action line or e-application that a meeting is about."""

    __tablename__ = "meeting_lines"
    __table_args__ = (UniqueConstraint("meeting_id", "line_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    meeting_id: Mapped[int] = mapped_column(ForeignKey("meetings.id"))
    line_id: Mapped[int] = mapped_column(ForeignKey("action_lines.id"), index=True)
    position: Mapped[int]

    line: Mapped[ActionLine] = relationship(lazy="raise")


class MeetingConstituency(Base):
    """A constituency that a closed or coordination meeting names as let in."""

    __tablename__ = "meeting_constituencies"
    __table_args__ = (UniqueConstraint("meeting_id", "constituency_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    meeting_id: Mapped[int] = mapped_column(ForeignKey("meetings.id"))
    constituency_id: Mapped[int] = mapped_column(ForeignKey("constituencies.id"), index=True)

    constituency: Mapped[Constituency] = relationship(lazy="raise")


class RoleHolder(Marked, Base):
    """A person needed in meetings, by role and without a name: who can't be in two places at once."""

    __tablename__ = "role_holders"
    __table_args__ = (UniqueConstraint("edition_id", "key"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    edition_id: Mapped[int] = mapped_column(ForeignKey("editions.id"))
    key: Mapped[str] = mapped_column(String(40))
    role: Mapped[str] = mapped_column(String(160))
    remote_zone: Mapped[str] = mapped_column(String(60), default="")
    unavailable: Mapped[list[str]] = mapped_column(default=list)
    reason: Mapped[str] = mapped_column(Text, default="")


class MeetingPerson(Base):
    """That a meeting needs a role holder."""

    __tablename__ = "meeting_people"
    __table_args__ = (UniqueConstraint("meeting_id", "role_holder_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    meeting_id: Mapped[int] = mapped_column(ForeignKey("meetings.id"))
    role_holder_id: Mapped[int] = mapped_column(ForeignKey("role_holders.id"), index=True)

    role_holder: Mapped[RoleHolder] = relationship(lazy="raise")


class MeetingRelation(Base):
    """That a meeting begins `after` another has ended, or stands `apart` from it in time."""

    __tablename__ = "meeting_relations"
    __table_args__ = (
        UniqueConstraint("meeting_id", "other_id", "kind"),
        CheckConstraint("kind IN ('after', 'apart')", name="kind"),
        CheckConstraint("meeting_id <> other_id", name="two_meetings"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    meeting_id: Mapped[int] = mapped_column(ForeignKey("meetings.id"))
    other_id: Mapped[int] = mapped_column(ForeignKey("meetings.id"), index=True)
    kind: Mapped[str] = mapped_column(String(10))


class Version(Base):
    """A published programme: numbered, dated, with a note; frozen. Exactly one is current (R60).

    `notices` are the urgent notices that have amended it, the latest first: {"meeting", "text", "language", "at", "until"},
    the last two as an instant and a day in ISO form. They stand here so that a page reads them with its version.
    """

    __tablename__ = "versions"
    __table_args__ = (
        UniqueConstraint("edition_id", "number"),
        Index(
            "uq_versions_current",
            "edition_id",
            unique=True,
            sqlite_where=text("is_current"),
            postgresql_where=text("is_current"),
        ),
        CheckConstraint("number > 0", name="number"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    edition_id: Mapped[int] = mapped_column(ForeignKey("editions.id"))
    number: Mapped[int]
    is_current: Mapped[bool]
    note: Mapped[str] = mapped_column(Text)
    published_at: Mapped[datetime] = mapped_column(Instant)
    digest: Mapped[str] = mapped_column(String(64))
    notices: Mapped[list[Any]] = mapped_column(default=list)

    edition: Mapped[Edition] = relationship(lazy="raise")


class VersionEntry(Base):
    """A meeting as it stands in a version. `facts` are frozen; `sequence` and `modified_at` are what feeds say (R59).

    `state` is scheduled, cancelled, or withdrawn: gone from the programme, kept for calendars that still hold it.
    `modified_at` is the system's instant, so that no calendar is told of a change in its future.
    """

    __tablename__ = "version_entries"
    __table_args__ = (
        UniqueConstraint("version_id", "key"),
        CheckConstraint("state IN ('scheduled', 'cancelled', 'withdrawn')", name="state"),
        Index(None, "uid"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    version_id: Mapped[int] = mapped_column(ForeignKey("versions.id"))
    key: Mapped[str] = mapped_column(String(40))
    uid: Mapped[str] = mapped_column(String(120))
    state: Mapped[str] = mapped_column(String(10))
    when: Mapped[str] = mapped_column(String(10))
    starts_at: Mapped[datetime | None] = mapped_column(WallTime)
    ends_at: Mapped[datetime | None] = mapped_column(WallTime)
    sequence: Mapped[int]
    created_at: Mapped[datetime] = mapped_column(Instant)
    modified_at: Mapped[datetime] = mapped_column(Instant)
    digest: Mapped[str] = mapped_column(String(64))
    facts: Mapped[dict[str, Any]]

    tags: Mapped[list[VersionTag]] = relationship(lazy="raise")


class VersionTag(Base):
    """What an entry can be found by: kind (segment, room, building, line, body, …) and key. Pages and feeds select by it."""

    __tablename__ = "version_tags"
    __table_args__ = (Index(None, "kind", "key"),)

    entry_id: Mapped[int] = mapped_column(ForeignKey("version_entries.id"), primary_key=True)
    kind: Mapped[str] = mapped_column(String(20), primary_key=True)
    key: Mapped[str] = mapped_column(String(60), primary_key=True)


class OrganizerLimit(Marked, Base):
    """How many meetings at once an organization can staff as leading organizer; one where no row says more."""

    __tablename__ = "organizer_limits"
    __table_args__ = (
        UniqueConstraint("edition_id", "organization_id"),
        CheckConstraint("meetings > 0", name="meetings"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    edition_id: Mapped[int] = mapped_column(ForeignKey("editions.id"))
    organization_id: Mapped[int] = mapped_column(ForeignKey("organizations.id"), index=True)
    meetings: Mapped[int]


class DraftChange(Base):
    """A change to one meeting of the draft, as the meeting stood before and after (None: it was not there).

    Appended by every deed, numbered by edition. `undone_at` says that its effect is taken back at present;
    redoing clears it. `actor` is "account:<id>" or "command".
    """

    __tablename__ = "draft_changes"
    __table_args__ = (UniqueConstraint("edition_id", "number"), Index(None, "edition_id", "actor"))

    id: Mapped[int] = mapped_column(primary_key=True)
    edition_id: Mapped[int] = mapped_column(ForeignKey("editions.id"))
    number: Mapped[int]
    actor: Mapped[str] = mapped_column(String(80))
    verb: Mapped[str] = mapped_column(String(20))
    meeting_key: Mapped[str] = mapped_column(String(40))
    before: Mapped[dict[str, Any] | None] = mapped_column(JSON(none_as_null=True))
    after: Mapped[dict[str, Any] | None] = mapped_column(JSON(none_as_null=True))
    at: Mapped[datetime] = mapped_column(Instant)
    undone_at: Mapped[datetime | None] = mapped_column(Instant)


class Waiver(Base):
    """That a broken rule is let pass in an edition, and why; `broken_key` says which rule in which meetings."""

    __tablename__ = "waivers"
    __table_args__ = (Index(None, "edition_id", "broken_key"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    edition_id: Mapped[int] = mapped_column(ForeignKey("editions.id"))
    broken_key: Mapped[str] = mapped_column(String(300))
    sentence: Mapped[dict[str, Any]]
    reason: Mapped[str] = mapped_column(Text)
    actor: Mapped[str] = mapped_column(String(80))
    at: Mapped[datetime] = mapped_column(Instant)
    withdrawn_at: Mapped[datetime | None] = mapped_column(Instant)


class Notice(Base):
    """An urgent notice: what changed about a published meeting, now, without a new version of everything.

    `before` and `after` are the meeting's frozen facts in the version it amends; `shown_until` is when its banner
    goes; `issued_at` is the house's time, `stamped_at` the system's.
    """

    __tablename__ = "notices"

    id: Mapped[int] = mapped_column(primary_key=True)
    version_id: Mapped[int] = mapped_column(ForeignKey("versions.id"), index=True)
    meeting_key: Mapped[str] = mapped_column(String(40))
    text: Mapped[str] = mapped_column(String(300))
    text_language: Mapped[str] = mapped_column(String(8), default="en")
    before: Mapped[dict[str, Any]]
    after: Mapped[dict[str, Any]]
    actor: Mapped[str] = mapped_column(String(80))
    issued_at: Mapped[datetime] = mapped_column(Instant)
    stamped_at: Mapped[datetime] = mapped_column(Instant)
    shown_until: Mapped[datetime] = mapped_column(Instant)

    version: Mapped[Version] = relationship(lazy="raise")


class HostAnswer(Base):
    """What a body that organizes a meeting says of it as it stands in the draft: asked, confirmed or declined.

    `seen` is the meeting's revision that was answered: another one asks again.
    """

    __tablename__ = "host_answers"
    __table_args__ = (
        UniqueConstraint("meeting_id", "organization_id"),
        CheckConstraint("state IN ('asked', 'confirmed', 'declined')", name="state"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    meeting_id: Mapped[int] = mapped_column(ForeignKey("meetings.id"))
    organization_id: Mapped[int] = mapped_column(ForeignKey("organizations.id"), index=True)
    state: Mapped[str] = mapped_column(String(10))
    asked_at: Mapped[datetime] = mapped_column(Instant)
    asked_by: Mapped[str] = mapped_column(String(80))
    seen: Mapped[int | None]
    answered_at: Mapped[datetime | None] = mapped_column(Instant)
    answered_by: Mapped[str] = mapped_column(String(80), default="")
    note: Mapped[str] = mapped_column(Text, default="")

    meeting: Mapped[Meeting] = relationship(lazy="raise")
    organization: Mapped[Organization] = relationship(lazy="raise")
