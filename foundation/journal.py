"""Who did what to what, and when. Appended in the transaction of the deed; nobody edits it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import Index, String
from sqlalchemy.orm import Mapped, mapped_column

from foundation import seals
from foundation.db import Base, Instant, db


class JournalLine(Base):
    """One deed: `actor` did `verb` to the subject at `at`, with what changed in `facts` (no personal values)."""

    __tablename__ = "journal"
    __table_args__ = (Index(None, "subject_kind", "subject_key"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    at: Mapped[datetime] = mapped_column(Instant)
    actor: Mapped[str] = mapped_column(String(80))
    verb: Mapped[str] = mapped_column(String(80))
    subject_kind: Mapped[str] = mapped_column(String(40))
    subject_key: Mapped[str] = mapped_column(String(160))
    facts: Mapped[dict[str, Any]] = mapped_column(default=dict)


def note(actor: str, verb: str, subject_kind: str, subject_key: str, *, now: datetime, **facts: Any) -> None:
    """Append one line to the journal inside the caller's transaction.

    `facts` are plain JSON values and never personal ones; what was before and is after stands under `before`, `after`.
    """
    db.session.add(
        JournalLine(at=now, actor=actor, verb=verb, subject_kind=subject_kind, subject_key=subject_key, facts=facts)
    )


def note_sealed(
    actor: str,
    verb: str,
    subject: tuple[str, str],
    about: int,
    personal: Mapping[str, Any],
    *,
    now: datetime,
    **facts: Any,
) -> None:
    """As `note` of a subject (kind, key), with personal values of the account `about`, sealed with that person's key.

    `personal` are plain JSON values (names, addresses, needs), `before` and `after` among them where something changed.
    """
    note(actor, verb, *subject, now=now, **facts, about=about, sealed=seals.seal(about, personal, now=now))
