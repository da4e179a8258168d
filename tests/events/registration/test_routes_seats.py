"""The page of a seat, the part of a public page that is one's own, and the deeds behind their buttons."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager

import pytest
from flask import Flask
from flask.testing import FlaskClient

from foundation.db import db
from tests.events.registration.people import number, seats
from tests.support.pages import text_of
from tests.support.people import account, sign_in

Counting = Callable[[], AbstractContextManager[list[str]]]


def signed(app: Flask, key: str) -> FlaskClient:
    client = sign_in(app.test_client(), account(key))
    db.session.rollback()
    return client


def test_a_seat_is_given_back_and_taken_again_by_buttons(app: Flask):
    client = signed(app, "AC-61")

    back = client.post("/2027/meetings/S04/seat/back", headers={"Referer": "http://localhost/my/"})
    after = seats("S04")[number("AC-61")]
    again = client.post("/2027/meetings/S04/seat")

    assert (back.status_code, back.headers["Location"], after) == (303, "/my/", "cancelled")
    assert (again.status_code, again.headers["Location"]) == (303, "/2027/meetings/S04/seat")
    assert seats("S04")[number("AC-61")] == "seated"


@pytest.mark.parametrize(
    ("key", "meeting", "words"),
    [
        ("AC-61", "S03", "You have a seat."),
        ("AC-01", "S03", "You need no seat: States, the secretariat and the partners’ delegations have their places."),
        ("AC-18", "S03", "You are registered to take part online, and need no seat."),
        ("AC-51", "X02", "A seat is offered to you until 24 May 2027, 12:00."),
        ("AC-51", "X02", "This one is held for you."),
        ("AC-43", "X02", "You are number 1 of 3 who wait."),
        ("AC-43", "X02", "Every seat is taken."),
        ("AC-61", "X02", "A seat is for people who are approved for “Side programme of the session”."),
        ("AC-57", "S04", "You have given your seat back."),
        ("AC-57", "S04", "32 seats are left."),
        ("AC-61", "D07", "Nobody needs a seat here: the places are not limited."),
    ],
)
def test_the_page_says_how_it_stands_with_this_person(app: Flask, key: str, meeting: str, words: str):
    assert words in text_of(signed(app, key).get(f"/2027/meetings/{meeting}/seat").text)


def test_what_overlaps_is_warned_of_on_every_page_of_ones_own(app: Flask):
    client = signed(app, "AC-61")
    for key in ("D06", "D07", "S03"):
        client.post(f"/2027/meetings/{key}/follow")

    page, part, own, other = (
        text_of(client.get(address).text)
        for address in ("/2027/meetings/D06/seat", "/my/meetings/2027/D06", "/my/", "/2027/meetings/S03/seat")
    )

    assert "It overlaps with what you hold or follow:" in page
    assert "Overlaps with:" in part
    assert own.count("It overlaps with:") == 2
    assert "overlaps" not in other


def test_a_meeting_is_followed_and_no_longer(app: Flask):
    client = signed(app, "AC-61")

    client.post("/2027/meetings/D07/follow")
    followed = text_of(client.get("/my/").text).count("in your calendar")
    client.post("/2027/meetings/D07/unfollow")

    assert (followed, text_of(client.get("/my/").text).count("in your calendar")) == (1, 0)


def test_the_public_page_is_the_same_for_all_and_names_where_ones_own_part_is(site: Flask, client: FlaskClient):
    with site.app_context():
        person = signed(site, "AC-61")
        db.session.remove()

    assert client.get("/2027/meetings/S03").data == person.get("/2027/meetings/S03").data
    assert 'data-own="/my/meetings/2027/S03"' in client.get("/2027/meetings/S03").text


def test_ones_own_part_is_empty_for_a_stranger_and_stored_by_nobody(site: Flask, client: FlaskClient):
    with site.app_context():
        person = signed(site, "AC-61")
        db.session.remove()
    stranger, own = (each.get("/my/meetings/2027/S03") for each in (client, person))

    assert (stranger.status_code, stranger.data) == (204, b"")
    assert (own.status_code, own.headers["Cache-Control"]) == (200, "no-store")
    assert "You have a seat." in own.text


@pytest.mark.parametrize("address", ["/2027/meetings/D999/seat", "/1999/meetings/S03/seat", "/my/meetings/2027/D999"])
def test_what_is_not_in_the_programme_has_no_seats(app: Flask, address: str):
    assert signed(app, "AC-61").get(address).status_code == 404


@pytest.mark.parametrize("deed", ["seat", "seat/back", "follow", "unfollow"])
def test_a_stranger_is_led_to_sign_in(client: FlaskClient, deed: str):
    answer = client.post(f"/2027/meetings/S03/{deed}", headers={"Referer": "http://localhost/2027/meetings/S03"})

    assert (answer.status_code, answer.headers["Location"]) == (303, "/my/sign-in?next=%2F2027%2Fmeetings%2FS03")


@pytest.mark.parametrize(
    ("key", "address"),
    [
        *(("AC-61", address) for address in ("/2027/meetings/X02/seat", "/my/meetings/2027/X02", "/my/")),
        ("AC-43", "/2027/meetings/X02/seat"),
    ],
)
def test_pages_of_ones_own_take_few_statements_however_many_sit(
    app: Flask, count_queries: Counting, key: str, address: str
):
    client = signed(app, key)

    with count_queries() as sent:
        client.get(address)

    assert len(sent) <= 22
