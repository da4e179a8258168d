"""The page of one's seat says whether one may ask for the floor in the meeting, and why not (R3)."""

from __future__ import annotations

import pytest
from flask import Flask

from foundation.db import db
from stakeholders.accounts.models import Account
from tests.events.registration.people import a_person, approved
from tests.support.pages import text_of
from tests.support.people import account, sign_in


def floor(app: Flask, key: str, meeting: str) -> str:
    page = sign_in(app.test_client(), account(key)).get(f"/2027/meetings/{meeting}/seat").text
    return text_of(page.split('id="floor"')[1].split("</section>")[0].split("</h2>")[1])


@pytest.mark.parametrize(
    ("key", "meeting", "said"),
    [
        ("AC-61", "S03", "You may ask for the floor here when the list of speakers opens."),
        ("AC-01", "S03", "You may ask for the floor here when the list of speakers opens."),
        (
            "AC-55",
            "S03",
            "In this meeting you are present without the floor. You can file a written statement.",
        ),
        (
            "AC-42",
            "S03",
            "Your registration for this part is not approved: you can’t ask for the floor yet. "
            "Your page says how it stands, and what you can do.",
        ),
    ],
)
def test_r3_each_person_reads_whether_they_may_ask_for_the_floor(app: Flask, key: str, meeting: str, said: str):
    assert floor(app, key, meeting) == said


def test_r3_who_is_approved_for_the_cluster_alone_has_no_floor_in_the_session(app: Flask):
    person = a_person("cluster alone", constituency="CSO-WSIS", organization="OR-NETWORK")
    approved(person, "CLUSTER", constituency="CSO-WSIS")
    client = sign_in(app.test_client(), db.session.get_one(Account, person))
    pages = [text_of(client.get(f"/2027/meetings/{key}/seat").text) for key in ("S03", "D07")]

    assert "Only who is registered for this part of the edition asks for the floor. Register for it" in pages[0]
    assert "You may ask for the floor here when the list of speakers opens." in pages[1]
