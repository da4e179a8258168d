"""The answer of somebody whom others have registered: yes, no, and over from another capacity; on both databases."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import func, select

from events.delegations.models import Member
from events.delegations.queries.delegations import delegation_view
from events.delegations.queries.invited import invitation
from events.delegations.rules.answers import SpentInvitation, YesToNothing
from events.delegations.services import answering, members
from events.registration.models import Registration
from events.registration.services.registering import register
from foundation.db import db
from stakeholders.accounts.rules import ExpiredLink, UnknownLink
from stakeholders.accounts.services import entering
from stakeholders.organizations.models import Affiliation
from tests.events.delegations.trying import (
    account_at,
    hand,
    letters_to,
    newcomer,
    organization,
    people,
    place,
    token_in,
)
from tests.events.registration.people import DEED, NOW, STAMP, a_person, affiliation, number, registrations


def invited(email: str = "ada@people.example", **told: str) -> tuple[str, list[int]]:
    """Somebody is put into UNESCO's delegation: the secret of the link, and the parts that are asked about."""
    members.put(hand("AC-35"), place(), newcomer(email=email, **told))
    token = token_in(letters_to(email)[-1].text)
    return token, [item.registration.id for item in invitation(token, at=STAMP).items]


@pytest.mark.usefixtures("any_app")
def test_after_a_yes_the_person_stands_under_their_own_name():
    token, parts = invited()

    assert answering.answer(token, parts, **DEED) == answering.Answered(1, 0)

    line = delegation_view(number("AC-35"), "2027", "SESSION", organization("UNESCO"), now=NOW).members[0]
    person = account_at("ada@people.example")
    assert (line.has_answered, line.name, person.verified_at) == (True, "Ada Typed", None)
    assert db.session.scalars(select(Affiliation.typed_name).where(Affiliation.account_id == person.id)).all() == [""]
    with pytest.raises(SpentInvitation):
        answering.answer(token, parts, **DEED)


@pytest.mark.usefixtures("any_app")
def test_after_a_no_nothing_of_it_stands():
    token, _ = invited()

    assert answering.answer(token, None, **DEED) == answering.Answered(0, 1)

    person = account_at("ada@people.example").id
    assert (people(), registrations(person)) == ([], {"SESSION": "withdrawn"})
    assert db.session.scalar(select(func.count()).where(Affiliation.account_id == person)) == 0


@pytest.mark.usefixtures("any_app")
def test_a_no_leaves_what_the_person_had_registered_for_alone():
    person = a_person("own", constituency="UN-ENTITY", organization="UNESCO")
    register(person, "2027", ["SESSION"], affiliation_id=affiliation(person), mode="on_site", **DEED)
    token, _ = invited("own@people.example")

    answering.answer(token, None, **DEED)

    assert (people(), registrations(person)) == ([], {"SESSION": "approved"})


@pytest.mark.usefixtures("any_app")
def test_with_a_yes_somebody_comes_over_from_another_capacity():
    token, parts = invited("ac15@people.example")

    answering.answer(token, parts, **DEED)

    row = db.session.get_one(Registration, parts[0])
    assert (row.organization_id, row.state, people()[0][1]) == (organization("UNESCO"), "approved", "Grace Sample")
    assert db.session.scalars(select(Member.answered_at)).all().count(NOW) == 1


@pytest.mark.usefixtures("any_app")
def test_with_a_no_somebody_stays_in_the_other_capacity():
    token, parts = invited("ac15@people.example")

    answering.answer(token, None, **DEED)

    row = db.session.get_one(Registration, parts[0])
    assert (row.organization_id, row.state, people()) == (organization("CONGO"), "approved", [])


@pytest.mark.usefixtures("app")
def test_the_link_signs_nobody_in_and_expires():
    token, parts = invited()

    with pytest.raises(UnknownLink):
        entering.follow_link(token, by=None, now=NOW, stamped_at=STAMP)
    with pytest.raises(ExpiredLink):
        answering.answer(token, parts, **{**DEED, "stamped_at": STAMP + timedelta(days=31)})


@pytest.mark.usefixtures("app")
def test_looking_at_the_page_does_nothing():
    token, parts = invited()

    again = [item.registration.id for item in invitation(token, at=STAMP).items]

    assert (again, invitation(token, at=STAMP).link.used_at) == (parts, None)


@pytest.mark.usefixtures("app")
def test_a_yes_to_nothing_is_named_and_changes_nothing():
    token, _ = invited()

    for parts in ([], [0]):
        with pytest.raises(YesToNothing):
            answering.answer(token, parts, **DEED)

    person = account_at("ada@people.example").id
    assert (len(people()), registrations(person)) == (1, {"SESSION": "approved"})
    assert invitation(token, at=STAMP).link.used_at is None
