"""Who speaks for an organization: asked for, verified or declined, handed over from a day on, ended; each with its letter."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select

from foundation import clock
from foundation.access import Grant
from foundation.db import db
from foundation.journal import JournalLine
from stakeholders.accounts.models import Account
from stakeholders.organizations import queries, rules, services
from stakeholders.organizations.models import FocalPointTerm
from stakeholders.organizations.queries import terms as reads
from stakeholders.organizations.rules import terms
from stakeholders.organizations.rules.directory import NotTheSecretariat
from stakeholders.organizations.rules.terms import Standing
from tests.stakeholders.accounts.post import HOUSE, NOON, an_account, letters
from tests.stakeholders.organizations.people import FIRST, a_focal_point, an_organizer, declared, organization_id
from tests.stakeholders.organizations.records import ZONE, value

TODAY = NOON.date()
LATER = date(2027, 6, 1)
STAMPS: dict[str, Any] = {"house": HOUSE, "now": NOON, "stamped_at": NOON}
GROUND = "Named by a letter of the Secretary-General"


def one_of(key: str, email: str = "ada@people.example", **named: str) -> Account:
    """Somebody whose affiliation is confirmed."""
    person = an_account(email, **named)
    services.confirm(an_organizer(f"o-{email}").id, declared(person, key), **STAMPS)
    return person


def asked(person: Account, key: str = "WIPO", since: date = TODAY, ground: str = GROUND) -> int:
    return services.ask(person.id, organization_id(key), ground=ground, since=since, zone=ZONE, now=NOON)


def verify(organizer: Account, term: int, now: datetime = NOON) -> None:
    services.verify(organizer.id, term, zone=ZONE, house=HOUSE, now=now, stamped_at=NOON)


def hand_over(by: Account, to: Account, key: str = "WIPO", since: date = LATER) -> int:
    told: dict[str, Any] = {"since": since, "ground": GROUND, "zone": ZONE, "now": NOON}
    return services.hand_over(by.id, organization_id(key), to=to.id, **told)


def end(organizer: Account, term: int, until: date, reason: str = "She left") -> None:
    services.end_term(organizer.id, term, until=until, reason=reason, zone=ZONE, **STAMPS)


def speaks(person: Account, key: str, at: datetime, monkeypatch: pytest.MonkeyPatch) -> bool:
    """Whether a person may act for an organization at an instant."""
    db.session.rollback()
    with monkeypatch.context() as patched:
        patched.setattr(clock, "now", lambda: at)
        return organization_id(key) in queries.reach_of(person.id).organization_ids


@pytest.mark.usefixtures("any_app")
def test_one_asks_is_verified_and_speaks_from_geneva_s_midnight_on(monkeypatch: pytest.MonkeyPatch):
    person, organizer = one_of("WIPO", language="fr"), an_organizer()
    term = asked(person, since=LATER)

    verify(organizer, term)

    begins = datetime(2027, 5, 31, 22, 0, tzinfo=UTC)
    assert value(Grant, value(FocalPointTerm, term, "grant_id"), "holds_from") == begins
    assert speaks(person, "WIPO", datetime(2027, 5, 31, 21, 59, 59, tzinfo=UTC), monkeypatch) is False
    assert speaks(person, "WIPO", begins, monkeypatch) is True
    letter = letters("ada@people.example")[-1]
    assert (letter.kind, letter.language, letter.account_id) == ("focal_point", "fr", person.id)
    assert "Organisation Mondiale de la Propriété Intellectuelle" in letter.text
    assert f"{HOUSE.origin}/fr/my/organizations/{organization_id('WIPO')}" in letter.text


@pytest.mark.usefixtures("any_app")
def test_the_former_one_speaks_until_the_day_before_the_next_begins(monkeypatch: pytest.MonkeyPatch):
    old, new, organizer = one_of("WIPO"), one_of("WIPO", "bo@people.example", name="Bo Next"), an_organizer()
    first = asked(old)
    verify(organizer, first)
    second = hand_over(old, new)
    until_then = value(FocalPointTerm, first, "until")

    verify(organizer, second)

    midnight, before = datetime(2027, 5, 31, 22, 0, tzinfo=UTC), datetime(2027, 5, 31, 21, 59, tzinfo=UTC)
    assert until_then is None
    assert value(FocalPointTerm, first, "until") == date(2027, 5, 31)
    assert [speaks(old, "WIPO", at, monkeypatch) for at in (before, midnight)] == [True, False]
    assert [speaks(new, "WIPO", at, monkeypatch) for at in (before, midnight)] == [False, True]
    assert "ends with 31 May 2027" in letters("ada@people.example")[-1].text
    assert "from 1 June 2027 on" in letters("bo@people.example")[-1].text
    db.session.rollback()
    told = reads.terms_of([organization_id("WIPO")], LATER)
    assert [(each.name, each.standing, each.is_handed_over) for each in told] == [
        ("Bo Next", Standing.PRESENT, True),
        ("Ada Sample", Standing.PAST, False),
    ]


@pytest.mark.usefixtures("app")
def test_a_hand_over_that_is_verified_late_begins_on_that_day(monkeypatch: pytest.MonkeyPatch):
    old, new, organizer = one_of("WIPO"), one_of("WIPO", "bo@people.example"), an_organizer()
    first = asked(old)
    verify(organizer, first)
    second = hand_over(old, new, since=date(2027, 3, 10))

    verify(organizer, second, now=datetime(2027, 3, 20, 9, 0, tzinfo=UTC))

    assert value(FocalPointTerm, second, "since") == date(2027, 3, 20)
    assert value(FocalPointTerm, first, "until") == date(2027, 3, 19)


@pytest.mark.usefixtures("app")
def test_a_declined_hand_over_leaves_the_former_one_and_both_are_told_why(monkeypatch: pytest.MonkeyPatch):
    old, new, organizer = one_of("WIPO"), one_of("WIPO", "bo@people.example", name="Bo Next"), an_organizer()
    verify(organizer, asked(old))
    second = hand_over(old, new)

    services.decline_term(organizer.id, second, reason="No letter came", **STAMPS)

    assert speaks(old, "WIPO", datetime(2027, 7, 1, tzinfo=UTC), monkeypatch) is True
    assert speaks(new, "WIPO", datetime(2027, 7, 1, tzinfo=UTC), monkeypatch) is False
    for address in ("ada@people.example", "bo@people.example"):
        assert "Bo Next was not verified as focal point" in letters(address)[-1].text
        assert "The reason: No letter came" in letters(address)[-1].text


@pytest.mark.usefixtures("any_app")
def test_the_secretariat_ends_a_term_with_a_day_or_at_once(monkeypatch: pytest.MonkeyPatch):
    person, other, organizer = one_of("WIPO"), one_of("FAO", "bo@people.example"), an_organizer()
    later, now = asked(person), asked(other, "FAO")
    for term in (later, now):
        verify(organizer, term)

    end(organizer, later, date(2027, 3, 31))
    end(organizer, now, date(2027, 2, 28))

    assert (value(FocalPointTerm, later, "state"), value(FocalPointTerm, now, "state")) == ("verified", "ended")
    assert speaks(person, "WIPO", datetime(2027, 3, 31, 21, 59, tzinfo=UTC), monkeypatch) is True
    assert speaks(person, "WIPO", datetime(2027, 3, 31, 22, 0, tzinfo=UTC), monkeypatch) is False
    assert speaks(other, "FAO", NOON, monkeypatch) is False
    assert "The reason: She left" in letters("ada@people.example")[-1].text


@pytest.mark.usefixtures("app")
def test_a_term_that_has_not_begun_ends_before_it_does(monkeypatch: pytest.MonkeyPatch):
    person, organizer = one_of("WIPO"), an_organizer()
    term = asked(person, since=LATER)
    verify(organizer, term)

    end(organizer, term, TODAY)

    assert value(FocalPointTerm, term, "state") == "ended"
    assert speaks(person, "WIPO", datetime(2027, 7, 1, tzinfo=UTC), monkeypatch) is False


@pytest.mark.usefixtures("app")
def test_the_focal_points_of_the_demonstration_have_a_verified_term():
    rows = db.session.execute(
        select(FocalPointTerm.state, Grant.role, Grant.scope_id == FocalPointTerm.organization_id, Grant.revoked_at)
        .join(Grant, Grant.id == FocalPointTerm.grant_id)
        .order_by(FocalPointTerm.id)
    ).all()

    assert {tuple(row) for row in rows} == {("verified", "focal_point", True, None)}
    assert len(rows) == len(db.session.scalars(select(Grant.id).where(Grant.role == rules.FOCAL_POINT)).all())


@pytest.mark.usefixtures("app")
@pytest.mark.parametrize(
    ("changed", "refusal"),
    [
        ({"key": "FAO"}, terms.NotWithThem),
        ({"since": date(2027, 2, 28)}, terms.NotThatDay),
        ({"since": date(2028, 3, 3)}, terms.TooFarAhead),
        ({"ground": ""}, terms.GroundNeeded),
        ({"ground": "g" * 1001}, terms.GroundNeeded),
    ],
)
def test_what_can_t_be_asked_is_refused(changed: dict[str, Any], refusal: type[Exception]):
    person = one_of("WIPO")

    with pytest.raises(refusal):
        asked(person, **changed)

    assert reads.terms_of_person(person.id, TODAY) == []


@pytest.mark.usefixtures("app")
def test_a_declared_affiliation_is_not_enough_to_ask():
    person = an_account("ada@people.example")
    declared(person, "WIPO")

    with pytest.raises(terms.NotWithThem):
        asked(person)


@pytest.mark.usefixtures("app")
def test_the_same_is_asked_once_and_can_be_taken_back():
    person, other = one_of("WIPO"), an_account("bo@people.example")
    term = asked(person)
    with pytest.raises(terms.AskedAlready):
        asked(person)
    with pytest.raises(terms.NoSuchTerm):
        services.take_back(other.id, term, now=NOON)

    services.take_back(person.id, term, now=NOON)

    with pytest.raises(terms.DecidedBefore):
        services.take_back(person.id, term, now=NOON)
    assert asked(person) != term


@pytest.mark.usefixtures("app")
def test_who_does_not_speak_for_it_hands_nothing_over_and_nobody_outside_takes_it():
    old, stranger, organizer = one_of("WIPO"), one_of("FAO", "bo@people.example"), an_organizer()
    with pytest.raises(terms.NotItsFocalPoint):
        hand_over(old, stranger)
    verify(organizer, asked(old))

    # The role holds now only as far as the house's clock has come.
    focal, one = a_focal_point("ITU"), one_of("ITU", "cy@people.example")
    for to, since, refusal in (
        (stranger, LATER, terms.NotOneOfTheirs),
        (focal, LATER, terms.HandedToOneself),
        (one, date(2027, 2, 1), terms.NotThatDay),
        (one, date(2029, 1, 1), terms.TooFarAhead),
    ):
        with pytest.raises(refusal):
            hand_over(focal, to, "ITU", since)


@pytest.mark.usefixtures("app")
def test_only_the_secretariat_decides_and_not_on_itself():
    person, focal, organizer = one_of("WIPO"), a_focal_point("WIPO"), an_organizer()
    term = asked(person)
    for deed in (
        lambda by: verify(by, term),
        lambda by: services.decline_term(by.id, term, reason="No", **STAMPS),
        lambda by: end(by, term, TODAY),
    ):
        with pytest.raises(NotTheSecretariat):
            deed(focal)
    services.confirm(an_organizer("o2@people.example").id, declared(organizer, "WIPO"), **STAMPS)
    own = asked(organizer)
    with pytest.raises(terms.NotForOneself):
        verify(organizer, own)
    with pytest.raises(rules.ReasonNeeded):
        services.decline_term(organizer.id, term, reason="", **STAMPS)
    with pytest.raises(terms.NotVerified):
        end(organizer, term, TODAY)
    verify(organizer, term)
    with pytest.raises(terms.DecidedBefore):
        verify(organizer, term)
    with pytest.raises(terms.NotThatDay):
        end(organizer, term, date(2027, 2, 27))


@pytest.mark.usefixtures("app")
def test_who_has_left_meanwhile_is_not_verified():
    person, organizer = one_of("WIPO"), an_organizer()
    term = asked(person, since=LATER)
    [held] = queries.affiliations_of(person.id)
    services.end(person.id, held.affiliation_id, until=date(2027, 5, 1), now=NOON, stamped_at=NOON)

    with pytest.raises(terms.NoLongerWithThem):
        verify(organizer, term)


@pytest.mark.usefixtures("app")
def test_each_deed_stands_in_the_journal_of_its_organization():
    old, new, organizer = one_of("WIPO"), one_of("WIPO", "bo@people.example"), an_organizer()
    verify(organizer, asked(old))
    verify(organizer, hand_over(old, new))

    db.session.rollback()
    lines = db.session.execute(
        select(JournalLine.verb, JournalLine.actor)
        .where(JournalLine.subject_kind == "organization", JournalLine.subject_key == str(organization_id("WIPO")))
        .order_by(JournalLine.id)
    ).all()
    assert [tuple(line) for line in lines] == [
        ("ask_for_term", f"account:{old.id}"),
        ("verify_term", f"account:{organizer.id}"),
        ("hand_over", f"account:{old.id}"),
        ("verify_term", f"account:{organizer.id}"),
        ("end_term", f"account:{organizer.id}"),
    ]


@pytest.mark.usefixtures("app")
def test_a_focal_point_ends_the_affiliation_of_one_of_its_people_who_is_told(app: Flask):
    person, focal, other = one_of("ITU"), a_focal_point("ITU"), a_focal_point("FAO", "other@people.example")
    [held] = queries.affiliations_of(person.id)
    number = held.affiliation_id
    with pytest.raises(rules.NotYours):
        services.end_for(other.id, number, until=LATER, **STAMPS)
    with pytest.raises(rules.EndsBeforeItBegins):
        services.end_for(focal.id, number, until=date(2027, 2, 1), **STAMPS)

    services.end_for(focal.id, number, until=LATER, **STAMPS)

    [held] = queries.affiliations_of(person.id)
    assert (held.since, held.until) == (FIRST, LATER)
    letter = letters("ada@people.example")[-1]
    assert (letter.kind, letter.account_id) == ("affiliation_ended", person.id)
    assert "ends with 1 June 2027" in letter.text
