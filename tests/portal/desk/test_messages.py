"""The desk of messages: what failed and what waits, without what a message says; sending again, once."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import delete, select, update

from foundation import clock
from foundation.db import atomic, db
from foundation.jobs import Job, order
from foundation.journal import JournalLine
from foundation.outbox import Letter, OutboxMessage, post
from portal.desk.rules import PAGE, NotTheOrganizer
from portal.desk.services import send_again
from tests.support.pages import text_of
from tests.support.people import account, sign_in

ERROR = "The mail server answered 550: nobody called …"
LETTER = Letter("ana@post.example.org", "Your link to sign in", "http://127.0.0.1:8000/my/links/secret\n", "sign_in")


@pytest.fixture(autouse=True)
def _empty(app: Flask) -> None:
    @atomic
    def empty() -> None:
        db.session.execute(delete(OutboxMessage))
        db.session.execute(delete(Job))

    empty()


@pytest.fixture
def organizer(app: Flask) -> FlaskClient:
    return sign_in(app.test_client(), account("AC-37"))


@atomic
def written(*letters: Letter, state: str = "dead", attempts: int = 8, error: str = ERROR) -> None:
    before = set(db.session.scalars(select(OutboxMessage.id)))
    for letter in letters:
        post(letter, domain="linkage.example", stamped_at=clock.wire_now())
    db.session.execute(
        update(OutboxMessage).where(OutboxMessage.id.not_in(before)).values(state=state, attempts=attempts, error=error)
    )


@atomic
def ordered(state: str) -> None:
    order("programme.published", stamped_at=clock.wire_now(), edition="2027", number=2)
    db.session.execute(update(Job).values(state=state, attempts=8, error="KeyError at jobs.py:3: 'x'"))


def rows(kind: type[Any]) -> list[Any]:
    db.session.rollback()
    return list(db.session.scalars(select(kind).order_by(kind.id).execution_options(populate_existing=True)))


def deeds() -> list[tuple[str, str, str]]:
    lines = db.session.scalars(select(JournalLine).where(JournalLine.verb.in_(("send_again", "do_again"))))
    return [(line.actor, line.verb, line.subject_key) for line in lines]


def test_what_is_dead_stands_with_its_error_and_without_its_text_or_address(organizer: FlaskClient):
    written(LETTER)

    page = organizer.get("/desk/messages").text

    words = text_of(page)
    assert ERROR in words
    assert "8 attempts" in words
    assert "a…@post.example.org" in words
    assert "ana@post" not in page
    assert "secret" not in page


def test_what_waits_stands_with_its_next_attempt(organizer: FlaskClient):
    written(LETTER, state="waiting", attempts=1, error="The mail server could not be reached (TimeoutError).")

    words = text_of(organizer.get("/desk/messages").text)

    assert "Next attempt" in words
    assert "1 attempt" in words
    assert "Every message went, or is on its way." in words


def test_an_empty_outbox_says_so(organizer: FlaskClient):
    words = text_of(organizer.get("/desk/messages").text)

    for said in ("Every message went, or is on its way.", "No job failed.", "Nothing waits."):
        assert said in words


def test_sent_again_a_message_waits_with_all_its_attempts_and_the_journal_tells_who(organizer: FlaskClient):
    written(LETTER)
    (message,) = rows(OutboxMessage)

    answers = [organizer.post(f"/desk/messages/{message.id}/again") for _click in range(2)]

    (message,) = rows(OutboxMessage)
    assert [(answer.status_code, answer.location) for answer in answers] == [(303, "/desk/messages")] * 2
    assert (message.state, message.attempts) == ("waiting", 0)
    assert deeds() == [(f"account:{account('AC-37').id}", "send_again", str(message.id))]


def test_a_message_that_went_is_not_sent_again(organizer: FlaskClient):
    written(LETTER, state="sent", error="")
    (message,) = rows(OutboxMessage)

    organizer.post(f"/desk/messages/{message.id}/again")

    assert (rows(OutboxMessage)[0].state, deeds()) == ("sent", [])


def test_all_that_is_dead_is_sent_again_at_once(organizer: FlaskClient):
    written(LETTER, LETTER)
    written(LETTER, state="sent", error="")

    organizer.post("/desk/messages/again")

    assert [message.state for message in rows(OutboxMessage)] == ["waiting", "waiting", "sent"]
    assert deeds() == [(f"account:{account('AC-37').id}", "send_again", "all")]


def test_work_that_failed_is_done_again(organizer: FlaskClient):
    ordered("dead")
    (job,) = rows(Job)
    page = organizer.get("/desk/messages").text

    organizer.post(f"/desk/messages/jobs/{job.id}/again")

    assert "programme.published" in page
    assert "KeyError at jobs.py:3" in page
    assert (rows(Job)[0].state, rows(Job)[0].attempts) == ("waiting", 0)
    assert deeds() == [(f"account:{account('AC-37').id}", "do_again", str(job.id))]


@pytest.mark.parametrize("key", ["AC-40", "AC-38", "AC-35", "AC-11", "AC-61"])
def test_who_organizes_nothing_neither_sees_nor_sends(app: Flask, key: str):
    written(LETTER)
    (message,) = rows(OutboxMessage)
    client = sign_in(app.test_client(), account(key))

    answers = [
        client.get("/desk/messages"),
        client.post(f"/desk/messages/{message.id}/again"),
        client.post("/desk/messages/again"),
        client.post("/desk/messages/jobs/1/again"),
    ]

    assert [answer.status_code for answer in answers] == [403] * 4
    assert ERROR not in answers[0].text
    assert rows(OutboxMessage)[0].state == "dead"


@pytest.mark.parametrize("path", ["/desk/messages/1/again", "/desk/messages/again", "/desk/messages/jobs/1/again"])
def test_a_stranger_is_led_to_the_door(app: Flask, path: str):
    answer = app.test_client().post(path)

    assert (answer.status_code, answer.location[:12]) == (303, "/my/sign-in?")


def test_the_service_asks_for_the_role_itself(app: Flask):
    written(LETTER)
    (message,) = rows(OutboxMessage)

    with pytest.raises(NotTheOrganizer):
        send_again(account("AC-61").id, message.id, now=clock.now(), stamped_at=clock.wire_now())


def test_what_is_not_there_is_missing(organizer: FlaskClient):
    answers = [organizer.post("/desk/messages/99999/again"), organizer.post("/desk/messages/jobs/99999/again")]

    assert [answer.status_code for answer in answers] == [404, 404]


def test_a_forged_form_does_nothing(app: Flask, organizer: FlaskClient):
    written(LETTER)
    (message,) = rows(OutboxMessage)
    app.config["WTF_CSRF_ENABLED"] = True

    answer = organizer.post(f"/desk/messages/{message.id}/again")

    assert (answer.status_code, rows(OutboxMessage)[0].state) == (400, "dead")


def test_many_dead_messages_stand_on_pages_and_cost_no_more_queries(organizer: FlaskClient, count_queries):
    written(LETTER)
    organizer.get("/desk/messages")
    with count_queries() as with_one:
        organizer.get("/desk/messages")
    written(*(replace(LETTER, subject=f"Number {number}.") for number in range(PAGE + 5)))
    with count_queries() as with_many:
        first = text_of(organizer.get("/desk/messages").text)
    second = text_of(organizer.get("/desk/messages?page=2").text)

    assert len(with_many) == len(with_one)
    assert (first.count("Send again"), second.count("Send again")) == (PAGE, 6)
    assert "Number 0." in second
