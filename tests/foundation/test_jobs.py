"""Jobs: written with their cause, done by whoever put work under their name, dead when nobody did or all attempts failed."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select

from foundation import clock, jobs, leases
from foundation.db import atomic, db
from foundation.jobs import Job, order, work
from foundation.leases import pause_after
from tests.foundation.trying import turned, worker

NOON = datetime(2027, 5, 25, 10, 0, tzinfo=UTC)


@pytest.fixture
def done() -> Iterator[list[dict[str, Any]]]:
    """What the work called "trial" was given; the work is taken away again."""
    heard: list[dict[str, Any]] = []
    work("trial")(heard.append)
    yield heard
    del jobs.WORK["trial"]


@atomic
def ordered(name: str = "trial", key: str | None = None, **facts: Any) -> bool:
    return order(name, stamped_at=clock.wire_now(), key=key, **facts)


def job() -> Job:
    db.session.rollback()
    return db.session.scalars(select(Job)).one()


def test_a_job_is_done_with_its_facts_and_never_again(any_empty_app: Flask, done: list[dict[str, Any]]):
    ordered(edition="2027", number=2)

    first, second = worker(any_empty_app).do_job(), worker(any_empty_app).do_job()

    assert (first, second) == (True, False)
    assert done == [{"edition": "2027", "number": 2}]
    assert (job().state, job().error, job().lease) == ("done", "", None)
    assert job().done_at is not None


def test_all_that_is_to_be_done_for_a_name_is_done(empty_app: Flask, done: list[dict[str, Any]]):
    more: list[dict[str, Any]] = []
    work("trial")(more.append)
    ordered(number=1)

    worker(empty_app).do_job()

    assert (done, more) == ([{"number": 1}], [{"number": 1}])


@pytest.mark.usefixtures("any_empty_app", "done")
def test_a_job_with_a_key_is_ordered_once():
    assert [ordered(key="digest.2"), ordered(key="digest.2")] == [True, False]
    assert job().key == "digest.2"


def test_a_job_that_nobody_knows_is_dead_at_once_with_words(any_empty_app: Flask):
    ordered("unheard.of")

    worker(any_empty_app).do_job()

    assert (job().state, job().attempts, job().error) == ("dead", 1, "Nobody here knows this work.")


def test_a_job_that_fails_is_tried_again_after_longer_and_longer_pauses_and_dies_at_the_eighth(
    any_empty_app: Flask, caplog: pytest.LogCaptureFixture
):
    @work("trial.failing")
    def fail(_facts: dict[str, Any]) -> None:
        raise RuntimeError("Ana <ana@example.org> was in the way")

    ordered("trial.failing")
    seen = []
    for _attempt in range(8):
        turned(Job)
        worker(any_empty_app).do_job()
        seen.append((job().state, job().attempts))
    del jobs.WORK["trial.failing"]

    assert seen == [*[("waiting", number) for number in range(1, 8)], ("dead", 8)]
    assert job().error.endswith(": Ana <ana@example.org> was in the way")
    assert "example.org" not in caplog.text
    assert "trial.failing" in caplog.text


def test_the_pauses_are_ten_seconds_times_four_and_an_hour_at_most():
    seconds = [pause_after(attempts) // timedelta(seconds=1) for attempts in range(1, 9)]

    assert seconds == [10, 40, 160, 640, 2560, 3600, 3600, 3600]


@pytest.mark.usefixtures("done")
def test_a_lease_that_ran_out_brings_the_job_back_as_an_attempt(any_empty_app: Flask):
    ordered()
    now = clock.wire_now()
    (claimed,) = leases.claim(Job, "one", most=5, span=timedelta(seconds=60), now=now)

    early = leases.claim(Job, "two", most=5, span=timedelta(seconds=60), now=now + timedelta(seconds=60))
    late = leases.claim(Job, "two", most=5, span=timedelta(seconds=60), now=now + timedelta(seconds=61))

    assert ([row.id for row in early], [row.id for row in late]) == ([], [claimed.id])
    assert (job().attempts, job().lease) == (1, "two")


@pytest.mark.usefixtures("any_empty_app")
def test_who_has_lost_the_lease_notes_nothing():
    ordered()
    now = clock.wire_now()
    (claimed,) = leases.claim(Job, "one", most=5, span=timedelta(seconds=60), now=now)
    leases.claim(Job, "two", most=5, span=timedelta(seconds=60), now=now + timedelta(seconds=61))

    noted = [
        leases.finish(claimed, "one", now=now),
        leases.fail(claimed, "one", "late", is_hopeless=False, now=now),
    ]

    assert noted == [False, False]
    assert (job().state, job().lease) == ("running", "two")


@pytest.mark.usefixtures("any_empty_app")
def test_a_renewed_lease_holds_longer():
    ordered()
    now = clock.wire_now()
    leases.claim(Job, "one", most=5, span=timedelta(seconds=60), now=now)

    leases.renew(Job, "one", until=now + timedelta(seconds=120))

    assert leases.claim(Job, "two", most=5, span=timedelta(seconds=60), now=now + timedelta(seconds=120)) == []


def test_what_its_own_holder_has_lost_track_of_comes_back_as_an_attempt(
    any_empty_app: Flask, done: list[dict[str, Any]]
):
    ordered(number=1)
    same = worker(any_empty_app)
    leases.claim(Job, same.holder, most=5, span=timedelta(seconds=60), now=clock.wire_now())

    same.do_job()

    assert done == [{"number": 1}]
    assert (job().state, job().attempts) == ("done", 1)


@pytest.mark.usefixtures("any_empty_app")
def test_what_was_claimed_and_not_begun_is_given_back_without_an_attempt():
    ordered()
    leases.claim(Job, "one", most=5, span=timedelta(seconds=60), now=clock.wire_now())

    leases.let_go(Job, "one")

    assert (job().state, job().attempts, job().lease) == ("waiting", 0, None)


def test_work_is_done_outside_the_transaction_that_claimed_it(any_empty_app: Flask):
    seen: list[str] = []

    @work("trial.looking")
    def look(_facts: dict[str, Any]) -> None:
        with db.engine.connect() as outside:
            seen.extend(outside.scalars(select(Job.state)))

    ordered("trial.looking")
    worker(any_empty_app).do_job()
    del jobs.WORK["trial.looking"]

    assert seen == ["running"]
