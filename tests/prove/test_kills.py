"""Sixty real kills of the worker, at moments that nobody chose, between messages and jobs that keep coming."""

from __future__ import annotations

import random
import time
from collections import Counter
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import func, select, update

from foundation import clock
from foundation.db import atomic, db
from foundation.jobs import Job, order
from foundation.outbox import Letter, OutboxMessage, post
from tests.support.sink import sinking
from tests.support.working import await_that, end, kill, started

KILLS = 60


@atomic
def write(number: int, place: Path) -> None:
    stamped_at = clock.wire_now()
    for turn in range(5):
        letter = Letter(f"p{turn}@example.org", f"{number}.{turn}", "Hello.\n", "digest", key=f"{number}.{turn}")
        post(letter, domain="linkage.example", stamped_at=stamped_at)
    order("trial.note", stamped_at=stamped_at, place=str(place), number=number, lasts=0.01)


def open_rows() -> int:
    """How much is neither sent nor done."""
    db.session.rollback()
    counted = [
        db.session.scalar(select(func.count()).select_from(kind).where(kind.state != kind.ENDED)) or 0
        for kind in (OutboxMessage, Job)
    ]
    return sum(counted)


@atomic
def as_if_never_tried() -> None:
    # Sixty kills are more than the eight attempts that a message has.
    for kind in (OutboxMessage, Job):
        db.session.execute(update(kind).where(kind.state != kind.ENDED).values(attempts=0))


@pytest.mark.prove
@pytest.mark.parametrize("way", ["mail server", "folder"])
def test_sixty_kills_lose_nothing(any_empty_app: Flask, tmp_path: Path, way: str):
    chance = random.Random(4)
    with sinking() as sink:
        settings = {"SMTP": sink.address if way == "mail server" else "", "HOME": str(tmp_path)}
        address = any_empty_app.config["SQLALCHEMY_DATABASE_URI"]
        for number in range(KILLS):
            write(number, tmp_path / "traces")
            process = started(address, **settings)
            time.sleep(chance.uniform(0, 0.6))
            kill(process)
            as_if_never_tried()
        process = started(address, **settings)
        await_that(lambda: open_rows() == 0, patience=60)
        end(process)

    written = set(db.session.scalars(select(OutboxMessage.message_id)))
    traces = Counter((tmp_path / "traces").read_text().split())
    assert set(traces) == {str(number) for number in range(KILLS)}
    assert sum(traces.values()) - KILLS <= KILLS
    if way == "mail server":
        assert set(sink.ids) == written
        assert len(sink.ids) - len(written) <= KILLS
    else:
        assert len(list((tmp_path / "messages").glob("*.eml"))) == len(written)
