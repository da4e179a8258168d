"""The one read of the health page."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.exc import DBAPIError

from events.programme.models import Version
from foundation.db import db


def has_a_programme() -> bool:
    """Whether at least one edition has a published version; False as well when the database can't be read."""
    try:
        return db.session.scalar(select(Version.id).where(Version.is_current).limit(1)) is not None
    except DBAPIError:
        db.session.rollback()
        return False
