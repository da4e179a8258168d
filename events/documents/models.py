from __future__ import annotations

from datetime import date

from sqlalchemy import CheckConstraint, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from foundation.confidence import Marked
from foundation.db import Base


class Document(Marked, Base):
    """A paper. `subject_kind` and `subject_key` say of what: a session by number, a meeting as "2007/C07-01", a body."""

    __tablename__ = "documents"
    __table_args__ = (
        Index(None, "subject_kind", "subject_key"),
        CheckConstraint("subject_kind IN ('founding', 'session', 'meeting', 'body')", name="subject_kind"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    key: Mapped[str] = mapped_column(String(200), unique=True)
    symbol: Mapped[str] = mapped_column(String(120), default="")
    title: Mapped[str] = mapped_column(Text)
    title_language: Mapped[str] = mapped_column(String(8), default="en")
    languages: Mapped[list[str]] = mapped_column(default=list)
    dated: Mapped[date | None]
    year: Mapped[int | None]
    subject_kind: Mapped[str] = mapped_column(String(20))
    subject_key: Mapped[str] = mapped_column(String(80))
    note: Mapped[str] = mapped_column(Text, default="")
