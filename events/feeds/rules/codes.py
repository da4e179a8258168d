"""A square code for phones, as the path of an SVG picture."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby


def strokes(rows: Sequence[Sequence[int]]) -> str:
    """The dark squares of a code as strokes of width one: a move to each run of them, and the run."""
    drawn, at = [], (0.0, 0.0)
    for number, row in enumerate(rows):
        column = 0
        for is_dark, run in groupby(row):
            width = len(list(run))
            if is_dark:
                drawn.append(f"m{column - at[0]:g} {number + 0.5 - at[1]:g}h{width}")
                at = (column + width, number + 0.5)
            column += width
    return "".join(drawn).replace("m", "M", 1)
