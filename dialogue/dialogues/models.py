from __future__ import annotations

from sqlalchemy import CheckConstraint, ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from events.editions.models import Edition
from events.programme.models import Meeting
from foundation.confidence import Marked
from foundation.db import Base
from stakeholders.organizations.models import Organization


class Dialogue(Marked, Base):
    """An interactive dialogue held in a meeting of the Commission's session (resolution 2007/8, paragraph 8)."""

    __tablename__ = "dialogues"
    __table_args__ = (
        CheckConstraint("policy IN ('rotation', 'protocol')", name="policy"),
        CheckConstraint("minutes > 0", name="minutes"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    edition_id: Mapped[int] = mapped_column(ForeignKey("editions.id"), index=True)
    meeting_id: Mapped[int] = mapped_column(ForeignKey("meetings.id"), unique=True)
    title: Mapped[str] = mapped_column(String(200))
    policy: Mapped[str] = mapped_column(String(20))
    minutes: Mapped[int]

    edition: Mapped[Edition] = relationship(lazy="raise")
    meeting: Mapped[Meeting] = relationship(lazy="raise")
    partners: Mapped[list[DialoguePartner]] = relationship(lazy="raise", order_by="DialoguePartner.position")


class DialoguePartner(Base):
    """A body that opens a dialogue, in its place."""

    __tablename__ = "dialogue_partners"
    __table_args__ = (UniqueConstraint("dialogue_id", "organization_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    dialogue_id: Mapped[int] = mapped_column(ForeignKey("dialogues.id"))
    organization_id: Mapped[int] = mapped_column(ForeignKey("organizations.id"), index=True)
    position: Mapped[int]

    organization: Mapped[Organization] = relationship(lazy="raise")


class TimeLimit(Marked, Base):
    """One row of the table of speaking limits (R27)."""

    __tablename__ = "time_limits"
    __table_args__ = (CheckConstraint("seconds > 0", name="seconds"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    key: Mapped[str] = mapped_column(String(40), unique=True)
    seconds: Mapped[int]
    who: Mapped[str] = mapped_column(String(200))
