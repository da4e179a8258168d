"""The outbox: a letter stands and falls with the transaction of its cause, and goes once for its key."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import UTC, datetime

import pytest
from flask import Flask
from sqlalchemy import select

from foundation.db import atomic, db
from foundation.outbox import Letter, OutboxMessage, post

NOON = datetime(2027, 5, 25, 10, 0, tzinfo=UTC)
LETTER = Letter("ana@example.org", "Your seat", "You have a seat.\n", "seat")


class Stopped(Exception):
    pass


@atomic
def send(letter: Letter) -> bool:
    return post(letter, domain="linkage.example", stamped_at=NOON)


def messages() -> list[OutboxMessage]:
    return list(db.session.scalars(select(OutboxMessage).order_by(OutboxMessage.id)))


@pytest.mark.usefixtures("any_empty_app")
def test_a_letter_waits_from_the_moment_of_its_cause():
    assert send(LETTER) is True

    (message,) = messages()
    assert (message.state, message.attempts, message.due_at, message.written_at) == ("waiting", 0, NOON, NOON)
    assert (message.address, message.subject, message.text, message.kind) == (
        "ana@example.org",
        "Your seat",
        "You have a seat.\n",
        "seat",
    )
    assert message.message_id.startswith("<")
    assert message.message_id.endswith("@linkage.example>")


@pytest.mark.usefixtures("any_empty_app")
def test_a_letter_of_what_was_taken_back_is_never_written():
    @atomic
    def post_and_stop() -> None:
        post(LETTER, domain="linkage.example", stamped_at=NOON)
        raise Stopped

    with pytest.raises(Stopped):
        post_and_stop()

    assert messages() == []


@pytest.mark.usefixtures("any_empty_app")
def test_a_letter_with_a_key_is_written_once_and_those_without_each_time():
    keyed = replace(LETTER, key="seat.1")

    assert [send(keyed), send(keyed), send(LETTER), send(LETTER)] == [True, False, True, True]
    assert [message.key for message in messages()] == ["seat.1", None, None]


def test_of_writers_side_by_side_one_writes_the_letter_of_a_key(any_empty_app: Flask):
    def send_outside(_turn: int) -> bool:
        with any_empty_app.app_context():
            return send(replace(LETTER, key="seat.1"))

    with ThreadPoolExecutor(4) as writers:
        written = list(writers.map(send_outside, range(12)))

    assert written.count(True) == 1
    assert len(messages()) == 1


@pytest.mark.usefixtures("empty_app")
def test_a_subject_is_one_line_of_200_signs_at_most():
    send(replace(LETTER, subject="Hello\r\nBcc: all@example.org\n" + "x" * 300))

    (message,) = messages()
    assert message.subject == ("Hello Bcc: all@example.org " + "x" * 300)[:200]
