"""The worker: what is due goes, the urgent first; what fails waits or is dead; nothing is lost when it is killed."""

from __future__ import annotations

import os
import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from threading import Event, Thread

import pytest
from flask import Flask
from sqlalchemy import func, select, update

from foundation import clock
from foundation.db import atomic, db
from foundation.jobs import Job, order
from foundation.outbox import Letter, OutboxMessage, post
from foundation.worker import run
from tests.foundation.trying import turned, worker
from tests.support.sink import Sink, sinking
from tests.support.working import QUICK, await_that, end, kill, started

LETTER = Letter("ana@example.org", "Your seat", "You have a seat.\n", "seat")


@atomic
def send(*letters: Letter) -> None:
    for letter in letters:
        post(letter, domain="linkage.example", stamped_at=clock.wire_now())


@atomic
def order_traces(place: Path, numbers: Iterable[int], lasts: float = 0) -> None:
    for number in numbers:
        order("trial.note", stamped_at=clock.wire_now(), place=str(place), number=number, lasts=lasts)


def numbered(count: int) -> list[Letter]:
    return [replace(LETTER, subject=str(number), address=f"p{number}@example.org") for number in range(count)]


def message() -> OutboxMessage:
    db.session.rollback()
    return db.session.scalars(select(OutboxMessage).execution_options(populate_existing=True)).one()


def states(kind: type[OutboxMessage] | type[Job]) -> dict[str, int]:
    db.session.rollback()
    rows = db.session.execute(select(kind.state, func.count()).group_by(kind.state))
    return {row[0]: row[1] for row in rows}


def traces(place: Path) -> Counter[str]:
    return Counter(place.read_text().split()) if place.exists() else Counter()


def use(app: Flask, sink: Sink) -> None:
    app.config["SMTP"] = sink.address


def address(app: Flask) -> str:
    found: str = app.config["SQLALCHEMY_DATABASE_URI"]
    return found


def test_what_is_due_goes_the_urgent_first_and_only_once(any_empty_app: Flask):
    send(LETTER, replace(LETTER, subject="Sign in", is_urgent=True))

    with sinking() as sink:
        use(any_empty_app, sink)
        turns = [worker(any_empty_app).send_messages() for _turn in range(2)]

    assert turns == [True, False]
    assert [mail["Subject"] for mail in sink.accepted] == ["Sign in", "Your seat"]
    assert states(OutboxMessage) == {"sent": 2}


def test_a_message_that_is_put_off_by_the_server_waits_and_goes_later(any_empty_app: Flask):
    send(LETTER)

    with sinking() as sink:
        use(any_empty_app, sink)
        sink.refusals["ana@example.org"] = "451 come back later"
        worker(any_empty_app).send_messages()
        waiting = message()
        put_off = (waiting.state, waiting.attempts, waiting.due_at - clock.wire_now(), waiting.error)
        sink.refusals.clear()
        too_early = worker(any_empty_app).send_messages()
        turned(OutboxMessage)
        worker(any_empty_app).send_messages()

    assert put_off[:2] == ("waiting", 1)
    assert timedelta(seconds=8) <= put_off[2] <= timedelta(seconds=10)
    assert put_off[3] == "The mail server answered 451: come back later"
    assert too_early is False
    assert (message().state, message().error, len(sink.accepted)) == ("sent", "", 1)


def test_a_message_that_is_refused_for_good_is_dead_and_holds_up_no_other(
    any_empty_app: Flask, caplog: pytest.LogCaptureFixture
):
    send(LETTER, replace(LETTER, address="ben@example.org"))

    with sinking() as sink:
        use(any_empty_app, sink)
        sink.refusals["ana@example.org"] = "550 nobody here"
        worker(any_empty_app).send_messages()

    assert states(OutboxMessage) == {"dead": 1, "sent": 1}
    assert "example.org" not in caplog.text


def test_without_a_mail_server_messages_lie_in_the_folder(any_empty_app: Flask, tmp_path: Path):
    any_empty_app.config["HOME"] = str(tmp_path)
    send(LETTER, replace(LETTER, subject="Another"))

    worker(any_empty_app).send_messages()

    files = sorted((tmp_path / "messages").iterdir())
    assert sorted(re.findall(r"Subject: (.+)\r", "".join(file.read_bytes().decode() for file in files))) == [
        "Another",
        "Your seat",
    ]
    assert states(OutboxMessage) == {"sent": 2}


def test_idle_a_worker_asks_once_a_turn(any_empty_app: Flask, count_queries):
    worker(any_empty_app).send_messages()

    with count_queries() as sent:
        worker(any_empty_app).send_messages()

    assert len(sent) == 1


def test_a_letter_that_was_taken_back_never_goes(any_empty_app: Flask):
    @atomic
    def post_and_stop() -> None:
        post(LETTER, domain="linkage.example", stamped_at=clock.wire_now())
        raise RuntimeError

    with sinking() as sink:
        use(any_empty_app, sink)
        with pytest.raises(RuntimeError):
            post_and_stop()
        worker(any_empty_app).send_messages()

    assert sink.accepted == []


