"""The secretariat's list of registrations."""

from __future__ import annotations

import re
from collections.abc import Callable
from contextlib import AbstractContextManager

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from events.registration.models import Registration
from foundation.db import db
from tests.support.pages import text_of
from tests.support.people import account, sign_in

Counting = Callable[[], AbstractContextManager[list[str]]]
LIST = "/desk/2027/registrations"


def signed(app: Flask, key: str) -> FlaskClient:
    client = sign_in(app.test_client(), account(key))
    db.session.rollback()
    return client


def row(key: str) -> int:
    return db.session.scalars(select(Registration.id).where(Registration.key == key)).one()


def state(key: str) -> str:
    db.session.rollback()
    return db.session.scalars(select(Registration.state).where(Registration.key == key)).one()


@pytest.mark.parametrize(
    ("key", "status"), [("AC-38", 200), ("AC-37", 200), ("AC-40", 200), ("AC-61", 403), ("AC-35", 403), ("AC-41", 403)]
)
def test_registrar_and_organizers_read_the_list(app: Flask, key: str, status: int):
    assert signed(app, key).get(LIST).status_code == status


def test_the_programme_organizer_reads_and_does_not_decide(app: Flask):
    client = signed(app, "AC-40")

    assert "Refuse with this reason" not in client.get(LIST).text
    assert client.post(f"{LIST}/{row('RG-118')}", data={"verdict": "approve"}).status_code == 403
    assert state("RG-118") == "new"


@pytest.mark.parametrize(
    ("query", "number"),
    [
        ("", 135),
        ("state=refused", 3),
        ("state=new&segment=SESSION", 1),
        ("segment=SIDE", 13),
        ("q=primerova", 2),
        ("q=nobody", 0),
        ("state=refused&q=quayside", 2),
    ],
)
def test_the_list_is_narrowed_by_state_part_and_name(app: Flask, query: str, number: int):
    page = signed(app, "AC-38").get(f"{LIST}?{query}").text

    assert re.findall(r'role="status">(\d+) registration', page) == [str(number)]


def test_fifty_stand_on_a_page_and_past_the_last_page_comes_the_last(app: Flask):
    client = signed(app, "AC-38")
    counts = [client.get(f"{LIST}?page={page}").text.count('<tr id="r') for page in (1, 2, 3, 4)]

    assert counts == [50, 50, 35, 35]


def test_approving_leads_back_to_the_registration_and_keeps_the_filter(app: Flask):
    number = row("RG-118")
    answer = signed(app, "AC-38").post(f"{LIST}/{number}?state=new", data={"verdict": "approve"})

    assert (answer.status_code, answer.headers["Location"]) == (303, f"{LIST}/{number}?state=new")
    assert state("RG-118") == "approved"


def test_r1_approving_without_a_basis_is_refused_in_words(app: Flask):
    answer = signed(app, "AC-38").post(f"{LIST}/{row('RG-109')}", data={"verdict": "approve"})

    assert answer.status_code == 409
    assert "This registration can’t be approved (R1). No decision or status is on record" in text_of(answer.text)
    assert state("RG-109") == "refused"


@pytest.mark.parametrize(
    ("reason", "words"), [("", "Give the reason: the person reads it."), ("x" * 501, "Shorten this to 500 characters")]
)
def test_a_refusal_without_a_fit_reason_comes_back_with_what_was_typed(app: Flask, reason: str, words: str):
    answer = signed(app, "AC-38").post(f"{LIST}/{row('RG-118')}", data={"verdict": "refuse", "reason": reason})

    assert answer.status_code == 422
    assert words in text_of(answer.text)
    assert f">{reason}</textarea>" in answer.text
    assert state("RG-118") == "new"


def test_a_number_of_no_registration_here_is_missing(app: Flask):
    client = signed(app, "AC-37")

    assert client.post(f"/desk/2007/registrations/{row('RG-118')}", data={"verdict": "approve"}).status_code == 404
    assert client.post(f"{LIST}/999999", data={"verdict": "approve"}).status_code == 404


@pytest.mark.parametrize(
    ("query", "number"),
    [
        ("constituency=BUSINESS&state=refused", 2),
        ("organization=UNESCO&segment=SESSION", 1),
        ("mode=online", 7),
        ("only=affiliation&state=approved", 0),
        ("only=basis", 5),
        ("only=place", 0),
        ("only=needs", 6),
        ("from=1999-01-01&to=1999-12-31", 0),
        ("q=unesco&segment=SESSION", 1),
        ("state=none&from=tomorrow&size=7&page=x&sort=luck&only=gold", 135),
    ],
)
def test_the_list_is_narrowed_in_many_ways_and_bears_what_is_no_filter(app: Flask, query: str, number: int):
    page = signed(app, "AC-38").get(f"{LIST}?{query}").text

    assert re.findall(r'role="status">(\d+) registration', page) == [str(number)]


@pytest.mark.parametrize("sort", ["name", "date", "organization", "state"])
def test_each_order_turned_round_is_the_other_way(app: Flask, sort: str):
    client = signed(app, "AC-38")
    one, other = (
        re.findall(r'<tr id="r(\d+)"', client.get(f"{LIST}?size=200&sort={each}").text) for each in (sort, f"-{sort}")
    )

    assert one == other[::-1]


def test_addresses_are_found_by_who_decides_and_by_nobody_else(app: Flask):
    address = account("AC-53").email
    told = [signed(app, key).get(f"{LIST}?q={address}").text for key in ("AC-38", "AC-40")]

    assert [bool(re.search(r'role="status">[1-9]', page)) for page in told] == [True, False]


def test_who_decides_on_nothing_learns_nothing_of_needs(app: Flask):
    page = signed(app, "AC-40").get(LIST).text

    assert ("has access needs" in page, "has access needs" in signed(app, "AC-38").get(LIST).text) == (False, True)


def test_the_list_takes_as_many_statements_for_fifty_as_for_one(app: Flask, count_queries: Counting):
    client = signed(app, "AC-38")
    counted = []
    for query in ("?q=a&size=200", "?q=primerova"):
        with count_queries() as sent:
            client.get(LIST + query)
        counted.append(len(sent))

    assert counted[0] == counted[1] <= 16
