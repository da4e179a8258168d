"""Which way text goes: in pieces of one direction, as documents want to be told."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator

_RIGHT_TO_LEFT = ("R", "AL")


def directed(text: str, *, is_rtl: bool) -> Iterator[tuple[str, bool]]:
    """A text in pieces, each with whether it goes from right to left, on a page that does so or not (`is_rtl`).

    Signs without a direction of their own go with the letters on both sides of them, else with the page.
    """
    ways = list(_ways(text, is_rtl))
    start = 0
    for place in range(1, len(text) + 1):
        if place == len(text) or ways[place] != ways[start]:
            yield text[start:place], ways[start]
            start = place


def _ways(text: str, is_rtl: bool) -> Iterator[bool]:
    """The way of each sign."""
    own = [_own(sign) for sign in text]
    before = is_rtl
    for place, way in enumerate(own):
        if way is not None:
            before = way
            yield way
        else:
            after = next((each for each in own[place:] if each is not None), is_rtl)
            yield before if before == after else is_rtl


def _own(sign: str) -> bool | None:
    """Whether a sign goes from right to left by itself; None for digits, spaces and marks between words."""
    kind = unicodedata.bidirectional(sign)
    return True if kind in _RIGHT_TO_LEFT else False if kind == "L" else None
