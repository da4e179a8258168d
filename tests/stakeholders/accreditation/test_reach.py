"""Who decides for a session decides for that one: later ones are for the whole edition, while it lasts, and for the house."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from flask import Flask

from foundation import clock
from stakeholders.accreditation import services
from stakeholders.accreditation.rules.applying import Deed
from stakeholders.accreditation.rules.bases import BeyondReach, Span, check_reach
from stakeholders.accreditation.services import Verdict
from tests.stakeholders.accreditation.people import (
    DEED,
    a_person,
    an_application,
    application,
    approve,
    basis,
    held,
    hold,
    refuse,
    staff,
)
from tests.support.people import account, sign_in


@pytest.fixture
def made(app: Flask) -> int:
    return an_application(a_person("yara", constituency="CSO-WSIS", organization="OR-YOUTH"), "OR-YOUTH")


@pytest.mark.parametrize(("span", "goes_beyond"), [(Span(30, 30), False), (Span(30, 31), True), (Span(29), True)])
def test_one_session_is_within_everybodys_reach(span: Span, goes_beyond: bool):
    check_reach(span, session=30, goes_beyond=goes_beyond)


@pytest.mark.parametrize("span", [Span(30, 31), Span(30), Span(31, 31), Span(29, 30)])
def test_what_is_more_than_the_one_session_is_beyond_it(span: Span):
    with pytest.raises(BeyondReach):
        check_reach(span, session=30, goes_beyond=False)


def test_the_registrar_of_a_segment_accredits_for_its_session_alone(made: int):
    registrar = staff("registrar", "segment", "SESSION")

    with pytest.raises(BeyondReach):
        approve(registrar, made, "B-CSO-DEMO", 30, 31)
    refused = (application(made).state, held("OR-YOUTH", "B-CSO-DEMO"))
    approve(registrar, made, "B-CSO-DEMO", 30, 30)

    assert refused == ("new", None)
    assert held("OR-YOUTH", "B-CSO-DEMO") == (30, 30, True)


@pytest.mark.parametrize("deed", [refuse, hold])
def test_what_was_given_for_later_sessions_is_not_taken_away_by_the_registrar_of_a_segment(made: int, deed):
    registrar = staff("registrar", "segment", "SESSION")
    approve(staff("registrar", "house"), made, "B-CSO-DEMO", 30, 31)

    with pytest.raises(BeyondReach):
        deed(registrar, made)
    with pytest.raises(BeyondReach):
        approve(registrar, made, "B-CSO-DEMO", 30, 30)

    assert (application(made).state, held("OR-YOUTH", "B-CSO-DEMO")) == ("approved", (30, 31, True))


@pytest.mark.parametrize(("kind", "key"), [("edition", "2027"), ("house", "")])
def test_the_whole_edition_and_the_house_accredit_for_later_sessions(made: int, kind: str, key: str):
    approve(staff("registrar", kind, key), made, "B-CSO-DEMO", 30, 31)

    assert held("OR-YOUTH", "B-CSO-DEMO") == (30, 31, True)


def test_out_of_an_edition_that_is_over_nobody_accredits_for_later_sessions(made: int, monkeypatch: pytest.MonkeyPatch):
    registrar = staff("registrar", "edition", "2027")
    monkeypatch.setattr(clock, "now", lambda: datetime(2027, 7, 1, 8, tzinfo=UTC))

    with pytest.raises(BeyondReach):
        approve(registrar, made, "B-CSO-DEMO", 30, 31)
    approve(registrar, made, "B-CSO-DEMO", 30, 30)

    assert held("OR-YOUTH", "B-CSO-DEMO") == (30, 30, True)


def test_the_form_stands_again_with_the_reason(app: Flask, made: int):
    from foundation.db import db
    from stakeholders.accounts.models import Account

    registrar = db.session.get_one(Account, staff("registrar", "segment", "SESSION"))
    client = sign_in(app.test_client(), registrar)
    typed = {"verdict": "approve", "basis": basis("B-CSO-DEMO"), "from_session": 30, "to_session": 31, "seen": 1}

    answer = client.post(f"/desk/accreditation/{made}/decide", data=typed)

    assert answer.status_code == 409
    assert "You decide for session 30 alone; this is about sessions 30–31." in answer.text
    assert 'value="31"' in answer.text


def test_what_is_on_hold_is_decided_whoever_reaches_the_session(made: int):
    registrar = staff("organizer", "segment", "SESSION")
    hold(account("AC-38").id, made)

    services.decide(registrar, made, Verdict(Deed.REFUSE, "No."), seen=None, **DEED)

    assert application(made).state == "refused"
