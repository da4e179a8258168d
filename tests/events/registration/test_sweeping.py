"""Where passing on fails in one place, the others are done all the same, and the failed one is due still."""

from __future__ import annotations

import pytest
from flask import Flask
from sqlalchemy import select, text

from events.registration.models import Registration
from events.registration.services.registering import register, withdraw
from events.registration.services.seating import give_seat_back, join_list, take_seat
from events.registration.services.sweeping import sweep
from foundation.db import db
from tests.events.registration.limited import LATER, a_quota, an_ngo, segment_id, states_of
from tests.events.registration.people import DEED, TIMES, a_person, affiliation

S04 = ("2027", "S04")
FAILS = """CREATE TRIGGER fails BEFORE UPDATE ON seats WHEN NEW.segment_id = {number}
BEGIN SELECT RAISE(ABORT, 'not now'); END"""


def with_offers() -> tuple[list[int], list[int]]:
    """In a segment and in a meeting: one with an offer, then the next."""
    a_quota(1, segment="CLUSTER", constituency="BUSINESS")
    firms = [a_person(name, constituency="BUSINESS", organization="OR-SMALL") for name in "abc"]
    for firm in firms:
        register(firm, "2027", ["CLUSTER"], affiliation_id=affiliation(firm), mode="on_site", **DEED)
    row = db.session.scalars(select(Registration.id).where(Registration.account_id == firms[0])).one()
    withdraw(firms[0], row, **DEED)
    a_quota(1, meeting="S04", constituency="NGO-ECOSOC")
    people = [an_ngo(name) for name in ("sits", "first", "second")]
    take_seat(people[0], *S04, **TIMES)
    for person in people[1:]:
        join_list(person, *S04, **TIMES)
    give_seat_back(people[0], *S04, **TIMES)
    return firms[1:], people[1:]


def test_one_that_fails_is_told_in_the_log_and_the_others_pass_on(app: Flask, caplog: pytest.LogCaptureFixture):
    firms, people = with_offers()
    number = segment_id("CLUSTER")
    db.session.execute(text(FAILS.format(number=number)))
    db.session.commit()

    sweep(now=LATER)
    while_it_fails = (states_of(firms, segment="CLUSTER"), states_of(people, meeting="S04"))
    db.session.execute(text("DROP TRIGGER fails"))
    db.session.commit()
    sweep(now=LATER)

    assert while_it_fails == (["offered", "waiting"], ["cancelled", "offered"])
    assert [each.getMessage() for each in caplog.records] == [f"passing on in segment {number} failed"]
    assert states_of(firms, segment="CLUSTER") == ["cancelled", "offered"]
