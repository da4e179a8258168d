from __future__ import annotations

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from events.editions.models import Segment
from events.programme.models import Meeting
from foundation.confidence import Marked
from foundation.db import Base, Instant
from stakeholders.accounts.models import Account
from stakeholders.accreditation.models import Basis
from stakeholders.organizations.models import Constituency, Organization


class Registration(Marked, Base):
    """A person's registration for a segment: in which capacity, on site or online, on what basis, and what became of it (R1)."""

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

    account: Mapped[Account] = relationship(lazy="raise")
    segment: Mapped[Segment] = relationship(lazy="raise")
    constituency: Mapped[Constituency] = relationship(lazy="raise")
    organization: Mapped[Organization | None] = relationship(lazy="raise")
    basis: Mapped[Basis | None] = relationship(lazy="raise")


class Seat(Marked, Base):
    """A person's seat in a meeting with limited places, one a person: seated, offered, waiting or cancelled."""

    __tablename__ = "seats"
    __table_args__ = (
        UniqueConstraint("meeting_id", "account_id"),
        CheckConstraint("state IN ('seated', 'offered', 'waiting', 'cancelled')", name="state"),
        Index(None, "meeting_id", "state"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    key: Mapped[str | None] = mapped_column(String(40), unique=True)
    meeting_id: Mapped[int] = mapped_column(ForeignKey("meetings.id"))
    account_id: Mapped[int] = mapped_column(ForeignKey("accounts.id"), index=True)
    state: Mapped[str] = mapped_column(String(10))
    changed_at: Mapped[datetime] = mapped_column(Instant)
    offer_ends_at: Mapped[datetime | None] = mapped_column(Instant)
    position: Mapped[int | None]
    note: Mapped[str] = mapped_column(Text, default="")

    meeting: Mapped[Meeting] = relationship(lazy="raise")
    account: Mapped[Account] = relationship(lazy="raise")


class FollowedMeeting(Base):
    """That a person wants a meeting in their own calendar."""

    __tablename__ = "followed_meetings"

    account_id: Mapped[int] = mapped_column(ForeignKey("accounts.id"), primary_key=True)
    meeting_id: Mapped[int] = mapped_column(ForeignKey("meetings.id"), primary_key=True, index=True)
    followed_at: Mapped[datetime] = mapped_column(Instant)

    meeting: Mapped[Meeting] = relationship(lazy="raise")
