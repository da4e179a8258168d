"""Every road by which a place becomes free leads to the first who waits; on both databases."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from sqlalchemy import select, update

from events.editions import queries as editions
from events.programme.models import Meeting, VersionEntry
from events.programme.services.publishing import freeze_version
from events.registration.jobs import hold_registrations
from events.registration.models import Quota, Registration, Seat
from events.registration.rules.deciding import Verdict
from events.registration.services import bounding
from events.registration.services.bounding import Hand, Whose
from events.registration.services.changing import change_mode
from events.registration.services.deciding import decide_all
from events.registration.services.registering import withdraw
from events.registration.services.seating import give_seat_back, join_list, take_seat
from events.registration.services.sweeping import sweep
from foundation import revisions
from foundation.db import atomic, db
from stakeholders.organizations.models import Affiliation, Organization
from tests.events.registration.limited import a_quota, an_ngo, meeting_id, seat_of, segment_id, states_of
from tests.events.registration.people import DEED, NOW, STAMP, TIMES, a_person, affiliation, approved, number
from tests.stakeholders.organizations.records import a_record, merged

S04 = ("2027", "S04")
AT = {"meeting": "S04"}
DESK = ("2027", "meeting", "S04")


def row_of(person: int) -> int:
    return db.session.scalars(select(Registration.id).where(Registration.account_id == person)).one()


def hand() -> Hand:
    found = Hand(number("AC-38"), NOW)
    db.session.rollback()
    return found


def decided(verdict: Verdict, person: int) -> None:
    decide_all(number("AC-38"), "2027", [row_of(person)], verdict=verdict, reason="No more", **DEED)


def affiliation_ended(person: int) -> None:
    row = db.session.get_one(Affiliation, affiliation(person))
    row.until = date(2027, 4, 1)
    facts = {"account": person, "organization": row.organization_id, "constituency": row.constituency_id}
    db.session.commit()
    hold_registrations(facts)


def quota() -> Quota:
    return db.session.scalars(select(Quota).where(Quota.meeting_id == meeting_id("S04"))).one()


def quota_raised(_person: int) -> None:
    row = quota()
    bounding.change_quota(hand(), *DESK, row.id, places=row.places + 1, seen=row.places)


def quota_dropped(_person: int) -> None:
    bounding.drop_quota(hand(), *DESK, quota().id)


def quota_of_others(_person: int) -> None:
    """Changed by a hand that passes nothing on: the sweep does."""
    row = quota()
    row.organization_id = db.session.scalars(select(Organization.id).where(Organization.key == "OR-SMALL")).one()
    row.constituency_id = None
    db.session.commit()
    sweep(now=NOW)


ROADS: dict[str, Callable[[int], object]] = {
    "given back": lambda person: give_seat_back(person, *S04, **TIMES),
    "withdrawn": lambda person: withdraw(person, row_of(person), **DEED),
    "refused": lambda person: decided(Verdict.REFUSE, person),
    "on hold": lambda person: decided(Verdict.HOLD, person),
    "online": lambda person: change_mode(person, row_of(person), mode="online", **TIMES),
    "affiliation ended": affiliation_ended,
    "quota raised": quota_raised,
    "quota dropped": quota_dropped,
    "quota of others": quota_of_others,
}


def one_sits_and_two_wait() -> list[int]:
    """One place, who sits there, and two who wait, in their order."""
    a_quota(1, **AT, constituency="NGO-ECOSOC")
    sits, first, second = people = [an_ngo(name) for name in ("sits", "first", "second")]
    take_seat(sits, *S04, **TIMES)
    for person in (first, second):
        join_list(person, *S04, **TIMES)
    return people


@pytest.mark.usefixtures("any_app")
@pytest.mark.parametrize("road", ROADS)
def test_what_becomes_free_is_offered_to_the_first_who_waits_and_a_sweep_finds_nothing_more(road: str):
    sits, first, _second = one_sits_and_two_wait()

    ROADS[road](sits)

    assert states_of([first], **AT) == ["offered"]
    assert sweep(now=NOW) == 0


@pytest.mark.usefixtures("any_app")
def test_an_offer_that_is_taken_off_goes_to_the_next():
    sits, first, second = one_sits_and_two_wait()
    give_seat_back(sits, *S04, **TIMES)
    seat = db.session.scalars(select(Seat.id).where(Seat.account_id == first)).one()

    bounding.take_off(hand(), *DESK, seat, reason="Has one already")

    assert states_of([first, second], **AT) == ["cancelled", "offered"]


@atomic
def published_with(seats: int) -> None:
    """The next version has so many seats in S04."""
    db.session.execute(
        update(Meeting).where(Meeting.key == "S04").values(seat_limit={"for": "observers", "seats": seats})
    )
    freeze_version(editions.edition("2027"), note="More seats.", actor="test", now=NOW, stamped_at=STAMP)


@pytest.mark.usefixtures("any_app")
def test_seats_that_are_published_anew_are_offered_and_fewer_than_sit_give_nobody_one():
    bounding.set_quota(hand(), *DESK, whose=Whose(mode="online"), places=1)
    people = [an_ngo(f"n{each}") for each in range(4)]
    published_with(seats_held() + 1)
    take_seat(people[0], *S04, **TIMES)
    for person in people[1:]:
        join_list(person, *S04, **TIMES)

    published_with(seats_held() + 1)
    sweep(now=NOW)
    one_more = states_of(people, **AT)
    published_with(seats_held() - 2)
    give_seat_back(people[0], *S04, **TIMES)
    give_seat_back(people[1], *S04, **TIMES)
    sweep(now=NOW)

    assert one_more == ["seated", "offered", "waiting", "waiting"]
    assert states_of(people, **AT) == ["cancelled", "cancelled", "waiting", "waiting"]


def seats_held() -> int:
    db.session.rollback()
    held = select(Seat.id).where(Seat.meeting_id == meeting_id("S04"), Seat.state.in_(("seated", "offered")))
    return len(db.session.scalars(held).all())


@pytest.mark.usefixtures("any_app")
def test_while_the_draft_has_the_meeting_elsewhere_its_seats_hang_on_the_published_part():
    a_quota(1, **AT, constituency="NGO-ECOSOC")
    sits, waits = an_ngo("sits"), an_ngo("waits")
    take_seat(sits, *S04, **TIMES)
    join_list(waits, *S04, **TIMES)
    db.session.execute(update(Meeting).where(Meeting.key == "S04").values(segment_id=segment_id("CLUSTER")))
    db.session.commit()

    withdraw(sits, row_of(sits), **DEED)

    assert states_of([sits, waits], **AT) == ["cancelled", "offered"]


@pytest.mark.usefixtures("any_app")
def test_who_waits_under_a_record_that_is_merged_away_waits_for_the_places_of_the_kept_one():
    twin = a_record("OR-TWIN", "The association, once more", "NGO-ECOSOC")
    a_quota(0, **AT, organization="OR-TWIN")
    a_quota(5, **AT, organization="OR-ASSO")
    waits = a_person("waits", constituency="NGO-ECOSOC", organization="OR-TWIN")
    approved(waits, "SESSION", constituency="NGO-ECOSOC")
    join_list(waits, *S04, **TIMES)

    merged(
        number("AC-37"), twin, db.session.scalars(select(Organization.id).where(Organization.key == "OR-ASSO")).one()
    )
    sweep(now=NOW)

    assert states_of([waits], **AT) == ["offered"]


@pytest.mark.usefixtures("any_app")
def test_a_meeting_that_has_left_the_programme_offers_nothing_and_its_offers_end():
    sits, first, second = one_sits_and_two_wait()
    give_seat_back(sits, *S04, **TIMES)
    withdrawn()

    later = NOW + timedelta(hours=25)
    assert (sweep(now=later), sweep(now=later)) == (1, 0)
    assert states_of([first, second], **AT) == ["cancelled", "waiting"]
    give_seat_back(second, *S04, **{**TIMES, "now": later})
    assert seat_of(second, **AT)[0] == "cancelled"


@atomic
def withdrawn() -> None:
    """As the version after a meeting was taken out has it."""
    db.session.execute(update(VersionEntry).where(VersionEntry.key == "S04").values(state="withdrawn"))
    revisions.rise(at=STAMP)
