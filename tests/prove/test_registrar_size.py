"""Ten thousand registrations: list, filter, search and bulk approval take as many statements as for a few; the times are told."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager

import pytest
from flask import Flask

from benchmarks import registrar
from foundation.db import db
from tests.support import databases
from tests.support.people import account, sign_in

pytestmark = pytest.mark.prove

Counting = Callable[[], AbstractContextManager[list[str]]]
NUMBER, ROUNDS = 10_000, 7


@pytest.fixture(scope="module", params=["sqlite", "postgresql"])
def crowded(request: pytest.FixtureRequest) -> Iterator[Flask]:
    with databases.copy(request.param, loaded=True) as address, databases.application(address) as app:
        with app.app_context():
            registrar.fill(NUMBER)
        yield app


def test_reading_takes_as_many_statements_for_500_as_for_50(crowded: Flask, count_queries: Counting):
    with crowded.app_context():
        client = sign_in(crowded.test_client(), account("AC-38"))
    counted = []
    for size in (50, 500):
        with count_queries() as sent:
            client.get(f"{registrar.LIST}?size={size}&q=person")
        counted.append(len(sent))

    assert counted[0] == counted[1] <= 18


def test_the_times_of_the_server_are_measured(crowded: Flask):
    with crowded.app_context():
        engine = db.engine.dialect.name

    rows = registrar.times(crowded, rounds=ROUNDS)

    sys.stdout.write(f"{engine}, {NUMBER} registrations:\n" + "\n".join(row.row for row in rows) + "\n")
    assert len(rows) == len(registrar.READ) + 2
