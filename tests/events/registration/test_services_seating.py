"""Taking a seat, accepting an offered one, giving it back; on both databases."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from events.programme.rules.facts import UnknownMeeting
from events.registration.queries.own import places_of
from events.registration.rules.places import Place
from events.registration.services.following import follow, unfollow
from events.registration.services.seating import give_seat_back, take_seat
from foundation import revisions
from tests.events.registration.people import STAMP, TIMES, a_person, approved, journal, number, seats


def asked(person: int, meeting: str = "S04", **times: datetime) -> Place:
    return take_seat(person, "2027", meeting, **{**TIMES, **times})


def mine(person: int) -> list[tuple[str, bool, str | None]]:
    return [(own.meeting_key, own.is_followed, own.seat.state if own.seat else None) for own in places_of(person)]


def an_ngo(name: str = "ngo") -> int:
    person = a_person(name, constituency="NGO-ECOSOC", organization="OR-ASSO")
    approved(person, "SESSION", constituency="NGO-ECOSOC")
    return person


@pytest.mark.usefixtures("any_app")
def test_a_seat_is_taken_once_however_often_it_is_asked_for():
    person = an_ngo()

    assert [asked(person), asked(person)] == [Place.SEATED, Place.SEATED]
    assert seats("S04")[person] == "seated"
    assert journal("seat", "2027/S04") == [
        ("take_seat", {"edition": "2027", "account": person, "before": "none", "after": "seated"})
    ]
    assert revisions.number(f"person:{person}") == 1


@pytest.mark.usefixtures("any_app")
def test_a_seat_given_back_is_free_and_its_row_is_used_again():
    person = an_ngo()
    asked(person)

    back = [give_seat_back(person, "2027", "S04", **TIMES) for _ in range(2)]
    again = asked(person)

    assert (back, again) == ([Place.CANCELLED, Place.CANCELLED], Place.SEATED)
    assert [verb for verb, _ in journal("seat", "2027/S04")] == ["take_seat", "give_seat_back", "take_seat"]


@pytest.mark.usefixtures("any_app")
def test_eight_places_seven_taken_and_one_offered_are_full_for_everybody_else():
    person = a_person("late", constituency="CSO-WSIS", organization="OR-YOUTH")
    approved(person, "SIDE", constituency="CSO-WSIS")

    assert asked(person, "X02") is Place.FULL
    assert person not in seats("X02")


@pytest.mark.usefixtures("any_app")
def test_an_offered_seat_is_accepted_while_the_offer_holds():
    person = number("AC-51")

    assert asked(person, "X02") is Place.SEATED
    assert journal("seat", "2027/X02") == [
        ("take_seat", {"edition": "2027", "account": person, "before": "offered", "after": "seated"})
    ]


@pytest.mark.usefixtures("any_app")
def test_an_offer_that_has_ended_holds_no_place():
    waiting, late = number("AC-43"), datetime(2027, 5, 24, 10, tzinfo=UTC)

    assert asked(waiting, "X02", now=late) is Place.SEATED
    assert asked(number("AC-51"), "X02", now=late) is Place.FULL


@pytest.mark.usefixtures("app")
@pytest.mark.parametrize(
    ("key", "meeting", "place"),
    [
        ("AC-01", "S03", Place.BY_RIGHT),
        ("AC-12", "S03", Place.BY_RIGHT),
        ("AC-29", "S03", Place.BY_RIGHT),
        ("AC-37", "S03", Place.BY_RIGHT),
        ("AC-29", "S04", Place.SEATED),
        ("AC-18", "S03", Place.ONLINE),
        ("AC-42", "S03", Place.NEEDS_REGISTRATION),
        ("AC-44", "S03", Place.BEING_LOOKED_AT),
        ("AC-61", "X02", Place.NEEDS_REGISTRATION),
        ("AC-01", "S01", Place.NOT_LIMITED),
        ("AC-57", "S04", Place.SEATED),
    ],
)
def test_each_is_answered_by_what_they_are_registered_as(key: str, meeting: str, place: Place):
    assert asked(number(key), meeting) is place


@pytest.mark.usefixtures("app")
def test_r9_seats_are_given_from_the_opening_to_the_closing():
    person = an_ngo()
    early, late = datetime(2027, 4, 12, 6, 59, 59, tzinfo=UTC), datetime(2027, 5, 24, 16, tzinfo=UTC)

    assert [asked(person, now=early), asked(person, now=late)] == [Place.NOT_OPEN, Place.NOT_OPEN]


@pytest.mark.usefixtures("app")
def test_an_unknown_meeting_has_no_seats():
    with pytest.raises(UnknownMeeting):
        asked(number("AC-61"), "D999")


@pytest.mark.usefixtures("any_app")
def test_a_followed_meeting_stands_in_ones_own_list_until_it_is_taken_out():
    person = an_ngo()
    asked(person)
    for meeting in ("D07", "S04", "D07"):
        follow(person, "2027", meeting, **TIMES)

    assert mine(person) == [("D07", True, None), ("S04", True, "seated")]
    assert revisions.number(f"person:{person}") == 3

    for meeting in ("D07", "S04"):
        unfollow(person, "2027", meeting, stamped_at=STAMP)

    assert mine(person) == [("S04", False, "seated")]
