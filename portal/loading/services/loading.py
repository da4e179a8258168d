"""One load: read, refuse, write."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

from foundation import clock, journal, revisions
from foundation.db import atomic
from portal.loading import queries
from portal.loading.rules import LOADED, Report
from portal.loading.services import (
    action_lines,
    bodies,
    cluster,
    constituencies,
    dialogues,
    documents,
    editions,
    people,
    placing,
)
from portal.loading.services.ledger import Ledger
from portal.loading.services.reading import Read, read_files

WRITERS: dict[str, Callable[[Ledger, str, Any], None]] = {
    "constituencies": constituencies.load,
    "bodies": bodies.load,
    "lines": action_lines.load,
    "editions": editions.load,
    "cluster": cluster.load,
    "schedule": placing.load,
    "dialogues": dialogues.load,
    "reports": documents.load,
    "participants": people.load,
}
"""In the order in which the kinds lean on each other."""


class OnlyChecked(Exception):
    """What a check ends with, so that all it wrote is undone; it carries the report."""

    def __init__(self, report: Report) -> None:
        self.report = report
        super().__init__()


def check_files(paths: Sequence[Path], **settings: Any) -> Report:
    """What `load_files` would do, without doing it; raises BadFiles."""
    try:
        _checked(paths, **settings)
    except OnlyChecked as only:
        return only.report
    raise AssertionError("a check always ends in OnlyChecked")


@atomic
def _checked(paths: Sequence[Path], **settings: Any) -> None:
    raise OnlyChecked(load_files(paths, **settings))


@atomic
def load_files(
    paths: Sequence[Path], *, actor: str, uid_domain: str, now: datetime, stamped_at: datetime, replace: bool = False
) -> Report:
    """Load all files in one transaction; nothing at all is kept when anything is wrong in any of them.

    `now` is the house's time, `stamped_at` the system's. With `replace` the files' times and places win
    over those of the draft. Raises BadFiles.
    """
    found = read_files(paths)
    ledger = Ledger(stamped_at=stamped_at, uid_domain=uid_domain, replace=replace, placed_before=queries.last_placed())
    for each in sorted(found, key=_turn):
        if each.form is None:
            ledger.report.skipped[each.file] = each.kind.passed_over
        else:
            WRITERS[each.kind.name](ledger, each.file, each.form)
    _start_clock(ledger, found)
    if ledger.report.has_changes:
        revisions.rise(at=stamped_at)
    if ledger.report.has_changes or ledger.placed:
        journal.note(
            actor, LOADED, "files", str(len(found)), now=now, files=ledger.report.changes, placed=ledger.placed
        )
    return ledger.report


def _turn(each: Read) -> int:
    names = list(WRITERS)
    return names.index(each.kind.name) if each.form else len(names)


def _start_clock(ledger: Ledger, found: Iterable[Read]) -> None:
    for each in found:
        for edition in getattr(each.form, "editions", ()):
            ledger.report.editions.append(edition.id)
            if edition.demonstration_clock and clock.start_demonstration(edition.demonstration_clock):
                ledger.report.clock_starts = edition.demonstration_clock
