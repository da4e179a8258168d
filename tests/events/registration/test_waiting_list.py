"""The waiting list of a meeting: joining, one's own place, offers that pass on, quotas that overlap; on both databases."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from flask import Flask
from sqlalchemy import select

from events.registration.models import Registration, Seat
from events.registration.queries.own import places_of
from events.registration.rules.places import Place
from events.registration.rules.waiting import CanBeTaken, NoList
from events.registration.services.changing import change_mode
from events.registration.services.registering import withdraw
from events.registration.services.seating import give_seat_back, join_list, take_seat
from events.registration.services.sweeping import sweep
from foundation.db import db
from tests.events.registration.limited import (
    LATER,
    a_business,
    a_quota,
    an_ngo,
    letters_to,
    seat_of,
    states_of,
    work_done,
)
from tests.events.registration.people import DEED, HOUSE, NOW, TIMES, journal, number, seats

S04 = ("2027", "S04")
DAY = timedelta(hours=24)


def full_for_ngos(places: int = 1) -> list[int]:
    """Beside those of the data, so many of an NGO sit; nobody else of one can."""
    a_quota(places, meeting="S04", constituency="NGO-ECOSOC")
    people = [an_ngo(f"sits{each}") for each in range(places)]
    for person in people:
        assert take_seat(person, *S04, **TIMES) is Place.SEATED
    return people


def waiting(*names: str) -> list[int]:
    """People of an NGO who wait, in this order."""
    people = [an_ngo(name) for name in names]
    for person in people:
        join_list(person, *S04, **TIMES)
    return people


@pytest.mark.usefixtures("any_app")
def test_a_full_quota_refuses_and_lets_wait_while_others_still_take_seats():
    full_for_ngos()
    late, other = an_ngo("late"), a_business("firm")

    assert take_seat(late, *S04, **TIMES) is Place.QUOTA_FULL
    assert take_seat(other, *S04, **TIMES) is Place.SEATED
    for _ in range(2):
        join_list(late, *S04, **TIMES)
    assert seat_of(late, meeting="S04") == ("waiting", 1, None)
    with pytest.raises(CanBeTaken):
        join_list(a_business("another"), *S04, **TIMES)


@pytest.mark.usefixtures("any_app")
def test_a_freed_seat_is_held_for_the_first_for_a_day_and_nobody_else_gets_it():
    [sits] = full_for_ngos()
    first, second = waiting("first", "second")

    give_seat_back(sits, *S04, **TIMES)

    assert seat_of(first, meeting="S04") == ("offered", 1, NOW + DAY)
    assert take_seat(second, *S04, **TIMES) is Place.QUOTA_FULL
    assert take_seat(sits, *S04, **TIMES) is Place.QUOTA_FULL
    assert take_seat(first, *S04, **TIMES) is Place.SEATED
    assert [verb for verb, _ in journal("seat", "2027/S04")][-3:] == ["give_seat_back", "offer_seat", "take_seat"]


@pytest.mark.usefixtures("any_app")
def test_an_offer_that_nobody_takes_passes_to_the_next_and_a_second_sweep_changes_nothing():
    [sits] = full_for_ngos()
    first, second = waiting("first", "second")
    give_seat_back(sits, *S04, **TIMES)

    swept = [sweep(now=moment) for moment in (NOW + DAY - timedelta(seconds=1), NOW + DAY, NOW + DAY)]

    assert swept == [0, 1, 0]
    assert seat_of(first, meeting="S04") == ("cancelled", None, NOW + DAY)
    assert seat_of(second, meeting="S04") == ("offered", 2, NOW + 2 * DAY)


@pytest.mark.usefixtures("any_app")
def test_whoever_looks_with_a_deed_passes_ended_offers_on_without_any_sweep():
    [sits] = full_for_ngos()
    first, second = waiting("first", "second")
    give_seat_back(sits, *S04, **TIMES)

    answers = [take_seat(person, *S04, **{**TIMES, "now": LATER}) for person in (first, second)]

    assert answers == [Place.QUOTA_FULL, Place.SEATED]
    join_list(first, *S04, **{**TIMES, "now": LATER})
    assert seat_of(first, meeting="S04")[:2] == ("waiting", 1)


@pytest.mark.usefixtures("any_app")
def test_whose_quota_is_full_is_passed_over_and_keeps_the_rank():
    full_for_ngos()
    a_quota(1, meeting="S04", constituency="BUSINESS")
    sits = a_business("firm")
    take_seat(sits, *S04, **TIMES)
    [ngo] = waiting("ngo")
    firm = a_business("late firm")
    join_list(firm, *S04, **TIMES)

    give_seat_back(sits, *S04, **TIMES)

    assert states_of([ngo, firm], meeting="S04") == ["waiting", "offered"]
    assert [place.rank for place in places_of(ngo)] == [(1, 1)]


@pytest.mark.usefixtures("any_app")
def test_ones_own_place_in_the_list_is_told_among_those_who_wait():
    full_for_ngos()
    people = waiting("a", "b", "c")
    give_seat_back(people[0], *S04, **TIMES)

    ranks = [[place.rank for place in places_of(person)] for person in people]

    assert ranks == [[], [(1, 2)], [(2, 2)]]
    assert [seat_of(person, meeting="S04")[1] for person in people] == [None, 2, 3]


@pytest.mark.usefixtures("any_app")
def test_withdrawing_going_online_and_being_refused_pass_the_place_on():
    sits, other = full_for_ngos(places=2)
    first, second = waiting("first", "second")
    rows = {
        person: db.session.scalars(select(Registration.id).where(Registration.account_id == person)).one()
        for person in (sits, other)
    }

    withdraw(sits, rows[sits], **DEED)
    change_mode(other, rows[other], mode="online", **TIMES)

    assert states_of([sits, other, first, second], meeting="S04") == ["cancelled", "cancelled", "offered", "offered"]


@pytest.mark.usefixtures("any_app")
def test_who_withdraws_while_waiting_gives_the_place_in_the_list_up():
    [sits] = full_for_ngos()
    first, second = waiting("first", "second")
    row = db.session.scalars(select(Registration.id).where(Registration.account_id == first)).one()

    withdraw(first, row, **DEED)
    give_seat_back(sits, *S04, **TIMES)

    assert states_of([first, second], meeting="S04") == ["cancelled", "offered"]


@pytest.mark.usefixtures("any_app")
def test_an_offer_never_holds_past_the_closing_of_the_seats_and_none_is_made_after():
    [sits] = full_for_ngos()
    first, second = waiting("first", "second")
    closes = datetime(2027, 5, 24, 16, tzinfo=UTC)

    give_seat_back(sits, *S04, **{**TIMES, "now": closes - timedelta(hours=2)})
    held = seat_of(first, meeting="S04")
    sweep(now=closes)

    assert held[2] == closes
    assert states_of([first, second], meeting="S04") == ["cancelled", "waiting"]
    assert sweep(now=closes) == 0


@pytest.mark.usefixtures("any_app")
def test_a_quota_of_those_online_gives_places_to_those_online_alone():
    a_quota(1, meeting="S04", mode="online")
    one, two = an_ngo("one", mode="online"), an_ngo("two", mode="online")

    assert [take_seat(person, *S04, **TIMES) for person in (one, two)] == [Place.SEATED, Place.QUOTA_FULL]
    assert take_seat(an_ngo("there"), *S04, **TIMES) is Place.SEATED


@pytest.mark.usefixtures("any_app")
def test_nobody_waits_where_no_seat_can_be_had():
    for key in ("AC-01", "AC-42", "AC-18"):
        with pytest.raises(NoList):
            join_list(number(key), *S04, **TIMES)


@pytest.mark.usefixtures("any_app")
def test_the_lists_of_the_data_are_live_with_their_numbers():
    late = datetime(2027, 5, 24, 10, tzinfo=UTC)

    assert sweep(now=late) == 1
    assert {number(key): seats("X02")[number(key)] for key in ("AC-51", "AC-43", "AC-47", "AC-50")} == {
        number("AC-51"): "cancelled",
        number("AC-43"): "offered",
        number("AC-47"): "waiting",
        number("AC-50"): "waiting",
    }
    assert [seat_of(number(key), meeting="X02")[1] for key in ("AC-43", "AC-47", "AC-50")] == [1, 2, 3]


def test_each_step_is_told_once_by_a_letter(any_app: Flask):
    [sits] = full_for_ngos()
    first, second = waiting("first", "second")
    work_done(any_app)
    give_seat_back(sits, *S04, **TIMES)
    work_done(any_app)
    sweep(now=NOW + DAY)
    work_done(any_app)

    assert [subject.partition(":")[0] for subject, _ in letters_to(first)] == [
        "You wait for a place",
        "A place is held for you",
        "Your offer has ended",
    ]
    assert "You are number 2 of 2 who wait." in letters_to(second)[0][1]
    assert "is held for you until 21 April 2027, 10:00" in letters_to(first)[1][1]
    assert HOUSE.address("/2027/meetings/S04/seat", language="en").endswith("/2027/meetings/S04/seat")
    assert "/2027/meetings/S04/seat" in letters_to(first)[2][1]


def test_an_offer_that_was_taken_before_its_letter_went_is_not_told(any_app: Flask):
    [sits] = full_for_ngos()
    [first] = waiting("first")
    give_seat_back(sits, *S04, **TIMES)
    take_seat(first, *S04, **TIMES)

    work_done(any_app)

    assert letters_to(first) == []


@pytest.mark.usefixtures("any_app")
def test_one_row_a_person_whatever_they_do():
    [sits] = full_for_ngos()
    [first] = waiting("first")
    for _ in range(3):
        give_seat_back(sits, *S04, **TIMES)
        take_seat(first, *S04, **TIMES)
        join_list(sits, *S04, **TIMES)
        give_seat_back(first, *S04, **TIMES)
        take_seat(sits, *S04, **TIMES)
        join_list(first, *S04, **TIMES)

    rows = db.session.scalars(select(Seat.account_id).where(Seat.account_id.in_([sits, first]))).all()
    assert sorted(rows) == sorted([sits, first])
    assert states_of([sits, first], meeting="S04") == ["seated", "waiting"]
