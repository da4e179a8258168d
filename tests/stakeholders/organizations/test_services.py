"""Declaring, confirming, declining and ending an affiliation."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import date
from functools import partial
from threading import Barrier

import pytest
from flask import Flask
from sqlalchemy import select

from foundation.db import db
from foundation.jobs import Job
from foundation.journal import JournalLine
from stakeholders.accounts.models import Account
from stakeholders.organizations import queries, rules, services
from stakeholders.organizations.models import Organization
from tests.stakeholders.accounts.post import HOUSE, NOON, an_account, letters
from tests.stakeholders.organizations.people import FIRST, a_focal_point, an_organizer, declared, organization_id

STAMPS = {"house": HOUSE, "now": NOON, "stamped_at": NOON}


def capacities(account: Account, on: date = FIRST) -> list[tuple[str | None, str]]:
    """Organization and constituency under which somebody takes part on a day, as another transaction finds it."""
    db.session.rollback()
    return [(each.organization_key, each.constituency_key) for each in queries.capacities_of(account.id, on)]


def ended() -> list[dict[str, int | None]]:
    """What the jobs that put on hold are told."""
    db.session.rollback()
    return list(db.session.scalars(select(Job.facts).where(Job.name == services.ENDED).order_by(Job.id)))


def under(key: str) -> int:
    return db.session.scalars(select(Organization.constituency_id).where(Organization.key == key)).one()


def a_participant() -> str:
    return db.session.scalars(select(Organization.key).where(Organization.kind == rules.PARTICIPANT)).first() or ""


@pytest.mark.usefixtures("any_app")
def test_what_is_declared_counts_once_it_is_confirmed():
    person, focal = an_account("ada@people.example", language="fr"), a_focal_point("ITU")
    number = declared(person)
    before = capacities(person)

    services.confirm(focal.id, number, **STAMPS)

    assert before == []
    assert capacities(person) == [("ITU", "UN-ENTITY")]
    assert capacities(person, date(2027, 2, 28)) == []
    [letter] = letters("ada@people.example")
    assert (letter.kind, letter.language, letter.account_id) == ("affiliation_confirmed", "fr", person.id)
    assert "Union internationale des télécommunications" in letter.text
    assert "http://127.0.0.1:8000/fr/my/" in letter.text


@pytest.mark.usefixtures("app")
def test_an_expert_stands_alone_and_staff_are_secretariat_wherever_they_work():
    expert, clerk, organizer = an_account("e@people.example"), an_account("s@people.example"), an_organizer()
    numbers = [
        declared(expert, "", how=rules.ALONE),
        declared(clerk, "UNCTAD", how=rules.SERVING),
    ]

    for number in numbers:
        services.confirm(organizer.id, number, **STAMPS)

    assert capacities(expert) == [(None, "EXPERT")]
    assert capacities(clerk) == [("UNCTAD", "SECRETARIAT")]


@pytest.mark.usefixtures("app")
def test_only_who_speaks_for_the_organization_or_the_secretariat_confirms():
    person, itu, unesco = (
        an_account("a@people.example"),
        a_focal_point("ITU"),
        a_focal_point("UNESCO", "u@people.example"),
    )
    sent, serving, alone = (
        declared(person),
        declared(person, "UNCTAD", how=rules.SERVING),
        declared(person, "", how=rules.ALONE),
    )

    for by, number in [(unesco, sent), (itu, serving), (itu, alone), (person, sent)]:
        for decide in (services.confirm, partial(services.decline, reason="None of ours")):
            with pytest.raises(rules.NotYours):
                decide(by.id, number, **STAMPS)

    assert capacities(person) == []
    assert letters("a@people.example") == []


@pytest.mark.usefixtures("app")
def test_nobody_confirms_an_affiliation_of_ones_own():
    focal, organizer = a_focal_point("ITU"), an_organizer()
    own = [(focal, declared(focal)), (organizer, declared(organizer, how=rules.SERVING))]

    for by, number in own:
        with pytest.raises(rules.NotOneself):
            services.confirm(by.id, number, **STAMPS)


@pytest.mark.usefixtures("app")
def test_what_is_declined_is_gone_and_the_person_is_told():
    person, focal = an_account("ada@people.example"), a_focal_point("ITU")
    number = declared(person)

    with pytest.raises(rules.ReasonNeeded):
        services.decline(focal.id, number, reason="", **STAMPS)
    services.decline(focal.id, number, reason="You left us in March.", **STAMPS)

    assert queries.affiliations_of(person.id) == []
    [letter] = letters("ada@people.example")
    assert (letter.kind, "The reason: You left us in March.\n" in letter.text) == ("affiliation_declined", True)
    assert ended() == [{"account": person.id, "organization": organization_id("ITU"), "constituency": under("ITU")}]
    with pytest.raises(rules.UnknownAffiliation):
        services.confirm(focal.id, number, **STAMPS)


def test_two_who_confirm_at_once_confirm_once_and_one_letter_goes(any_app: Flask):
    person, focal, organizer = an_account("ada@people.example"), a_focal_point("ITU"), an_organizer()
    number, together = declared(person), Barrier(2)

    def confirm(by: int) -> str:
        with any_app.app_context():
            together.wait()
            try:
                services.confirm(by, number, **STAMPS)
                return "confirmed"
            except rules.AlreadyConfirmed:
                return "before"

    with ThreadPoolExecutor(2) as threads:
        outcomes = sorted(threads.map(confirm, (focal.id, organizer.id)))

    assert outcomes == ["before", "confirmed"]
    assert len(letters("ada@people.example")) == 1


@pytest.mark.usefixtures("app")
def test_the_same_declared_twice_is_one_and_two_organizations_may_overlap():
    person = an_account("ada@people.example")

    numbers = [declared(person), declared(person), declared(person, "UNESCO")]

    assert numbers[0] == numbers[1]
    assert len(set(numbers)) == 2


@pytest.mark.usefixtures("app")
def test_one_organization_is_not_declared_twice_for_the_same_days():
    person = an_account("ada@people.example")
    declared(person, since=date(2027, 3, 1), until=date(2027, 3, 31))
    declared(person, "", how=rules.ALONE)

    for since, until in [(date(2027, 3, 31), None), (date(2026, 1, 1), None), (date(2027, 3, 2), date(2027, 3, 3))]:
        with pytest.raises(rules.WithThemAlready):
            declared(person, since=since, until=until)
    with pytest.raises(rules.WithThemAlready):
        declared(person, "", how=rules.ALONE, since=date(2027, 5, 1))

    assert declared(person, since=date(2027, 4, 1)) > 0


@pytest.mark.usefixtures("app")
@pytest.mark.parametrize("since", [date(1989, 12, 31), date(2101, 1, 1)])
def test_a_day_lies_between_1990_and_2100(since: date):
    with pytest.raises(rules.DayOutOfReach):
        declared(an_account("ada@people.example"), since=since)


@pytest.mark.usefixtures("app")
def test_the_meetings_are_serviced_by_staff_of_a_body_and_who_stands_alone_names_nobody():
    person = an_account("ada@people.example")

    for key in ("", "NOBODY", a_participant()):
        with pytest.raises(rules.NoBodyToServe):
            declared(person, key, how=rules.SERVING)
    with pytest.raises(rules.AloneOrSent):
        declared(person, "ITU", how=rules.ALONE)


def test_a_double_click_that_comes_at_once_declares_once(any_app: Flask):
    person, together = an_account("ada@people.example"), Barrier(2)

    def declare(_: int) -> int:
        with any_app.app_context():
            together.wait()
            return declared(person)

    with ThreadPoolExecutor(2) as threads:
        numbers = list(threads.map(declare, range(2)))

    assert numbers[0] == numbers[1]


@pytest.mark.usefixtures("app")
def test_ten_affiliations_of_a_person_may_wait():
    person = an_account("ada@people.example")
    for day in range(1, 11):
        declared(person, since=date(2027, 3, day), until=date(2027, 3, day))

    with pytest.raises(rules.TooManyDeclared):
        declared(person, since=date(2027, 3, 11))


@pytest.mark.usefixtures("app")
def test_what_is_confirmed_ends_and_cannot_be_drawn_out_by_the_person():
    person, focal = an_account("ada@people.example"), a_focal_point("ITU")
    number = declared(person, until=date(2027, 5, 28))
    services.confirm(focal.id, number, **STAMPS)

    with pytest.raises(rules.ConfirmedUntil):
        services.end(person.id, number, until=date(2027, 5, 29), now=NOON, stamped_at=NOON)
    with pytest.raises(rules.EndsBeforeItBegins):
        services.end(person.id, number, until=date(2027, 2, 28), now=NOON, stamped_at=NOON)
    with pytest.raises(rules.NoLastDay):
        services.end(person.id, number, until=None, now=NOON, stamped_at=NOON)
    services.end(person.id, number, until=date(2027, 4, 30), now=NOON, stamped_at=NOON)

    assert capacities(person, date(2027, 4, 30)) == [("ITU", "UN-ENTITY")]
    assert capacities(person, date(2027, 5, 1)) == []
    assert ended() == [{"account": person.id, "organization": organization_id("ITU"), "constituency": under("ITU")}]


@pytest.mark.usefixtures("app")
def test_what_nobody_has_confirmed_is_taken_back_and_others_leave_it_alone():
    person, other = an_account("ada@people.example"), an_account("bo@people.example")
    number = declared(person)

    with pytest.raises(rules.UnknownAffiliation):
        services.end(other.id, number, until=FIRST, now=NOON, stamped_at=NOON)
    services.end(person.id, number, until=None, now=NOON, stamped_at=NOON)

    assert queries.affiliations_of(person.id) == []


@pytest.mark.usefixtures("app")
@pytest.mark.parametrize("key", ["", "NOBODY", "GAID"])
def test_who_is_sent_names_an_organization_that_is_there(key: str):
    person = an_account("ada@people.example")

    with pytest.raises(rules.UnknownOrganization):
        declared(person, key)


@pytest.mark.usefixtures("app")
def test_the_journal_names_numbers_and_nobody():
    person, focal = an_account("ada@people.example"), a_focal_point("ITU")
    services.confirm(focal.id, declared(person), **STAMPS)

    lines = db.session.scalars(
        select(JournalLine).where(JournalLine.subject_kind == "affiliation").order_by(JournalLine.id)
    ).all()

    told = [(line.actor, line.verb) for line in lines[-2:]]
    assert told == [
        (f"account:{person.id}", "declare_affiliation"),
        (f"account:{focal.id}", "confirm_affiliation"),
    ]
