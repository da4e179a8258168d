"""The place behind a mailed link: looking does nothing, the button does, once; and the place of a segment on one's own page."""

from __future__ import annotations

from datetime import timedelta

from flask import Flask
from sqlalchemy import select, update

from events.registration.models import Registration, Seat
from events.registration.services.registering import register, withdraw
from events.registration.services.seating import give_seat_back, join_list, take_seat
from events.registration.services.sweeping import sweep
from foundation import clock
from foundation.db import db
from stakeholders.accounts.models import Account, MailedLink
from tests.events.registration.limited import (
    a_quota,
    an_ngo,
    letters_to,
    meeting_id,
    seat_of,
    states_of,
    token_in,
    work_done,
)
from tests.events.registration.people import DEED, a_person, affiliation
from tests.support.pages import text_of
from tests.support.people import sign_in

S04 = ("2027", "S04")


def times() -> dict[str, object]:
    return {"now": clock.now(), "stamped_at": clock.wire_now()}


def offered(app: Flask) -> tuple[int, int, str, str]:
    """One with an offer and the next who waits, with the secret of the first one's letters: of waiting, of the offer."""
    a_quota(1, meeting="S04", constituency="NGO-ECOSOC")
    sits, first, second = (an_ngo(name) for name in ("sits", "first", "second"))
    take_seat(sits, *S04, **times())
    for person in (first, second):
        join_list(person, *S04, **times())
    work_done(app)
    give_seat_back(sits, *S04, **times())
    work_done(app)
    waits, offer = (token_in(text) for _, text in letters_to(first))
    return first, second, waits, offer


def test_looking_does_nothing_and_the_button_takes_the_place_without_signing_in(app: Flask):
    first, _second, _waits, token = offered(app)
    client = app.test_client()

    page = client.get(f"/places/{token}")
    before = seat_of(first, meeting="S04")[0]
    answer = client.post(f"/places/{token}", data={"answer": "take"})
    after = text_of(client.get(f"/places/{token}").text)

    assert (page.status_code, page.headers["Cache-Control"], before) == (200, "no-store", "offered")
    assert "A place is held for you until" in text_of(page.text)
    assert (answer.status_code, answer.headers["Location"]) == (303, f"/places/{token}")
    assert seat_of(first, meeting="S04")[0] == "seated"
    assert "You have the place." in after
    assert "Nothing more can be done by this link." in after
    assert client.get("/my/", follow_redirects=False).status_code == 303


def test_a_link_works_once_and_leaving_passes_the_place_on(app: Flask):
    first, second, _waits, token = offered(app)
    client = app.test_client()

    left = client.post(f"/places/{token}", data={"answer": "leave"})
    again = client.post(f"/places/{token}", data={"answer": "take"})

    assert (left.status_code, again.status_code) == (303, 410)
    assert states_of([first, second], meeting="S04") == ["cancelled", "offered"]


def test_after_the_offer_has_passed_on_the_page_says_so_and_nothing_can_be_taken(app: Flask):
    first, second, _waits, token = offered(app)
    sweep(now=clock.now() + timedelta(hours=25))
    client = app.test_client()

    page = client.get(f"/places/{token}")
    answer = client.post(f"/places/{token}", data={"answer": "take"})

    assert "It was not taken, and has passed on." in text_of(page.text)
    assert "Take the place" not in page.text
    assert answer.status_code == 409
    assert states_of([first, second], meeting="S04") == ["cancelled", "offered"]


def test_the_letter_of_an_offer_makes_the_link_before_it_useless(app: Flask):
    _first, _second, waits, _token = offered(app)

    assert app.test_client().post(f"/places/{waits}", data={"answer": "leave"}).status_code == 410


def test_who_waits_leaves_the_list_by_the_link_of_the_letter(app: Flask):
    _first, second, _waits, _token = offered(app)
    token = token_in(letters_to(second)[0][1])
    client = app.test_client()

    assert "You are number 1 of 1 who wait for a place." in text_of(client.get(f"/places/{token}").text)
    client.post(f"/places/{token}", data={"answer": "leave"})

    assert seat_of(second, meeting="S04")[0] == "cancelled"


