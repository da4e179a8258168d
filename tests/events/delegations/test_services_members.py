"""Putting people into a delegation: registered and written to, one head, only by who looks after it; on both databases."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from sqlalchemy import func, select

from events.delegations.models import Member
from events.delegations.queries.delegations import delegation_view
from events.delegations.rules.ranks import InItAlready, NotYourDelegation, SpeaksForWithoutFloor, TwoHeads
from events.delegations.services import members
from events.delegations.services.members import Standing
from events.editions.models import Segment
from events.registration.models import Registration
from events.registration.rules.needs import Besides
from events.registration.rules.on_behalf import ClosedForYou, LateNeedsReason, NoRightToCome
from events.registration.services.registering import register
from foundation import access
from foundation.access import Scope
from foundation.db import atomic, db
from stakeholders.accounts.models import Account, MailedLink
from stakeholders.organizations.models import Affiliation
from tests.events.delegations.trying import account_at, hand, letters_to, newcomer, organization, people, place
from tests.events.registration.people import DEED, NOW, a_person, affiliation, journal, number, registrations

LATE = datetime(2027, 7, 1, 8, tzinfo=UTC)


def member_id(email: str) -> int:
    return db.session.scalars(
        select(Member.id)
        .join(Registration, Registration.id == Member.registration_id)
        .join(Account, Account.id == Registration.account_id)
        .where(Account.email == email)
    ).one()


@pytest.mark.usefixtures("any_app")
def test_a_focal_point_puts_somebody_new_in_who_is_registered_by_right_and_written_to():
    members.put(hand("AC-35"), place(), newcomer(function="Director", language="fr"))

    person = account_at("ada@people.example")
    row = db.session.scalars(select(Registration).where(Registration.account_id == person.id)).one()
    held = db.session.scalars(select(Affiliation).where(Affiliation.account_id == person.id)).one()
    letter = letters_to("ada@people.example")[0]
    assert people() == [("Ada Typed", "Ada Typed", "member")]
    assert (row.state, row.function, row.registered_by) == ("approved", "Director", f"account:{number('AC-35')}")
    assert (person.verified_at, person.languages) == (None, ["fr"])
    assert (held.organization_id, held.confirmed_at, held.typed_name) == (organization("UNESCO"), NOW, "Ada Typed")
    assert (letter.kind, letter.language, "Odile Exemple" in letter.text) == ("invited", "fr", True)
    assert db.session.scalars(select(MailedLink.purpose).where(MailedLink.account_id == person.id)).all() == ["invited"]
    assert [verb for verb, _ in journal("delegation")] == ["put_into_delegation"]


@pytest.mark.usefixtures("any_app")
def test_who_is_registered_with_them_already_is_only_put_in():
    person = a_person("colleague", constituency="UN-ENTITY", organization="UNESCO")
    register(person, "2027", ["SESSION"], affiliation_id=affiliation(person), mode="on_site", **DEED)

    members.put(hand("AC-35"), place(), newcomer(email="colleague@people.example", rank="head"))

    assert registrations(person) == {"SESSION": "approved"}
    assert db.session.scalar(select(func.count()).where(Affiliation.account_id == person)) == 1
    assert [(rank, name) for _, name, rank in people()] == [("head", "colleague")]


@pytest.mark.usefixtures("any_app")
def test_of_somebody_who_comes_in_another_capacity_nothing_changes_and_nothing_shows():
    members.put(hand("AC-35"), place(), newcomer(name="Typed Wrongly", email="ac15@people.example"))

    view = delegation_view(number("AC-35"), "2027", "SESSION", organization("UNESCO"), now=NOW)
    row = db.session.scalars(
        select(Registration)
        .join(Segment, Segment.id == Registration.segment_id)
        .where(Registration.account_id == number("AC-15"), Segment.key == "SESSION")
    ).one()
    line = view.members[0]
    assert (line.name, line.is_known, line.account_name, line.is_elsewhere) == ("Typed Wrongly", False, "", False)
    assert (row.organization_id, row.state) == (organization("CONGO"), "approved")
    registrar = delegation_view(number("AC-38"), "2027", "SESSION", organization("UNESCO"), now=NOW).members[0]
    assert (registrar.name, registrar.account_name, registrar.is_elsewhere) == ("Typed Wrongly", "Grace Sample", True)


@pytest.mark.usefixtures("any_app")
def test_a_delegation_has_one_head():
    members.put(hand("AC-35"), place(), newcomer(rank="head"))

    with pytest.raises(TwoHeads, match="Ada Typed"):
        members.put(hand("AC-35"), place(), newcomer("Bo", "bo@people.example", "head"))
    members.put(hand("AC-35"), place(), newcomer("Bo", "bo@people.example", "adviser"))
    with pytest.raises(TwoHeads):
        members.change(hand("AC-35"), place(), member_id("bo@people.example"), Standing("head", False, "", ""))
    assert [rank for _, _, rank in people()] == ["head", "adviser"]


@pytest.mark.usefixtures("any_app")
def test_nobody_is_put_in_twice_and_who_speaks_for_a_group_has_the_floor():
    members.put(hand("AC-35"), place(), newcomer())

    with pytest.raises(InItAlready):
        members.put(hand("AC-35"), place(), newcomer("Ada Again"))
    with pytest.raises(SpeaksForWithoutFloor):
        members.put(hand("AC-35"), place(), newcomer("Bo", "bo@people.example", speaks_for="A group"))


@pytest.mark.usefixtures("any_app")
def test_r1_holds_for_a_delegation_and_leaves_not_even_an_account():
    with pytest.raises(NoRightToCome):
        members.put(hand("AC-42"), place("OR-GUILD"), newcomer())

    assert db.session.scalar(select(func.count()).where(Account.email == "ada@people.example")) == 0


@pytest.mark.usefixtures("app")
@pytest.mark.parametrize("by", ["AC-15", "AC-61", "AC-01", "AC-40"])
def test_others_delegations_are_not_theirs(by: str):
    with pytest.raises(NotYourDelegation):
        members.put(hand(by), place(), newcomer())


@pytest.mark.usefixtures("app")
def test_a_registrar_of_one_part_looks_after_the_delegations_to_it_alone():
    segment = db.session.scalars(select(Segment.id).where(Segment.key == "CLUSTER").order_by(Segment.id.desc())).first()
    atomic(access.grant)(number("AC-61"), "registrar", Scope("segment", segment), actor="test", now=NOW)

    members.put(hand("AC-61"), place(segment="CLUSTER"), newcomer())

    with pytest.raises(NotYourDelegation):
        members.put(hand("AC-61"), place(segment="SESSION"), newcomer("Bo", "bo@people.example"))


@pytest.mark.usefixtures("app")
def test_after_the_closing_only_the_registrar_and_only_with_a_reason():
    with pytest.raises(ClosedForYou):
        members.put(hand("AC-35", now=LATE), place(), newcomer())
    with pytest.raises(LateNeedsReason):
        members.put(hand("AC-38", now=LATE), place(), newcomer())

    members.put(hand("AC-38", now=LATE), place(), newcomer(late_reason="Named by note verbale"))

    late = next(facts for verb, facts in journal("delegation") if verb == "put_late")
    assert (len(people()), "verbale" in str(late)) == (1, False)


@pytest.mark.usefixtures("any_app")
def test_the_order_changes_within_a_rank_only():
    for name, rank in (("Bo", "member"), ("Cy", "member"), ("Di", "adviser")):
        members.put(hand("AC-35"), place(), newcomer(name, f"{name}@people.example".lower(), rank))

    members.move(hand("AC-35"), place(), member_id("cy@people.example"), up=True)
    members.move(hand("AC-35"), place(), member_id("cy@people.example"), up=True)
    members.move(hand("AC-35"), place(), member_id("di@people.example"), up=True)

    assert [name for name, _, _ in people()] == ["Cy", "Bo", "Di"]


@pytest.mark.usefixtures("any_app")
def test_taking_somebody_out_ends_what_was_made_on_their_behalf_if_that_is_said():
    members.put(hand("AC-35"), place(), newcomer())
    members.put(hand("AC-35"), place(), newcomer("Bo", "bo@people.example"))

    members.remove(hand("AC-35"), place(), member_id("ada@people.example"), withdraws=True)
    members.remove(hand("AC-35"), place(), member_id("bo@people.example"), withdraws=False)

    assert people() == []
    assert registrations(account_at("ada@people.example").id) == {"SESSION": "withdrawn"}
    assert registrations(account_at("bo@people.example").id) == {"SESSION": "approved"}
    left = db.session.scalars(select(Affiliation.typed_name).where(Affiliation.typed_name != "")).all()
    assert left == ["Bo"]
    assert [letter.kind for letter in letters_to("ada@people.example")] == ["invited", "registration"]


@pytest.mark.usefixtures("app")
def test_the_page_of_a_delegation_asks_no_more_for_many(count_queries):
    def asked() -> int:
        db.session.rollback()
        with count_queries() as sent:
            delegation_view(number("AC-38"), "2027", "SESSION", organization("UNESCO"), now=NOW)
        return len(sent)

    members.put(hand("AC-35"), place(), newcomer())
    few = asked()
    for each in range(5):
        members.put(hand("AC-35"), place(), newcomer(f"P {each}", f"p{each}@people.example"))

    assert asked() <= few


@pytest.mark.usefixtures("any_app")
def test_who_is_taken_out_keeps_the_function_of_their_own_registration():
    person = a_person("colleague", constituency="UN-ENTITY", organization="UNESCO")
    of = {"affiliation_id": affiliation(person), "mode": "on_site", **DEED}
    register(person, "2027", ["SESSION"], besides=Besides("Director", is_listed=True), **of)
    members.put(hand("AC-35"), place(), newcomer(email="colleague@people.example", rank="head"))
    number_in_it = member_id("colleague@people.example")

    # The form of who may not see the registration is empty there.
    members.change(hand("AC-35"), place(), number_in_it, Standing("member", False, "", ""))
    members.remove(hand("AC-35"), place(), number_in_it, withdraws=False)

    row = db.session.scalars(select(Registration).where(Registration.account_id == person)).one()
    assert (row.function, row.is_listed, row.state) == ("Director", True, "approved")
