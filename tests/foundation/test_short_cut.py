"""A kept page costs one read when it is asked for again: 304 or ready bytes, and never an old one."""

from __future__ import annotations

import gzip
from datetime import UTC, datetime

import pytest
from flask import Flask, make_response
from werkzeug.test import TestResponse

from foundation import clock, revisions
from foundation.db import atomic
from foundation.errors import Missing
from foundation.kept import KEEP, accepts_gzip, last_modified
from foundation.pages import Pages

MODIFIED = datetime(2027, 4, 1, 12, 0, tzinfo=UTC)
NOON = datetime(2027, 5, 25, 10, 0, tzinfo=UTC)
LINE = "The programme of the Forum. "


class House:
    """A house with pages of each kind: kept, dated, nobody's, missing, hanging on two keys, and at a secret address.

    It counts how often one was drawn.
    """

    def __init__(self, app: Flask) -> None:
        self.app = app
        self.drawn = 0
        room = Pages("trial", __name__)
        room.get("/trial/page")(self.page)
        room.get("/trial/dated")(self.dated)
        room.own("/trial/own")(self.own)
        room.get("/trial/missing")(self.missing)
        room.get("/trial/two")(self.two)
        room.get("/feeds/p/<token>/trial")(self.secret)
        app.register_blueprint(room)

    def page(self):
        self.drawn += 1
        return f"{LINE * 30}{self.drawn}"

    def dated(self):
        response = make_response("dated")
        response.headers["Last-Modified"] = last_modified(MODIFIED)
        return response

    def own(self):
        self.drawn += 1
        return str(self.drawn)

    def missing(self):
        raise Missing

    def two(self):
        self.drawn += 1
        response = make_response(str(self.drawn))
        response.headers[KEEP] = f"person:7 {revisions.number('person:7')}"
        return response

    def secret(self, token: str):
        return token

    def get(self, path: str = "/trial/page", method: str = "GET", **headers: str) -> TestResponse:
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        return self.app.test_client().open(path, method=method, headers=named)


@atomic
def change_something(key: str = revisions.PUBLIC) -> None:
    revisions.rise(key, at=NOON)


@pytest.fixture
def house(empty_app: Flask) -> House:
    change_something()
    return House(empty_app)


def test_a_kept_page_is_drawn_once(house):
    first, again = house.get(), house.get()

    assert (first.status_code, again.status_code, house.drawn) == (200, 200, 1)
    assert (first.data, dict(first.headers)) == (again.data, dict(again.headers))


def test_a_kept_page_says_how_it_is_kept_and_sets_no_cookie(house):
    headers = house.get().headers

    assert headers["Cache-Control"] == "public, no-cache"
    assert headers["Vary"] == "Accept-Encoding"
    assert headers["ETag"].startswith('W/"')
    assert int(headers["Content-Length"]) == len(house.get().data)
    assert (KEEP in headers, "Set-Cookie" in headers) == (False, False)


def test_a_repeat_request_is_a_304_that_costs_one_statement(house, count_queries):
    tag = house.get().headers["ETag"]

    with count_queries() as sent:
        answer = house.get(If_None_Match=tag)

    assert (answer.status_code, answer.data, len(sent)) == (304, b"", 1)
    assert answer.headers["ETag"] == tag
    assert answer.headers["Cache-Control"] == "public, no-cache"
    assert answer.headers["Vary"] == "Accept-Encoding"
    assert "Content-Type" not in answer.headers


def test_a_repeat_request_without_a_tag_costs_one_statement_too(house, count_queries):
    house.get()

    with count_queries() as sent:
        house.get()

    assert len(sent) == 1


def test_any_public_change_draws_the_page_anew(house):
    tag = house.get().headers["ETag"]

    change_something()
    answer = house.get(If_None_Match=tag)

    assert (answer.status_code, house.drawn) == (200, 2)
    assert answer.headers["ETag"] != tag


def test_moving_the_demonstration_draws_the_page_anew(house):
    clock.start_demonstration(NOON)
    house.get()

    clock.move_to(datetime(2027, 5, 28, 16, 30, tzinfo=UTC), actor="test")
    house.get()

    assert house.drawn == 2


def test_a_new_day_draws_the_page_anew(house):
    house.get()

    body = house.app.wsgi_app.bodies["/trial/page?"]
    body.day = "2000-01-01"
    house.get()

    assert house.drawn == 2


@pytest.mark.parametrize("shape", ["{tag}", '"other", {tag}', "{strong}", "*"])
def test_a_tag_is_found_in_each_shape_it_may_come_in(house, shape):
    tag = house.get().headers["ETag"]

    answer = house.get(If_None_Match=shape.format(tag=tag, strong=tag.removeprefix("W/")))

    assert answer.status_code == 304


def test_another_tag_gets_the_page(house):
    assert house.get(If_None_Match='"other"').status_code == 200


def test_a_tag_is_heeded_on_the_first_request_of_a_process_as_well(house):
    tag = house.get().headers["ETag"]
    house.app.wsgi_app.bodies.clear()
    house.drawn = 0

    assert house.get(If_None_Match=tag).status_code == 304


