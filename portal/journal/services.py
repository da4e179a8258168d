"""What reading the journal leaves behind in it: that sealed values were opened, or that a file was taken."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from foundation import journal
from foundation.db import atomic
from foundation.errors import Forbidden
from foundation.journal import JournalLine
from portal.journal.queries import reading
from portal.journal.queries.reading import Told
from portal.journal.rules.asking import NothingSealed, Wish


@atomic
def open_sealed(
    account_id: int, edition_key: str | None, number: int, *, now: datetime
) -> tuple[JournalLine, Mapping[str, Any] | None]:
    """The sealed values of a line, None when they were erased; that they were opened is a line itself.

    Raises UnknownEdition, Forbidden, UnknownLine, NothingSealed.
    """
    sight = reading.sight(account_id, edition_key)
    if not sight.may_open:
        raise Forbidden
    line = reading.line(sight, number)
    if "sealed" not in line.facts:
        raise NothingSealed
    facts = {"line": number, "account": line.facts["about"]}
    if line.edition is not None:
        facts["edition"] = line.edition
    journal.note(f"account:{account_id}", "open_sealed", "journal", str(number), now=now, **facts)
    return line, reading.opened(line)


@atomic
def take_file(account_id: int, edition_key: str | None, wish: Wish, *, zone: str, now: datetime) -> list[Told]:
    """The lines that fit, for a file; that it was taken is a line itself. Raises UnknownEdition, Forbidden."""
    sight = reading.sight(account_id, edition_key)
    found = list(reading.all_lines(sight, wish, zone=zone))
    facts: dict[str, Any] = {"lines": len(found)}
    if edition_key is not None:
        facts["edition"] = edition_key
    journal.note(f"account:{account_id}", "take_journal", "journal", edition_key or "house", now=now, **facts)
    return found
