"""A person's own feed on the real server with its two workers: a change is in all of them at once."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

import pytest
from flask import Flask

from events.feeds.services import personal
from events.registration.services import seating
from foundation import clock
from foundation.db import db
from stakeholders.accounts.models import Account
from tests.events.feeds import building
from tests.events.feeds.calendars import a_calendar, a_person, follow, hand, path_of, unfollow
from tests.events.feeds.test_clients import Subscriber
from tests.events.feeds.test_http import ask
from tests.events.registration import people
from tests.support import databases
from tests.support.served import serving

ENOUGH = 40
"""So many requests, each on a connection of its own, reach both workers."""


@dataclass
class House:
    """A served house, and an application on the same database, in which people act."""

    base: str
    app: Flask
    ada: Account
    bob: Account

    def statuses(self, path: str, tag: str = "") -> set[int]:
        """What all workers answer, whoever is reached."""
        headers = {"If-None-Match": tag} if tag else {}
        return {ask(self.base, path, headers)[0] for _turn in range(ENOUGH)}

    def tags(self, path: str) -> set[str]:
        return {ask(self.base, path, {})[1]["ETag"] for _turn in range(ENOUGH)}


@pytest.fixture(params=["sqlite", "postgresql"])
def house(request: pytest.FixtureRequest) -> Iterator[House]:
    with ExitStack() as stack:
        database = stack.enter_context(databases.copy(request.param, loaded=True))
        base = stack.enter_context(serving(database))
        app = stack.enter_context(databases.application(database))
        stack.enter_context(app.app_context())
        yield House(base, app, a_delegate("ada"), a_person("bob"))


def a_delegate(name: str) -> Account:
    """Somebody who may take a seat in the dialogues of the session."""
    number = people.a_person(name, constituency="NGO-ECOSOC", organization="OR-ASSO")
    people.approved(number, "SESSION", constituency="NGO-ECOSOC")
    return db.session.get_one(Account, number)


def test_a_change_is_in_every_worker_from_the_next_request_on(house: House):
    mine, his = a_calendar(house.ada), a_calendar(house.bob)
    follow(house.ada, "D34")
    follow(house.bob, "D34")
    changes: list[Callable[[], object]] = [
        lambda: seating.take_seat(house.ada.id, "2027", "S04", now=clock.now(), stamped_at=clock.wire_now()),
        lambda: personal.set_wishes(hand(house.ada), language="en", alarm_minutes=15),
        lambda: seating.give_seat_back(house.ada.id, "2027", "S04", now=clock.now(), stamped_at=clock.wire_now()),
        lambda: follow(house.ada, "D57"),
    ]
    (others,) = house.tags(his)
    for change in changes:
        (tag,) = house.tags(mine)
        assert house.statuses(mine, tag) == {304}
        change()
        # From the very next request on, whoever is reached: sooner than the second that is asked for.
        assert house.statuses(mine, tag) == {200}

    assert house.statuses(his, others) == {304}
    assert house.tags(his) == {others}


def test_a_renewed_and_a_revoked_address_are_gone_in_every_worker_at_once(house: House):
    old = a_calendar(house.ada)
    (tag,) = house.tags(old)
    personal.renew_calendar(hand(house.ada))
    new = path_of(house.ada)

    assert (house.statuses(old, tag), house.statuses(new)) == ({410}, {200})

    personal.revoke_calendar(hand(house.ada))

    assert (house.statuses(new), house.statuses(old)) == ({410}, {410})


@pytest.mark.parametrize("house", ["sqlite"], indirect=True)
def test_a_persons_own_calendar_program_follows_every_change(house: House, tmp_path: Path):
    path = a_calendar(house.ada)
    follow(house.ada, "D34", "D57")
    personal.set_wishes(hand(house.ada), language="en", alarm_minutes=30)
    subscriber = Subscriber.to(house.base + path, tmp_path)
    first_count, first = subscriber.fetch(), subscriber.listed()
    building.move("D34", timedelta(minutes=90))
    building.change("D57", state="cancelled")
    building.publish()
    follow(house.ada, "D59")
    second_count, second = subscriber.fetch(), subscriber.listed()
    unfollow(house.ada, "D57")
    third_count, third = subscriber.fetch(), subscriber.listed()

    assert (first_count, second_count, third_count) == (2, 3, 2)
    assert [len(first), len(second), len(third)] == [2, 3, 2]
    assert second["2027-05-14 09:00"] == third["2027-05-14 09:00"] == first["2027-05-14 07:30"]
    assert [state for events in second.values() for _, state in events].count("CANCELLED") == 1
    assert third.keys() < second.keys()
