"""Who has a seat: the right first, then by right, then one of those left."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from events.registration.rules.openings import Opening
from events.registration.rules.places import Asker, Limit, Place, Queue, decide_asking, decide_place

NOW = datetime(2027, 4, 20, 8, tzinfo=UTC)
OPEN = Opening(datetime(2027, 4, 12, 7, tzinfo=UTC), datetime(2027, 5, 24, 16, tzinfo=UTC))
DIALOGUE = Limit(60, "observers", OPEN)
NGO = Asker("NGO-ECOSOC", right="speak")


@pytest.mark.parametrize(
    ("taken", "place"), [(0, Place.SEATED), (59, Place.SEATED), (60, Place.FULL), (61, Place.FULL)]
)
def test_an_observer_takes_one_of_the_places_left(taken: int, place: Place):
    assert (
        decide_place(seats=60, taken=taken, constituency="NGO-ECOSOC", seats_for="observers", is_partner=False) is place
    )


@pytest.mark.parametrize("constituency", ["GOV-MEMBER", "GOV-OBSERVER", "SECRETARIAT"])
def test_states_and_secretariat_need_no_seat_where_the_limit_is_for_observers(constituency: str):
    assert (
        decide_place(seats=60, taken=60, constituency=constituency, seats_for="observers", is_partner=False)
        is Place.BY_RIGHT
    )


def test_a_partners_delegation_needs_none_and_another_body_of_the_same_constituency_does():
    places = [
        decide_place(seats=60, taken=60, constituency="UN-ENTITY", seats_for="observers", is_partner=partner)
        for partner in (True, False)
    ]

    assert places == [Place.BY_RIGHT, Place.FULL]


@pytest.mark.parametrize("constituency", ["GOV-MEMBER", "SECRETARIAT", "UN-ENTITY"])
def test_a_limit_for_all_is_for_all(constituency: str):
    assert decide_place(seats=8, taken=8, constituency=constituency, seats_for="all", is_partner=True) is Place.FULL


@pytest.mark.parametrize(
    ("limit", "asker", "place"),
    [
        (DIALOGUE, NGO, None),
        (DIALOGUE, Asker(None), Place.NEEDS_REGISTRATION),
        (DIALOGUE, Asker("NGO-ECOSOC", right="closed"), Place.CLOSED_TO_YOU),
        (DIALOGUE, Asker("NGO-ECOSOC", mode="online", right="speak"), Place.ONLINE),
        (DIALOGUE, Asker("GOV-MEMBER", right="speak"), Place.BY_RIGHT),
        (Limit(None), NGO, Place.NOT_LIMITED),
        (Limit(60, "observers", None), NGO, Place.NOT_OPEN),
        (Limit(60, "observers", OPEN, is_held=False), NGO, Place.NOT_HELD),
    ],
)
def test_the_right_to_be_there_comes_before_the_places(limit: Limit, asker: Asker, place: Place | None):
    assert decide_asking(limit, asker, now=NOW) is place


@pytest.mark.parametrize(
    ("now", "place"),
    [
        (OPEN.opens_at - timedelta(seconds=1), Place.NOT_OPEN),
        (OPEN.opens_at, None),
        (OPEN.closes_at - timedelta(seconds=1), None),
        (OPEN.closes_at, Place.NOT_OPEN),
    ],
)
def test_r9_seats_can_be_taken_from_the_opening_on_and_no_more_at_the_closing(now: datetime, place: Place | None):
    assert decide_asking(DIALOGUE, NGO, now=now) is place


@pytest.mark.parametrize(
    ("free", "queue", "place"),
    [
        (1, Queue(), Place.SEATED),
        (1, Queue(others=1), Place.WAITED_FOR),
        (3, Queue(others=3), Place.WAITED_FOR),
        (4, Queue(others=3), Place.SEATED),
        (1, Queue(others=2, rank=1), Place.SEATED),
        (1, Queue(others=2, rank=2), Place.WAITED_FOR),
        (2, Queue(others=2, rank=2), Place.SEATED),
        (1, Queue(others=5, rank=0), Place.SEATED),
        (0, Queue(others=2, rank=1), Place.FULL),
    ],
)
def test_those_who_wait_come_first_in_their_order(free: int, queue: Queue, place: Place):
    asked = {"constituency": "CSO-WSIS", "seats_for": "observers", "is_partner": False}

    assert decide_place(seats=8, taken=8 - free, **asked, queue=queue) is place
