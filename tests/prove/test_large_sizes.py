"""A programme ten times as large asks the database no more often, and neither feeds nor memory outgrow their limits."""

from __future__ import annotations

import gzip
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack

import pytest
from flask import Flask

from benchmarks import inside, large
from tests.support import databases
from tests.support.counting import count_queries

pytestmark = pytest.mark.prove

SIZES = (300, 1_000, 3_000)
IN_BATCHES = 500
"""Rows whose parts SQLAlchemy reads in one statement; the draft has three kinds of parts."""

GOOGLE_TAKES = 1_000_000
MEAN_WANTED = 900


@pytest.fixture(scope="module")
def houses() -> Iterator[dict[int, Flask]]:
    """By number of meetings, the application on a database with an edition of so many."""
    found = {}
    with ExitStack() as all_of_them:
        for size in SIZES:
            address = all_of_them.enter_context(databases.copy("sqlite", loaded=True))
            found[size] = all_of_them.enter_context(databases.application(address))
            with found[size].app_context():
                large.grow(size)
        yield found


def statements(app: Flask, path: str) -> int:
    """How many statements a page costs that this process has not kept, when all that the database keeps is there."""
    inside.ask(app, path)
    inside.empty_caches(app)
    with count_queries() as sent:
        inside.ask(app, path)
    return len(sent)


@pytest.mark.parametrize(
    "path", ["/2028/programme", "/2028/programme?view=grid", "/2028/programme?view=week", inside.FEED]
)
def test_a_page_costs_as_many_statements_for_3000_meetings_as_for_300(houses, path):
    counts = {size: statements(app, path) for size, app in houses.items()}

    assert len(set(counts.values())) == 1, counts
    assert counts[300] <= 25, counts


def test_publishing_reads_in_batches_and_never_meeting_by_meeting(houses):
    counts = {}
    for size, app in houses.items():
        with app.app_context():
            large.reword("L1", f"Counted among {size}.")
            with count_queries() as sent:
                large.publish("Counted")
        counts[size] = sum(statement.upper().startswith("SELECT") for statement in sent)

    further = {size: counts[size] - counts[300] for size in SIZES}
    assert all(further[size] <= 3 * (size // IN_BATCHES) for size in SIZES), counts


def test_a_publication_of_one_change_draws_one_block(houses):
    feeds = []
    for turn in range(2):
        with houses[3_000].app_context():
            large.reword("L7", f"Said in turn {turn}.")
            large.publish("One change")
        feeds.append(blocks(houses[3_000]))
    before, after = feeds

    assert len(before) == len(after) == 3_000
    assert sum(one != other for one, other in zip(before, after, strict=True)) == 1


def blocks(app: Flask) -> list[bytes]:
    return gzip.decompress(inside.ask(app, inside.FEED)).split(b"BEGIN:VEVENT")[1:]


def test_a_feed_of_1000_meetings_is_one_that_google_takes(houses, record_property):
    feed = gzip.decompress(inside.ask(houses[1_000], inside.FEED))

    mean = len(feed) / feed.count(b"BEGIN:VEVENT")
    record_property("mean octets of an event", round(mean))
    sys.stdout.write(f"1,000 meetings: {len(feed):,} octets, {mean:.0f} for each ({MEAN_WANTED} wanted)\n")
    assert feed.count(b"BEGIN:VEVENT") == 1_000
    assert len(feed) < GOOGLE_TAKES


def test_kept_bodies_stay_within_their_memory_whatever_is_asked(houses):
    with databases.application(houses[1_000].config["SQLALCHEMY_DATABASE_URI"], KEPT_BYTES=4_000_000) as app:
        asked = [f"/2028/programme?anything={turn}" for turn in range(12)]
        asked += [f"/feeds/2028/room/{key}.ics" for key in rooms(app)]
        for path in asked:
            inside.ask(app, path)
        bodies = app.wsgi_app.bodies  # type: ignore[attr-defined]

        held = sum(sys.getsizeof(body.plain) + sys.getsizeof(body.packed) for body in bodies.values())
        assert 0 < held <= bodies.currsize <= 4_000_000
        assert len(bodies) < len(asked)


def rooms(app: Flask) -> list[str]:
    from events.venues.models import Room
    from foundation.db import db

    with app.app_context():
        return list(db.session.scalars(db.select(Room.key)))


def test_many_readers_of_a_small_memory_are_all_answered(houses):
    with databases.application(houses[300].config["SQLALCHEMY_DATABASE_URI"], KEPT_BYTES=60_000) as app:
        asked = [f"/feeds/2028/room/{key}.ics" for key in rooms(app)] * 40
        before = sys.getswitchinterval()
        sys.setswitchinterval(1e-5)
        try:
            with ThreadPoolExecutor(8) as readers:
                answers = list(readers.map(lambda path: inside.ask(app, path), asked))
        finally:
            sys.setswitchinterval(before)

    assert len(answers) == len(asked)