def test_work_that_takes_longer_than_its_lease_keeps_it(empty_app: Flask, tmp_path: Path):
    order_traces(tmp_path / "traces", [1], lasts=2.2)

    first = started(address(empty_app))
    second = started(address(empty_app))
    await_that(lambda: states(Job) == {"done": 1})
    end(first)
    end(second)

    assert traces(tmp_path / "traces") == {"1": 1}


def test_told_to_stop_a_worker_gives_back_what_it_has_not_begun(any_empty_app: Flask):
    send(*numbered(20))
    stop = Event()

    with sinking() as sink:
        use(any_empty_app, sink)
        sink.just_before_the_answer = lambda: stop.set() if len(sink.accepted) == 3 else None
        run(any_empty_app, stop, replace(QUICK, batch=20))

    assert (states(OutboxMessage), len(sink.accepted)) == ({"sent": 3, "waiting": 17}, 3)


def test_a_mail_that_waits_is_not_held_up_by_a_long_job(any_empty_app: Flask, tmp_path: Path):
    order_traces(tmp_path / "traces", [1], lasts=30)

    with sinking() as sink:
        process = started(address(any_empty_app), SMTP=sink.address)
        await_that(lambda: states(Job) == {"running": 1})
        send(LETTER)
        await_that(lambda: len(sink.accepted) == 1)
        seen = states(Job)
        kill(process)

    assert seen == {"running": 1}


def test_a_worker_ends_when_its_parent_is_another(any_empty_app: Flask):
    thread = Thread(target=run, args=(any_empty_app, Event(), QUICK), kwargs={"beside": os.getppid() + 1})
    thread.start()
    thread.join(5)

    assert not thread.is_alive()


def test_trouble_with_the_database_is_outlived(empty_app: Flask, caplog: pytest.LogCaptureFixture):
    stop = Event()
    rename = atomic(lambda to, now: db.session.connection().exec_driver_sql(f"ALTER TABLE {to} RENAME TO {now}"))
    send(LETTER)
    rename("outbox", "away")
    with sinking() as sink:
        use(empty_app, sink)
        thread = Thread(target=run, args=(empty_app, stop, QUICK))
        thread.start()
        await_that(lambda: "the worker met OperationalError" in caplog.text)
        rename("away", "outbox")
        await_that(lambda: len(sink.accepted) == 1)
        stop.set()
        thread.join(5)

    assert "ana@example.org" not in caplog.text


def test_two_workers_at_once_deliver_nothing_twice(any_empty_app: Flask, tmp_path: Path):
    send(*numbered(40))
    order_traces(tmp_path / "traces", range(10))

    with sinking() as sink:
        both = [started(address(any_empty_app), SMTP=sink.address) for _each in range(2)]
        await_that(lambda: states(OutboxMessage) == {"sent": 40} and states(Job) == {"done": 10})
        for process in both:
            end(process)

    assert sorted(Counter(sink.ids).values()) == [1] * 40
    assert traces(tmp_path / "traces") == {str(number): 1 for number in range(10)}


def test_cut_between_the_servers_acceptance_and_our_note_a_mail_goes_twice_under_one_id(any_empty_app: Flask):
    send(LETTER)

    with sinking() as sink:
        process = started(address(any_empty_app), SMTP=sink.address)
        sink.just_before_the_answer = lambda: process.kill() if len(sink.accepted) == 1 else None
        process.join(20)
        cut = message().state
        expired()
        process = started(address(any_empty_app), SMTP=sink.address)
        await_that(lambda: states(OutboxMessage) == {"sent": 1})
        end(process)

    assert cut == "sending"
    assert sink.ids == [message().message_id] * 2
    assert message().attempts == 1


@atomic
def expired() -> None:
    """Let every lease run out."""
    long_ago = clock.wire_now() - timedelta(hours=1)
    for kind in (OutboxMessage, Job):
        db.session.execute(update(kind).where(kind.lease.is_not(None)).values(leased_until=long_ago))


def test_killed_ten_times_a_worker_loses_nothing(any_empty_app: Flask, tmp_path: Path):
    send(*numbered(40))
    order_traces(tmp_path / "traces", range(10), lasts=0.02)

    with sinking() as sink:
        for round_ in range(10):
            process = started(address(any_empty_app), SMTP=sink.address)
            await_that(lambda: len(sink.accepted) > round_ * 3 or states(OutboxMessage).get("waiting", 0) == 0)  # noqa: B023
            kill(process)
        expired()
        process = started(address(any_empty_app), SMTP=sink.address)
        await_that(lambda: states(OutboxMessage) == {"sent": 40} and states(Job) == {"done": 10})
        end(process)

    written = set(db.session.scalars(select(OutboxMessage.message_id)))
    assert set(sink.ids) == written
    assert len(sink.ids) - 40 <= 10
    assert set(traces(tmp_path / "traces")) == {str(number) for number in range(10)}
    assert sum(traces(tmp_path / "traces").values()) - 10 <= 10
