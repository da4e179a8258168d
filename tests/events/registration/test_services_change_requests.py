"""Changes after approval: asked for, taken back, made under R1, refused with a reason; on both databases."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from events.editions.models import Segment
from events.registration.models import ChangeRequest, Registration
from events.registration.rules import change_requests as rules
from events.registration.rules.registering import UnknownRegistration
from events.registration.rules.standing import NotConfirmed
from events.registration.services import change_requests as services
from events.registration.services.change_requests import Hand, Wanted
from events.registration.services.changing import change_mode
from foundation import access
from foundation.access import Scope
from foundation.db import atomic, db
from foundation.outbox import OutboxMessage
from stakeholders.organizations.models import Affiliation, Organization
from tests.events.registration.people import HOUSE, NOW, STAMP, TIMES, a_person, approved, journal, number, seats

AS_IT_IS = Wanted(None, "", "")


def row(person: int, segment: str = "SESSION") -> Registration:
    return db.session.scalars(
        select(Registration)
        .join(Segment, Segment.id == Registration.segment_id)
        .where(Registration.account_id == person, Segment.key == segment)
        .execution_options(populate_existing=True)
    ).one()


def hand(key: str = "AC-38") -> Hand:
    return Hand(number(key), HOUSE, NOW, STAMP)


def someone() -> int:
    person = a_person("changing", constituency="NGO-ECOSOC", organization="IFLA")
    approved(person, "SESSION", constituency="NGO-ECOSOC")
    return person


def also_with(person: int, organization: str, *, confirmed: bool = True) -> int:
    """Another affiliation of a person; its number."""
    of = db.session.scalars(select(Organization).where(Organization.key == organization)).one()
    held = db.session.scalars(select(Affiliation).where(Affiliation.account_id == person)).first()
    assert held is not None
    more = Affiliation(
        account_id=person,
        organization_id=of.id,
        constituency_id=of.constituency_id,
        since=held.since,
        declared_at=NOW,
        confirmed_at=NOW if confirmed else None,
        confidence=held.confidence,
    )
    db.session.add(more)
    db.session.commit()
    return more.id


def ask(person: int, wanted: Wanted) -> int:
    return services.ask(person, row(person).id, wanted, now=NOW)


def letters(person: int) -> list[str]:
    query = select(OutboxMessage.text).where(OutboxMessage.account_id == person, OutboxMessage.kind == "change")
    return list(db.session.scalars(query))


@pytest.mark.usefixtures("any_app")
def test_asked_for_nothing_changes_and_made_the_registration_is_as_wanted():
    person = someone()
    request = ask(person, Wanted(also_with(person, "UNESCO"), "Director", "C. Hanging", "new post"))
    unesco = db.session.scalars(select(Organization.id).where(Organization.key == "UNESCO")).one()
    before = row(person)
    asked = (before.state, before.function, before.organization_id == unesco)

    services.make(hand(), "2027", request, seen=before.revision)
    services.make(hand(), "2027", request, seen=before.revision)

    after = row(person)
    assert asked == ("approved", "", False)
    assert (after.state, after.function, after.listed_name, after.organization_id) == (
        "approved",
        "Director",
        "C. Hanging",
        unesco,
    )
    assert [verb for verb, _ in journal("registration", str(after.id))] == ["ask_for_change", "make_change"]
    assert len(letters(person)) == 1


@pytest.mark.usefixtures("any_app")
def test_r1_is_asked_anew_for_the_new_capacity():
    person = someone()
    request = ask(person, Wanted(also_with(person, "OR-PATIENTS"), "", ""))

    with pytest.raises(rules.NoRightInIt, match="No decision or status"):
        services.make(hand(), "2027", request, seen=row(person).revision)

    assert (db.session.get_one(ChangeRequest, request).state, row(person).state) == ("asked", "approved")


@pytest.mark.usefixtures("app")
def test_an_affiliation_that_nobody_has_confirmed_carries_no_change():
    person = someone()
    request = ask(person, Wanted(also_with(person, "UNESCO", confirmed=False), "", ""))

    with pytest.raises(NotConfirmed):
        services.make(hand(), "2027", request, seen=row(person).revision)


@pytest.mark.usefixtures("any_app")
def test_one_request_at_a_time_and_none_for_nothing():
    person = someone()
    with pytest.raises(rules.NothingToChange):
        ask(person, AS_IT_IS)
    request = ask(person, Wanted(None, "Director", ""))
    with pytest.raises(rules.AskedAlready):
        ask(person, Wanted(None, "Head", ""))

    services.take_back(person, request, now=NOW)
    services.take_back(person, request, now=NOW)

    assert ask(person, Wanted(None, "Head", "")) > request
    with pytest.raises(rules.DecidedBefore):
        services.make(hand(), "2027", request, seen=row(person).revision)


@pytest.mark.usefixtures("any_app")
def test_refused_for_a_reason_the_registration_stays_and_the_person_is_told():
    person = someone()
    request = ask(person, Wanted(None, "Director", ""))
    with pytest.raises(rules.ReasonForNo):
        services.refuse(hand(), "2027", request, reason="  ")

    services.refuse(hand(), "2027", request, reason="The letter is missing.")

    assert (row(person).function, ["The letter is missing." in text for text in letters(person)]) == ("", [True])


@pytest.mark.usefixtures("any_app")
def test_a_change_leaves_how_somebody_takes_part_as_the_person_has_said_meanwhile():
    person = number("AC-61")
    held = seats("S03")[person]
    request = ask(person, Wanted(None, "Director", ""))
    change_mode(person, row(person).id, mode="online", **TIMES)

    services.make(hand(), "2027", request, seen=row(person).revision)

    after = row(person)
    assert (held, seats("S03")[person], after.mode, after.function) == ("seated", "cancelled", "online", "Director")


@pytest.mark.usefixtures("app")
def test_what_was_changed_underneath_is_looked_at_again():
    person = someone()
    request = ask(person, Wanted(None, "Director", ""))

    with pytest.raises(rules.ChangedUnderneath):
        services.make(hand(), "2027", request, seen=row(person).revision - 1)


@pytest.mark.usefixtures("app")
def test_nobody_decides_on_what_is_not_theirs():
    person = someone()
    request = ask(person, Wanted(None, "Director", ""))
    cluster = db.session.scalars(select(Segment.id).where(Segment.key == "CLUSTER").order_by(Segment.id.desc())).first()
    atomic(access.grant)(number("AC-60"), "registrar", Scope("segment", cluster), actor="test", now=NOW)

    for somebody in ("AC-61", "AC-35", "AC-40", "AC-60"):
        with pytest.raises(rules.MayNotChange):
            services.make(hand(somebody), "2027", request, seen=1)
    with pytest.raises(rules.UnknownChange):
        services.take_back(number("AC-61"), request, now=NOW)
    with pytest.raises(UnknownRegistration):
        services.ask(number("AC-61"), row(person).id, AS_IT_IS, now=NOW)
