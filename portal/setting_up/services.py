"""The three steps of preparing a house; each finds out by itself whether there is anything to do."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING

from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory

from events.editions import queries as editions
from events.programme.queries import versions as programme
from events.programme.services.publishing import publish_version
from foundation.db import db

if TYPE_CHECKING:
    from portal.loading.rules import Report

FIRST_NOTE = "First published programme"


def is_behind(migrations: Path) -> bool:
    """Whether the database stands at another migration than the newest of that folder."""
    newest = ScriptDirectory(str(migrations)).get_current_head()
    with db.engine.connect() as connection:
        return MigrationContext.configure(connection).get_current_revision() != newest


def load_changed(
    files: Sequence[Path], *, kept: Path, actor: str, uid_domain: str, now: datetime, stamped_at: datetime
) -> Report | None:
    """Load the files unless this database has them already; `kept` remembers the digest of the last load.

    Raises BadFiles.
    """
    digest = _digest(files)
    if kept.exists() and kept.read_text() == digest and editions.editions():
        return None
    # pydantic is heavy, and a house that has its files needs none of it.
    from portal.loading.services.loading import load_files

    report = load_files(files, actor=actor, uid_domain=uid_domain, now=now, stamped_at=stamped_at)
    kept.write_text(digest)
    return report


def publish_first_versions(*, actor: str, now: datetime, stamped_at: datetime) -> list[str]:
    """Publish version 1 of each edition that has none; the keys of those editions, the latest first."""
    bare = [edition.key for edition in editions.editions() if not programme.versions(edition)]
    for key in bare:
        publish_version(key, note=FIRST_NOTE, actor=actor, now=now, stamped_at=stamped_at)
    return bare


def _digest(files: Sequence[Path]) -> str:
    # The database's address is part of it: another database has loaded nothing yet.
    digest = sha256(db.engine.url.render_as_string(hide_password=True).encode())
    for file in files:
        digest.update(file.name.encode() + b"\0" + sha256(file.read_bytes()).digest())
    return digest.hexdigest()
