"""Whom the rule refused reads what it says now: once there is a basis, that one may come, and until when one registers."""

from __future__ import annotations

from flask import Flask

from events.registration.services.registering import register
from foundation.db import db
from stakeholders.accounts.models import Account
from tests.events.registration.people import affiliation, number, registrations
from tests.stakeholders.accreditation.people import DEED, a_person, an_application, approve
from tests.support.pages import text_of
from tests.support.people import sign_in


def page_of(app: Flask, person: int) -> str:
    client = sign_in(app.test_client(), db.session.get_one(Account, person))
    return text_of(client.get("/my/").text).split("My registrations")[1]


def test_after_an_accreditation_the_page_says_that_one_may_come_and_until_when(app: Flask):
    person = a_person("yara", constituency="CSO-WSIS", organization="OR-YOUTH")
    register(person, "2027", ["SESSION"], affiliation_id=affiliation(person), mode="on_site", **DEED)
    before = page_of(app, person)

    approve(number("AC-38"), an_application(person, "OR-YOUTH"), "B-CSO-DEMO")
    after = page_of(app, person)

    assert registrations(person) == {"SESSION": "refused"}
    assert "No decision or status is on record for your organization; session 30 needs one." in before
    assert "Register again" not in before
    assert "No decision or status is on record" not in after
    assert "You may come to session 30. Basis: Demonstration decision A (invented)." in after
    assert "What you can do: You can register until 14 May 2027, 18:00." in after
    assert "Register again" in after
    assert ("Apply for accreditation until" in before, "Apply for accreditation until" in after) == (True, False)
    assert "Register for “Thirtieth session of the Commission (demonstration)” until" in after
