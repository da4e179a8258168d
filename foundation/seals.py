"""Personal values of the journal, sealed with a key per person: destroying the key erases them everywhere at once."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from cryptography.fernet import Fernet
from sqlalchemy import LargeBinary, select
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Mapped, mapped_column

from foundation.db import Base, Instant, db, table_of
from foundation.errors import Missing
from foundation.sentences import Sentence


class PersonKey(Base):
    """The key of one person. Without it (`destroyed_at`) what it sealed is unreadable for ever."""

    __tablename__ = "person_keys"

    account_id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    key: Mapped[bytes | None] = mapped_column(LargeBinary)
    made_at: Mapped[datetime] = mapped_column(Instant)
    destroyed_at: Mapped[datetime | None] = mapped_column(Instant)


class Erased(Missing):
    sentence = Sentence("The personal values of this person were erased; nothing can be sealed for them.")


def seal(account_id: int, values: Mapping[str, Any], *, now: datetime) -> str:
    """Values that only this person's key opens, inside the caller's transaction; raises Erased."""
    row = db.session.get(PersonKey, account_id) or _first(account_id, now=now)
    if row.key is None:
        raise Erased
    return Fernet(row.key).encrypt(json.dumps(dict(values), ensure_ascii=False).encode()).decode()


def _first(account_id: int, *, now: datetime) -> PersonKey:
    """The key of a person who had none; where somebody else makes one at the same time, theirs."""
    insert = postgresql.insert if db.engine.dialect.name == "postgresql" else sqlite.insert
    new = insert(table_of(PersonKey)).values(account_id=account_id, key=Fernet.generate_key(), made_at=now)
    db.session.execute(new.on_conflict_do_nothing(index_elements=["account_id"]))
    return db.session.get_one(PersonKey, account_id)


def opened(sealed: Mapping[int, list[str]]) -> dict[str, dict[str, Any]]:
    """What was sealed, by the sealed text; {account: its sealed texts} in one read. What was erased is left out."""
    rows = db.session.scalars(select(PersonKey).where(PersonKey.account_id.in_(sealed), PersonKey.key.is_not(None)))
    found: dict[str, dict[str, Any]] = {}
    for row in rows:
        assert row.key is not None
        for text in sealed[row.account_id]:
            found[text] = json.loads(Fernet(row.key).decrypt(text.encode()))
    return found


def destroy(account_id: int, *, now: datetime) -> None:
    """Erase a person's sealed values for ever, inside the caller's transaction. Again changes nothing."""
    row = db.session.get(PersonKey, account_id)
    if row is None:
        db.session.add(PersonKey(account_id=account_id, key=None, made_at=now, destroyed_at=now))
    elif row.key is not None:
        row.key, row.destroyed_at = None, now
    db.session.flush()
