from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKey, LargeBinary, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from foundation.db import Base, Instant


class FeedBlock(Base):
    """The bytes of one VEVENT as drawn by a recipe (the house's address and the way of drawing)."""

    __tablename__ = "feed_blocks"

    uid: Mapped[str] = mapped_column(String(120), primary_key=True)
    language: Mapped[str] = mapped_column(String(8), primary_key=True)
    sequence: Mapped[int] = mapped_column(primary_key=True)
    recipe: Mapped[str] = mapped_column(String(16), primary_key=True)
    octets: Mapped[bytes] = mapped_column(LargeBinary)


class FeedState(Base):
    """What a feed said last, and since when: the same bytes keep their Last-Modified, in every worker."""

    __tablename__ = "feed_states"

    address: Mapped[str] = mapped_column(String(200), primary_key=True)
    body_hash: Mapped[str] = mapped_column(String(32))
    changed_at: Mapped[datetime] = mapped_column(Instant)


class FeedSelection(Base):
    """A combined filter of an edition under its eight letters."""

    __tablename__ = "feed_selections"
    __table_args__ = (UniqueConstraint("edition_id", "letters"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    edition_id: Mapped[int] = mapped_column(ForeignKey("editions.id"))
    letters: Mapped[str] = mapped_column(String(8))
    selection: Mapped[str] = mapped_column(Text)
