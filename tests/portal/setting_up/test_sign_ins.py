"""A demonstration's sign-ins get one password a house; it is told at each start, until a person chooses another."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import select, update
from werkzeug.security import check_password_hash

from foundation import clock
from foundation.db import atomic, db
from portal.loading.rules import SignIn
from portal.setting_up import commands, services
from stakeholders.accounts.models import Account
from tests.support import databases
from tests.support.people import account

KEYS = ["AC-37", "AC-35", "AC-61", "AC-01", "AC-11"]


@pytest.fixture
def house(tmp_path: Path) -> Iterator[Flask]:
    """A house that has been prepared once."""
    with (
        databases.copy("sqlite", loaded=True) as address,
        databases.application(address, HOME=str(tmp_path)) as app,
        app.app_context(),
    ):
        # As a fresh load leaves it.
        forget_passwords()
        assert app.test_cli_runner().invoke(commands.group, ["prepare"]).exit_code == 0
        yield app


@atomic
def forget_passwords() -> None:
    db.session.execute(update(Account).values(password_hash=None))


def hashes() -> dict[str | None, str | None]:
    db.session.rollback()
    return {each.key: each.password_hash for each in db.session.scalars(select(Account)) if each.password_hash}


def test_each_sign_in_has_the_password_of_the_house_with_a_salt_of_its_own(house, tmp_path):
    file = tmp_path / "demonstration_password"
    password = file.read_text().strip()

    assert re.fullmatch("[a-z]{4}(-[a-z]{4}){3}", password)
    assert file.stat().st_mode & 0o777 == 0o600
    assert sorted(hashes()) == sorted(KEYS)
    assert len(set(hashes().values())) == 5
    assert check_password_hash(hashes()["AC-37"] or "", password)


def test_the_sign_ins_are_told_with_address_password_and_what_they_show(house, tmp_path):
    password = (tmp_path / "demonstration_password").read_text().strip()

    told = services.demonstration_sign_ins(tmp_path)

    assert [name for name, _, _, _ in told] == ["organizer", "focal_point", "stakeholder", "delegate", "chair"]
    assert told[-1] == ("chair", "chair@people.example", password, "the desk of the chair")


def test_a_password_that_a_person_has_chosen_is_told_as_theirs_and_never_replaced(house, tmp_path):
    account("AC-37").password_hash = "another"
    account("AC-11").email = "maya@people.example"
    db.session.commit()
    password = (tmp_path / "demonstration_password").read_text().strip()
    (tmp_path / "loaded.digest").unlink()

    assert house.test_cli_runner().invoke(commands.group, ["prepare"]).exit_code == 0

    assert hashes()["AC-37"] == "another"
    assert [(email, told) for _, email, told, _ in services.demonstration_sign_ins(tmp_path)] == [
        ("organizer@people.example", "their own"),
        *((f"{name}@people.example", password) for name in ("focalpoint", "stakeholder", "delegate", "maya")),
    ]


def test_a_sign_in_that_is_added_later_gets_the_same_password(house, tmp_path):
    before = hashes()
    sign_ins = [SignIn("chair", "AC-11", "the chair"), SignIn("door", "AC-41", "the door")]

    services.give_sign_ins_a_password(tmp_path, sign_ins, actor="test", now=clock.now())

    assert {key: value for key, value in hashes().items() if key != "AC-41"} == before
    password = (tmp_path / "demonstration_password").read_text().strip()
    assert [(name, told) for name, _, told, _ in services.demonstration_sign_ins(tmp_path)] == [
        ("chair", password), ("door", password),
    ]  # fmt: skip


def test_a_second_start_hashes_nothing(house, monkeypatch):
    def refuse(*_: object, **__: object) -> bytes:
        raise AssertionError("a start that changes nothing hashes nothing")

    monkeypatch.setattr(hashlib, "scrypt", refuse)
    monkeypatch.setattr(hashlib, "pbkdf2_hmac", refuse)

    again = house.test_cli_runner().invoke(commands.group, ["prepare"])

    assert (again.exit_code, again.output) == (0, "")
    assert len(services.demonstration_sign_ins(Path(house.config["HOME"]))) == 5


def test_a_house_that_is_no_demonstration_has_no_such_sign_ins(empty_app, tmp_path):
    services.give_sign_ins_a_password(tmp_path, [SignIn("chair", "AC-11", "")], actor="test", now=clock.now())

    assert services.demonstration_sign_ins(tmp_path) == []
    assert list(tmp_path.iterdir()) == []
