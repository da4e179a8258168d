from __future__ import annotations

from sqlalchemy import CheckConstraint, ForeignKey, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from foundation.confidence import Marked
from foundation.db import Base
from stakeholders.organizations.models import Constituency, Organization


class Basis(Marked, Base):
    """A decision or status on which a constituency takes part in sessions from–to, both inclusive; no end is standing (R1)."""

    __tablename__ = "bases"
    __table_args__ = (
        CheckConstraint("held_by IN ('constituency', 'listed')", name="held_by"),
        CheckConstraint("to_session IS NULL OR from_session <= to_session", name="ends_after_it_begins"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    key: Mapped[str] = mapped_column(String(40), unique=True)
    constituency_id: Mapped[int] = mapped_column(ForeignKey("constituencies.id"), index=True)
    decision: Mapped[str] = mapped_column(String(200))
    from_session: Mapped[int]
    to_session: Mapped[int | None]
    held_by: Mapped[str] = mapped_column(String(20))
    note: Mapped[str] = mapped_column(Text, default="")

    constituency: Mapped[Constituency] = relationship(lazy="raise")


class BasisHeld(Marked, Base):
    """That an organization holds a listed basis."""

    __tablename__ = "bases_held"
    __table_args__ = (UniqueConstraint("organization_id", "basis_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    organization_id: Mapped[int] = mapped_column(ForeignKey("organizations.id"))
    basis_id: Mapped[int] = mapped_column(ForeignKey("bases.id"), index=True)
    note: Mapped[str] = mapped_column(Text, default="")

    organization: Mapped[Organization] = relationship(lazy="raise")
    basis: Mapped[Basis] = relationship(lazy="raise")


class MeetingKind(Marked, Base):
    """A kind of meeting, on which rights hang; `webcast` says whether it is public on the web."""

    __tablename__ = "meeting_kinds"

    id: Mapped[int] = mapped_column(primary_key=True)
    key: Mapped[str] = mapped_column(String(40), unique=True)
    webcast: Mapped[bool]
    note: Mapped[str] = mapped_column(Text, default="")
    right_of_named: Mapped[str | None] = mapped_column(String(10))

    rights: Mapped[list[ParticipationRight]] = relationship(lazy="raise", back_populates="meeting_kind")


class ParticipationRight(Base):
    """What a constituency may do in a kind of meeting: decide, speak, attend, silent or closed."""

    __tablename__ = "participation_rights"
    __table_args__ = (
        UniqueConstraint("meeting_kind_id", "constituency_id"),
        CheckConstraint("\"right\" IN ('decide', 'speak', 'attend', 'silent', 'closed')", name="right"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    meeting_kind_id: Mapped[int] = mapped_column(ForeignKey("meeting_kinds.id"))
    constituency_id: Mapped[int] = mapped_column(ForeignKey("constituencies.id"), index=True)
    right: Mapped[str] = mapped_column(String(10))

    meeting_kind: Mapped[MeetingKind] = relationship(lazy="raise", back_populates="rights")
    constituency: Mapped[Constituency] = relationship(lazy="raise")
