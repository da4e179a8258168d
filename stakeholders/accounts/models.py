from __future__ import annotations

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, String, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from foundation.confidence import Marked
from foundation.db import Base, Instant


class Account(Marked, Base):
    """A person who signs in. `email` is kept in lower case; `languages` are codes, the preferred one first.

    `epoch` is part of every signed-in session: raising it signs the person out everywhere.
    """

    __tablename__ = "accounts"

    id: Mapped[int] = mapped_column(primary_key=True)
    key: Mapped[str | None] = mapped_column(String(40), unique=True)
    email: Mapped[str] = mapped_column(String(254), unique=True)
    name: Mapped[str] = mapped_column(String(120))
    name_latin: Mapped[str] = mapped_column(String(120), default="")
    languages: Mapped[list[str]] = mapped_column(default=list)
    zone: Mapped[str] = mapped_column(String(60), default="Europe/Zurich")
    access_needs: Mapped[str] = mapped_column(Text, default="")
    password_hash: Mapped[str | None] = mapped_column(String(255))
    verified_at: Mapped[datetime | None] = mapped_column(Instant)
    created_at: Mapped[datetime] = mapped_column(Instant)
    epoch: Mapped[int] = mapped_column(default=1)

    @property
    def language(self) -> str:
        return self.languages[0] if self.languages else "en"


class EndedSession(Base):
    """A session that was signed out of: the SHA-256 of its random part, kept until no session of its time could last."""

    __tablename__ = "ended_sessions"

    sid_hash: Mapped[str] = mapped_column(String(64), primary_key=True)
    ended_at: Mapped[datetime] = mapped_column(Instant, index=True)


class MailedLink(Base):
    """A link that was mailed: for one purpose, until it expires, once. Only the SHA-256 of its token is kept.

    `about` is the number of what the purpose is about, e.g. of the seat of a "place".
    """

    __tablename__ = "mailed_links"
    __table_args__ = (
        CheckConstraint("purpose IN ('verify', 'sign_in', 'password', 'address', 'place', 'invited')", name="purpose"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    account_id: Mapped[int] = mapped_column(ForeignKey("accounts.id"), index=True)
    purpose: Mapped[str] = mapped_column(String(20))
    about: Mapped[int | None]
    token_hash: Mapped[str] = mapped_column(String(64), unique=True)
    email: Mapped[str] = mapped_column(String(254))
    made_at: Mapped[datetime] = mapped_column(Instant)
    expires_at: Mapped[datetime] = mapped_column(Instant)
    used_at: Mapped[datetime | None] = mapped_column(Instant)

    account: Mapped[Account] = relationship(lazy="raise")
