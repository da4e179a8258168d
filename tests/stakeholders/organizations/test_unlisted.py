"""An organization that is not in the list: named by a person, there for everybody once somebody's affiliation is confirmed."""

from __future__ import annotations

from datetime import date

import pytest
from flask import Flask
from sqlalchemy import select

from foundation import revisions
from foundation.db import db
from foundation.limits import TooOften
from stakeholders.accounts.models import Account
from stakeholders.organizations import queries, rules, services
from stakeholders.organizations.models import Organization
from tests.stakeholders.accounts.post import HOUSE, NOON, an_account
from tests.stakeholders.organizations.people import FIRST, an_organizer
from tests.support.people import sign_in

NAME = "Réseau des écoles ouvertes"


def name(person: Account, called: str = NAME, constituency: str = "CSO-WSIS", since: date = FIRST) -> int:
    declared = services.Declared(rules.UNLISTED, name=called, constituency_key=constituency)
    return services.declare(person.id, declared, since=since, until=since, now=NOON, stamped_at=NOON)


def named() -> list[Organization]:
    db.session.rollback()
    return list(db.session.scalars(select(Organization).where(Organization.key.like("P-%")).order_by(Organization.id)))


@pytest.mark.usefixtures("any_app")
def test_a_named_organization_is_a_participant_and_the_affiliation_waits():
    person = an_account("ada@people.example")

    name(person)

    [organization] = named()
    assert (organization.names, organization.kind) == ({"en": NAME}, rules.PARTICIPANT)
    assert organization.acronym == organization.key
    [held] = queries.affiliations_of(person.id)
    assert (held.organization_key, held.constituency_key, held.is_confirmed) == (organization.key, "CSO-WSIS", False)


@pytest.mark.usefixtures("app")
def test_the_same_name_under_the_same_constituency_is_one_organization():
    ada, bo = an_account("ada@people.example"), an_account("bo@people.example")

    name(ada)
    name(bo, called="  RÉSEAU des   écoles ouvertes ")
    name(bo, constituency="BUSINESS")

    assert len(named()) == 2


@pytest.mark.usefixtures("app")
@pytest.mark.parametrize(
    ("called", "listed"),
    [
        ("UNESCO", "UNESCO"),
        ("unesco", "UNESCO"),
        ("Organisation des Nations Unies pour l’éducation, la science et la culture", "UNESCO"),
        ("African State 1", "ST-AF1"),
    ],
)
def test_what_stands_in_the_list_is_chosen_there_by_whatever_name_in_any_language(called: str, listed: str):
    with pytest.raises(rules.InTheList) as refused:
        name(an_account("ada@people.example"), called=called)

    assert (refused.value.sentence.values["key"], named()) == (listed, [])


def test_the_page_names_what_is_in_the_list_already(app: Flask):
    client = sign_in(app.test_client(), an_account("ada@people.example"))
    values = {"how": "unlisted", "name": "UNESCO", "constituency": "CSO-WSIS", "since": "2027-04-20"}

    answer = client.post("/my/affiliations", data=values)

    told = "United Nations Educational, Scientific and Cultural Organization is in the directory already, under UNESCO."
    assert (answer.status_code, told in answer.text) == (422, True)
    assert "Choose an organization or a State from the list." in answer.text


@pytest.mark.usefixtures("app")
@pytest.mark.parametrize("constituency", ["", "GOV-MEMBER", "SECRETARIAT", "UN-ENTITY", "EXPERT"])
def test_no_state_is_named_so(constituency: str):
    with pytest.raises(rules.ConstituencyNeeded):
        name(an_account("ada@people.example"), constituency=constituency)


@pytest.mark.usefixtures("app")
def test_one_names_three_a_day_and_standing_ones_do_not_count():
    person = an_account("ada@people.example")
    for number in range(3):
        name(person, called=f"Network {number}")

    with pytest.raises(TooOften):
        name(person, called="Network 4")

    assert name(person, called="Network 1", since=date(2027, 5, 1)) > 0


@pytest.mark.usefixtures("app")
def test_others_find_it_in_the_list_once_it_is_confirmed_and_public_pages_are_new_then():
    person, organizer = an_account("ada@people.example"), an_organizer()
    number = name(person)
    [key] = [each.key for each in named()]
    before, counted = key in {each.key for each in queries.organizations_to_choose()}, revisions.number()

    services.confirm(organizer.id, number, house=HOUSE, now=NOON, stamped_at=NOON)

    assert (before, key in {each.key for each in queries.organizations_to_choose()}) == (False, True)
    assert revisions.number() == counted + 1


def test_it_is_named_on_the_page(app: Flask):
    client = sign_in(app.test_client(), an_account("ada@people.example"))
    values = {"how": "unlisted", "name": NAME, "constituency": "CSO-WSIS", "since": "2027-04-20"}

    answers = [client.post("/my/affiliations", data={**values, "name": called}) for called in (NAME, "B", "C", "D")]

    assert [answer.status_code for answer in answers] == [303, 303, 303, 429]
    assert NAME in client.get("/my/affiliations").text
