"""How many statements a feed of three hundred meetings costs."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import timedelta

import pytest
from flask import Flask

from tests.events.feeds import building

Counting = Callable[[], AbstractContextManager[list[str]]]
PATHS = ("/feeds/2099.ics", "/feeds/fr/2099.ics", "/feeds/2099/segment/MAIN.ics", "/feeds/2099/language/fr.ics")


@pytest.fixture
def large_app(app: Flask) -> Flask:
    """The application with an edition of three hundred meetings, published."""
    building.a_large_edition()
    building.publish(building.LARGE)
    return app


def test_a_cold_feed_is_six_statements_at_most_and_then_one(large_app: Flask, count_queries: Counting):
    client, counts = large_app.test_client(), []
    for path in (*PATHS, *PATHS):
        with count_queries() as sent:
            answer = client.get(path)
        counts.append(len(sent))
        assert (answer.status_code, answer.data.count(b"BEGIN:VEVENT")) == (200, 300)

    assert counts == [5, 5, 5, 4, 1, 1, 1, 1]


def test_after_a_change_one_block_is_drawn_and_the_rest_is_joined(large_app: Flask, count_queries: Counting):
    client, seen = large_app.test_client(), "INSERT INTO feed_blocks"
    client.get(PATHS[0])
    building.move("M007", timedelta(minutes=15), building.LARGE)
    building.publish(building.LARGE)
    with count_queries() as sent:
        client.get(PATHS[0])
    drawn = [statement for statement in sent if statement.startswith(seen)]

    assert len(sent) == 6
    assert [statement.count("BEGIN:VEVENT") or statement.count("@linkage.example") for statement in drawn] == [1]
