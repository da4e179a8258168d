"""Who did what to what, and when. Appended in the transaction of the deed; nobody edits it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime, time
from typing import Any

from sqlalchemy import Index, String
from sqlalchemy.orm import Mapped, mapped_column

from foundation import seals
from foundation.db import Base, Instant, db, insert_all


class JournalLine(Base):
    """One deed: `actor` did `verb` to the subject at `at`, with what changed in `facts` (no personal values).

    `edition` is the key of the edition that it belongs to, if to one. The database refuses to change or delete a line.
    """

    __tablename__ = "journal"
    __table_args__ = (Index(None, "subject_kind", "subject_key"), Index(None, "edition", "id"))

    id: Mapped[int] = mapped_column(primary_key=True)
    at: Mapped[datetime] = mapped_column(Instant)
    actor: Mapped[str] = mapped_column(String(80))
    verb: Mapped[str] = mapped_column(String(80))
    subject_kind: Mapped[str] = mapped_column(String(40))
    subject_key: Mapped[str] = mapped_column(String(160))
    edition: Mapped[str | None] = mapped_column(String(20))
    facts: Mapped[dict[str, Any]] = mapped_column(default=dict)


def note(actor: str, verb: str, subject_kind: str, subject_key: str, *, now: datetime, **facts: Any) -> None:
    """Append one line to the journal inside the caller's transaction.

    `facts` are plain JSON values and never personal ones; what was before and is after stands under `before`, `after`.
    `edition` among them is the key of the edition in whose journal the line stands.
    """
    db.session.add(JournalLine(**line(actor, verb, subject_kind, subject_key, now=now, **facts)))


def line(actor: str, verb: str, subject_kind: str, subject_key: str, *, now: datetime, **facts: Any) -> dict[str, Any]:
    """A line as `note` appends it, for `note_all`."""
    edition = facts.get("edition")
    return {
        "at": now,
        "actor": actor,
        "verb": verb,
        "subject_kind": subject_kind,
        "subject_key": subject_key,
        "edition": None if edition is None else str(edition),
        "facts": facts,
    }


def note_all(lines: Sequence[Mapping[str, Any]]) -> None:
    """Append many lines in their order inside the caller's transaction, in one statement."""
    insert_all(JournalLine, lines)


def change(names: Iterable[str], before: Mapping[str, Any], after: Mapping[str, Any]) -> dict[str, dict[str, Any]]:
    """What these fields were and what they became, as facts of a line: `note(…, **change(…))`."""
    wanted = list(names)
    return {
        "before": {name: _plain(before[name]) for name in wanted},
        "after": {name: _plain(after[name]) for name in wanted},
    }


def _plain(value: Any) -> Any:
    """A value as JSON has it: days and hours in ISO form."""
    return value.isoformat() if isinstance(value, date | time) else value


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
