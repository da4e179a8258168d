"""Sheets for other programs: CSV that no spreadsheet takes for anything but text."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence

_ACTIVE = ("=", "+", "-", "@", "\t", "\r")
"""Signs at the beginning of a cell from which spreadsheets make formulas."""

BOM = "\ufeff"
"""By this, spreadsheets know UTF-8."""


def as_csv(rows: Iterable[Sequence[object]]) -> str:
    """Rows as CSV in UTF-8 with a mark for it; a cell that would become a formula begins with an apostrophe."""
    written = io.StringIO()
    written.write(BOM)
    csv.writer(written).writerows([_inert(cell) for cell in row] for row in rows)
    return written.getvalue()


def _inert(cell: object) -> str:
    text = "" if cell is None else str(cell)
    return f"'{text}" if text.lstrip(" ").startswith(_ACTIVE) else text
