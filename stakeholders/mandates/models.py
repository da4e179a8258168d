from __future__ import annotations

from datetime import date

from sqlalchemy import CheckConstraint, ForeignKey, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from foundation.confidence import Marked
from foundation.db import Base
from stakeholders.organizations.models import Organization


class ActionLine(Marked, Base):
    """An action line C1–C11, an e-application below C7 (`parent`), or a main theme (`kind` theme)."""

    __tablename__ = "action_lines"
    __table_args__ = (CheckConstraint("kind IN ('line', 'application', 'theme')", name="kind"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    key: Mapped[str] = mapped_column(String(20), unique=True)
    kind: Mapped[str] = mapped_column(String(20))
    position: Mapped[int]
    parent_id: Mapped[int | None] = mapped_column(ForeignKey("action_lines.id"), index=True)
    titles: Mapped[dict[str, str]]
    short: Mapped[str] = mapped_column(String(80), default="")
    aliases: Mapped[list[str]] = mapped_column(default=list)
    source: Mapped[str] = mapped_column(String(80), default="")
    note: Mapped[str] = mapped_column(Text, default="")

    mandates: Mapped[list[Mandate]] = relationship(lazy="raise", back_populates="line", order_by="Mandate.id")


class Mandate(Marked, Base):
    """Who facilitates a line: in which role, as known from `since` on, until `until` where an end is known."""

    __tablename__ = "mandates"
    __table_args__ = (
        UniqueConstraint("line_id", "organization_id", "role", "since"),
        CheckConstraint("role IN ('named', 'lead', 'co')", name="role"),
        CheckConstraint("until IS NULL OR since <= until", name="ends_after_it_begins"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    line_id: Mapped[int] = mapped_column(ForeignKey("action_lines.id"), index=True)
    organization_id: Mapped[int] = mapped_column(ForeignKey("organizations.id"), index=True)
    role: Mapped[str] = mapped_column(String(10))
    since: Mapped[date]
    until: Mapped[date | None]
    source: Mapped[str] = mapped_column(String(120), default="")

    line: Mapped[ActionLine] = relationship(lazy="raise", back_populates="mandates")
    organization: Mapped[Organization] = relationship(lazy="raise")
