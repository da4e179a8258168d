"""Issuing the list: by whom, when, numbered; and that whoever no longer agrees is gone from every list at once."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from flask import Flask
from sqlalchemy import select

from events.editions.models import Edition, Segment
from events.editions.rules import UnknownSegment
from events.participants.models import ParticipantList
from events.participants.queries.lists import Wish, listing
from events.participants.rules.lists import (
    FinalAlready,
    Kind,
    MayNotIssue,
    NobodyListed,
    NotForYou,
    NothingNew,
    NotOverYet,
    UnknownList,
)
from events.participants.rules.order import everybody
from events.participants.services.issuing import issue
from events.registration.models import Registration
from events.registration.services import listing as agreeing
from events.registration.services import registering
from foundation import access
from foundation.access import Scope
from foundation.confidence import Confidence
from foundation.db import db
from stakeholders.organizations.models import Affiliation
from tests.events.registration.people import DEED, NOW, a_person, approved, approved_crowd, journal, number
from tests.support.people import account

AFTER = datetime(2027, 5, 29, 8, tzinfo=UTC)
LISTED = 46
"""How many of the demonstration agreed to stand in the session's list."""


def issued(kind: Kind = Kind.PROVISIONAL, *, now: datetime = NOW, is_early: bool = False) -> ParticipantList:
    return issue(number("AC-38"), "2027", "SESSION", kind=kind, is_early=is_early, now=now)


def names(which: str = "", *, reader: str = "AC-38") -> list[str]:
    db.session.rollback()
    view = listing(number(reader), "2027", Wish("SESSION", which))
    return [entry.name for entry in everybody(view.sections)]


def registration(person: str, segment: str = "SESSION") -> int:
    return db.session.scalars(
        select(Registration.id)
        .join(Segment, Segment.id == Registration.segment_id)
        .where(Registration.account_id == number(person), Segment.key == segment)
    ).one()


def test_lists_are_numbered_in_their_segment_and_noted_without_names(any_app: Flask):
    first = issued()
    approved = approved_crowd(1)
    agreeing.agree(approved[0], _own(approved[0]), is_listed=True, now=NOW)
    second = issued()

    assert [(each.number, each.kind, len(each.entries)) for each in (first, second)] == [
        (1, "provisional", LISTED),
        (2, "provisional", LISTED + 1),
    ]
    told = {"edition": "2027", "segment": "SESSION", "kind": "provisional"}
    assert journal("participant_list") == [
        ("issue", {**told, "number": 1, "people": LISTED}),
        ("issue", {**told, "number": 2, "people": LISTED + 1}),
    ]
    assert all(isinstance(value, int | None) or value in ("", "head", "member", "alternate", "adviser")
               for row in second.entries for value in row)  # fmt: skip


def test_the_same_list_is_issued_once_and_as_the_final_one_once_more(any_app: Flask):
    issued()

    with pytest.raises(NothingNew):
        issued()

    assert issued(Kind.FINAL, now=AFTER).number == 2


def test_a_final_list_waits_for_the_last_day_unless_it_is_meant(app: Flask):
    with pytest.raises(NotOverYet):
        issued(Kind.FINAL)
    with pytest.raises(NotOverYet):
        issued(Kind.FINAL, now=datetime(2027, 5, 28, 21, 59, tzinfo=UTC))

    assert issued(Kind.FINAL, now=datetime(2027, 5, 28, 22, tzinfo=UTC)).kind == "final"
    approved = approved_crowd(1)
    agreeing.agree(approved[0], _own(approved[0]), is_listed=True, now=NOW)
    assert issued(Kind.FINAL, is_early=True).number == 2


def test_who_takes_it_back_is_gone_from_every_list_at_once_and_back_when_they_agree_again(any_app: Flask):
    issued()
    issued(Kind.FINAL, now=AFTER)
    own = registration("AC-61")

    agreeing.agree(number("AC-61"), own, is_listed=False, now=NOW)

    assert ["Wanjiru Mfano" in names(which) for which in ("", "1", "2", "now")] == [False] * 4
    agreeing.agree(number("AC-61"), own, is_listed=False, now=NOW)
    agreeing.agree(number("AC-61"), own, is_listed=True, now=NOW)
    assert ["Wanjiru Mfano" in names(which) for which in ("1", "2", "now")] == [True] * 3
    assert [(verb, facts["before"], facts["after"]) for verb, facts in journal("registration", str(own))] == [
        ("list", {"is_listed": True}, {"is_listed": False}),
        ("list", {"is_listed": False}, {"is_listed": True}),
    ]


def test_who_withdraws_is_gone_from_issued_lists_too(any_app: Flask):
    issued()

    registering.withdraw(number("AC-61"), registration("AC-61"), **DEED)

    assert "Wanjiru Mfano" not in names("1")


def test_an_issued_list_shows_people_where_they_stood(any_app: Flask):
    issued()
    row = db.session.get_one(Registration, registration("AC-61"))
    row.organization_id, row.constituency_id = None, _constituency("AC-57")
    _confirm(row)

    view = listing(number("AC-01"), "2027", Wish("SESSION", "1"))
    stood = [
        (section.group.key, delegation.sender and delegation.sender.name)
        for section in view.sections
        for delegation in section.delegations
        if "Wanjiru Mfano" in [entry.name for entry in delegation.people]
    ]

    assert stood == [("CSO-WSIS", "Demonstration community network (invented)")]


def test_only_who_may_issues(any_app: Flask):
    for person in ("AC-40", "AC-61", "AC-35"):
        with pytest.raises(MayNotIssue):
            issue(number(person), "2027", "SESSION", kind=Kind.PROVISIONAL, is_early=False, now=NOW)


