"""The desk of places: quotas with what is held, the list in its order, and what the secretariat does there."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager

from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from events.registration.models import Quota, Seat
from events.registration.services.seating import give_seat_back, join_list, take_seat
from foundation import access, clock
from foundation.access import Scope
from foundation.db import atomic, db
from tests.events.registration.limited import (
    a_quota,
    an_ngo,
    letters_to,
    meeting_id,
    seat_of,
    segment_id,
    states_of,
    work_done,
)
from tests.events.registration.people import journal, number
from tests.support.pages import text_of
from tests.support.people import account, sign_in

Counting = Callable[[], AbstractContextManager[list[str]]]
DESK = "/desk/2027/places"
ONE = f"{DESK}/meetings/S04"
S04 = ("2027", "S04")
NEW = {"constituency": "", "organization": "", "mode": "", "places": "4"}


def signed(app: Flask, key: str) -> FlaskClient:
    client = sign_in(app.test_client(), account(key))
    db.session.rollback()
    return client


def full(places: int = 1, *, waiting: int = 2) -> tuple[int, list[int], list[int]]:
    """A quota that is full, who sits by it and who waits for it."""
    times = {"now": clock.now(), "stamped_at": clock.wire_now()}
    quota = a_quota(places, meeting="S04", constituency="NGO-ECOSOC")
    sitting = [an_ngo(f"sits{each}") for each in range(places)]
    line = [an_ngo(f"waits{each}") for each in range(waiting)]
    for person in sitting:
        take_seat(person, *S04, **times)
    for person in line:
        join_list(person, *S04, **times)
    return quota, sitting, line


def seat_number(person: int) -> int:
    return db.session.scalars(
        select(Seat.id).where(Seat.account_id == person, Seat.meeting_id == meeting_id("S04"))
    ).one()


def places(quota: int) -> int:
    db.session.rollback()
    return db.session.get_one(Quota, quota, populate_existing=True).places


def test_all_that_has_places_stands_in_one_table(app: Flask):
    full()

    said = text_of(signed(app, "AC-38").get(DESK).text)

    assert "The clusterCLUSTER none: everybody is admitted 61 0 0 –" in said
    assert "Regional statistics deskX02 · 25 May Seats of the room: 8/8 7 1 3 0" in said
    assert "NGOs in consultative status with ECOSOC:" in said


def test_the_page_takes_as_many_statements_however_many_wait(app: Flask, count_queries: Counting):
    client, sent = signed(app, "AC-38"), []
    for waiting in (1, 6):
        a_quota(0, meeting="S04", constituency="NGO-ECOSOC", mode="on_site")
        for each in range(waiting):
            person = an_ngo(f"{waiting}-{each}")
            join_list(person, *S04, now=clock.now(), stamped_at=clock.wire_now())
        for address in (DESK, ONE):
            with count_queries() as statements:
                assert client.get(address).status_code == 200
            sent.append(len(statements))

    assert sent[:2] == sent[2:]
    assert max(sent) <= 23


def test_a_quota_is_added_changed_and_dropped_and_what_is_free_is_passed_on_at_once(app: Flask):
    quota, _sitting, line = full()
    client = signed(app, "AC-37")

    raised = client.post(f"{ONE}/quotas/{quota}", data={"places": str(places(quota) + 1), "seen": str(places(quota))})
    after_raising = states_of(line, meeting="S04")
    dropped = client.post(f"{ONE}/quotas/{quota}/drop")

    assert (raised.status_code, dropped.status_code) == (303, 303)
    assert after_raising == ["offered", "waiting"]
    assert states_of(line, meeting="S04") == ["offered", "offered"]
    assert [verb for verb, _ in journal("places", "2027/S04")] == ["change_quota", "drop_quota"]

    added = client.post(f"{ONE}/quotas", data={**NEW, "organization": "or-asso", "mode": "online"})
    db.session.rollback()
    [row] = db.session.scalars(select(Quota).where(Quota.meeting_id == meeting_id("S04")))
    assert (added.status_code, row.constituency_id, row.mode, row.places) == (303, None, "online", 4)


def test_a_quota_below_what_is_held_takes_nobody_a_seat_and_gives_none(app: Flask):
    quota, sitting, line = full(places=2)
    client = signed(app, "AC-37")
    held = places(quota)

    client.post(f"{ONE}/quotas/{quota}", data={"places": str(held - 1), "seen": str(held)})
    give_seat_back(sitting[0], *S04, now=clock.now(), stamped_at=clock.wire_now())
    after_one = states_of([*sitting, *line], meeting="S04")
    give_seat_back(sitting[1], *S04, now=clock.now(), stamped_at=clock.wire_now())

    assert after_one == ["cancelled", "seated", "waiting", "waiting"]
    assert states_of(line, meeting="S04") == ["offered", "waiting"]


def test_over_is_told_on_both_pages(app: Flask):
    quota, _sitting, _line = full(places=2)
    client = signed(app, "AC-37")
    client.post(f"{ONE}/quotas/{quota}", data={"places": "0", "seen": str(places(quota))})

    assert "over" in text_of(client.get(DESK).text)
    assert "over: nobody loses a place, and nobody new gets one" in text_of(client.get(ONE).text)


def test_what_is_wrong_is_told_beside_its_field_and_nothing_is_saved(app: Flask):
    quota, _sitting, _line = full()
    client = signed(app, "AC-37")
    stale = client.post(f"{ONE}/quotas/{quota}", data={"places": "7", "seen": "6"})
    nothing = client.post(f"{ONE}/quotas/{quota}", data={"places": "many", "seen": str(places(quota))})
    several = client.post(f"{ONE}/quotas", data={**NEW, "organization": "cci"})
    unknown = client.post(f"{ONE}/quotas", data={**NEW, "organization": "Nobody at all"})
    twice = client.post(f"{ONE}/quotas", data={**NEW, "constituency": "NGO-ECOSOC"})

    assert [each.status_code for each in (stale, nothing, unknown, twice)] == [409, 422, 422, 422]
    assert "Somebody changed this quota meanwhile to" in text_of(stale.text)
    assert "Give a whole number." in text_of(nothing.text)
    assert "No organization has this name, acronym or key." in text_of(unknown.text)
    both = "International Trade Centre (ITC); International Chamber of Commerce (ICC)"
    assert (several.status_code, f"several are called so: {both}; write the name in full" in text_of(several.text)) == (
        422,
        True,
    )
    assert "There is such a quota already; change its number." in text_of(twice.text)
    assert len(db.session.scalars(select(Quota)).all()) == 1


def test_the_list_stands_in_its_order_with_names_and_offers_above(app: Flask):
    _quota, sitting, line = full(waiting=3)
    give_seat_back(sitting[0], *S04, now=clock.now(), stamped_at=clock.wire_now())

    said = text_of(signed(app, "AC-40").get(ONE).text)

    assert said.index("Offers that hold") < said.index("waits0") < said.index("The list in its order")
    assert said.index("1 waits1") < said.index("2 waits2")
    assert states_of(line, meeting="S04") == ["offered", "waiting", "waiting"]


def test_the_desk_offers_a_free_place_to_whom_it_wants_with_a_reason(app: Flask):
    quota, _sitting, line = full()
    client = signed(app, "AC-38")
    address = f"{ONE}/waiting/{seat_number(line[1])}"

    none_free = client.post(address, data={"deed": "offer", "reason": "Speaks there"})
    no_reason = client.post(address, data={"deed": "offer", "reason": " "})
    client.post(f"{ONE}/quotas/{quota}", data={"places": str(places(quota) + 2), "seen": str(places(quota))})

    assert (none_free.status_code, no_reason.status_code) == (409, 422)
    assert "No place is free for this person: a quota that counts it is full." in text_of(none_free.text)
    assert states_of(line, meeting="S04") == ["offered", "offered"]


def test_who_is_taken_off_the_list_reads_why_and_an_offer_goes_to_the_next(app: Flask):
    _quota, sitting, line = full()
    give_seat_back(sitting[0], *S04, now=clock.now(), stamped_at=clock.wire_now())
    client = signed(app, "AC-38")

    client.post(f"{ONE}/waiting/{seat_number(line[0])}", data={"deed": "off", "reason": "Your body has two already"})
    work_done(app)

    assert states_of(line, meeting="S04") == ["cancelled", "offered"]
    [*_, (subject, text)] = letters_to(line[0])
    assert subject.startswith("You wait no more:")
    assert "Your body has two already" in text
    gone = client.post(f"{ONE}/waiting/{seat_number(line[0])}", data={"deed": "off", "reason": "Again"})
    assert gone.status_code == 409


def test_no_list_is_kept_where_the_desk_says_so_and_offers_hold_as_long_as_it_says(app: Flask):
    _quota, sitting, line = full(waiting=1)
    client = signed(app, "AC-38")

    saved = client.post(f"{ONE}/list", data={"offer_hours": "2", "seen": "1:24"})
    stale = client.post(f"{ONE}/list", data={"offer_hours": "3", "seen": "1:24"})
    late = an_ngo("late")
    refused = sign_in(app.test_client(), db.session.get_one(type(account("AC-38")), late))
    db.session.rollback()
    answer = refused.post("/2027/meetings/S04/seat/wait")
    now = clock.now()
    give_seat_back(sitting[0], *S04, now=now, stamped_at=clock.wire_now())

    assert (saved.status_code, stale.status_code, answer.status_code) == (303, 409, 409)
    state, _drawn, ends = seat_of(line[0], meeting="S04")
    assert (state, ends is not None and round((ends - now).total_seconds() / 3600)) == ("offered", 2)


@atomic
def of_segment(key: str, role: str, segment: str) -> None:
    access.grant(number(key), role, Scope("segment", segment_id(segment)), actor="command", now=clock.now())


def test_who_is_scoped_to_one_segment_has_that_and_its_meetings_alone(app: Flask):
    of_segment("AC-61", "registrar", "SIDE")
    client = signed(app, "AC-61")

    listed = text_of(client.get(DESK).text)
    answers = {
        address: client.get(f"{DESK}/{address}").status_code
        for address in ("segments/SIDE", "meetings/X02", "segments/SESSION", "meetings/S04")
    }

    assert "Regional statistics desk" in listed
    assert "The cluster" not in listed
    assert answers == {"segments/SIDE": 200, "meetings/X02": 200, "segments/SESSION": 403, "meetings/S04": 403}
    assert client.post(f"{ONE}/quotas", data=NEW).status_code == 403
    assert client.post(f"{DESK}/meetings/X02/quotas", data=NEW).status_code == 303


def test_an_auditor_reads_and_changes_nothing(app: Flask):
    quota, _sitting, line = full()
    of_house("AC-61", "auditor")
    client = signed(app, "AC-61")

    pages = [client.get(address) for address in (DESK, ONE)]
    deeds = [
        client.post(
            f"{ONE}/{address}", data={"places": "9", "seen": "1", "reason": "No", "offer_hours": "2"}
        ).status_code
        for address in ("quotas", f"quotas/{quota}", f"quotas/{quota}/drop", "list", f"waiting/{seat_number(line[0])}")
    ]

    assert [page.status_code for page in pages] == [200, 200]
    assert "Add a quota" not in pages[1].text
    assert deeds == [403] * 5


@atomic
def of_house(key: str, role: str) -> None:
    access.grant(number(key), role, access.HOUSE, actor="command", now=clock.now())


def test_the_quota_of_another_meeting_is_unknown_here(app: Flask):
    quota, _sitting, line = full()
    client = signed(app, "AC-37")
    elsewhere = f"{DESK}/meetings/X02"

    assert client.post(f"{elsewhere}/quotas/{quota}/drop").status_code == 404
    assert client.post(f"{elsewhere}/waiting/{seat_number(line[0])}", data={"reason": "No"}).status_code == 409
    assert client.get(f"{DESK}/meetings/D999").status_code == 404
    assert client.get(f"{DESK}/segments/NOWHERE").status_code == 404
