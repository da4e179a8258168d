"""Somebody whom nobody has confirmed can apply, and stands in the way of nobody who is confirmed."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from flask import Flask

from stakeholders.accreditation.rules.applying import REPLACED, OpenAlready
from tests.stakeholders.accreditation.people import (
    a_person,
    an_application,
    application,
    approve,
    hold,
    letters,
    number,
    verbs,
)
from tests.support.pages import text_of
from tests.support.people import sign_in


def youth(name: str, *, confirmed: bool = True) -> int:
    return a_person(name, constituency="CSO-WSIS", organization="OR-YOUTH", confirmed=confirmed)


@pytest.fixture
def strangers(any_app: Flask) -> int:
    """The application of somebody who says that they are one of the organization."""
    return an_application(youth("stranger", confirmed=False), "OR-YOUTH")


def test_who_is_confirmed_applies_and_the_strangers_application_is_withdrawn_with_a_reason(strangers: int):
    person = application(strangers).applied_by_id or 0

    made = an_application(youth("yara"), "OR-YOUTH")

    row = application(strangers)
    assert (row.state, row.reason, application(made).state) == ("withdrawn", str(REPLACED), "new")
    assert verbs(strangers)[-1] == ("withdraw_application", "withdrawn")
    assert str(REPLACED) in letters(person)[-1]


def test_one_that_the_secretariat_has_put_on_hold_makes_way_too(strangers: int):
    hold(number("AC-38"), strangers)

    made = an_application(youth("yara"), "OR-YOUTH")

    assert (application(strangers).state, application(made).state) == ("withdrawn", "new")


def _is_one_of_them() -> int:
    return youth("yara")


def _is_nobody() -> int:
    return youth("another", confirmed=False)


@pytest.mark.parametrize("stands", [_is_one_of_them, _is_nobody])
def test_who_is_not_confirmed_pushes_nothing_aside(any_app: Flask, stands: Callable[[], int]):
    made = an_application(stands(), "OR-YOUTH")

    with pytest.raises(OpenAlready):
        an_application(youth("stranger", confirmed=False), "OR-YOUTH")

    assert application(made).state == "new"


def test_of_two_who_are_confirmed_the_first_one_stands(any_app: Flask):
    made = an_application(youth("yara"), "OR-YOUTH")

    with pytest.raises(OpenAlready):
        an_application(youth("zoe"), "OR-YOUTH")

    assert application(made).state == "new"


def test_what_stands_instead_can_be_approved(strangers: int):
    made = an_application(youth("yara"), "OR-YOUTH")

    approve(number("AC-38"), made, "B-CSO-DEMO")

    assert application(made).state == "approved"


def test_the_stranger_reads_why_on_the_page_of_the_application(app: Flask):
    from foundation.db import db
    from stakeholders.accounts.models import Account

    person = youth("stranger", confirmed=False)
    made = an_application(person, "OR-YOUTH")
    an_application(youth("yara"), "OR-YOUTH")
    client = sign_in(app.test_client(), db.session.get_one(Account, person))

    page = text_of(client.get(f"/my/accreditation/{made}").text)

    assert str(REPLACED) in page
    assert "Withdraw the application" not in page
