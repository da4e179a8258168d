from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager

from flask import Flask

from tests.support import databases

Counting = Callable[[], AbstractContextManager[list[str]]]


def test_a_house_with_a_programme_is_well_and_asks_once(site: Flask, count_queries: Counting):
    with count_queries() as sent:
        answer = site.test_client().get("/healthz")

    assert (answer.status_code, answer.mimetype, answer.text) == (200, "text/plain", "ok\n")
    assert answer.headers["Cache-Control"] == "no-store"
    assert len(sent) == 1


def test_a_house_without_a_programme_says_when_to_ask_again(empty_app: Flask):
    answer = empty_app.test_client().get("/healthz")

    assert (answer.status_code, answer.headers["Retry-After"]) == (503, "5")


def test_a_database_that_can_t_be_read_is_not_well():
    with databases.application(databases.bare("sqlite")) as app:
        answer = app.test_client().get("/healthz")

    assert answer.status_code == 503
