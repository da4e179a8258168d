from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from foundation.db import Base, Instant


class ParticipantList(Base):
    """A list of participants as it was issued: numbers of registrations in their order, no names.

    Whoever no longer agrees to stand in it is not shown any more, in a final list neither.
    """

    __tablename__ = "participant_lists"
    __table_args__ = (
        CheckConstraint("kind IN ('provisional', 'final')", name="kind"),
        Index(None, "segment_id", "number", unique=True),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    segment_id: Mapped[int] = mapped_column(ForeignKey("segments.id"))
    number: Mapped[int]
    kind: Mapped[str] = mapped_column(String(20))
    entries: Mapped[list[Any]]
    issued_at: Mapped[datetime] = mapped_column(Instant)
    issued_by: Mapped[str] = mapped_column(String(80))
