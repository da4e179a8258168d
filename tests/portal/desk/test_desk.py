"""The desk: each person finds the desks of their own roles, and whoever has none is told what to do instead."""

from __future__ import annotations

import re
from datetime import date

import pytest
from flask import Flask
from sqlalchemy import update

from events.editions.models import Edition
from events.programme.services import drafting
from foundation import clock
from foundation.access import Grant
from foundation.db import atomic, db
from portal.desk.rules import (
    DeskOf,
    Role,
    edition_desks,
    masked,
    may_confirm,
    may_look_after_messages,
    may_see_house,
    segments_told,
)
from tests.support.desk import a_focal_point, an_organizer, hand
from tests.support.pages import text_of
from tests.support.people import account, sign_in

PROGRAMME = ["meetings", "board", "publish", "rooms"]
PEOPLE = ["registrations", "delegations", "changes", "places", "participants", "needs"]
WITHOUT_SENDING = ["registrations", "places", "participants", "needs"]


def desks(app: Flask, key: str, edition: str = "2027") -> list[str]:
    """The desks of an edition that the page offers to an account, by the ends of their addresses."""
    page = sign_in(app.test_client(), account(key)).get("/desk/").text.split("<main")[1]
    return re.findall(rf'href="/desk/{edition}/([a-z]*)"', page)


def words(app: Flask, key: str) -> str:
    return text_of(sign_in(app.test_client(), account(key)).get("/desk/").text.split("<main")[1])


def test_who_is_not_signed_in_is_led_to_the_door_and_back(app: Flask):
    answer = app.test_client().get("/desk/")

    assert (answer.status_code, answer.location) == (303, "/my/sign-in?next=%2Fdesk%2F")


@pytest.mark.parametrize(
    ("key", "found"),
    [
        ("AC-37", [*PROGRAMME, *PEOPLE, "", "roles", "journal"]),
        ("AC-40", [*PROGRAMME, *WITHOUT_SENDING, ""]),
        ("AC-38", PEOPLE),
        ("AC-11", []),
        ("AC-61", []),
    ],
)
def test_each_role_finds_its_desks(app: Flask, key: str, found: list[str]):
    assert desks(app, key) == found


def test_an_organizer_of_the_house_finds_every_edition(app: Flask):
    assert desks(app, "AC-37", "2007") == [*PROGRAMME, *PEOPLE, "", "roles", "journal"]
    assert desks(app, "AC-40", "2007") == []


def test_registrations_that_wait_are_counted(app: Flask):
    assert re.search(r"Registrations \d+ waits? to be looked at", words(app, "AC-38"))


def test_the_chair_is_told_when_the_desk_comes(app: Flask):
    assert "The chair’s desk comes with the floor." in words(app, "AC-11")
    assert "No desk is open to you" not in words(app, "AC-11")


def test_a_focal_point_finds_the_affiliations(app: Flask):
    page = sign_in(app.test_client(), account("AC-35")).get("/desk/").text

    assert 'href="/desk/affiliations"' in page
    assert 'href="/desk/messages"' not in page


def test_a_focal_point_finds_its_meetings_and_the_board(app: Flask):
    focal_point = a_focal_point("UNESCO")
    pages = [sign_in(app.test_client(), focal_point).get(address).text for address in ("/desk/", "/my/")]

    assert [bool(re.search(r"Your meetings \([1-9]\d*\)", text_of(page))) for page in pages] == [True, True]
    assert ['href="/desk/2027/meetings"' in page and 'href="/desk/2027/board"' in page for page in pages] == [
        True,
        True,
    ]
    assert ["/desk/2007/" in page for page in pages] == [False, False]


def test_the_desk_says_how_the_draft_stands(app: Flask):
    before = words(app, "AC-37")
    drafting.edit_meeting(hand(an_organizer()), "2027", "D34", {"audience": 61}, seen=None)

    assert re.search(r"Version 1 of .* \d{4} everything is published \d+ rules? broken|Nothing is broken", before)
    assert "1 change not published" in words(app, "AC-37")
    assert "not published" not in words(app, "AC-38")


def test_without_a_role_one_is_led_to_ones_own_page(app: Flask):
    assert "No desk is open to you" in words(app, "AC-61")


