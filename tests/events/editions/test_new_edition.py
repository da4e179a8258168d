"""A new edition from nothing to its first registration, by the forms of the desk alone."""

from __future__ import annotations

import re
from datetime import time

from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from events.editions import queries as editions
from events.venues import queries as venues
from foundation.db import db
from stakeholders.accounts.models import Account
from tests.events.registration.people import a_person, affiliation
from tests.support.desk import an_organizer
from tests.support.pages import text_of
from tests.support.people import sign_in
from tests.support.typed import typed

EDITION = {
    "key": "2028", "name": "The round of 2028", "city": "Geneva", "zone": "Europe/Zurich", "starts_on": "2028-05-08",
    "ends_on": "2028-05-26", "banner": "",
}  # fmt: skip
SEGMENT = {"key": "CLUSTER", "name": "The cluster", "host": "ITU", "ends_on": "2028-05-19"}
WINDOW = {
    "new-what": "registration", "new-segment": "CLUSTER", "new-opens": "2027-04-01T09:00",
    "new-closes": "2028-05-08T18:00",
}  # fmt: skip
HOURS = {"hours-from_1": "09:30", "hours-to_1": "12:30", "hours-from_2": "14:30", "hours-to_2": "17:30"}
MEETING = {
    "key": "D01", "title_en": "Opening of the cluster", "segment": "CLUSTER", "kind": "briefing", "organizers": "ITU",
    "when": "timed", "day": "2028-05-08", "start": "10:00", "end": "11:00", "room": "room:ITU-A", "priority": "1",
}  # fmt: skip


def publish(desk: FlaskClient) -> TestResponse:
    page = desk.get("/desk/2028/publish").text
    seen = re.findall(r'name="seen"[^>]* value="([^"]*)"', page)
    return desk.post("/desk/2028/publish", data={"note": "The first version.", "seen": seen[0]})


def test_a_new_edition_is_made_published_and_registered_for(app: Flask):
    desk = sign_in(app.test_client(), an_organizer())
    person = a_person("early", constituency="CSO-WSIS", organization="OR-NETWORK")
    early = sign_in(app.test_client(), db.session.get_one(Account, person))
    coming = {"affiliation": affiliation(person), "segments": "CLUSTER", "mode": "on_site"}
    db.session.rollback()

    deeds = [desk.post("/desk/new", data=EDITION)]
    new_segment = typed(desk.get("/desk/2028/new-segment").text, "segment-form")
    deeds.append(desk.post("/desk/2028/new-segment", data=new_segment | SEGMENT))
    deeds.append(desk.post("/desk/2028/windows", data=WINDOW))
    hours = typed(desk.get("/desk/2028/buildings/ITU").text, "hours-form")
    deeds.append(desk.post("/desk/2028/buildings/ITU/hours", data=hours | HOURS))
    meeting = typed(desk.get("/desk/2028/new-meeting").text)
    deeds.append(desk.post("/desk/2028/new-meeting", data=meeting | MEETING))
    deeds.append(publish(desk))
    deeds.append(early.post("/2028/register", data=coming))

    assert [deed.status_code for deed in deeds] == [303] * 7
    assert "Opening of the cluster" in text_of(app.test_client().get("/2028/programme").text)
    assert "/2028/segments/CLUSTER" in early.get("/my/").text
    found, itu = editions.edition("2028"), venues.house("ITU").building
    assert [window.key for window in editions.windows(found)] == ["W-REG-CLUSTER"]
    assert [(block.starts, block.ends) for block in venues.blocks(found.id, itu)] == [
        (time(9, 30), time(12, 30)), (time(14, 30), time(17, 30)),
    ]  # fmt: skip
