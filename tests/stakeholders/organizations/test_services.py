"""Declaring, confirming, declining and ending an affiliation."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import date
from threading import Barrier

import pytest
from flask import Flask
from sqlalchemy import select

from foundation.db import db
from foundation.journal import JournalLine
from stakeholders.accounts.models import Account
from stakeholders.organizations import queries, rules, services
from tests.stakeholders.accounts.post import HOUSE, NOON, an_account, letters
from tests.stakeholders.organizations.people import FIRST, a_focal_point, an_organizer, declared

STAMPS = {"house": HOUSE, "now": NOON, "stamped_at": NOON}


def capacities(account: Account, on: date = FIRST) -> list[tuple[str | None, str]]:
    """Organization and constituency under which somebody takes part on a day, as another transaction finds it."""
    db.session.rollback()
    return [(each.organization_key, each.constituency_key) for each in queries.capacities_of(account.id, on)]


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
        declared(expert, "ITU", how=rules.ALONE),
        declared(clerk, "UNCTAD", how=rules.SERVING),
        declared(clerk, "", how=rules.SERVING, since=date(2027, 2, 1)),
    ]

    for number in numbers:
        services.confirm(organizer.id, number, **STAMPS)

    assert capacities(expert) == [(None, "EXPERT")]
    assert capacities(clerk) == [("UNCTAD", "SECRETARIAT"), (None, "SECRETARIAT")]


@pytest.mark.usefixtures("app")
def test_only_who_speaks_for_the_organization_or_the_secretariat_confirms():
    person, itu, unesco = (
        an_account("a@people.example"),
        a_focal_point("ITU"),
        a_focal_point("UNESCO", "u@people.example"),
    )
    sent, serving, alone = (
        declared(person),
        declared(person, how=rules.SERVING),
        declared(person, "", how=rules.ALONE),
    )

    for by, number in [(unesco, sent), (itu, serving), (itu, alone), (person, sent)]:
        for decide in (services.confirm, services.decline):
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

    services.decline(focal.id, number, **STAMPS)

    assert queries.affiliations_of(person.id) == []
    assert [letter.kind for letter in letters("ada@people.example")] == ["affiliation_declined"]
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
def test_the_same_declared_twice_is_one_and_overlaps_are_fine():
    person = an_account("ada@people.example")

    numbers = [declared(person), declared(person), declared(person, "UNESCO"), declared(person, until=date(2027, 5, 1))]

    assert numbers[0] == numbers[1]
    assert len(set(numbers)) == 3


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
        declared(person, since=date(2027, 3, day))

    with pytest.raises(rules.TooManyDeclared):
        declared(person, since=date(2027, 3, 11))


@pytest.mark.usefixtures("app")
def test_what_is_confirmed_ends_and_cannot_be_drawn_out_by_the_person():
    person, focal = an_account("ada@people.example"), a_focal_point("ITU")
    number = declared(person, until=date(2027, 5, 28))
    services.confirm(focal.id, number, **STAMPS)

    with pytest.raises(rules.ConfirmedUntil):
        services.end(person.id, number, until=date(2027, 5, 29), now=NOON)
    with pytest.raises(rules.EndsBeforeItBegins):
        services.end(person.id, number, until=date(2027, 2, 28), now=NOON)
    with pytest.raises(rules.NoLastDay):
        services.end(person.id, number, until=None, now=NOON)
    services.end(person.id, number, until=date(2027, 4, 30), now=NOON)

    assert capacities(person, date(2027, 4, 30)) == [("ITU", "UN-ENTITY")]
    assert capacities(person, date(2027, 5, 1)) == []


@pytest.mark.usefixtures("app")
def test_what_nobody_has_confirmed_is_taken_back_and_others_leave_it_alone():
    person, other = an_account("ada@people.example"), an_account("bo@people.example")
    number = declared(person)

    with pytest.raises(rules.UnknownAffiliation):
        services.end(other.id, number, until=FIRST, now=NOON)
    services.end(person.id, number, until=None, now=NOON)

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
