"""Deeds forced into one moment: another connection holds the meeting until all of them wait; on both databases."""

from __future__ import annotations

import sqlite3
import time
from collections import Counter
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from datetime import timedelta
from typing import Any

import psycopg
import pytest
from flask import Flask
from sqlalchemy import make_url, select

from events.registration.models import Registration
from events.registration.rules.waiting import CanBeTaken
from events.registration.services.registering import register, withdraw
from events.registration.services.seating import give_seat_back, join_list, take_seat
from events.registration.services.sweeping import sweep
from foundation.db import db
from foundation.outbox import OutboxMessage
from tests.events.registration.crowd import replayed, taken
from tests.events.registration.limited import seat_of
from tests.events.registration.people import DEED, NOW, TIMES, a_person, affiliation, approved_crowd

MEETING = ("2027", "S04")
Deed = Callable[[], Any]


@contextmanager
def held(app: Flask) -> Iterator[Callable[[int], None]]:
    """The meeting's row (on SQLite: the right to write) in the hands of another connection; call it to wait for waiters."""
    address = app.config["SQLALCHEMY_DATABASE_URI"]
    if address.startswith("sqlite"):
        connection = sqlite3.connect(make_url(address).database or "", isolation_level=None)
        connection.execute("BEGIN IMMEDIATE")
        yield lambda _number: time.sleep(0.3)
        connection.execute("ROLLBACK")
        connection.close()
        return
    server = address.replace("postgresql+psycopg://", "postgresql://", 1)
    with psycopg.connect(server) as connection, psycopg.connect(server, autocommit=True) as looking:
        connection.execute("SELECT id FROM meetings WHERE key = 'S04' FOR UPDATE")

        def wait_for(number: int) -> None:
            query = (
                "SELECT count(*) FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND datname = current_database()"
            )
            for _ in range(200):
                row = looking.execute(query).fetchone()
                if row and row[0] >= number:
                    return
                time.sleep(0.02)
            raise AssertionError("the deeds do not wait for the meeting")

        yield wait_for
        connection.rollback()


def together(app: Flask, *deeds: Deed) -> list[Any]:
    """Do several deeds at once: each begins, all wait for the meeting, then it is let go."""
    db.session.rollback()

    def done(deed: Deed) -> Any:
        with app.app_context():
            return deed()

    with ThreadPoolExecutor(len(deeds)) as pool:
        with held(app) as wait_for:
            asked = []
            for number, deed in enumerate(deeds, 1):
                asked.append(pool.submit(done, deed))
                wait_for(number)
        return [each.result() for each in asked]


def taking(person: int) -> Deed:
    return lambda: take_seat(person, *MEETING, **TIMES).value


def giving_back(person: int) -> Deed:
    return lambda: give_seat_back(person, *MEETING, **TIMES).value


def filled(people: list[int], *, left: int) -> list[int]:
    """Let people take seats one by one until so many are left; those who have none yet."""
    rest = list(people)
    while taken() < 50 - left:
        take_seat(rest.pop(0), *MEETING, **TIMES)
    return rest


def test_the_last_seat_goes_to_one_of_those_who_ask_in_the_same_moment(any_app: Flask):
    rest = filled(approved_crowd(40), left=1)

    told = together(any_app, *(taking(person) for person in rest[:4]))

    assert Counter(told) == {"seated": 1, "full": 3}
    assert (taken(), replayed()[0]) == (50, 50)


def test_a_seat_given_back_in_the_moment_in_which_others_ask_is_not_stranded(any_app: Flask):
    people = approved_crowd(40)
    rest = filled(people, left=0)

    told = together(any_app, giving_back(people[0]), taking(rest[0]), taking(rest[1]))

    # Whoever came first: the free place is taken by one of the two, or by the very next who asks.
    assert told[0] == "cancelled"
    assert Counter(told[1:]) in ({"seated": 1, "full": 1}, {"full": 2})
    assert taking(rest[2])() == ("full" if "seated" in told else "seated")
    assert (taken(), replayed()[0]) == (50, 50)


def test_a_double_click_takes_one_seat(any_app: Flask):
    rest = filled(approved_crowd(40), left=2)

    assert together(any_app, taking(rest[0]), taking(rest[0])) == ["seated", "seated"]
    assert taken() == 49


def test_withdrawing_while_others_ask_frees_the_seats_for_them(any_app: Flask):
    people = approved_crowd(40)
    rest = filled(people, left=0)
    row = db.session.scalars(select(Registration.id).where(Registration.account_id == people[0])).one()

    together(any_app, lambda: withdraw(people[0], row, **DEED), taking(rest[0]))
    taking(rest[1])()

    assert (taken(), replayed()[0]) == (50, 50)
    assert taking(people[0])() == "needs_registration"


@pytest.mark.parametrize("clicks", [2, 4])
def test_a_form_sent_several_times_at_once_registers_once_with_one_letter(any_app: Flask, clicks: int):
    person = a_person("twice", constituency="CSO-WSIS", organization="OR-NETWORK")
    number = affiliation(person)
    db.session.rollback()

    def send(_click: int) -> int:
        with any_app.app_context():
            sent = register(person, "2027", ["SESSION"], affiliation_id=number, mode="on_site", **DEED)
            return len(sent)

    with ThreadPoolExecutor(clicks) as pool:
        assert sorted(pool.map(send, range(clicks))) == [*[0] * (clicks - 1), 1]

    letters = db.session.scalars(select(OutboxMessage.id).where(OutboxMessage.account_id == person)).all()
    assert len(letters) == 1


def joining(person: int) -> Deed:
    def join() -> str:
        try:
            join_list(person, *MEETING, **TIMES)
        except CanBeTaken:
            return "can be taken"
        return "waits"

    return join


def test_a_seat_given_back_in_the_moment_in_which_somebody_joins_the_list_is_offered_or_can_be_taken(any_app: Flask):
    people = approved_crowd(40)
    rest = filled(people, left=0)

    told = together(any_app, giving_back(people[0]), joining(rest[0]))

    # Whoever came first: the place is held for who joined, or is told to be free; it is lost to neither.
    assert told in (["cancelled", "waits"], ["cancelled", "can be taken"])
    assert sweep(now=NOW) == 0
    assert taken() == (50 if told[1] == "waits" else 49)
    assert taking(rest[0])() == "seated"


def test_two_who_join_in_the_same_moment_draw_two_numbers(any_app: Flask):
    rest = filled(approved_crowd(40), left=0)

    together(any_app, joining(rest[0]), joining(rest[1]), joining(rest[0]))

    drawn = [seat_of(person, meeting="S04")[:2] for person in rest[:2]]
    assert sorted(drawn) == [("waiting", 1), ("waiting", 2)]


def test_an_offer_that_ends_in_the_moment_in_which_it_is_taken_is_had_by_one(any_app: Flask):
    people = approved_crowd(40)
    rest = filled(people, left=0)
    for person in rest[:2]:
        join_list(person, *MEETING, **TIMES)
    giving_back(people[0])()

    told = together(
        any_app,
        lambda: take_seat(rest[0], *MEETING, **TIMES).value,
        lambda: sweep(now=NOW + timedelta(hours=25)),
    )

    seats = [seat_of(person, meeting="S04")[0] for person in rest[:2]]
    assert seats in (["seated", "waiting"], ["cancelled", "offered"])
    assert (told[0] == "seated") == (seats[0] == "seated")
    assert taken() == 50
