"""The desks of roles: who holds what, finding a person, giving by form, taking back with a word asked before."""

from __future__ import annotations

import re

from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from events.editions.models import Edition, Segment
from foundation import access
from foundation.access import Grant, Scope
from foundation.db import db
from portal.desk.rules import LATER
from portal.roles.rules import CATALOGUE
from stakeholders.accounts.models import Account
from tests.support.desk import an_organizer, somebody
from tests.support.pages import text_of
from tests.support.people import account, sign_in

ROLES = "/desk/2027/roles"
SCOPES = "Where it can be held:"


def client(app: Flask, person: Account | None = None) -> FlaskClient:
    return sign_in(app.test_client(), person or an_organizer())


def main(page: str) -> str:
    return text_of(page.split("<main")[1])


def edition_id() -> int:
    return db.session.scalars(select(Edition.id).where(Edition.key == "2027")).one()


def test_the_page_tells_who_holds_what_and_what_each_role_may_do(app: Flask):
    words = main(client(app).get(ROLES).text)

    for key in ("AC-38", "AC-40"):
        assert account(key).name in words
    assert [str(role.title) for role in CATALOGUE.values() if str(role.title) not in words] == []
    assert "Opens nothing yet: the chair’s desk comes with the floor." in words


def test_the_choice_says_where_each_role_can_be_held_and_sets_apart_what_opens_nothing_yet(app: Flask):
    page = client(app).get(ROLES, query_string={"q": account("AC-61").name}).text
    choice = page.split('name="role"')[1].split("</select>")[0]
    now, later = choice.split('<optgroup label="open nothing yet">')

    assert "Registrar (a whole edition · one segment)" in now
    assert "Auditor (a whole edition)" in now
    assert "Chair (a whole edition · one segment · one meeting)" in later
    assert [name in now for name in ("registrar", "auditor", "chair", "check-in")] == [True, True, False, False]
    assert f"{SCOPES} a whole edition, one segment" in main(page)


def test_what_opens_nothing_yet_is_what_has_no_desk_yet():
    assert {name for name, role in CATALOGUE.items() if not role.opens} == LATER.keys()
    assert all(str(role.may).startswith("Opens nothing yet") != role.opens for role in CATALOGUE.values())


def test_a_person_is_found_by_a_part_of_the_name_or_the_whole_address(app: Flask):
    person = account("AC-61")
    asked = {
        words: person.name in client(app).get(ROLES, query_string={"q": words}).text
        for words in (person.name.split()[0], person.email, person.email[:-4], "nobody at all")
    }

    assert list(asked.values()) == [True, True, False, False]
    assert "(s…@people.example)" in client(app).get(ROLES, query_string={"q": person.name}).text


def test_a_role_is_given_by_form_and_shown(app: Flask):
    person, ola = account("AC-61"), client(app)
    form = {"q": person.name, "person": str(person.id), "role": "rapporteur", "scope": "meeting", "key": "S03"}

    answer = ola.post(ROLES, data=form)

    assert (answer.status_code, answer.location) == (303, ROLES)
    assert re.search(rf"{re.escape(person.name)} Rapporteur meeting S03", main(ola.get(ROLES).text))


def test_what_was_typed_is_kept_when_it_is_refused(app: Flask):
    person = account("AC-61")
    form = {"q": person.name, "person": str(person.id), "role": "rapporteur", "scope": "meeting", "key": "NONE"}

    answer = client(app).post(ROLES, data=form)

    assert answer.status_code == 422
    assert "There is no NONE here that a role could be held for." in main(answer.text)
    assert 'value="NONE"' in answer.text
    assert re.search(rf'value="{person.id}" checked', answer.text)


def test_a_role_is_taken_back_after_a_word(app: Flask):
    person, ola = account("AC-38"), client(app)
    number = db.session.scalars(select(Grant.id).where(Grant.account_id == person.id)).first()
    address = f"{ROLES}/{number}/revoke"

    asked = ola.get(address)
    answer = ola.post(address)

    assert person.name in main(asked.text)
    assert (answer.status_code, answer.location) == (303, ROLES)
    db.session.rollback()
    assert access.held_by(person.id) == []
    assert "taken back on" in main(ola.get(ROLES).text)


def test_one_s_own_last_role_stays_and_the_page_says_why(app: Flask):
    edda = somebody("Edda Edition", "organizer", Scope("edition", edition_id()))
    number = db.session.scalars(select(Grant.id).where(Grant.account_id == edda.id)).one()

    answer = client(app, edda).post(f"{ROLES}/{number}/revoke")

    assert answer.status_code == 409
    assert "nobody takes that away from themselves" in main(answer.text)


def test_an_organizer_of_a_segment_sees_that_segment_s_roles_alone(app: Flask):
    query = select(Segment.id).where(Segment.edition_id == edition_id(), Segment.key == "CLUSTER")
    within = Scope("segment", db.session.scalars(query).one())
    sara = somebody("Sara Segment", "organizer", within)
    somebody("Rita Registrar", "registrar", within)

    page = client(app, sara).get(f"{ROLES}?q=maya").text

    assert "Rita Registrar" in main(page)
    assert account("AC-38").name not in main(page)
    assert 'value="segment:CLUSTER"' in page
    assert "segment: " not in text_of(page)
    assert 'value="segment:SESSION"' not in page
    assert 'value="edition"' not in page


def test_an_auditor_reads_who_holds_what_and_finds_no_form(app: Flask):
    audra = somebody("Audra Auditor", "auditor", Scope("edition", edition_id()))

    page = client(app, audra).get(ROLES).text

    assert account("AC-38").name in main(page)
    assert "Give a role" not in main(page)
    assert "/revoke" not in page


def test_the_house_tells_of_organizers_and_focal_points(app: Flask):
    words = main(client(app).get("/desk/roles").text)

    assert account("AC-37").name in words
    assert account("AC-35").name in words
    assert account("AC-38").name not in words


def test_the_page_costs_the_same_however_many_hold_a_role(app: Flask, count_queries):
    ola = client(app)
    ola.get(ROLES)
    with count_queries() as before:
        ola.get(ROLES)
    for number in range(12):
        somebody(f"Person {number}", "registrar", Scope("edition", edition_id()))
    with count_queries() as after:
        ola.get(ROLES)

    assert len(after) == len(before)
