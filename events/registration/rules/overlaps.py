"""Which of one's own meetings overlap: said as a warning, never forbidden."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from itertools import combinations


@dataclass(frozen=True)
class Span:
    """A meeting with its hours on the wall of its edition."""

    edition: str
    key: str
    starts: datetime
    ends: datetime


def overlap(one: Span, other: Span) -> bool:
    """Whether two meetings share a moment; one that begins when the other ends does not."""
    return one.edition == other.edition and one.starts < other.ends and other.starts < one.ends


def overlaps(spans: Iterable[Span]) -> dict[tuple[str, str], list[Span]]:
    """By (edition, meeting): the others that overlap it, in order of time; those without any are left out."""
    found: dict[tuple[str, str], list[Span]] = {}
    ordered = sorted(spans, key=lambda span: (span.starts, span.key))
    for one, other in combinations(ordered, 2):
        if overlap(one, other):
            found.setdefault((one.edition, one.key), []).append(other)
            found.setdefault((other.edition, other.key), []).append(one)
    return found
