"""What may be asked of the desk: which page of a list."""

from __future__ import annotations

from werkzeug.datastructures import MultiDict

MOST_PAGES = 10_000


def page_of(query: MultiDict[str, str]) -> int:
    """The number of the page; the first for anything else."""
    return min(max(query.get("page", 1, type=int), 1), MOST_PAGES)
