"""How often one may try: by address, by network, with words and with what was typed."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from datetime import UTC, datetime, timedelta

import pytest
from flask import Flask
from sqlalchemy import func, select

from foundation import clock, limits
from foundation.db import db
from foundation.limits import Attempts, Limit, TooOften, count
from stakeholders.accounts.services import gates
from tests.stakeholders.accounts.post import an_account, letters, stop_the_clock
from tests.support.pages import text_of
from tests.support.people import sign_in

NOON = datetime(2027, 3, 1, 12, 0, tzinfo=UTC)
THREE = Limit(3, timedelta(minutes=15))


@pytest.mark.usefixtures("any_empty_app")
def test_the_fourth_of_three_is_refused_until_the_span_is_over():
    for _ in range(3):
        count("try", "ada", THREE, stamped_at=NOON)

    with pytest.raises(TooOften) as refused:
        count("try", "ada", THREE, stamped_at=NOON + timedelta(minutes=5))
    count("try", "ben", THREE, stamped_at=NOON)
    count("taste", "ada", THREE, stamped_at=NOON)
    count("try", "ada", THREE, stamped_at=NOON + timedelta(minutes=15))

    assert str(refused.value.next_step) == "It can be tried again in 10 min."


def test_those_who_try_at_once_are_counted_one_by_one(any_empty_app: Flask):
    def attempt(_: int) -> bool:
        with any_empty_app.app_context():
            try:
                count("try", "ada", THREE, stamped_at=NOON)
                return True
            except TooOften:
                return False

    with ThreadPoolExecutor(8) as threads:
        passed = list(threads.map(attempt, range(8)))

    assert sum(passed) == 3


@pytest.mark.usefixtures("any_empty_app")
def test_counts_name_nobody_and_are_dropped_after_two_days():
    count("try", "ada@people.example", THREE, stamped_at=NOON)
    [row] = db.session.scalars(select(Attempts)).all()
    assert "ada" not in row.key

    count("try", "ben", THREE, stamped_at=NOON + timedelta(days=2, minutes=1))

    assert db.session.scalar(select(func.count()).select_from(limits.Attempts)) == 1


def test_after_ten_wrong_passwords_even_the_right_one_waits(app: Flask, monkeypatch: pytest.MonkeyPatch):
    stop_the_clock(monkeypatch)
    an_account("ada@people.example", password="three long words")
    client = app.test_client()
    for _ in range(gates.SIGN_INS_OF_PAIR.most):
        client.post("/my/sign-in", data={"email": "ada@people.example", "password": "wrong"})

    answer = client.post(
        "/my/sign-in", data={"email": "Ada@people.example", "password": "three long words", "stays": "y"}
    )

    assert answer.status_code == 429
    assert "This was tried too often in a short time." in text_of(answer.text)
    assert 'value="Ada@people.example"' in answer.text
    assert "checked" in answer.text
    assert int(answer.headers["Retry-After"]) in range(60, 901)


def test_a_sixth_letter_within_the_hour_is_not_written(app: Flask, monkeypatch: pytest.MonkeyPatch):
    stop_the_clock(monkeypatch)
    an_account("ada@people.example")
    client = app.test_client()

    answers = [client.post("/my/sign-in/link", data={"email": "ada@people.example"}).status_code for _ in range(6)]

    assert answers == [303, 303, 303, 303, 303, 429]
    assert len(letters("ada@people.example")) == 5


def try_passwords(app: Flask, networks: int, each: int) -> None:
    """Wrong passwords for one address from many networks."""
    for network in range(networks):
        for _ in range(each):
            with suppress(TooOften):
                gates.count_sign_in("ada@people.example", f"192.0.2.{network}", stamped_at=clock.wire_now())


@pytest.mark.parametrize(("networks", "status"), [(4, 303), (5, 429)])
def test_strangers_elsewhere_shut_nobody_out_below_fifty_failures(
    app: Flask, networks: int, status: int, monkeypatch: pytest.MonkeyPatch
):
    stop_the_clock(monkeypatch)
    an_account("ada@people.example", password="three long words")
    try_passwords(app, networks, each=15)

    answer = app.test_client().post("/my/sign-in", data={"email": "ada@people.example", "password": "three long words"})

    assert answer.status_code == status


def test_signing_in_well_does_not_count(app: Flask, monkeypatch: pytest.MonkeyPatch):
    stop_the_clock(monkeypatch)
    an_account("ada@people.example", password="three long words")
    values = {"email": "ada@people.example", "password": "three long words"}

    answers = [app.test_client().post("/my/sign-in", data=values).status_code for _ in range(11)]

    assert answers == [303] * 11
    assert set(db.session.scalars(select(Attempts.number))) == {0}


def test_letters_sign_ups_and_moves_are_counted_apart(app: Flask, monkeypatch: pytest.MonkeyPatch):
    stop_the_clock(monkeypatch)
    account = an_account("ada@people.example")
    client = sign_in(app.test_client(), account)
    values = {"email": "ada@people.example", "name": "Ada", "language": "en"}
    for _ in range(6):
        client.post("/my/sign-in/link", data=values)

    answers = [app.test_client().post("/my/sign-up", data=values), client.post("/my/address", data=values)]

    assert [answer.status_code for answer in answers] == [303, 303]


def test_one_network_may_not_try_many_addresses(app: Flask, monkeypatch: pytest.MonkeyPatch):
    stop_the_clock(monkeypatch)
    client, values = app.test_client(), {"name": "Ada", "language": "en"}
    for number in range(99):
        gates.count_sign_up(f"a{number}@people.example", "127.0.0.1", stamped_at=clock.wire_now())

    answers = [
        client.post("/my/sign-up", data={**values, "email": f"{name}@people.example"}).status_code for name in "bc"
    ]
    elsewhere = client.post(
        "/my/sign-up", data={**values, "email": "d@people.example"}, environ_base={"REMOTE_ADDR": "192.0.2.7"}
    )

    assert answers == [303, 429]
    assert elsewhere.status_code == 303
