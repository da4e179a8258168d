"""The messages of a demonstration without a mail server: what would be mail is read from the outbox."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select

from foundation.db import db
from foundation.outbox import OutboxMessage
from portal.demonstration.rules import PAGE, NoSuchMessage
from stakeholders.accounts.models import Account


@dataclass(frozen=True)
class Posted:
    """A message as the list shows it; `name` is the person's, where the address belongs to an account."""

    id: int
    subject: str
    language: str
    kind: str
    state: str
    written_at: datetime
    name: str | None


@dataclass(frozen=True)
class Read(Posted):
    """A message opened."""

    text: str
    message_id: str


_LISTED = (
    OutboxMessage.id,
    OutboxMessage.subject,
    OutboxMessage.language,
    OutboxMessage.kind,
    OutboxMessage.state,
    OutboxMessage.written_at,
    Account.name,
)


def posted(page: int) -> tuple[Sequence[Posted], int]:
    """A page of the messages, the newest first, and how many pages there are."""
    total = db.session.scalar(select(func.count()).select_from(OutboxMessage)) or 0
    rows = db.session.execute(
        select(*_LISTED)
        .outerjoin(Account, Account.id == OutboxMessage.account_id)
        .order_by(OutboxMessage.written_at.desc(), OutboxMessage.id.desc())
        .limit(PAGE)
        .offset((page - 1) * PAGE)
    )
    return [Posted(*row) for row in rows], max(1, -(-total // PAGE))


def read(number: int) -> Read:
    """A message with its text; raises NoSuchMessage."""
    row = db.session.execute(
        select(*_LISTED, OutboxMessage.text, OutboxMessage.message_id)
        .outerjoin(Account, Account.id == OutboxMessage.account_id)
        .where(OutboxMessage.id == number)
    ).first()
    if row is None:
        raise NoSuchMessage
    return Read(*row)
