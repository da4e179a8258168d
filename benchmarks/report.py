"""What was measured, as a table for people and as JSON for programs."""

from __future__ import annotations

import os
import platform
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass, field
from importlib.metadata import version
from statistics import median
from typing import Any


@dataclass(frozen=True)
class Ratio:
    """A measured ratio: what it is of, its samples, the bar it is held against, and what else is worth knowing."""

    what: str
    samples: Sequence[float]
    bar: float
    is_ceiling: bool = False
    told: str = ""
    extra: dict[str, Any] = field(default_factory=dict)

    @property
    def median(self) -> float:
        return median(self.samples)

    @property
    def is_met(self) -> bool:
        return self.median <= self.bar if self.is_ceiling else self.median >= self.bar

    @property
    def row(self) -> str:
        low, high = min(self.samples), max(self.samples)
        bar = f"{'≤' if self.is_ceiling else '≥'} {self.bar:g}"
        return f"| {self.what} | {self.median:.3g} | {low:.3g}–{high:.3g} | {bar} | {_met(self.is_met)} | {self.told} |"


@dataclass(frozen=True)
class Size:
    """What goes over the wire: octets, and the most they may be (None: told only)."""

    what: str
    octets: int
    most: int | None = None
    told: str = ""

    @property
    def is_met(self) -> bool | None:
        return None if self.most is None else self.octets <= self.most

    @property
    def row(self) -> str:
        bar = "" if self.most is None else f"≤ {self.most:,}"
        return f"| {self.what} | {self.octets:,} | {bar} | {_met(self.is_met)} | {self.told} |"


@dataclass
class Report:
    """All rows, in the order they were measured, and what could not be."""

    how: str
    ratios: list[Ratio] = field(default_factory=list)
    sizes: list[Size] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    machine: str = field(default_factory=lambda: machine())

    def add_ratios(self, ratios: Iterable[Ratio], notes: Iterable[str]) -> None:
        self.ratios += ratios
        self.notes += notes

    def add_sizes(self, sizes: Iterable[Size], notes: Iterable[str]) -> None:
        self.sizes += sizes
        self.notes += notes

    @property
    def markdown(self) -> str:
        parts = [f"Measured on {self.machine}.", self.how, "\n".join(self.notes)]
        parts += [_table("what | ratio median | min–max | bar | met | beside", self.ratios)] if self.ratios else []
        parts += [_table("what | octets | bar | met | made of", self.sizes)] if self.sizes else []
        return "\n\n".join(part for part in parts if part)

    @property
    def as_json(self) -> dict[str, Any]:
        """The same as plain values, with every sample."""
        ratios = [{**asdict(each), "median": each.median, "is_met": each.is_met} for each in self.ratios]
        sizes = [{**asdict(each), "is_met": each.is_met} for each in self.sizes]
        return {"machine": self.machine, "how": self.how, "notes": self.notes, "ratios": ratios, "sizes": sizes}


def machine() -> str:
    """The machine in a line, with what else it was doing."""
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count()
    load = os.getloadavg()[0]
    versions = f"Python {platform.python_version()}, granian {version('granian')}, Flask {version('flask')}"
    return f"{cores} cores, {platform.system()} {platform.machine()}, {versions}; load before the start {load:.1f}"


def _table(head: str, rows: Iterable[Ratio | Size]) -> str:
    return "\n".join([f"| {head} |", "|---" * (head.count("|") + 1) + "|", *(each.row for each in rows)])


def _met(is_met: bool | None) -> str:
    return {True: "yes", False: "**no**", None: ""}[is_met]
