"""A session that was signed out of is ended on the server, and each ends on its own day at the latest."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import func, select

from foundation import clock
from foundation.db import db
from stakeholders.accounts import queries
from stakeholders.accounts.models import EndedSession
from stakeholders.accounts.services import entering
from tests.stakeholders.accounts.post import NOON, an_account
from tests.support.people import sign_in

MONTH = timedelta(days=30)


def holds(client: FlaskClient, **changed: object) -> dict[str, object]:
    """What a client's session holds, after a change."""
    with client.session_transaction() as session:
        session.update(changed)
        return dict(session)


def test_a_cookie_that_was_copied_before_signing_out_is_worth_nothing(app: Flask):
    client, thief = sign_in(app.test_client(), an_account("ada@people.example")), app.test_client()
    thief.set_cookie("session", client.get_cookie("session").value)
    before = thief.get("/my/profile").status_code

    client.post("/my/sign-out")

    assert (before, thief.get("/my/profile").status_code) == (200, 303)


def test_a_session_that_another_replaces_is_ended_too(app: Flask):
    account = an_account("ada@people.example", password="three long words")
    client, thief = sign_in(app.test_client(), account), app.test_client()
    thief.set_cookie("session", client.get_cookie("session").value)

    client.post("/my/sign-in", data={"email": "ada@people.example", "password": "three long words"})

    assert [each.get("/my/profile").status_code for each in (client, thief)] == [200, 303]


@pytest.mark.usefixtures("app")
@pytest.mark.parametrize("rest", ["1", "1.", "2.x", "", "1x.y"])
def test_what_is_no_session_of_ours_is_nobody_s(rest: str):
    account = an_account("ada@people.example")

    assert queries.person_of(f"{account.id}.1.some") is not None
    assert queries.person_of(f"{account.id}.{rest}") is None


@pytest.mark.usefixtures("app")
def test_who_is_signed_in_is_asked_for_in_one_query(count_queries):
    account = an_account("ada@people.example")
    db.session.rollback()

    with count_queries() as sent:
        queries.person_of(f"{account.id}.1.some")

    assert len([line for line in sent if line.startswith("SELECT")]) == 1


@pytest.mark.usefixtures("app")
def test_only_the_hash_of_an_ended_session_is_kept_and_not_for_ever():
    entering.sign_out("1.1.first", lasts=MONTH, stamped_at=NOON)
    [kept] = db.session.scalars(select(EndedSession.sid_hash)).all()
    entering.sign_out("1.1.second", lasts=MONTH, stamped_at=NOON + MONTH + timedelta(days=2))

    assert kept == queries.hash_of("first")
    assert db.session.scalars(select(EndedSession.sid_hash)).all() == [queries.hash_of("second")]


def test_a_double_click_on_sign_out_ends_it_once(any_app: Flask):
    def leave(_: int) -> None:
        with any_app.app_context():
            entering.sign_out("1.1.some", lasts=MONTH, stamped_at=NOON)

    with ThreadPoolExecutor(2) as threads:
        list(threads.map(leave, range(2)))

    assert db.session.scalar(select(func.count()).select_from(EndedSession)) == 1


@pytest.mark.parametrize(("age", "status"), [(29, 200), (31, 303), (None, 303)])
def test_no_session_lasts_longer_than_thirty_days(app: Flask, age: int | None, status: int):
    client = sign_in(app.test_client(), an_account("ada@people.example"))
    begun_at = clock.wire_now().timestamp() - timedelta(days=age).total_seconds() if age else None

    holds(client, signed_in_at=int(begun_at) if begun_at else None)

    assert client.get("/my/profile").status_code == status