def test_a_link_signs_nobody_in_and_a_link_to_sign_in_takes_no_place(app: Flask):
    _first, _second, _waits, token = offered(app)
    client = app.test_client()

    assert client.get(f"/my/links/{token}").status_code == 404
    assert client.post(f"/my/links/{token}").status_code == 404
    db.session.execute(update(MailedLink).where(MailedLink.purpose == "place").values(purpose="sign_in"))
    db.session.commit()
    assert client.get(f"/places/{token}").status_code == 404
    assert client.post(f"/places/{token}").status_code == 404
    assert client.get("/places/of-no-use").status_code == 404


def test_a_link_to_an_address_that_the_account_has_left_is_worth_nothing(app: Flask):
    first, _second, _waits, token = offered(app)
    db.session.get_one(Account, first).email = "elsewhere@people.example"
    db.session.commit()

    assert app.test_client().post(f"/places/{token}", data={"answer": "take"}).status_code == 410
    assert seat_of(first, meeting="S04")[0] == "offered"


def test_who_may_no_more_is_told_in_words_and_the_place_goes_to_the_next(app: Flask):
    first, second, _waits, token = offered(app)
    row = db.session.scalars(select(Registration).where(Registration.account_id == first)).one()
    row.state = "on_hold"
    db.session.commit()
    client = app.test_client()

    answer = client.post(f"/places/{token}", data={"answer": "take"}, follow_redirects=True)

    assert "The place could not be yours and goes to the next." in text_of(answer.text)
    assert states_of([first, second], meeting="S04") == ["cancelled", "offered"]


def test_the_list_is_joined_and_left_by_buttons(app: Flask):
    a_quota(0, meeting="S04", constituency="NGO-ECOSOC")
    person = an_ngo("waits")
    client = sign_in(app.test_client(), db.session.get_one(Account, person))
    db.session.rollback()

    offered_page = text_of(client.get("/2027/meetings/S04/seat").text)
    joined = client.post("/2027/meetings/S04/seat/wait")
    page = text_of(client.get("/2027/meetings/S04/seat").text)
    client.post("/2027/meetings/S04/seat/back")

    assert "Wait for a seat" in offered_page
    assert joined.headers["Location"] == "/2027/meetings/S04/seat"
    assert "You are number 1 of 1 who wait." in page
    assert seat_of(person, meeting="S04")[0] == "cancelled"


def test_the_place_of_a_segment_is_taken_on_ones_own_page(app: Flask):
    a_quota(1, segment="CLUSTER", constituency="BUSINESS")
    first, second = (a_person(name, constituency="BUSINESS", organization="OR-SMALL") for name in ("a", "b"))
    for person in (first, second):
        register(person, "2027", ["CLUSTER"], affiliation_id=affiliation(person), mode="on_site", **DEED)
    rows = [
        db.session.scalars(select(Registration.id).where(Registration.account_id == person)).one()
        for person in (first, second)
    ]
    client = sign_in(app.test_client(), db.session.get_one(Account, second))
    db.session.rollback()
    waits = text_of(client.get("/my/").text)
    withdraw(first, rows[0], **{**DEED, **times()})

    held = text_of(client.get("/my/").text)
    client.post(f"/my/registrations/{rows[1]}/place", data={"answer": "take"})

    assert "You are number 1 of 1 who wait for a place." in waits
    assert "A place is held for you until" in held
    assert seat_of(second, segment="CLUSTER")[0] == "seated"
    assert client.post(f"/my/registrations/{rows[0]}/place", data={"answer": "take"}).status_code == 404


def test_only_the_hash_of_a_secret_is_kept(app: Flask):
    first, _second, _waits, token = offered(app)

    links = db.session.scalars(select(MailedLink).where(MailedLink.account_id == first)).all()
    seat = db.session.scalars(
        select(Seat.id).where(Seat.account_id == first, Seat.meeting_id == meeting_id("S04"))
    ).one()
    assert [(link.about, link.used_at is None) for link in links] == [(seat, False), (seat, True)]
    assert all(token not in {str(value) for value in vars(link).values()} for link in links)
