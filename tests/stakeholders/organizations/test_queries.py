"""The directory of bodies, the organizations to choose from, and capacities of many people in one read."""

from __future__ import annotations

import pytest
from flask import Flask
from sqlalchemy import select

from foundation.confidence import Confidence
from foundation.db import atomic, db
from stakeholders.organizations import queries, rules, services
from stakeholders.organizations.models import Constituency, Organization
from tests.stakeholders.accounts.post import HOUSE, NOON, an_account
from tests.stakeholders.organizations.people import FIRST, a_focal_point, an_organizer, declared


@atomic
def a_state(key: str, kind: str = rules.STATE) -> None:
    constituency_id = db.session.scalars(select(Constituency.id).order_by(Constituency.position)).first()
    db.session.add(
        Organization(
            key=key, acronym=key, names={"en": f"State {key}"}, kind=kind, constituency_id=constituency_id,
            seat="", country="", zone="", region="", confidence=Confidence.ILLUSTRATIVE,
        )
    )  # fmt: skip


def test_states_and_other_participants_are_no_bodies(app: Flask):
    a_state("ST-XX")
    a_state("OR-XX", rules.PARTICIPANT)

    keys = {body.key for body in queries.bodies()}

    assert keys & {"ST-XX", "OR-XX"} == set()
    assert "ITU" in keys
    assert [app.test_client().get(f"/bodies/{key}").status_code for key in ("ST-XX", "OR-XX", "ITU")] == [404, 404, 200]
    assert "State ST-XX" not in app.test_client().get("/bodies/").text


@pytest.mark.usefixtures("app")
def test_one_chooses_from_states_and_organizations_that_have_not_ended():
    a_state("ST-XX")

    keys = {each.key for each in queries.organizations_to_choose()}

    assert {"ST-XX", "ITU"} <= keys
    assert "GAID" not in keys


@pytest.mark.usefixtures("app")
def test_a_capacity_tells_with_whom_and_under_whose_rights():
    person, organizer = an_account("ada@people.example"), an_organizer()
    services.confirm(organizer.id, declared(person), house=HOUSE, now=NOON, stamped_at=NOON)

    [capacity] = queries.capacities_of(person.id, FIRST)

    assert (capacity.organization_key, capacity.constituency_key, capacity.is_confirmed) == ("ITU", "UN-ENTITY", True)
    assert (capacity.names["en"], capacity.since, capacity.until) == (
        "International Telecommunication Union",
        FIRST,
        None,
    )


@pytest.mark.usefixtures("app")
def test_capacities_of_many_people_are_one_read(count_queries):
    people, organizer = [an_account(f"p{number}@people.example") for number in range(5)], an_organizer()
    for person in people[:3]:
        services.confirm(organizer.id, declared(person), house=HOUSE, now=NOON, stamped_at=NOON)
    db.session.rollback()

    with count_queries() as sent:
        found = queries.capacities_of_all([person.id for person in people], FIRST)

    assert len([line for line in sent if line.startswith("SELECT")]) == 1
    assert [len(found[person.id]) for person in people] == [1, 1, 1, 0, 0]


@pytest.mark.usefixtures("app")
def test_each_sees_only_what_they_may_confirm(count_queries):
    itu, organizer = a_focal_point("ITU"), an_organizer()
    before = {each.id for each in queries.to_confirm(organizer.id)}
    people = [an_account(f"p{number}@people.example") for number in range(3)]
    sent = declared(people[0])
    elsewhere, serving, alone = (
        declared(people[1], "UNESCO"),
        declared(people[2], how=rules.SERVING),
        declared(people[2], "", how=rules.ALONE),
    )
    declared(itu)
    own = declared(organizer, how=rules.SERVING)

    db.session.rollback()
    with count_queries() as asked:
        names = [each.account.name for each in queries.to_confirm(itu.id)]

    assert names == ["Ada Sample"]
    assert len([line for line in asked if line.startswith("SELECT")]) == 2
    assert [each.id for each in queries.to_confirm(itu.id)] == [sent]
    assert {each.id for each in queries.to_confirm(organizer.id)} - before >= {sent, elsewhere, serving, alone}
    assert own not in {each.id for each in queries.to_confirm(organizer.id)}
    assert queries.to_confirm(people[0].id) == []
