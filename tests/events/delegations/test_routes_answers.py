"""The answer to an invitation on the page: neither yes nor no is none, a used link leads on, and one's own page asks, too."""

from __future__ import annotations

from flask import Flask

from events.delegations.services import members
from foundation.db import db
from stakeholders.accounts.models import Account
from tests.events.delegations.trying import hand, letters_to, newcomer, place, token_in
from tests.events.registration.people import a_person, registrations
from tests.support.pages import text_of
from tests.support.people import account, sign_in

ADA = "ada@people.example"


def invited(email: str = ADA) -> str:
    members.put(hand("AC-35"), place(), newcomer(email=email))
    return f"/invitations/{token_in(letters_to(email)[-1].text)}"


def _address(key: str) -> str:
    of = place(key)
    return f"/desk/{of.edition}/delegations/{of.segment}/{of.organization_id}"


def test_neither_yes_nor_no_changes_nothing(app: Flask):
    address = invited()
    client = app.test_client()

    for sent in ({}, {"answer": "maybe", "part": "1"}):
        answer = client.post(address, data=sent)
        assert (answer.status_code, "Say yes or no: nothing was done." in answer.text) == (422, True)

    unticked = client.post(address, data={"answer": "yes"})
    assert (unticked.status_code, "You said yes and ticked nothing." in unticked.text) == (422, True)
    assert client.get(address).status_code == 200


def test_a_used_invitation_leads_to_ones_own_page(app: Flask):
    address = invited()
    client = app.test_client()
    client.post(address, data={"answer": "no"})

    again = client.get(address)

    assert again.status_code == 410
    assert '<a class="btn main" href="/my/">Sign in to change it.</a>' in again.text
    assert "Ask for a new one." not in again.text


def test_ones_own_page_says_that_a_delegation_asks_and_takes_the_answer(app: Flask):
    person = a_person("colleague", constituency="NGO-ECOSOC", organization="IFLA")
    invited("colleague@people.example")
    client = sign_in(app.test_client(), db.session.get_one(Account, person))
    mine = text_of(client.get("/my/").text)
    asked = client.get("/my/invitations/2027")
    part = asked.text.split('name="part" value="')[1].split('"')[0]

    done = client.post("/my/invitations/2027", data={"answer": "yes", "part": part}, follow_redirects=True)

    assert ("A delegation names you for 2027. Say yes or no" in mine, "withdrawn" in mine) == (True, False)
    assert "Your answer is kept." in text_of(done.text)
    assert registrations(person) == {"SESSION": "approved"}
    assert "A delegation names you" not in text_of(client.get("/my/").text)


def test_the_group_of_states_is_asked_of_states_alone_and_who_lacks_a_basis_is_led_to_apply(app: Flask):
    client = sign_in(app.test_client(), account("AC-38"))
    db.session.rollback()
    of_agency = client.get(_address("UNESCO")).text
    of_state = client.get(_address("ST-AF1")).text

    assert ("group-name" in of_agency, "group-name" in of_state) == (False, True)
    assert ("Send in a table" in of_agency, '<option value="Group of 77 and China">' in of_state) == (True, True)
    assert "Apply for accreditation" in client.get(_address("OR-PATIENTS")).text
