"""The person whose seats and registrations change: one deed of theirs at a time, each raising their own revision."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import select

from foundation import revisions
from foundation.db import db
from stakeholders.accounts.models import Account


def lock(account_id: int) -> Account:
    """A person, locked for the caller's transaction, so that two requests of theirs follow each other.

    Always the first lock of a deed: meetings come after it, in the order of their numbers.
    """
    return db.session.scalars(
        # Others may go on referring to the person meanwhile.
        select(Account).where(Account.id == account_id).with_for_update(key_share=True)
    ).one()


def rise(account_id: int, *, at: datetime) -> None:
    """Raise a person's revision, which their calendar feed hangs on; inside the caller's transaction."""
    revisions.rise(f"person:{account_id}", at=at)
