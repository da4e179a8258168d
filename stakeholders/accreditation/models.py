from __future__ import annotations

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from foundation.confidence import Marked
from foundation.db import Base, Instant
from foundation.files import KeptFile
from stakeholders.accounts.models import Account
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
    """That an organization holds a listed basis, in sessions from–to of the basis' own where these are narrower."""

    __tablename__ = "bases_held"
    __table_args__ = (
        UniqueConstraint("organization_id", "basis_id"),
        CheckConstraint("to_session IS NULL OR from_session <= to_session", name="ends_after_it_begins"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    organization_id: Mapped[int] = mapped_column(ForeignKey("organizations.id"))
    basis_id: Mapped[int] = mapped_column(ForeignKey("bases.id"), index=True)
    from_session: Mapped[int | None]
    to_session: Mapped[int | None]
    application_id: Mapped[int | None] = mapped_column(ForeignKey("accreditation_applications.id"), index=True)
    ended_at: Mapped[datetime | None] = mapped_column(Instant)
    note: Mapped[str] = mapped_column(Text, default="")

    organization: Mapped[Organization] = relationship(lazy="raise")
    basis: Mapped[Basis] = relationship(lazy="raise")


class Application(Marked, Base):
    """An organization's application for a basis of participation in a session: what it shows, and what became of it.

    `basis` is the one asked for, or granted once it is approved; `letter` the case in its own words.
    """

    __tablename__ = "accreditation_applications"
    __table_args__ = (
        CheckConstraint(
            "state IN ('new', 'pre_approved', 'approved', 'on_hold', 'refused', 'withdrawn')", name="state"
        ),
        CheckConstraint("to_session IS NULL OR from_session <= to_session", name="ends_after_it_begins"),
        Index(None, "organization_id", "session"),
        Index(None, "session", "state"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    key: Mapped[str | None] = mapped_column(String(40), unique=True)
    organization_id: Mapped[int] = mapped_column(ForeignKey("organizations.id"))
    session: Mapped[int]
    basis_id: Mapped[int | None] = mapped_column(ForeignKey("bases.id"), index=True)
    state: Mapped[str] = mapped_column(String(20))
    letter: Mapped[str] = mapped_column(Text, default="")
    status_number: Mapped[str] = mapped_column(String(40), default="")
    applied_at: Mapped[datetime] = mapped_column(Instant)
    applied_by_id: Mapped[int | None] = mapped_column(ForeignKey("accounts.id"), index=True)
    pre_approved_at: Mapped[datetime | None] = mapped_column(Instant)
    pre_approved_by: Mapped[str] = mapped_column(String(80), default="")
    decided_at: Mapped[datetime | None] = mapped_column(Instant)
    decided_by: Mapped[str] = mapped_column(String(80), default="")
    reason: Mapped[str] = mapped_column(Text, default="")
    next_step: Mapped[str] = mapped_column(Text, default="")
    from_session: Mapped[int | None]
    to_session: Mapped[int | None]
    revision: Mapped[int] = mapped_column(default=1)

    organization: Mapped[Organization] = relationship(lazy="raise")
    basis: Mapped[Basis | None] = relationship(lazy="raise")
    applied_by: Mapped[Account | None] = relationship(lazy="raise")
    papers: Mapped[list[Paper]] = relationship(lazy="raise", back_populates="application", order_by="Paper.id")


class FormerDecision(Base):
    """A decision on an application that another has replaced: all of it, as it stood until then."""

    __tablename__ = "former_decisions"
    __table_args__ = (CheckConstraint("state IN ('approved', 'on_hold', 'refused')", name="state"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    application_id: Mapped[int] = mapped_column(ForeignKey("accreditation_applications.id"), index=True)
    state: Mapped[str] = mapped_column(String(20))
    basis_id: Mapped[int | None] = mapped_column(ForeignKey("bases.id"), index=True)
    from_session: Mapped[int | None]
    to_session: Mapped[int | None]
    reason: Mapped[str] = mapped_column(Text, default="")
    next_step: Mapped[str] = mapped_column(Text, default="")
    decided_at: Mapped[datetime] = mapped_column(Instant)
    decided_by: Mapped[str] = mapped_column(String(80))
    replaced_at: Mapped[datetime] = mapped_column(Instant)

    application: Mapped[Application] = relationship(lazy="raise")
    basis: Mapped[Basis | None] = relationship(lazy="raise")


class Paper(Base):
    """A paper that an application shows; the file is kept by its content."""

    __tablename__ = "accreditation_papers"

    id: Mapped[int] = mapped_column(primary_key=True)
    application_id: Mapped[int] = mapped_column(ForeignKey("accreditation_applications.id"), index=True)
    sha256: Mapped[str] = mapped_column(ForeignKey("kept_files.sha256"), index=True)
    name: Mapped[str] = mapped_column(String(120))
    added_at: Mapped[datetime] = mapped_column(Instant)
    added_by: Mapped[str] = mapped_column(String(80))

    application: Mapped[Application] = relationship(lazy="raise", back_populates="papers")
    file: Mapped[KeptFile] = relationship(lazy="raise")


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
