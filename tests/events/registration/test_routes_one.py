"""One registration with all of it: what is told to whom, and the decision on it."""

from __future__ import annotations

import re

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from events.editions.models import Edition, Segment
from events.registration.models import Registration
from events.registration.rules.registering import REGISTRAR
from foundation import access
from foundation.access import Scope
from foundation.db import atomic, db
from stakeholders.organizations.rules import AUDITOR
from tests.events.registration.people import NOW
from tests.support.pages import text_of
from tests.support.people import account, sign_in

LIST = "/desk/2027/registrations"


def signed(app: Flask, key: str) -> FlaskClient:
    client = sign_in(app.test_client(), account(key))
    db.session.rollback()
    return client


def row(key: str) -> int:
    return db.session.scalars(select(Registration.id).where(Registration.key == key)).one()


@atomic
def given(key: str, role: str, segment: str | None = None) -> None:
    edition = db.session.scalars(select(Edition.id).where(Edition.key == "2027")).one()
    scope = Scope("edition", edition)
    if segment:
        where = (Segment.edition_id == edition, Segment.key == segment)
        scope = Scope("segment", db.session.scalars(select(Segment.id).where(*where)).one())
    access.grant(account(key).id, role, scope, actor="command", now=NOW)


def decide(client: FlaskClient, key: str, verdict: str, **more: str) -> tuple[int, str]:
    answer = client.post(f"{LIST}/{row(key)}", data={"verdict": verdict, **more})
    db.session.rollback()
    return answer.status_code, db.session.scalars(select(Registration.state).where(Registration.key == key)).one()


def test_all_of_it_stands_on_one_page(app: Flask):
    page = text_of(signed(app, "AC-38").get(f"{LIST}/{row('RG-118')}").text)
    person = account("AC-53")

    assert [words in page for words in (person.name, person.email, "Basis (R1)", "Affiliation", "Other parts")] == [
        True
    ] * 5


@pytest.mark.parametrize("key", ["AC-40", "AC-11"])
def test_who_only_reads_sees_neither_address_nor_buttons(app: Flask, key: str):
    if key == "AC-11":
        given(key, AUDITOR)
    page = signed(app, key).get(f"{LIST}/{row('RG-118')}").text

    assert (account("AC-53").email in page, 'name="verdict"' in page) == (False, False)


def test_the_registrar_of_a_segment_finds_that_of_another_part_missing(app: Flask):
    given("AC-11", REGISTRAR, "SESSION")
    client = signed(app, "AC-11")
    of_cluster = db.session.scalars(
        select(Registration.id).join(Segment, Segment.id == Registration.segment_id).where(Segment.key == "CLUSTER")
    ).first()
    db.session.rollback()
    told = [client.get(f"{LIST}/{number}").status_code for number in (row("RG-118"), of_cluster)]

    assert told == [200, 404]
    assert client.post(f"{LIST}/{of_cluster}", data={"verdict": "approve"}).status_code == 404
    assert "Cluster" not in "".join(re.findall(r'<tr id="r.*?</tr>', client.get(LIST).text, re.S))


def test_an_auditor_decides_nothing_keeps_nothing_and_takes_no_sheet(app: Flask):
    given("AC-11", AUDITOR)
    client = signed(app, "AC-11")

    assert client.get(LIST).status_code == 200
    assert decide(client, "RG-118", "approve") == (403, "new")
    assert client.get(f"{LIST}.csv").status_code == 403
    assert client.post("/desk/2027/filters", data={"name": "Mine"}).status_code == 403
    assert client.post(f"{LIST}/decide", data={"number": str(row("RG-118")), "verdict": "approve"}).status_code == 403


@pytest.mark.parametrize(
    ("verdict", "state"),
    [("approve", "approved"), ("pre_approve", "pre_approved"), ("hold", "on_hold"), ("refuse", "refused")],
)
def test_each_verdict_leads_to_its_state_and_back(app: Flask, verdict: str, state: str):
    client = signed(app, "AC-38")

    assert decide(client, "RG-118", verdict, reason="So it is.", next_step="Write.") == (303, state)
    assert decide(client, "RG-118", "renew") == (303, "new")


def test_a_ready_sentence_is_kept_in_the_form_that_speaks_every_language(app: Flask):
    client = signed(app, "AC-38")
    ready = "You are registered twice for this part."
    decide(client, "RG-118", "refuse", ready=ready, next_step="Write.")
    found = db.session.scalars(select(Registration.reason).where(Registration.key == "RG-118")).one()

    assert found == ready


def test_a_page_that_has_grown_old_decides_nothing(app: Flask):
    client = signed(app, "AC-38")
    decide(client, "RG-118", "hold", reason="Wait")

    assert decide(client, "RG-118", "approve", seen="1") == (409, "on_hold")
    assert decide(client, "RG-118", "approve", seen="2") == (303, "approved")


def test_no_verdict_is_no_decision(app: Flask):
    assert decide(signed(app, "AC-38"), "RG-118", "perhaps") == (422, "new")
