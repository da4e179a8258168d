"""Deciding on many at the desk: those ticked, those of the page, all that fit; filters that are kept; the sheet."""

from __future__ import annotations

import csv
import io
import re

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import func, select, update

from events.editions.models import Edition, Segment
from events.registration.models import BulkDecision, Registration, SavedFilter
from foundation import access
from foundation.access import HOUSE, Scope
from foundation.db import atomic, db
from foundation.journal import JournalLine
from stakeholders.accounts.models import Account
from tests.events.registration.people import NOW, approved_crowd
from tests.support.pages import text_of
from tests.support.people import account, sign_in

LIST, DECIDE = "/desk/2027/registrations", "/desk/2027/registrations/decide"


@pytest.fixture
def registrar(app: Flask) -> FlaskClient:
    client = sign_in(app.test_client(), account("AC-38"))
    db.session.rollback()
    return client


def crowd(size: int) -> list[str]:
    people = approved_crowd(size)
    return [
        str(each) for each in db.session.scalars(select(Registration.id).where(Registration.account_id.in_(people)))
    ]


def state() -> dict[str, int]:
    db.session.rollback()
    rows = select(Registration.state, func.count()).join(Account, Account.id == Registration.account_id)
    return dict(db.session.execute(rows.where(Account.name.startswith("crowd")).group_by(Registration.state)).all())


def hidden(page: str, name: str) -> str:
    return re.findall(rf'name="{name}" value="([^"]*)"', page)[0]


def test_those_ticked_are_decided_and_the_outcome_tells_how_many(registrar: FlaskClient):
    ticked = crowd(3)[:2]
    sent = {"number": [*ticked, "999999"], "verdict": "hold", "reason": "Wait", "sure": "2-0-0"}
    answer = registrar.post(DECIDE + "?state=approved", data=sent)
    page = text_of(registrar.get(answer.headers["Location"]).text)

    assert (answer.status_code, state()) == (303, {"approved": 1, "on_hold": 2})
    assert "2 decided" in page
    assert "number 999999: There is no such registration." in page


def test_all_on_this_page_needs_no_ticks(registrar: FlaskClient):
    crowd(3)
    page = registrar.get(f"{LIST}?q=crowd").text
    sent = {"whom": "page", "page": hidden(page, "page"), "verdict": "hold", "reason": "Wait", "sure": "3-0-0"}

    assert (registrar.post(f"{DECIDE}?q=crowd", data=sent).status_code, state()) == (303, {"on_hold": 3})


def test_all_that_fit_are_those_that_were_counted(registrar: FlaskClient):
    crowd(3)
    sent = {"whom": "all", "fit": "2", "verdict": "hold", "reason": "Wait", "sure": "3-0-0"}
    refused = registrar.post(f"{DECIDE}?q=crowd", data=sent)
    done = registrar.post(f"{DECIDE}?q=crowd", data={**sent, "fit": "3"})

    assert (refused.status_code, done.status_code, state()) == (409, 303, {"on_hold": 3})
    assert "Meanwhile 3 registrations fit the filter." in text_of(refused.text)


def test_a_hold_without_a_reason_comes_back_with_the_ticks(registrar: FlaskClient):
    ticked = crowd(2)[:1]
    answer = registrar.post(f"{DECIDE}?q=crowd", data={"number": ticked, "verdict": "hold", "next_step": "Write."})

    assert (answer.status_code, state()) == (422, {"approved": 2})
    assert "Give the reason: the person reads it." in text_of(answer.text)
    assert re.findall(r'name="number" value="(\d+)" checked', answer.text) == ticked
    assert ">Write.</textarea>" in answer.text


def test_nothing_ticked_is_told(registrar: FlaskClient):
    answer = registrar.post(DECIDE, data={"verdict": "approve"})

    assert (answer.status_code, "Tick the registrations first" in answer.text) == (422, True)


def test_before_an_approval_goes_it_is_asked_once_more_and_only_for_what_was_read(registrar: FlaskClient):
    sent = {"whom": "ticked", "number": crowd(2), "verdict": "refuse", "reason": "Wait", "next_step": "Write."}
    asked = registrar.post(f"{DECIDE}?q=crowd", data=sent)
    again = {name: re.findall(rf'name="{name}" value="([^"]*)"', asked.text) for name in (*sent, "sure")}
    other = registrar.post(f"{DECIDE}?q=crowd", data={**sent, "sure": "1-0-0"})

    assert (asked.status_code, other.status_code, state()) == (200, 200, {"approved": 2})
    assert "Nothing is decided yet. This goes with it: 2 approved now 0 seats go back" in text_of(asked.text)
    assert again == {name: value if isinstance(value, list) else [value] for name, value in sent.items()} | {
        "sure": ["2-0-0"]
    }
    assert (registrar.post(f"{DECIDE}?q=crowd", data=again).status_code, state()) == (303, {"refused": 2})


def test_a_refusal_without_a_next_step_comes_back_with_words_beside_the_field(registrar: FlaskClient):
    answer = registrar.post(DECIDE, data={"number": crowd(1), "verdict": "refuse", "reason": "Wait"})

    assert (answer.status_code, state()) == (422, {"approved": 1})
    assert '<a href="#next_step">' in answer.text
    assert "Say what the person can do next: the person reads it." in text_of(answer.text)


def test_of_what_lies_in_anothers_segment_only_the_number_that_was_sent_is_told(app: Flask):
    person, sent = account("AC-61"), crowd(1)
    grant(person)
    client = sign_in(app.test_client(), person)
    db.session.rollback()
    answer = client.post(DECIDE, data={"number": sent, "verdict": "approve"})
    page = text_of(client.get(answer.headers["Location"]).text)

    assert (answer.status_code, state()) == (303, {"approved": 1})
    assert f"number {sent[0]}: There is no such registration." in page
    assert "crowd 0" not in page


