"""A decision that is taken anew replaces the former one, and loses nothing of it."""

from __future__ import annotations

import csv
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select

from foundation.db import db
from stakeholders.accreditation import services
from stakeholders.accreditation.models import FormerDecision
from stakeholders.accreditation.queries.decisions import decisions
from stakeholders.accreditation.queries.desk import whole_file
from stakeholders.accreditation.rules.applying import ReasonNeeded
from stakeholders.accreditation.rules.lists import Filter
from tests.stakeholders.accreditation.people import (
    DEED,
    LETTER,
    a_person,
    an_application,
    application,
    approve,
    hold,
    number,
    refuse,
)
from tests.support.pages import text_of
from tests.support.people import account, sign_in


@pytest.fixture
def registrar(any_app: Flask) -> int:
    return number("AC-38")


@pytest.fixture
def made(any_app: Flask) -> int:
    return an_application(a_person("yara", constituency="CSO-WSIS", organization="OR-YOUTH"), "OR-YOUTH")


def former(application_id: int) -> list[tuple[Any, ...]]:
    db.session.rollback()
    rows = db.session.scalars(
        select(FormerDecision).where(FormerDecision.application_id == application_id).order_by(FormerDecision.id)
    )
    return [(each.state, each.from_session, each.to_session, each.reason, each.decided_by) for each in rows]


def test_each_decision_is_kept_with_its_reason_and_who_took_it(registrar: int, made: int):
    organizer = number("AC-37")

    refuse(registrar, made, "Nothing covers it.")
    approve(organizer, made, "B-CSO-DEMO", 30, 31)
    hold(registrar, made, "The certificate has lapsed.")

    assert former(made) == [
        ("refused", None, None, "Nothing covers it.", f"account:{registrar}"),
        ("approved", 30, 31, "", f"account:{organizer}"),
    ]
    assert application(made).reason == "The certificate has lapsed."


def test_what_was_on_hold_before_it_was_put_forward_again_is_kept_as_that(registrar: int, made: int):
    hold(registrar, made, "The statutes are missing.")
    person = application(made).applied_by_id or 0
    services.put_forward(person, made, letter=LETTER, status_number="", **DEED)

    approve(registrar, made, "B-CSO-DEMO")

    assert former(made) == [("on_hold", None, None, "The statutes are missing.", f"account:{registrar}")]


def test_a_decision_that_is_refused_keeps_nothing(registrar: int, made: int):
    refuse(registrar, made)

    with pytest.raises(ReasonNeeded):
        refuse(registrar, made, "")

    assert former(made) == []


def test_the_list_has_every_decision_and_says_which_one_was_replaced(registrar: int, made: int):
    refuse(registrar, made, "Nothing covers it.")
    approve(registrar, made, "B-CSO-DEMO", 30, 31)

    found = [each for each in decisions(registrar, Filter(session=30)) if each.application.id == made]

    assert [(each.state, each.reason, each.replaced_at is not None) for each in found] == [
        ("refused", "Nothing covers it.", True),
        ("approved", "", False),
    ]
    only = decisions(registrar, Filter(session=30, state="refused"))
    assert [each.state for each in only if each.application.id == made] == ["refused"]


def test_the_file_and_the_csv_show_the_former_one(app: Flask):
    made = an_application(a_person("yara", constituency="CSO-WSIS", organization="OR-YOUTH"), "OR-YOUTH")
    refuse(number("AC-38"), made, "Nothing covers it.")
    approve(number("AC-38"), made, "B-CSO-DEMO")
    client = sign_in(app.test_client(), account("AC-38"))

    page = text_of(client.get(f"/desk/accreditation/{made}").text)
    rows = list(csv.DictReader(client.get("/desk/accreditation/decisions.csv?session=30").text.splitlines()))
    pdf = client.get("/desk/accreditation/decisions.pdf?session=30")

    assert "This application refused 20 April 2027" in page
    assert "Nothing covers it." in page
    told = [(row["Decision"], row["Replaced on"], row["Reason"]) for row in rows if not row["Key"]]
    assert told == [("refused", "2027-04-20", "Nothing covers it."), ("approved", "", "")]
    assert pdf.data[:5] == b"%PDF-"


def test_who_reads_another_session_sees_none_of_it(app: Flask):
    from tests.stakeholders.accreditation.people import staff

    made = an_application(a_person("yara", constituency="CSO-WSIS", organization="OR-YOUTH"), "OR-YOUTH")
    refuse(number("AC-38"), made)
    approve(number("AC-38"), made, "B-CSO-DEMO")
    other = staff("registrar", "edition", "2007")

    assert [each for each in decisions(other, Filter()) if each.application.session == 30] == []


def test_the_number_of_reads_of_a_file_hangs_on_nothing(app: Flask, count_queries: Any):
    made = an_application(a_person("yara", constituency="CSO-WSIS", organization="OR-YOUTH"), "OR-YOUTH")
    registrar = number("AC-38")
    with count_queries() as few:
        whole_file(registrar, made)
    for reason in ("One.", "Two.", "Three."):
        refuse(registrar, made, reason)
    with count_queries() as many:
        found = whole_file(registrar, made)

    assert [each.reason for each in found.former] == ["Two.", "One."]
    assert len(many) == len(few)
