"""Who has a seat: the right first, then by right, then one of those left."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from events.registration.rules.openings import Opening
from events.registration.rules.places import Asker, Limit, Place, decide_asking, decide_place
from events.registration.rules.quotas import Book, Bound, Claim, Waiter, after_offers, next_in_line

NOW = datetime(2027, 4, 20, 8, tzinfo=UTC)
OPEN = Opening(datetime(2027, 4, 12, 7, tzinfo=UTC), datetime(2027, 5, 24, 16, tzinfo=UTC))
DIALOGUE = Limit(60, "observers", OPEN)
NGO = Asker("NGO-ECOSOC", right="speak")
CSO = Claim(1)


def room(limit: Limit, held: int, waiting: int = 0) -> Book:
    return Book(limit.bounds, {CSO: held}, [Waiter(number, number, CSO) for number in range(waiting)])


@pytest.mark.parametrize(("held", "place"), [(0, Place.SEATED), (59, Place.SEATED), (60, Place.FULL), (61, Place.FULL)])
def test_an_observer_takes_one_of_the_places_left(held: int, place: Place):
    book = room(DIALOGUE, held)

    assert decide_place(book, book, NGO) is place


@pytest.mark.parametrize("constituency", ["GOV-MEMBER", "GOV-OBSERVER", "SECRETARIAT"])
def test_states_and_secretariat_need_no_seat_where_the_limit_is_for_observers(constituency: str):
    assert decide_asking(DIALOGUE, Asker(constituency), now=NOW) is Place.BY_RIGHT


def test_a_partners_delegation_needs_none_and_another_body_of_the_same_constituency_does():
    bodies = [Asker("UN-ENTITY", is_partner=partner) for partner in (True, False)]

    assert [decide_asking(DIALOGUE, body, now=NOW) for body in bodies] == [Place.BY_RIGHT, None]


@pytest.mark.parametrize("constituency", ["GOV-MEMBER", "SECRETARIAT", "UN-ENTITY"])
def test_a_limit_for_all_is_for_all(constituency: str):
    assert decide_asking(Limit(8, "all", OPEN), Asker(constituency, is_partner=True), now=NOW) is None


@pytest.mark.parametrize(
    ("free", "waiting", "place"),
    [
        (1, 0, Place.SEATED),
        (1, 1, Place.WAITED_FOR),
        (3, 3, Place.WAITED_FOR),
        (4, 3, Place.SEATED),
        (0, 2, Place.FULL),
    ],
)
def test_those_who_wait_come_first_in_their_order(free: int, waiting: int, place: Place):
    before = room(Limit(8), 8 - free, waiting)

    assert decide_place(before, after_offers(before, next_in_line(before)), NGO) is place


def test_a_full_quota_is_told_apart_from_a_full_room():
    limit = Limit(8, quotas=(Bound(2, constituency=1, number=7),))
    books = [Book(limit.bounds, held) for held in ({CSO: 2}, {Claim(2): 8})]

    assert [decide_place(book, book, Asker("CSO-WSIS", claim=CSO)) for book in books] == [Place.QUOTA_FULL, Place.FULL]


def test_a_quota_of_all_who_come_on_site_is_not_told_as_a_full_room():
    limit = Limit(8, quotas=(Bound(2, mode="on_site", number=7),))
    books = [Book(limit.bounds, {CSO: 2}), Book(limit.bounds, {CSO: 8}), Book((Bound(2, number=7),), {CSO: 2})]

    assert [decide_place(book, book, Asker("CSO-WSIS", claim=CSO)) for book in books] == [
        Place.QUOTA_FULL,
        Place.FULL,
        Place.FULL,
    ]


@pytest.mark.parametrize(
    ("limit", "asker", "place"),
    [
        (DIALOGUE, NGO, None),
        (DIALOGUE, Asker(None), Place.NEEDS_REGISTRATION),
        (DIALOGUE, Asker("NGO-ECOSOC", right="closed"), Place.CLOSED_TO_YOU),
        (DIALOGUE, Asker("NGO-ECOSOC", right="speak", claim=Claim(3, mode="online")), Place.ONLINE),
        (DIALOGUE, Asker("GOV-MEMBER", right="speak"), Place.BY_RIGHT),
        (Limit(None), NGO, Place.NOT_LIMITED),
        (Limit(None, quotas=(Bound(2, constituency=9),)), NGO, Place.NOT_COUNTED),
        (Limit(None, "", OPEN, quotas=(Bound(2, mode="online"),)), Asker("IGO", claim=Claim(3, mode="online")), None),
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