def test_a_role_that_was_given_up_opens_nothing(app: Flask):
    @atomic
    def revoke() -> None:
        db.session.execute(update(Grant).where(Grant.account_id == account("AC-38").id).values(revoked_at=clock.now()))

    revoke()

    assert desks(app, "AC-38") == []


def test_one_more_edition_costs_no_more_queries(app: Flask, count_queries):
    @atomic
    def add_an_edition() -> None:
        db.session.add(
            Edition(
                key="2028", name="Another", zone="Europe/Zurich", starts_on=date(2028, 5, 1), ends_on=date(2028, 5, 5),
                confidence="illustrative",
            )
        )  # fmt: skip

    client = sign_in(app.test_client(), account("AC-37"))
    client.get("/desk/")
    with count_queries() as before:
        client.get("/desk/")
    add_an_edition()
    client.get("/desk/")
    with count_queries() as after:
        page = client.get("/desk/").text

    assert "Edition 2028" in page
    assert len(after) == len(before)


OF_ALL = [DeskOf.REGISTRATIONS, DeskOf.PLACES, DeskOf.PARTICIPANTS, DeskOf.NEEDS]
OF_PEOPLE = [DeskOf.REGISTRATIONS, DeskOf.DELEGATIONS, DeskOf.CHANGES, *OF_ALL[1:]]


def test_roles_open_desks_in_their_scope_only():
    roles = [
        Role("registrar", "edition", 3),
        Role("programme_organizer", "edition", 4),
        Role("organizer", "segment", 5),
    ]

    assert edition_desks(roles, 3) == OF_PEOPLE
    assert DeskOf.BOARD in edition_desks(roles, 4)
    assert edition_desks(roles, 5) == []


@pytest.mark.parametrize(
    ("role", "found"),
    [
        ("registrar", OF_PEOPLE),
        ("programme_organizer", [DeskOf.PROGRAMME, DeskOf.BOARD, *OF_ALL]),
        ("organizer", [DeskOf.PROGRAMME, DeskOf.BOARD, *OF_PEOPLE, DeskOf.ROLES]),
        ("auditor", []),
    ],
)
def test_a_role_for_one_segment_opens_the_desks_that_show_a_part(role: str, found: list[DeskOf]):
    assert edition_desks([Role(role, "segment", 31)], 3, {31, 32}) == found
    assert edition_desks([Role(role, "segment", 31)], 4, {41}) == []


def test_an_auditor_finds_every_desk_but_that_of_needs():
    found = edition_desks([Role("auditor", "edition", 3)], 3)

    assert found == [desk for desk in DeskOf if desk is not DeskOf.NEEDS]


def test_figures_are_those_of_the_segments_that_are_one_s_own():
    held = [Role("registrar", "segment", 31), Role("chair", "segment", 32)]

    assert segments_told(held, 3, {31, 32, 33}) == {31}
    assert segments_told([*held, Role("registrar", "edition", 3)], 3, {31, 32, 33}) == {31, 32, 33}


def test_who_registers_for_one_segment_confirms_no_affiliations():
    assert [may_confirm([Role("registrar", kind, 3)]) for kind in ("segment", "edition")] == [False, True]


@pytest.mark.parametrize(
    ("role", "may"),
    [
        (Role("organizer", "house", None), True),
        (Role("auditor", "house", None), True),
        (Role("organizer", "edition", 3), False),
        (Role("registrar", "house", None), False),
    ],
)
def test_the_house_s_roles_and_journal_are_its_organizers_and_auditors(role: Role, may: bool):
    assert may_see_house([role]) is may


@pytest.mark.parametrize(
    ("role", "may"),
    [
        (Role("organizer", "house", None), True),
        (Role("organizer", "edition", 3), True),
        (Role("organizer", "organization", 3), False),
        (Role("programme_organizer", "edition", 3), False),
        (Role("registrar", "house", None), False),
    ],
)
def test_the_messages_belong_to_organizers(role: Role, may: bool):
    assert may_look_after_messages([role]) is may


def test_a_masked_address_tells_its_house_and_not_its_person():
    assert masked("ana@example.org") == "a…@example.org"
