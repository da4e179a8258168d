from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from events.editions.models import Segment
from events.registration.models import Registration
from foundation.db import Base, Instant
from stakeholders.organizations.models import Organization


class Delegation(Base):
    """Those who come to a segment for one organization. `group` is the group of States in whose name it also speaks."""

    __tablename__ = "delegations"
    __table_args__ = (UniqueConstraint("segment_id", "organization_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    segment_id: Mapped[int] = mapped_column(ForeignKey("segments.id"))
    organization_id: Mapped[int] = mapped_column(ForeignKey("organizations.id"), index=True)
    group: Mapped[str] = mapped_column(String(80), default="")
    begun_at: Mapped[datetime] = mapped_column(Instant)
    revision: Mapped[int] = mapped_column(default=1)

    segment: Mapped[Segment] = relationship(lazy="raise")
    organization: Mapped[Organization] = relationship(lazy="raise")
    members: Mapped[list[Member]] = relationship(lazy="raise", back_populates="delegation", order_by="Member.position")


class Member(Base):
    """A person of a delegation: head, member, alternate or adviser; whether they may speak, and on behalf of which group.

    `typed_name` is what who put them here (`put_by`) called them. Until they have answered (`answered_at`), nothing that
    their account says about them is shown to who typed it, not even whether there was an account.
    """

    __tablename__ = "delegation_members"
    __table_args__ = (
        CheckConstraint("rank IN ('head', 'member', 'alternate', 'adviser')", name="rank"),
        UniqueConstraint("delegation_id", "registration_id"),
        # One head at most.
        Index(
            "uq_delegation_members_head",
            "delegation_id",
            unique=True,
            sqlite_where=text("rank = 'head'"),
            postgresql_where=text("rank = 'head'"),
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    delegation_id: Mapped[int] = mapped_column(ForeignKey("delegations.id"), index=True)
    registration_id: Mapped[int] = mapped_column(ForeignKey("registrations.id"), index=True)
    typed_name: Mapped[str] = mapped_column(String(120), default="")
    rank: Mapped[str] = mapped_column(String(10))
    position: Mapped[int]
    may_speak: Mapped[bool] = mapped_column(default=False)
    speaks_for: Mapped[str] = mapped_column(String(80), default="")
    put_by: Mapped[str] = mapped_column(String(80), default="")
    answered_at: Mapped[datetime | None] = mapped_column(Instant)

    delegation: Mapped[Delegation] = relationship(lazy="raise", back_populates="members")
    registration: Mapped[Registration] = relationship(lazy="raise")


class Import(Base):
    """A table of people that was sent in: read row by row, shown with what is wrong, and taken on confirmation, once."""

    __tablename__ = "imports"
    __table_args__ = (CheckConstraint("state IN ('read', 'confirmed', 'done', 'dropped')", name="state"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    edition_id: Mapped[int] = mapped_column(ForeignKey("editions.id"), index=True)
    organization_id: Mapped[int | None] = mapped_column(ForeignKey("organizations.id"), index=True)
    account_id: Mapped[int] = mapped_column(ForeignKey("accounts.id"), index=True)
    name: Mapped[str] = mapped_column(String(120))
    rows: Mapped[list[Any]]
    state: Mapped[str] = mapped_column(String(10))
    read_at: Mapped[datetime] = mapped_column(Instant)
    confirmed_at: Mapped[datetime | None] = mapped_column(Instant)
    done_at: Mapped[datetime | None] = mapped_column(Instant)
    result: Mapped[dict[str, Any]] = mapped_column(default=dict)
