"""The person whose seats and registrations change: one deed of theirs at a time, each raising their own revision."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import datetime

from sqlalchemy import bindparam, select

from foundation import revisions
from foundation.db import db, directly, table_of
from stakeholders.accounts.models import Account


def lock(account_id: int) -> Account:
    """A person, locked for the caller's transaction, so that two requests of theirs follow each other.

    Always the first lock of a deed: meetings come after it, in the order of their numbers.
    """
    return db.session.scalars(
        # Others may go on referring to the person meanwhile.
        select(Account).where(Account.id == account_id).with_for_update(key_share=True)
    ).one()


_HELD = (
    select(table_of(Account).c.id).where(table_of(Account).c.id == bindparam("number")).with_for_update(key_share=True)
)


def hold(account_id: int) -> None:
    """Lock a person as `lock` does, where nothing else about them is needed."""
    directly(_HELD, {"number": account_id}).one()


def lock_all(account_ids: Collection[int]) -> dict[int, Account]:
    """Several people, locked as one is, in the order of their numbers."""
    rows = db.session.scalars(
        select(Account)
        .where(Account.id.in_(account_ids))
        .order_by(Account.id)
        .with_for_update(key_share=True)
        .execution_options(populate_existing=True)
    )
    return {row.id: row for row in rows}


def rise_all(account_ids: Iterable[int], *, at: datetime) -> None:
    """As `rise`, of several people."""
    revisions.rise_all([revisions.person_key(number) for number in account_ids], at=at)


def rise(account_id: int, *, at: datetime) -> None:
    """Raise a person's revision, which their calendar feed hangs on; inside the caller's transaction."""
    revisions.rise(f"person:{account_id}", at=at)
