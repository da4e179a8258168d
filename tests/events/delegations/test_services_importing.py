"""A table of people: read, shown with what is wrong, taken once on confirmation; on both databases."""

from __future__ import annotations

import pytest
from sqlalchemy import func, select

from events.delegations.queries.imports import bad_rows, import_view
from events.delegations.rules.imports import (
    ConfirmedBefore,
    DroppedBefore,
    NothingGood,
    NotYourImport,
    faults_of,
    heed_of,
    is_good,
)
from events.delegations.rules.ranks import UnknownGroup
from events.delegations.services import importing
from events.delegations.services.members import put
from events.registration.models import Registration
from foundation.db import db
from foundation.jobs import Job
from foundation.outbox import OutboxMessage
from stakeholders.accounts.models import Account
from tests.events.delegations.trying import account_at, hand, kept, newcomer, people, place, table
from tests.events.registration.people import number, registrations

GOOD = ("SESSION,UNESCO,a@t.example,Ana,head,,yes,,,,,", "SESSION,UNESCO,b@t.example,Bo,member,,,,online,fr,,")
BAD = "SESSION,ITU,c@t.example,Cy,boss,,,,,,,"


def read(*rows: str, by: str = "AC-35", **told: str) -> int:
    return importing.read(hand(by), "2027", table(*rows), name="people.csv", **told)


def take(import_id: int) -> bool:
    return importing.take(import_id, lambda _number: hand("AC-35"))


def wrong(import_id: int) -> list[tuple[int, str, str]]:
    return [(row["row"], fault.column, str(fault.words)) for row in kept(import_id).rows for fault in faults_of(row)]


@pytest.mark.usefixtures("any_app")
def test_every_bad_row_is_named_by_row_and_column_and_nobody_is_registered_by_reading():
    table_id = read(*GOOD, BAD, "NOWHERE,UNESCO,nobody,,member,,maybe,,,xx,2027-99-01,")

    assert wrong(table_id) == [
        (4, "organization", "this is not your organization"),
        (4, "rank", "one of these words, as they stand here: head, member, alternate, adviser"),
        (5, "part", "no part of this edition is called so; there are CLUSTER, SESSION, SIDE"),
        (5, "email", "this is no e-mail address"),
        (5, "name", "fill this in"),
        (5, "may speak", "one of these words, as they stand here: yes, no"),
        (5, "language", "one of these words, as they stand here: ar, zh, en, fr, ru, es"),
        (5, "from", "a day, as 2027-05-13"),
    ]
    assert db.session.scalar(select(func.count()).where(Account.email.like("%@t.example"))) == 0


@pytest.mark.usefixtures("any_app")
def test_confirmed_the_good_rows_are_taken_once_with_a_letter_each():
    table_id = read(*GOOD, BAD)
    importing.confirm(hand("AC-35"), "2027", table_id)
    importing.confirm(hand("AC-35"), "2027", table_id)

    assert [take(table_id), take(table_id)] == [True, False]

    assert db.session.scalar(select(func.count()).where(Job.name == importing.CONFIRMED)) == 1
    assert (kept(table_id).state, kept(table_id).result) == ("done", {"taken": 2, "left": []})
    assert people() == [("Ana", "Ana", "head"), ("Bo", "Bo", "member")]
    assert registrations(account_at("b@t.example").id) == {"SESSION": "approved"}
    letters = db.session.scalars(select(OutboxMessage.language).where(OutboxMessage.kind == "invited")).all()
    assert sorted(letters) == ["en", "fr"]


@pytest.mark.usefixtures("any_app")
def test_what_has_become_wrong_meanwhile_is_left_and_told():
    table_id = read(*GOOD)
    put(hand("AC-35"), place(), newcomer(rank="head"))
    importing.confirm(hand("AC-35"), "2027", table_id)

    take(table_id)

    result = kept(table_id).result
    assert (result["taken"], [(row["row"], row["wrong"][0][0]) for row in result["left"]]) == (1, [(2, "rank")])
    edition, rows = bad_rows(number("AC-35"), "2027", table_id)
    assert (edition.key, [row["row"] for row in rows]) == ("2027", [2])


