"""Later closings at the desk: granted, honoured by registering and by “may I come?”, revoked."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from events.editions.models import Edition, Segment
from events.registration.models import Extension
from events.registration.queries.come import coming
from events.registration.rules.coming import Question
from events.registration.rules.registering import REGISTRAR, MayNotDecide, RegistrationClosed
from events.registration.services.extending import ForWhom, extend, revoke
from events.registration.services.registering import register
from foundation import access, revisions
from foundation.access import Scope
from foundation.db import atomic, db
from tests.events.registration.people import HOUSE, NOW, STAMP, a_person, affiliation, journal, number
from tests.support.pages import text_of
from tests.support.people import account, sign_in

PAGE = "/desk/2027/extensions"
LATE = datetime(2027, 5, 15, 8, tzinfo=UTC)
UNTIL = datetime(2027, 5, 21, 8, tzinfo=UTC)
BUSINESS = ForWhom(constituency="BUSINESS")


@pytest.fixture
def registrar(app: Flask) -> FlaskClient:
    client = sign_in(app.test_client(), account("AC-38"))
    db.session.rollback()
    return client


def extended(whom: ForWhom, segment: str = "SESSION", by: str = "AC-38") -> int:
    more: dict[str, Any] = {"reason": "The letter came late.", "now": NOW, "stamped_at": STAMP}
    return extend(number(by), "2027", segment, whom, closes_at=UNTIL, **more)


def registered(person: int, at: datetime) -> list[str]:
    told = register(
        person,
        "2027",
        ["SESSION"],
        affiliation_id=affiliation(person),
        mode="on_site",
        house=HOUSE,
        now=at,
        stamped_at=STAMP,
    )
    return [each.registration.state for each in told]


@pytest.mark.usefixtures("any_app")
@pytest.mark.parametrize(
    "whom", [ForWhom(constituency="CSO-WSIS"), ForWhom(organization="APC"), ForWhom(email="Late@people.example")]
)
def test_for_whom_it_closes_later_may_register_longer_and_nobody_else(whom: ForWhom):
    late = a_person("late", constituency="CSO-WSIS", organization="APC")
    other = a_person("other", constituency="BUSINESS", organization="ICC")
    with pytest.raises(RegistrationClosed):
        registered(late, LATE)
    extended(whom)

    assert registered(late, LATE) == ["approved"]
    with pytest.raises(RegistrationClosed):
        registered(other, LATE)


@pytest.mark.usefixtures("app")
def test_once_revoked_it_closes_as_for_everybody_and_again_changes_nothing():
    late = a_person("late", constituency="CSO-WSIS", organization="APC")
    made = extended(ForWhom(organization="APC"))
    for _ in range(2):
        revoke(number("AC-38"), "2027", made, now=NOW, stamped_at=STAMP)

    with pytest.raises(RegistrationClosed):
        registered(late, LATE)
    assert [verb for verb, _ in journal("extension")] == ["extend", "revoke"]


@pytest.mark.usefixtures("app")
def test_may_i_come_tells_the_later_closing_to_whom_it_fits_and_pages_are_drawn_anew():
    before = revisions.number()
    extended(BUSINESS)
    told = {
        key: str(coming("2027", Question(constituency=key, segment="SESSION"), now=LATE).answers[0].times.text)
        for key in ("BUSINESS", "ACADEMIC-TECH")
    }

    assert told == {"BUSINESS": "You can register until {closes}.", "ACADEMIC-TECH": "Registration closed on {closes}."}
    assert revisions.number() == before + 1


@pytest.mark.usefixtures("app")
def test_the_registrar_of_a_segment_extends_and_revokes_in_it_alone():
    given()
    made = extended(BUSINESS, segment="CLUSTER")

    assert extended(BUSINESS, by="AC-11") > made
    with pytest.raises(MayNotDecide):
        extended(BUSINESS, segment="CLUSTER", by="AC-11")
    with pytest.raises(MayNotDecide):
        revoke(number("AC-11"), "2027", made, now=NOW, stamped_at=STAMP)


@atomic
def given() -> None:
    where = select(Segment.id).join(Edition).where(Edition.key == "2027", Segment.key == "SESSION")
    access.grant(
        number("AC-11"), REGISTRAR, Scope("segment", db.session.scalars(where).one()), actor="command", now=NOW
    )


SENT = {
    "segment": "SESSION",
    "constituency": "BUSINESS",
    "closes_at": "2027-05-21T10:00",
    "reason": "The letter came late.",
}


def test_it_is_granted_by_its_form_listed_and_revoked(registrar: FlaskClient):
    answer = registrar.post(PAGE, data=SENT)
    row = db.session.scalars(select(Extension)).one()
    page = text_of(registrar.get(PAGE).text)
    gone = registrar.post(f"{PAGE}/{row.id}/revoke")

    assert (answer.status_code, row.closes_at, gone.status_code) == (303, UNTIL, 303)
    assert "The letter came late." in page
    assert "Registration closes for everybody at the same moment." in text_of(registrar.get(PAGE).text)


@pytest.mark.parametrize(
    ("sent", "words"),
    [
        ({"constituency": ""}, "Say for whom registration closes later"),
        ({"email": "nobody@people.example"}, "There is no account with this e-mail address."),
        ({"closes_at": "2027-05-14T18:00"}, "closes on 14 May 2027, 18:00 for everybody"),
        ({"closes_at": "2028-05-21T10:00"}, "This part ends on 28 May 2027. Choose an earlier moment."),
        ({"closes_at": "soon"}, "Give a day and an hour"),
        ({"reason": ""}, "Fill this in."),
        ({"reason": "x" * 301}, "Shorten this to 300 characters"),
        ({"segment": "NONE"}, "Choose one of the list."),
    ],
)
def test_what_can_not_be_granted_comes_back_with_words(registrar: FlaskClient, sent: dict[str, str], words: str):
    answer = registrar.post(PAGE, data=SENT | sent)

    assert (answer.status_code, words in text_of(answer.text)) == (422, True)
    assert db.session.scalars(select(Extension)).all() == []
