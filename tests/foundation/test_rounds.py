"""What a worker does over and over: with pauses, whatever fails, until it is told to stop."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from itertools import pairwise
from threading import Event, Thread

import pytest
from flask import Flask

from foundation.jobs import ROUNDS, every
from foundation.worker import run
from tests.support.working import QUICK, await_that


@pytest.fixture(autouse=True)
def own_rounds() -> Iterator[None]:
    """None but those of the test."""
    kept = [*ROUNDS]
    ROUNDS.clear()
    yield
    ROUNDS[:] = kept


def working(app: Flask, until: Callable[[], bool]) -> None:
    """A worker at work until something is so; it must stop by itself then."""
    stop = Event()
    worker = Thread(target=run, args=(app, stop, QUICK))
    worker.start()
    try:
        await_that(until)
    finally:
        stop.set()
        worker.join(10)
    assert not worker.is_alive()


def test_it_is_done_over_and_over_with_pauses_between(empty_app: Flask):
    at: list[float] = []
    every(0.1)(lambda: at.append(time.monotonic()))

    working(empty_app, lambda: len(at) >= 4)

    assert min(after - before for before, after in pairwise(at)) >= 0.1


def test_what_fails_is_tried_again_and_hinders_nothing_else(empty_app: Flask):
    done: list[str] = []

    @every(0.05)
    def failing() -> None:
        done.append("failed")
        raise RuntimeError("no luck")

    every(0.05)(lambda: done.append("went well"))

    working(empty_app, lambda: done.count("failed") >= 2 and done.count("went well") >= 2)
