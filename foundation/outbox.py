"""The outbox: finished messages, written in the transaction of their cause and sent by the worker.

A message is sent at least once; only one that is cut between the mail server's acceptance and our
note of it goes twice, under the same Message-ID.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import uuid4

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, Text, select
from sqlalchemy.orm import Mapped, mapped_column

from foundation.db import Base, Instant, db


class OutboxMessage(Base):
    """A message to one person. All its instants are the system's, for leases and retries hang on them."""

    __tablename__ = "outbox"
    __table_args__ = (
        CheckConstraint("state IN ('waiting', 'sending', 'sent', 'dead')", name="state"),
        Index(None, "state", "due_at"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    key: Mapped[str | None] = mapped_column(String(160), unique=True)
    message_id: Mapped[str] = mapped_column(String(160), unique=True)
    kind: Mapped[str] = mapped_column(String(40))
    account_id: Mapped[int | None] = mapped_column(ForeignKey("accounts.id"), index=True)
    address: Mapped[str] = mapped_column(String(254))
    language: Mapped[str] = mapped_column(String(8))
    subject: Mapped[str] = mapped_column(String(200))
    text: Mapped[str] = mapped_column(Text)
    is_urgent: Mapped[bool] = mapped_column(default=False)
    written_at: Mapped[datetime] = mapped_column(Instant)
    state: Mapped[str] = mapped_column(String(10), default="waiting")
    attempts: Mapped[int] = mapped_column(default=0)
    due_at: Mapped[datetime] = mapped_column(Instant)
    lease: Mapped[str | None] = mapped_column(String(80))
    leased_until: Mapped[datetime | None] = mapped_column(Instant)
    sent_at: Mapped[datetime | None] = mapped_column(Instant)
    error: Mapped[str] = mapped_column(Text, default="")


@dataclass(frozen=True)
class Letter:
    """What a message says, finished: to which address, in which language, about what.

    `kind` names its cause ("verify", "digest", "notice", …); `key`, where given, makes it go once for ever.
    """

    address: str
    subject: str
    text: str
    kind: str
    language: str = "en"
    account_id: int | None = None
    key: str | None = None
    is_urgent: bool = False


def post(letter: Letter, *, domain: str, stamped_at: datetime) -> bool:
    """Put a letter into the outbox inside the caller's transaction; False when one of its key is there already.

    `domain` ends its Message-ID; `stamped_at` is the system's instant.
    """
    if letter.key is not None and db.session.scalar(select(OutboxMessage.id).where(OutboxMessage.key == letter.key)):
        return False
    db.session.add(
        OutboxMessage(
            key=letter.key,
            message_id=f"<{uuid4()}@{domain}>",
            kind=letter.kind,
            account_id=letter.account_id,
            address=letter.address,
            language=letter.language,
            subject=letter.subject[:200],
            text=letter.text,
            is_urgent=letter.is_urgent,
            written_at=stamped_at,
            due_at=stamped_at,
        )
    )
    return True