@atomic
def grant(person: Account) -> None:
    """A registrar of the cluster alone."""
    cluster = select(Segment.id).join(Edition).where(Edition.key == "2027", Segment.key == "CLUSTER")
    scope = Scope("segment", db.session.scalars(cluster).one())
    access.grant(person.id, "registrar", scope, actor="command", now=NOW)


def test_an_auditor_is_not_offered_to_keep_a_filter(app: Flask):
    person = account("AC-61")
    audit(person)
    client = sign_in(app.test_client(), person)
    db.session.rollback()
    page = client.get(LIST)

    assert (page.status_code, "Keep this filter" in page.text) == (200, False)


@atomic
def audit(person: Account) -> None:
    access.grant(person.id, "auditor", HOUSE, actor="command", now=NOW)


def test_a_hold_on_many_is_undone_by_its_button_and_by_nobody_else(app: Flask, registrar: FlaskClient):
    made_new(numbers := crowd(2))
    registrar.post(DECIDE, data={"number": numbers, "verdict": "hold", "reason": "Wait"})
    db.session.rollback()
    number = db.session.scalars(select(BulkDecision.id)).one()
    other = sign_in(app.test_client(), account("AC-37"))
    db.session.rollback()

    assert other.get(f"/desk/2027/decisions/{number}").status_code == 200
    assert other.post(f"/desk/2027/decisions/{number}/undo").status_code == 404
    assert registrar.post(f"/desk/2027/decisions/{number}/undo").status_code == 303
    assert state() == {"new": 2}


def test_a_decision_that_goes_on_is_looked_at_again_and_stopped_without_scripts(registrar: FlaskClient):
    registrar.post(DECIDE, data={"number": crowd(1), "verdict": "hold", "reason": "Wait", "sure": "1-0-0"})
    number = going_on()
    page = registrar.get(f"/desk/2027/decisions/{number}").text
    stopped = registrar.post(f"/desk/2027/decisions/{number}/stop")

    assert ("Look again" in page, "Stop it" in page, stopped.status_code) == (True, True, 303)
    assert "stopped after 1 of 2" in text_of(registrar.get(f"/desk/2027/decisions/{number}").text)


@atomic
def made_new(numbers: list[str]) -> None:
    db.session.execute(update(Registration).where(Registration.id.in_(map(int, numbers))).values(state="new"))


@atomic
def going_on() -> int:
    db.session.execute(update(BulkDecision).values(state="running", numbers=[1, 2], ended_at=None))
    return db.session.scalars(select(BulkDecision.id)).one()


def test_a_filter_is_kept_renewed_under_its_name_and_dropped(registrar: FlaskClient):
    registrar.post("/desk/2027/filters?state=new&page=2", data={"name": " To  do "})
    registrar.post("/desk/2027/filters?state=on_hold", data={"name": "to do"})
    kept = [(each.name, each.query) for each in db.session.scalars(select(SavedFilter))]
    page = registrar.get(LIST).text
    number = db.session.scalars(select(SavedFilter.id)).one()
    db.session.rollback()

    assert kept == [("to do", {"state": "on_hold"})]
    assert f'href="{LIST}?state=on_hold"><bdi>to do</bdi>' in page
    assert registrar.post(f"/desk/2027/filters/{number}/drop").status_code == 303
    assert db.session.scalars(select(SavedFilter.id)).all() == []


@pytest.mark.parametrize(
    ("name", "words"), [("", "Give the filter a name."), ("x" * 61, "Shorten this to 60 characters")]
)
def test_a_filter_without_a_fit_name_comes_back(registrar: FlaskClient, name: str, words: str):
    answer = registrar.post("/desk/2027/filters?state=new", data={"name": name})

    assert (answer.status_code, words in text_of(answer.text)) == (422, True)


def test_a_filter_of_somebody_else_can_not_be_dropped(app: Flask, registrar: FlaskClient):
    registrar.post("/desk/2027/filters?state=new", data={"name": "Mine"})
    number = db.session.scalars(select(SavedFilter.id)).one()
    other = sign_in(app.test_client(), account("AC-37"))
    db.session.rollback()

    assert other.post(f"/desk/2027/filters/{number}/drop").status_code == 404


def test_the_sheet_has_what_fits_no_formula_and_a_line_in_the_journal(registrar: FlaskClient):
    crowd(2)
    spoil()
    answer = registrar.get(f"{LIST}.csv?q=crowd&sort=name")
    rows = list(csv.reader(io.StringIO(answer.get_data(as_text=True).removeprefix("\ufeff"))))
    facts = db.session.scalars(select(JournalLine.facts).where(JournalLine.verb == "take_sheet")).one()

    assert answer.headers["Content-Type"].startswith("text/csv")
    assert [row[1] for row in rows] == ["name", '\'=HYPERLINK("crowd")', "crowd 1"]
    assert rows[0][9:] == [
        *("state", "basis", "reason", "next step"),
        *("registered at (Europe/Zurich)", "decided at (Europe/Zurich)"),
    ]
    assert rows[1][9:] == ["approved", "", "", "", "2027-04-20T10:00", ""]
    assert (facts["number"], facts["narrowed"]) == (2, ["q"])


@atomic
def spoil() -> None:
    db.session.execute(update(Account).where(Account.name == "crowd 0").values(name='=HYPERLINK("crowd")'))