@pytest.mark.usefixtures("any_app")
def test_r1_and_several_names_and_acronyms_of_any_language_are_told():
    rows = ("SESSION,OR-GUILD,a@t.example,Ana,head,,,,,,,", "SESSION,UIT,b@t.example,Bo,member,,,,,,,")
    table_id = read(*rows, "SESSION,CCI,c@t.example,Cy,member,,,,,,,", by="AC-38")

    found = wrong(table_id)

    assert [(row, column) for row, column, _ in found] == [(2, "organization"), (4, "organization")]
    assert "several are called so" in found[1][2]


@pytest.mark.usefixtures("any_app")
def test_the_same_person_twice_and_two_heads_are_told_with_the_other_row():
    table_id = read(GOOD[0], GOOD[0].replace("member", "head"), "SESSION,UNESCO,d@t.example,Di,head,,,,,,,")

    assert wrong(table_id) == [
        (3, "email", "row 2 names the same person for this part"),
        (3, "rank", "row 2 is the head of this delegation already"),
        (4, "rank", "row 2 is the head of this delegation already"),
    ]


@pytest.mark.usefixtures("app")
def test_a_dropped_table_keeps_nothing_and_a_confirmed_one_is_not_dropped():
    dropped, confirmed = read(*GOOD), read(*GOOD)
    importing.drop(hand("AC-35"), "2027", dropped)
    importing.confirm(hand("AC-35"), "2027", confirmed)

    assert kept(dropped).rows == []
    with pytest.raises(DroppedBefore):
        importing.confirm(hand("AC-35"), "2027", dropped)
    with pytest.raises(ConfirmedBefore):
        importing.drop(hand("AC-35"), "2027", confirmed)
    with pytest.raises(NothingGood):
        importing.confirm(hand("AC-35"), "2027", read(BAD))


@pytest.mark.usefixtures("app")
def test_others_neither_see_nor_take_a_table():
    table_id = read(*GOOD)

    for somebody in ("AC-15", "AC-61"):
        with pytest.raises(NotYourImport):
            import_view(number(somebody), "2027", table_id, 1)
    with pytest.raises(NotYourImport):
        importing.confirm(hand("AC-38"), "2027", table_id)
    assert import_view(number("AC-38"), "2027", table_id, 1).is_own is False


@pytest.mark.usefixtures("any_app")
def test_taking_many_asks_as_often_as_taking_some(count_queries):
    def asked(size: int) -> int:
        rows = [f"SESSION,UNESCO,p{size}-{each}@t.example,P {each},member,,,,,,," for each in range(size)]
        table_id = read(*rows)
        importing.confirm(hand("AC-35"), "2027", table_id)
        with count_queries() as sent:
            take(table_id)
        return len(sent)

    assert asked(40) == asked(4)


@pytest.mark.usefixtures("app")
def test_who_no_longer_looks_after_it_has_nothing_taken():
    table_id = read(*GOOD)
    importing.confirm(hand("AC-35"), "2027", table_id)

    importing.take(table_id, lambda _number: hand("AC-61"))

    assert kept(table_id).result["taken"] == 0
    assert (
        db.session.scalar(select(func.count()).select_from(Registration).where(Registration.registered_by != "")) == 0
    )


@pytest.mark.usefixtures("any_app")
def test_the_registrar_is_told_before_confirming_that_somebody_comes_for_others():
    row = "SESSION,UNESCO,ac15@people.example,Grace,member,,,,,,,"

    by_registrar, by_focal_point = kept(read(row, by="AC-38")).rows[0], kept(read(row)).rows[0]

    assert str(heed_of(by_registrar)).startswith("registered for Conference of Non-Governmental Organizations")
    assert (is_good(by_registrar), heed_of(by_focal_point)) == (True, None)


@pytest.mark.usefixtures("app")
def test_a_focal_point_names_a_group_that_is_known_and_the_registrar_any():
    row = "SESSION,UNESCO,a@t.example,Ana,head,,yes,{},,,,"
    read_as = [
        kept(read(row.format(group), by=by)).rows[0]
        for group, by in (("group of 77 AND China", "AC-35"), ("My friends", "AC-35"), ("My friends", "AC-38"))
    ]

    assert [[fault.column for fault in faults_of(each)] for each in read_as] == [[], ["speaks for"], []]
    with pytest.raises(UnknownGroup):
        put(hand("AC-35"), place(), newcomer(may_speak=True, speaks_for="My friends"))
