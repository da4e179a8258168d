"""Within the process: the first drawing of a feed and the one after a change, over icalendar's building of the same."""

from __future__ import annotations

import gc
import gzip
import sys
import time
from collections.abc import Callable, Iterator
from contextvars import Context
from functools import _lru_cache_wrapper, partial
from typing import Any

from cachetools import Cache
from flask import Flask
from werkzeug.test import EnvironBuilder

from benchmarks import beside, large
from benchmarks.report import Ratio
from foundation.kept import ShortCut

COLD_BAR, CHANGED_BAR = 0.15, 0.05
FEED = f"/feeds/{large.KEY}.ics"


def measure(app: Flask, *, rounds: int) -> tuple[list[Ratio], list[str]]:
    """The ratios of a cold feed and of one after a change, and a line on publishing."""
    with app.app_context():
        content = beside.read(gzip.decompress(ask(app, FEED)))
        cold, changed, published = [], [], []
        for turn in range(rounds):
            sys.stderr.write(f"within the process: round {turn + 1} of {rounds}\n")
            empty_caches(app)
            ours, theirs = _paired(lambda: ask(app, FEED), lambda: beside.build(content), turn)
            cold.append((ours, theirs))
            large.reword("L1", f"Changed in round {turn}.")
            published.append(_seconds(partial(large.publish, f"Round {turn}")))
            ours, theirs = _paired(lambda: ask(app, FEED), lambda: beside.build(content), turn)
            changed.append((ours, theirs))
    number = len(content.events)
    rows = [
        _row(f"cold feed of {number}: blocks kept, process empty", cold, COLD_BAR),
        _row(f"feed of {number} after one change", changed, CHANGED_BAR),
    ]
    spread = "–".join(f"{seconds * 1000:.0f}" for seconds in (min(published), max(published)))
    return rows, [
        f"- publishing a version of {number} meetings took {sorted(published)[rounds // 2] * 1000:.0f} ms ({spread})"
    ]


def ask(app: Flask, path: str) -> bytes:
    """The body at an address as gzip, through all of the application; no client's own work is in the time."""
    environ: dict[str, Any] = {}
    environ |= EnvironBuilder(path, headers=[("Accept-Encoding", "gzip")]).get_environ()
    told: list[str] = []

    def start_response(status: str, headers: Any, exc_info: Any = None) -> Callable[[bytes], object]:
        told.append(status)
        return lambda chunk: None

    # A request shares no context with the transaction around it.
    octets = b"".join(Context().run(app.wsgi_app, environ, start_response))
    if told != ["200 OK"]:
        raise RuntimeError(f"{path} answered {told}")
    return octets


def empty_caches(app: Flask) -> None:
    """Leave the process as one that has just started: no kept bodies, nothing remembered by feeds or programme."""
    short_cut = app.wsgi_app
    assert isinstance(short_cut, ShortCut)
    short_cut.bodies.clear()
    for held in _held_by_modules():
        held.clear() if isinstance(held, Cache) else held.cache_clear()


def _held_by_modules() -> Iterator[Any]:
    for name, module in list(sys.modules.items()):
        if name.startswith(("events.feeds", "events.programme")):
            for held in vars(module).values():
                if isinstance(held, Cache | _lru_cache_wrapper):
                    yield held


def _paired(ours: Callable[[], object], theirs: Callable[[], object], turn: int) -> tuple[float, float]:
    if turn % 2:
        other = _seconds(theirs)
        return _seconds(ours), other
    return _seconds(ours), _seconds(theirs)


def _seconds(work: Callable[[], object]) -> float:
    # What earlier work left behind is nobody's time.
    gc.collect()
    began = time.perf_counter()
    work()
    return time.perf_counter() - began


def _row(what: str, pairs: list[tuple[float, float]], bar: float) -> Ratio:
    ours, theirs = (sorted(pair[side] for pair in pairs)[len(pairs) // 2] * 1000 for side in (0, 1))
    return Ratio(
        what,
        [one / other for one, other in pairs],
        bar,
        is_ceiling=True,
        told=f"{ours:.1f} ms, icalendar {theirs:.1f} ms",
        extra={"milliseconds": ours, "icalendar_milliseconds": theirs},
    )
