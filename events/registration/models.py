from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, Text, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from events.editions.models import Segment
from events.programme.models import Meeting
from foundation.confidence import Marked
from foundation.db import Base, Instant
from stakeholders.accounts.models import Account
from stakeholders.accreditation.models import Basis
from stakeholders.organizations.models import Constituency, Organization


class Registration(Marked, Base):
    """A person's registration for a segment: in which capacity, on site or online, on what basis, and what became of it (R1).

    `registered_by` is who did it on the person's behalf, else empty; `function` what the list of participants calls the
    person; `listed_name` how it writes the name, where not as the account; `is_listed` that the person agreed to it.
    """

    __tablename__ = "registrations"
    __table_args__ = (
        UniqueConstraint("account_id", "segment_id"),
        CheckConstraint("mode IN ('on_site', 'online')", name="mode"),
        CheckConstraint(
            "state IN ('new', 'pre_approved', 'approved', 'on_hold', 'refused', 'withdrawn')", name="state"
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    key: Mapped[str | None] = mapped_column(String(40), unique=True)
    account_id: Mapped[int] = mapped_column(ForeignKey("accounts.id"))
    segment_id: Mapped[int] = mapped_column(ForeignKey("segments.id"), index=True)
    constituency_id: Mapped[int] = mapped_column(ForeignKey("constituencies.id"), index=True)
    organization_id: Mapped[int | None] = mapped_column(ForeignKey("organizations.id"), index=True)
    basis_id: Mapped[int | None] = mapped_column(ForeignKey("bases.id"), index=True)
    mode: Mapped[str] = mapped_column(String(10))
    state: Mapped[str] = mapped_column(String(20))
    registered_at: Mapped[datetime] = mapped_column(Instant)
    decided_at: Mapped[datetime | None] = mapped_column(Instant)
    decided_by: Mapped[str] = mapped_column(String(80), default="")
    reason: Mapped[str] = mapped_column(Text, default="")
    next_step: Mapped[str] = mapped_column(Text, default="")
    registered_by: Mapped[str] = mapped_column(String(80), default="")
    function: Mapped[str] = mapped_column(String(120), default="")
    is_listed: Mapped[bool] = mapped_column(default=False)
    listed_name: Mapped[str] = mapped_column(String(120), default="")
    revision: Mapped[int] = mapped_column(default=1)

    account: Mapped[Account] = relationship(lazy="raise")
    segment: Mapped[Segment] = relationship(lazy="raise")
    constituency: Mapped[Constituency] = relationship(lazy="raise")
    organization: Mapped[Organization | None] = relationship(lazy="raise")
    basis: Mapped[Basis | None] = relationship(lazy="raise")


class Seat(Marked, Base):
    """A person's seat in a meeting or segment with limited places, one a person: seated, offered, waiting or cancelled.

    `position` is the number drawn on joining those who wait, never changed; an offer holds its seat until `offer_ends_at`.
    """

    __tablename__ = "seats"
    __table_args__ = (
        UniqueConstraint("meeting_id", "account_id"),
        UniqueConstraint("segment_id", "account_id"),
        CheckConstraint("state IN ('seated', 'offered', 'waiting', 'cancelled')", name="state"),
        CheckConstraint("(meeting_id IS NULL) <> (segment_id IS NULL)", name="one_target"),
        Index(None, "meeting_id", "state"),
        Index(None, "segment_id", "state"),
        Index(None, "state", "offer_ends_at"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    key: Mapped[str | None] = mapped_column(String(40), unique=True)
    meeting_id: Mapped[int | None] = mapped_column(ForeignKey("meetings.id"))
    segment_id: Mapped[int | None] = mapped_column(ForeignKey("segments.id"))
    account_id: Mapped[int] = mapped_column(ForeignKey("accounts.id"), index=True)
    state: Mapped[str] = mapped_column(String(10))
    changed_at: Mapped[datetime] = mapped_column(Instant)
    offer_ends_at: Mapped[datetime | None] = mapped_column(Instant)
    position: Mapped[int | None]
    note: Mapped[str] = mapped_column(Text, default="")

    meeting: Mapped[Meeting | None] = relationship(lazy="raise")
    account: Mapped[Account] = relationship(lazy="raise")


class Quota(Base):
    """At most so many places of a segment or meeting, for whom it names; a place counts in every quota that fits it.

    A quota that names nobody bounds all of them. Quotas overlap: one of a constituency, one of an organization, one of a mode.
    """

    __tablename__ = "quotas"
    __table_args__ = (
        CheckConstraint("(meeting_id IS NULL) <> (segment_id IS NULL)", name="one_target"),
        CheckConstraint("mode IN ('on_site', 'online')", name="mode"),
        CheckConstraint("places >= 0", name="places"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    meeting_id: Mapped[int | None] = mapped_column(ForeignKey("meetings.id"), index=True)
    segment_id: Mapped[int | None] = mapped_column(ForeignKey("segments.id"), index=True)
    constituency_id: Mapped[int | None] = mapped_column(ForeignKey("constituencies.id"), index=True)
    organization_id: Mapped[int | None] = mapped_column(ForeignKey("organizations.id"), index=True)
    mode: Mapped[str | None] = mapped_column(String(10))
    places: Mapped[int]

    constituency: Mapped[Constituency | None] = relationship(lazy="raise")
    organization: Mapped[Organization | None] = relationship(lazy="raise")


class WaitingList(Base):
    """How those who wait for a place of a segment or meeting are served: whether there is a list, how long an offer holds."""

    __tablename__ = "waiting_lists"
    __table_args__ = (
        UniqueConstraint("meeting_id"),
        UniqueConstraint("segment_id"),
        CheckConstraint("(meeting_id IS NULL) <> (segment_id IS NULL)", name="one_target"),
        CheckConstraint("offer_hours > 0", name="offer_hours"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    meeting_id: Mapped[int | None] = mapped_column(ForeignKey("meetings.id"))
    segment_id: Mapped[int | None] = mapped_column(ForeignKey("segments.id"))
    is_kept: Mapped[bool] = mapped_column(default=True)
    offer_hours: Mapped[int]


class SavedFilter(Base):
    """A filter of the registrar's list under a name of one's own; `query` is that of the address."""

    __tablename__ = "saved_filters"
    __table_args__ = (UniqueConstraint("account_id", "edition_id", "name"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    account_id: Mapped[int] = mapped_column(ForeignKey("accounts.id"))
    edition_id: Mapped[int] = mapped_column(ForeignKey("editions.id"), index=True)
    name: Mapped[str] = mapped_column(String(60))
    query: Mapped[dict[str, Any]]


class BulkDecision(Base):
    """A decision on many registrations: the background takes them a number at a time and tells how far.

    `before` is how each stood that was changed, by number, so that all of it can be taken back; `undoes_id` the one taken back.
    """

    __tablename__ = "bulk_decisions"
    __table_args__ = (CheckConstraint("state IN ('waiting', 'running', 'done', 'stopped')", name="state"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    edition_id: Mapped[int] = mapped_column(ForeignKey("editions.id"), index=True)
    account_id: Mapped[int] = mapped_column(ForeignKey("accounts.id"), index=True)
    verdict: Mapped[str] = mapped_column(String(20))
    reason: Mapped[str] = mapped_column(Text, default="")
    next_step: Mapped[str] = mapped_column(Text, default="")
    numbers: Mapped[list[Any]]
    done: Mapped[int] = mapped_column(default=0)
    passed_over: Mapped[dict[str, Any]] = mapped_column(default=dict)
    before: Mapped[dict[str, Any]] = mapped_column(default=dict)
    undoes_id: Mapped[int | None] = mapped_column(ForeignKey("bulk_decisions.id"), unique=True, index=True)
    state: Mapped[str] = mapped_column(String(10), default="waiting")
    ordered_at: Mapped[datetime] = mapped_column(Instant)
    ended_at: Mapped[datetime | None] = mapped_column(Instant)


class Extension(Base):
    """That registration for a segment closes later for a constituency, an organization or one person."""

    __tablename__ = "extensions"
    __table_args__ = (
        CheckConstraint(
            "constituency_id IS NOT NULL OR organization_id IS NOT NULL OR account_id IS NOT NULL", name="for_somebody"
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    segment_id: Mapped[int] = mapped_column(ForeignKey("segments.id"), index=True)
    constituency_id: Mapped[int | None] = mapped_column(ForeignKey("constituencies.id"), index=True)
    organization_id: Mapped[int | None] = mapped_column(ForeignKey("organizations.id"), index=True)
    account_id: Mapped[int | None] = mapped_column(ForeignKey("accounts.id"), index=True)
    closes_at: Mapped[datetime] = mapped_column(Instant)
    reason: Mapped[str] = mapped_column(Text)
    granted_at: Mapped[datetime] = mapped_column(Instant)
    granted_by: Mapped[str] = mapped_column(String(80))
    revoked_at: Mapped[datetime | None] = mapped_column(Instant)

    segment: Mapped[Segment] = relationship(lazy="raise")
    constituency: Mapped[Constituency | None] = relationship(lazy="raise")
    organization: Mapped[Organization | None] = relationship(lazy="raise")
    account: Mapped[Account | None] = relationship(lazy="raise")


class ChangeRequest(Base):
    """What a person wants changed about an approved registration; the approved one stays valid until it is made."""

    __tablename__ = "change_requests"
    __table_args__ = (
        CheckConstraint("state IN ('asked', 'made', 'refused', 'taken_back')", name="state"),
        # One open request a registration.
        Index(
            "uq_change_requests_open",
            "registration_id",
            unique=True,
            sqlite_where=text("state = 'asked'"),
            postgresql_where=text("state = 'asked'"),
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    registration_id: Mapped[int] = mapped_column(ForeignKey("registrations.id"), index=True)
    state: Mapped[str] = mapped_column(String(10), index=True)
    wanted: Mapped[dict[str, Any]]
    note: Mapped[str] = mapped_column(Text, default="")
    asked_at: Mapped[datetime] = mapped_column(Instant)
    decided_at: Mapped[datetime | None] = mapped_column(Instant)
    decided_by: Mapped[str] = mapped_column(String(80), default="")
    reason: Mapped[str] = mapped_column(Text, default="")

    registration: Mapped[Registration] = relationship(lazy="raise")


class AccessNeed(Base):
    """What a person needs to take part in an edition, and the answer of those who plan it. Personal: never public."""

    __tablename__ = "access_needs"
    __table_args__ = (
        UniqueConstraint("account_id", "edition_id"),
        CheckConstraint("state IN ('asked', 'arranged', 'not_possible')", name="state"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    account_id: Mapped[int] = mapped_column(ForeignKey("accounts.id"))
    edition_id: Mapped[int] = mapped_column(ForeignKey("editions.id"), index=True)
    kinds: Mapped[list[str]] = mapped_column(default=list)
    words: Mapped[str] = mapped_column(Text, default="")
    state: Mapped[str] = mapped_column(String(20))
    asked_at: Mapped[datetime] = mapped_column(Instant)
    answer: Mapped[str] = mapped_column(Text, default="")
    answered_at: Mapped[datetime | None] = mapped_column(Instant)
    answered_by: Mapped[str] = mapped_column(String(80), default="")

    account: Mapped[Account] = relationship(lazy="raise")


class JoinLink(Base):
    """Where people who take part online join a meeting: for those alone who are approved for it, never public."""

    __tablename__ = "join_links"

    meeting_id: Mapped[int] = mapped_column(ForeignKey("meetings.id"), primary_key=True)
    address: Mapped[str] = mapped_column(Text)
    words: Mapped[str] = mapped_column(Text, default="")
    set_at: Mapped[datetime] = mapped_column(Instant)
    set_by: Mapped[str] = mapped_column(String(80))


class FollowedMeeting(Base):
    """That a person wants a meeting in their own calendar."""

    __tablename__ = "followed_meetings"

    account_id: Mapped[int] = mapped_column(ForeignKey("accounts.id"), primary_key=True)
    meeting_id: Mapped[int] = mapped_column(ForeignKey("meetings.id"), primary_key=True, index=True)
    followed_at: Mapped[datetime] = mapped_column(Instant)

    meeting: Mapped[Meeting] = relationship(lazy="raise")
