from __future__ import annotations

from datetime import date, datetime

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


class PersonalFeed(Base):
    """The address of a person's own calendar. Only the SHA-256 of its token is kept; a revoked one answers 410 for ever.

    `seed` and the house's secret make the token again for its owner's eyes. `last_read_on` is a day and no more.
    """

    __tablename__ = "personal_feeds"

    id: Mapped[int] = mapped_column(primary_key=True)
    account_id: Mapped[int] = mapped_column(ForeignKey("accounts.id"), index=True)
    token_hash: Mapped[str] = mapped_column(String(64), unique=True)
    seed: Mapped[str] = mapped_column(String(64))
    language: Mapped[str] = mapped_column(String(8))
    alarm_minutes: Mapped[int | None]
    made_at: Mapped[datetime] = mapped_column(Instant)
    revoked_at: Mapped[datetime | None] = mapped_column(Instant)
    last_read_on: Mapped[date | None]
