"""The outbox: finished messages, written in the transaction of their cause and sent by the worker.

A message is sent at least once; only one that is cut between the mail server's acceptance and our
note of it goes twice, under the same Message-ID.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import uuid4

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from foundation.db import Base, Instant
from foundation.leases import Leased, write_all_once, write_once
from foundation.sentences import Sentence


class OutboxMessage(Leased, Base):
    """A message to one person. All its instants are the system's, for leases and retries hang on them."""

    __tablename__ = "outbox"
    __table_args__ = (
        CheckConstraint("state IN ('waiting', 'sending', 'sent', 'dead')", name="state"),
        Index(None, "state", "due_at"),
    )
    BUSY, ENDED, ENDED_AT, ORDER = "sending", "sent", "sent_at", ("is_urgent",)

    message_id: Mapped[str] = mapped_column(String(160), unique=True)
    kind: Mapped[str] = mapped_column(String(40))
    account_id: Mapped[int | None] = mapped_column(ForeignKey("accounts.id"), index=True)
    address: Mapped[str] = mapped_column(String(254))
    language: Mapped[str] = mapped_column(String(8))
    subject: Mapped[str] = mapped_column(String(200))
    text: Mapped[str] = mapped_column(Text)
    is_urgent: Mapped[bool] = mapped_column(default=False)
    sent_at: Mapped[datetime | None] = mapped_column(Instant)


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


KINDS: Mapping[str, Sentence] = {
    "verify": Sentence("confirming an address"),
    "sign_in": Sentence("a link to sign in"),
    "known": Sentence("a link to sign in"),
    "account_unknown": Sentence("an address without an account"),
    "password": Sentence("a change of password"),
    "address": Sentence("confirming a new address"),
    "address_taken": Sentence("an address that has an account"),
    "address_notice": Sentence("a change of address"),
    "affiliation_confirmed": Sentence("an affiliation"),
    "affiliation_declined": Sentence("an affiliation"),
    "affiliation_ended": Sentence("an affiliation"),
    "focal_point": Sentence("who speaks for an organization"),
    "registration": Sentence("a registration"),
    "accreditation": Sentence("an accreditation"),
    "may_register": Sentence("a registration that is possible now"),
    "invited": Sentence("a registration by somebody else"),
    "change": Sentence("a change of a registration"),
    "seat": Sentence("a seat"),
    "access_need": Sentence("what a person needs"),
    "role": Sentence("a role"),
    "digest": Sentence("changes of the programme"),
    "notice": Sentence("an urgent notice"),
    "hosts_asked": Sentence("meetings to confirm"),
}
"""What the kinds of letters are called."""


def post(letter: Letter, *, domain: str, stamped_at: datetime) -> bool:
    """Put a letter into the outbox inside the caller's transaction; False when one of its key is there already.

    `domain` ends its Message-ID; `stamped_at` is the system's instant.
    """
    return write_once(OutboxMessage, _values(letter, domain, stamped_at))


def post_all(letters: Iterable[Letter], *, domain: str, stamped_at: datetime) -> int:
    """As `post`, of many letters in one statement; how many are new."""
    return write_all_once(OutboxMessage, [_values(letter, domain, stamped_at) for letter in letters])


def _values(letter: Letter, domain: str, stamped_at: datetime) -> dict[str, Any]:
    return {
        "key": letter.key,
        "message_id": f"<{uuid4()}@{domain}>",
        "kind": letter.kind,
        "account_id": letter.account_id,
        "address": letter.address,
        "language": letter.language,
        # A subject is one line: what somebody typed into it must never begin a header of its own.
        "subject": " ".join(letter.subject.split())[:200],
        "text": letter.text,
        "is_urgent": letter.is_urgent,
        "written_at": stamped_at,
        "due_at": stamped_at,
    }