def test_the_registrar_of_a_segment_issues_and_reads_that_one_alone(any_app: Flask):
    person = _scoped("registrar", "SESSION")

    assert issue(person, "2027", "SESSION", kind=Kind.PROVISIONAL, is_early=False, now=NOW).number == 1
    with pytest.raises(MayNotIssue):
        issue(person, "2027", "CLUSTER", kind=Kind.PROVISIONAL, is_early=False, now=NOW)
    assert [each.key for each in listing(person, "2027", Wish()).segments] == ["SESSION"]


def test_nobody_without_an_approved_registration_or_a_desk_reads_it(any_app: Flask):
    db.session.get_one(Registration, registration("AC-61")).state = "on_hold"
    cluster = db.session.get_one(Registration, registration("AC-61", "CLUSTER"))
    cluster.state = "new"
    db.session.commit()

    with pytest.raises(NotForYou):
        listing(number("AC-61"), "2027", Wish())
    cluster.state = "approved"
    db.session.commit()
    assert [each.key for each in listing(number("AC-61"), "2027", Wish()).segments] == ["CLUSTER"]
    with pytest.raises(UnknownSegment):
        listing(number("AC-61"), "2027", Wish("SESSION"))


def test_who_is_approved_under_an_affiliation_that_is_not_confirmed_reads_no_list(any_app: Flask):
    person = a_person("declared", constituency="CSO-WSIS", organization="OR-NETWORK", confirmed=False)
    approved(person, "CLUSTER", constituency="CSO-WSIS")

    with pytest.raises(NotForYou):
        listing(person, "2027", Wish("CLUSTER"))
    _confirm(db.session.get_one(Registration, _own(person)))
    assert [each.key for each in listing(person, "2027", Wish()).segments] == ["CLUSTER"]


def test_people_who_come_read_issued_lists_and_not_the_one_that_nobody_has_issued(any_app: Flask):
    before = listing(number("AC-61"), "2027", Wish("SESSION"))
    issued()
    then = listing(number("AC-61"), "2027", Wish("SESSION"))

    assert (before.is_there, before.total, before.sections) == (False, 0, [])
    assert (then.is_there, then.shown and then.shown.number, then.total) == (True, 1, LISTED)
    with pytest.raises(UnknownList):
        listing(number("AC-61"), "2027", Wish("SESSION", "now"))
    assert listing(number("AC-38"), "2027", Wish("SESSION", "now")).total == LISTED


def test_nobody_stands_under_a_body_until_the_affiliation_with_it_is_confirmed_and_after_it_ended(any_app: Flask):
    person = a_person("declared", constituency="CSO-WSIS", organization="OR-NETWORK", confirmed=False)
    approved(person, "CLUSTER", constituency="CSO-WSIS")
    row = db.session.get_one(Registration, _own(person))
    row.is_listed = True
    db.session.commit()

    def stands() -> bool:
        db.session.rollback()
        return "declared" in [
            entry.name for entry in everybody(listing(number("AC-38"), "2027", Wish("CLUSTER", "now")).sections)
        ]

    held = db.session.scalars(select(Affiliation).where(Affiliation.account_id == person)).one()
    told = [stands()]
    held.confirmed_at = NOW
    db.session.commit()
    told.append(stands())
    held.until = date(2027, 5, 9)
    db.session.commit()
    told.append(stands())

    assert told == [False, True, False]


def test_no_provisional_list_comes_after_the_final_one(any_app: Flask):
    issued(Kind.FINAL, now=AFTER)
    person = approved_crowd(1)[0]
    agreeing.agree(person, _own(person), is_listed=True, now=NOW)

    with pytest.raises(FinalAlready):
        issued(now=AFTER)

    assert (issued(Kind.FINAL, now=AFTER).number, issued_kinds()) == (2, ["final", "final"])


def test_a_person_stands_by_the_name_that_they_asked_for(app: Flask):
    row = db.session.get_one(Registration, registration("AC-61"))
    row.listed_name = "H.E. Wanjiru Mfano"
    db.session.commit()

    assert ["H.E. Wanjiru Mfano" in names(), "Wanjiru Mfano" in names()] == [True, False]


def test_an_empty_list_is_not_issued(app: Flask):
    for row in db.session.scalars(select(Registration)):
        row.is_listed = False
    db.session.commit()

    with pytest.raises(NobodyListed):
        issued()


def _own(person: int) -> int:
    return db.session.scalars(select(Registration.id).where(Registration.account_id == person)).one()


def issued_kinds() -> list[str]:
    return list(db.session.scalars(select(ParticipantList.kind).order_by(ParticipantList.number)))


def _confirm(row: Registration) -> None:
    db.session.add(
        Affiliation(
            account_id=row.account_id,
            organization_id=row.organization_id,
            constituency_id=row.constituency_id,
            since=date(2026, 1, 1),
            declared_at=NOW,
            confirmed_at=NOW,
            confidence=Confidence.SURE,
        )
    )
    db.session.commit()


def _constituency(person: str) -> int:
    return db.session.scalars(
        select(Registration.constituency_id).where(Registration.account_id == number(person)).limit(1)
    ).one()


def _scoped(role: str, segment: str) -> int:
    person = account("AC-51").id
    for row in db.session.scalars(select(Registration).where(Registration.account_id == person)):
        row.state = "withdrawn"
    found = db.session.scalars(select(Segment.id).join(Edition).where(Edition.key == "2027", Segment.key == segment))
    access.grant(person, role, Scope("segment", found.one()), actor="command", now=NOW)
    db.session.commit()
    return person
