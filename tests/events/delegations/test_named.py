"""Whoever has an account is only named by a delegation: before their yes nothing is made for them; on both databases."""

from __future__ import annotations

import pytest
from sqlalchemy import func, select

from events.delegations.models import Member
from events.delegations.queries.invited import asked_of, invitation
from events.delegations.services import answering, members
from events.registration.models import Registration
from events.registration.rules.change_requests import NoRightInIt
from events.registration.services.deciding import Verdict, decide_all
from events.registration.services.registering import register
from foundation.db import db
from stakeholders.organizations.models import Affiliation
from tests.events.delegations.trying import hand, letters_to, newcomer, organization, people, place, token_in
from tests.events.registration.people import DEED, STAMP, a_person, affiliation, journal, number, registrations

TRADER = "trader@people.example"


def a_trader(*, registered: bool = True) -> int:
    """Somebody with an account of their own, whom R1 has refused for a company."""
    person = a_person("trader", constituency="BUSINESS", organization="OR-GUILD")
    if registered:
        register(person, "2027", ["SESSION"], affiliation_id=affiliation(person), mode="on_site", **DEED)
    return person


def named() -> str:
    """UNESCO's focal point puts the trader into the delegation: the secret of the letter's link."""
    members.put(hand("AC-35"), place(), newcomer(name="Typed Trader", email=TRADER))
    return token_in(letters_to(TRADER)[-1].text)


def sent_by(person: int) -> list[str]:
    """With whom somebody is confirmed."""
    db.session.rollback()
    of = select(Affiliation.organization_id).where(Affiliation.account_id == person)
    return sorted("UNESCO" if each == organization("UNESCO") else "own" for each in db.session.scalars(of))


def row_of(person: int) -> Registration:
    db.session.rollback()
    return db.session.scalars(select(Registration).where(Registration.account_id == person)).one()


@pytest.mark.usefixtures("any_app")
def test_before_the_yes_nothing_stands_for_who_has_an_account():
    person = a_trader(registered=False)

    named()

    assert (registrations(person), sent_by(person)) == ({"SESSION": "withdrawn"}, ["own"])
    assert (people(), asked_of(person)) == ([("Typed Trader", "trader", "member")], ["2027"])
    letter = letters_to(TRADER)[-1]
    assert letter.subject.startswith("A delegation names you for ")
    assert "You are not registered for it before you say yes." in letter.text


@pytest.mark.usefixtures("any_app")
def test_with_the_yes_the_person_is_registered_and_comes_with_the_organization():
    person = a_trader(registered=False)
    token = named()

    answering.answer(token, [row_of(person).id], **DEED)

    assert (registrations(person), sent_by(person)) == ({"SESSION": "approved"}, ["UNESCO", "own"])
    assert row_of(person).registered_by == f"account:{number('AC-35')}"


@pytest.mark.usefixtures("any_app")
def test_what_was_refused_elsewhere_stays_until_the_yes_and_is_kept_in_the_journal():
    person = a_trader()
    before = row_of(person)
    was = (before.organization_id, before.state, before.reason)

    token = named()

    row = row_of(person)
    assert (row.organization_id, row.state, row.reason) == was == (organization("OR-GUILD"), "refused", row.reason)
    answering.answer(token, [row.id], **DEED)
    said = next(facts for verb, facts in journal("registration") if verb == "say_yes")
    assert (said["before"]["state"], said["before"]["organization"]) == ("refused", organization("OR-GUILD"))
    assert (said["about"], bool(said["sealed"]), was[2] in str(said)) == (person, True, False)
    assert (row_of(person).organization_id, row_of(person).state) == (organization("UNESCO"), "approved")


@pytest.mark.usefixtures("app")
def test_what_a_person_has_refused_is_not_lifted_by_a_yes():
    person = a_trader()
    number_of = row_of(person).id
    decide_all(number("AC-38"), "2027", [number_of], verdict=Verdict.REFUSE, reason="A known impostor.", **DEED)
    token = named()

    with pytest.raises(NoRightInIt):
        answering.answer(token, [number_of], **DEED)

    assert registrations(person) == {"SESSION": "refused"}


@pytest.mark.usefixtures("any_app")
def test_after_the_no_or_a_taking_out_nothing_is_left_of_the_naming():
    person = a_trader(registered=False)
    answering.answer(named(), None, **DEED)
    assert (registrations(person), people()) == ({}, [])

    named()
    member = db.session.scalars(select(Member.id)).all()[-1]
    members.remove(hand("AC-35"), place(), member, withdraws=True)

    assert (registrations(person), sent_by(person), people()) == ({}, ["own"], [])


@pytest.mark.usefixtures("app")
def test_the_answer_is_given_signed_in_just_as_well():
    person = a_trader(registered=False)
    named()

    answering.answer_own(person, "2027", [row_of(person).id], **DEED)

    assert (registrations(person), asked_of(person)) == ({"SESSION": "approved"}, [])


@pytest.mark.usefixtures("app")
def test_who_is_new_and_named_for_a_second_part_by_the_same_is_not_asked_twice():
    members.put(hand("AC-35"), place(), newcomer())
    members.put(hand("AC-35"), place(segment="CLUSTER"), newcomer())

    token = token_in(letters_to("ada@people.example")[-1].text)
    assert [item.stands for item in invitation(token, at=STAMP).items] == [True, True]


@pytest.mark.usefixtures("app")
def test_the_registrar_registers_who_has_an_account_at_once_and_writes_over_no_refusal():
    free, refused = a_person("free", constituency="NGO-ECOSOC", organization="IFLA"), a_trader()

    for name in ("free", "trader"):
        members.put(hand("AC-38"), place(), newcomer(name=name, email=f"{name}@people.example"))

    assert (registrations(free), registrations(refused)) == ({"SESSION": "approved"}, {"SESSION": "refused"})
    assert db.session.scalar(select(func.count()).select_from(Member).where(Member.typed_name != "")) == 2