@pytest.mark.parametrize(
    ("since", "status"),
    [
        (last_modified(MODIFIED), 304),
        ("Fri, 02 Apr 2027 00:00:00 GMT", 304),
        ("Wed, 31 Mar 2027 00:00:00 GMT", 200),
        ("the day before yesterday", 200),
    ],
)
def test_a_date_is_compared_with_the_last_change(house, since, status):
    assert house.get("/trial/dated", If_Modified_Since=since).status_code == status


def test_a_page_without_a_date_is_sent_whatever_date_is_asked(house):
    assert house.get(If_Modified_Since=last_modified(NOON)).status_code == 200


def test_a_tag_beats_a_date(house):
    since = last_modified(MODIFIED)

    assert house.get("/trial/dated", If_None_Match='"other"', If_Modified_Since=since).status_code == 200


def test_packed_bytes_go_to_those_who_ask_and_carry_the_same_tag(house):
    plain, packed = house.get(), house.get(Accept_Encoding="gzip, br")

    assert "Content-Encoding" not in plain.headers
    assert packed.headers["Content-Encoding"] == "gzip"
    assert gzip.decompress(packed.data) == plain.data
    assert int(packed.headers["Content-Length"]) == len(packed.data) < len(plain.data)
    assert packed.headers["ETag"] == plain.headers["ETag"]


@pytest.mark.parametrize(
    ("asked", "packed"),
    [
        ("gzip", True),
        ("GZIP;q=0.5", True),
        ("x-gzip", True),
        ("gzip; q=0", False),
        ("br", False),
        ("*", False),
        ("", False),
    ],
)
def test_gzip_is_asked_for_by_name(asked, packed):
    assert accepts_gzip(asked) is packed


@pytest.mark.parametrize("path", ["/trial/page", "/trial/own", "/trial/missing"])
def test_head_says_what_get_says_without_the_body(house, path):
    got = house.get(path)

    for _turn in range(2):
        asked = house.get(path, method="HEAD")
        assert (asked.status_code, asked.data) == (got.status_code, b"")
        if path == "/trial/page":
            assert dict(asked.headers) == dict(got.headers)


def test_a_first_head_keeps_the_whole_page(house):
    house.get(method="HEAD")

    assert (LINE.encode() in house.get().data, house.drawn) == (True, 1)


def test_languages_and_queries_are_kept_apart(house):
    bodies = {
        house.get(path).data for path in ("/trial/page", "/fr/trial/page", "/trial/page?day=1", "/trial/page?day=2")
    }

    assert (len(bodies), house.drawn) == (4, 4)


def test_a_page_of_ones_own_is_stored_by_nobody(house):
    answers = [house.get("/trial/own") for _turn in range(2)]

    assert [answer.data for answer in answers] == [b"1", b"2"]
    assert {answer.headers["Cache-Control"] for answer in answers} == {"no-store"}
    assert KEEP not in answers[0].headers


def test_a_refusal_is_not_kept(house):
    answer = house.get("/trial/missing")

    assert (answer.status_code, answer.headers["Cache-Control"]) == (404, "no-store")
    assert (KEEP in answer.headers, len(house.app.wsgi_app.bodies)) == (False, 0)


def test_what_is_sent_is_never_answered_from_what_is_kept(house):
    house.get()

    assert house.get(method="POST").status_code == 405


def test_kept_bodies_never_take_more_memory_than_they_may(house):
    house.app.wsgi_app.bodies.clear()
    for turn in range(60):
        house.get(f"/trial/page?turn={turn}")

    bodies = house.app.wsgi_app.bodies
    assert bodies.currsize == sum(body.size for body in bodies.values()) <= bodies.maxsize


@pytest.mark.parametrize("key", ["public", "person:7"])
def test_what_hangs_on_two_keys_is_drawn_anew_when_one_of_them_rises(house, key):
    first, again = house.get("/trial/two"), house.get("/trial/two")
    change_something(key)
    changed = house.get("/trial/two", If_None_Match=first.headers["ETag"])

    assert [answer.data for answer in (first, again, changed)] == [b"1", b"1", b"2"]
    assert (changed.status_code, KEEP in changed.headers) == (200, False)


def test_the_key_of_somebody_else_draws_nothing_anew(house):
    house.get("/trial/two")
    for key in ("person:70", "person:6", "person"):
        change_something(key)

    assert house.get("/trial/two").data == b"1"


def test_what_hangs_on_two_keys_costs_one_statement_too(house, count_queries):
    tag = house.get("/trial/two").headers["ETag"]

    with count_queries() as sent:
        answer = house.get("/trial/two", If_None_Match=tag)

    assert (answer.status_code, len(sent)) == (304, 1)


def test_a_secret_address_is_kept_as_its_hash(house):
    house.app.wsgi_app.bodies.clear()
    answers = [house.get(f"/feeds/p/{told}/trial").text for told in ("one", "two", "one")]
    (first, second) = house.app.wsgi_app.bodies

    assert answers == ["one", "two", "one"]
    assert (len(first), len(second), "/" in first + second) == (40, 40, False)
