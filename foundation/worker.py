"""The worker: sends what stands in the outbox and does the jobs that were ordered, beside the server.

Messages and jobs go on side by side, so that a long job holds up no mail; a third hand does what is done over and
over, and a fourth keeps the leases alive. Nothing is done inside the transaction that claims it, and its end is noted
in another one. Several workers may run at once.
The log bears numbers and kinds of error only: what failed, in words, stands in the row.
"""

from __future__ import annotations

import os
import secrets
import socket
import time
import traceback
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import timedelta
from functools import partial
from pathlib import Path
from threading import Event, Thread

from flask import Flask
from sqlalchemy.exc import DBAPIError, SQLAlchemyError

from foundation import clock, delivery, leases
from foundation.jobs import ROUNDS, WORK, Job, Round
from foundation.leases import Leased, NotDone, Row
from foundation.outbox import OutboxMessage

GRACE = 3.0
"""How long a worker that was told to stop goes on with what is in its hands, in seconds."""


@dataclass(frozen=True)
class Pace:
    """How often an idle worker looks for work (in seconds), how long a lease lasts, how many messages it claims at once."""

    poll: float = 0.5
    lease: timedelta = timedelta(seconds=60)
    batch: int = 20


PACE = Pace()


@dataclass
class Worker:
    """One worker: a name on its leases, and the word to stop."""

    app: Flask
    stop: Event
    pace: Pace
    holder: str

    def send_messages(self) -> bool:
        """Send a batch of what is due; False when nothing is."""
        way = delivery.way_out(self.app.config)
        messages = self._claim(OutboxMessage, self.pace.batch)
        try:
            for message in messages:
                if self.stop.is_set():
                    break
                self._try(message, f"message {message.id} ({message.kind})", partial(way.deliver, message))
        finally:
            way.close()
        return bool(messages)

    def do_job(self) -> bool:
        """Do one job that is due; False when there is none."""
        jobs = self._claim(Job, 1)
        for job in jobs:
            self._try(job, f"job {job.id} ({job.name})", partial(self._work, job))
        return bool(jobs)

    def go_round(self, chosen: Round) -> None:
        """Do once what is done over and over."""
        with self.app.app_context():
            chosen.done()

    def hold_on(self) -> None:
        """Renew the leases of all that is in hand."""
        with self.app.app_context():
            for kind in (OutboxMessage, Job):
                leases.renew(kind, self.holder, until=clock.wire_now() + self.pace.lease)

    def let_go(self, kind: type[Leased]) -> None:
        """Give back what was claimed and not begun."""
        with self.app.app_context():
            leases.let_go(kind, self.holder)

    def _claim(self, kind: type[Row], most: int) -> Sequence[Row]:
        with self.app.app_context():
            now = clock.wire_now()
            if not leases.is_due(kind, self.holder, now=now):
                return []
            return leases.claim(kind, self.holder, most=most, span=self.pace.lease, now=now)

    def _work(self, job: Job) -> None:
        if job.name not in WORK:
            raise NotDone("Nobody here knows this work.", is_hopeless=True)
        for done in WORK[job.name]:
            with self.app.app_context():
                done(dict(job.facts))

    def _try(self, row: Leased, called: str, attempt: Callable[[], None]) -> None:
        try:
            attempt()
        except Exception as error:
            self.app.logger.warning("%s failed, attempt %s: %s", called, row.attempts + 1, type(error).__name__)
            self._note(partial(leases.fail, row, self.holder, _words(error), is_hopeless=_is_hopeless(error)))
        else:
            self._note(partial(leases.finish, row, self.holder))

    def _note(self, note: Callable[..., bool]) -> None:
        """Note what became of a row. A database that is busy or away is asked until it answers: the deed is done."""
        while True:
            try:
                with self.app.app_context():
                    note(now=clock.wire_now())
                return
            except DBAPIError as trouble:
                self.app.logger.warning("the database took no note: %s", type(trouble).__name__)
                if self.stop.wait(max(self.pace.poll, 0.2)):
                    raise


def run(app: Flask, stop: Event, pace: Pace = PACE, *, beside: int | None = None) -> None:
    """Work until `stop` is set, or until the process `beside` is no longer the parent. Trouble is noted, and work goes on."""
    delivery.way_out(app.config)
    worker = Worker(app, stop, pace, f"{socket.gethostname()[:40]}:{os.getpid()}:{secrets.token_hex(6)}")
    lanes = [
        Thread(target=_go_on, args=(worker, OutboxMessage, worker.send_messages), daemon=True),
        Thread(target=_go_on, args=(worker, Job, worker.do_job), daemon=True),
        Thread(target=_go_round, args=(worker,), daemon=True),
    ]
    for lane in lanes:
        lane.start()
    every = min(1.0, pace.lease.total_seconds() / 4)
    renewed = time.monotonic()
    while not stop.wait(every):
        if beside is not None and os.getppid() != beside:
            stop.set()
        elif time.monotonic() - renewed >= pace.lease.total_seconds() / 4:
            renewed = time.monotonic()
            _guarded(worker, worker.hold_on)
    for lane in lanes:
        lane.join(GRACE)


def _go_on(worker: Worker, kind: type[Leased], turn: Callable[[], bool]) -> None:
    while not worker.stop.is_set():
        if not _guarded(worker, turn):
            worker.stop.wait(worker.pace.poll)
    _guarded(worker, lambda: worker.let_go(kind))


def _go_round(worker: Worker) -> None:
    due = dict.fromkeys(ROUNDS, time.monotonic())
    while not worker.stop.wait(worker.pace.poll):
        for each in ROUNDS:
            if time.monotonic() >= due[each] and not worker.stop.is_set():
                _guarded(worker, partial(worker.go_round, each))
                due[each] = time.monotonic() + each.seconds


def _guarded(worker: Worker, turn: Callable[[], bool | None]) -> bool | None:
    try:
        return turn()
    except Exception as error:
        # Its words may hold the values of a statement, and those an address.
        worker.app.logger.error("the worker met %s at %s", type(error).__name__, _place(error))
        worker.stop.wait(1)
        return False


def _is_hopeless(error: Exception) -> bool:
    return isinstance(error, NotDone) and error.is_hopeless


def _words(error: Exception) -> str:
    if isinstance(error, NotDone):
        return str(error)
    # A database's own words hold the values of the statement.
    said = "" if isinstance(error, SQLAlchemyError) else f": {error}"
    return f"{type(error).__name__} at {_place(error)}{said}"


def _place(error: Exception) -> str:
    last = traceback.extract_tb(error.__traceback__)[-1]
    return f"{Path(last.filename).name}:{last.lineno}"
