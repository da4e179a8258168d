"""How a person's own feed answers: for its owner alone, at one statement a repeat, anew under its old tag after each change."""

from __future__ import annotations

import gzip
from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import timedelta

import pytest
from flask import Flask
from werkzeug.test import TestResponse

from events.feeds.services import personal
from foundation.kept import ShortCut
from stakeholders.accounts.models import Account
from tests.events.feeds import building
from tests.events.feeds.calendars import a_calendar, a_person, follow, hand, seat, unfollow

Counting = Callable[[], AbstractContextManager[list[str]]]


@dataclass
class Home:
    """A house where Ada has a calendar with two meetings."""

    app: Flask
    ada: Account
    path: str

    def get(self, method: str = "GET", path: str = "", **headers: str) -> TestResponse:
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        return self.app.test_client().open(path or self.path, method=method, headers=named)


@pytest.fixture
def home(any_app: Flask) -> Home:
    ada = a_person()
    path = a_calendar(ada)
    follow(ada, "D34", "D57")
    return Home(any_app, ada, path)


def test_it_has_exactly_these_headers(home: Home):
    answer = home.get()
    given = dict(answer.headers)
    tag, _modified = given.pop("ETag"), given.pop("Last-Modified")

    assert given == {
        "Content-Type": "text/calendar; charset=utf-8",
        "Content-Disposition": 'inline; filename="linkage-my-meetings.ics"',
        "Content-Length": str(len(answer.data)),
        "Cache-Control": "private, no-cache",
        "Referrer-Policy": "no-referrer",
        "X-Robots-Tag": "noindex",
        "Vary": "Accept-Encoding",
        "X-Content-Type-Options": "nosniff",
        "Cross-Origin-Opener-Policy": "same-origin",
    }
    assert (tag[:3], len(tag)) == ('W/"', 28)


def test_a_repeat_is_a_304_of_one_statement(home: Home, count_queries: Counting):
    first = home.get()
    with count_queries() as sent:
        again = home.get(If_None_Match=first.headers["ETag"])

    assert (again.status_code, again.data, len(sent)) == (304, b"", 1)
    assert [again.headers[name] for name in ("ETag", "Cache-Control", "Referrer-Policy", "Last-Modified")] == [
        first.headers[name] for name in ("ETag", "Cache-Control", "Referrer-Policy", "Last-Modified")
    ]


def test_the_same_octets_once_more_are_one_statement_too(home: Home, count_queries: Counting):
    first = home.get()
    with count_queries() as sent:
        again = home.get()

    assert (again.data, list(again.headers), len(sent)) == (first.data, list(first.headers), 1)


def test_head_gzip_and_dates_are_as_for_every_feed(home: Home):
    first = home.get()
    head, packed = home.get("HEAD"), home.get(Accept_Encoding="gzip")

    assert (head.status_code, head.data, dict(head.headers)) == (200, b"", dict(first.headers))
    assert (packed.headers["Content-Encoding"], gzip.decompress(packed.data)) == ("gzip", first.data)
    assert home.get(If_Modified_Since=first.headers["Last-Modified"]).status_code == 304
    assert home.get("POST").status_code == 405


def test_drawing_it_takes_no_more_statements_for_more_meetings(app: Flask, count_queries: Counting):
    building.a_large_edition()
    building.publish(building.LARGE)
    counts = []
    for name, number in (("ada", 1), ("bob", 200)):
        person = a_person(name)
        path = a_calendar(person)
        follow(person, *(f"M{each:03}" for each in range(number)), edition=building.LARGE)
        with count_queries() as sent:
            assert app.test_client().get(path).data.count(b"BEGIN:VEVENT") == number
        counts.append(len(sent))

    assert counts == [7, 7]


CHANGES: dict[str, Callable[[Account], object]] = {
    "a seat taken": lambda ada: seat(ada, "D59"),
    "a seat given back": lambda ada: seat(ada, "D30", "cancelled"),
    "a meeting followed": lambda ada: follow(ada, "D59"),
    "a meeting no longer followed": lambda ada: unfollow(ada, "D34"),
    "an alarm": lambda ada: personal.set_wishes(hand(ada), language="en", alarm_minutes=10),
    "another language": lambda ada: personal.set_wishes(hand(ada), language="ru", alarm_minutes=None),
}


@pytest.mark.parametrize("change", CHANGES)
def test_a_change_is_seen_under_the_old_tag_at_once_and_by_nobody_else(home: Home, change: str):
    bob = a_person("bob")
    his = a_calendar(bob)
    follow(bob, "D34")
    seat(home.ada, "D30")
    mine, others = home.get(), home.get(path=his)
    CHANGES[change](home.ada)
    seen, unseen = (
        home.get(If_None_Match=mine.headers["ETag"]),
        home.get(path=his, If_None_Match=others.headers["ETag"]),
    )

    assert (seen.status_code, unseen.status_code) == (200, 304)
    assert seen.headers["ETag"] != mine.headers["ETag"]
    assert seen.headers["Last-Modified"] != mine.headers["Last-Modified"]


def test_a_wish_that_is_the_same_changes_nothing(home: Home):
    tag = home.get().headers["ETag"]
    personal.set_wishes(hand(home.ada), language="en", alarm_minutes=None)

    assert home.get(If_None_Match=tag).status_code == 304


def test_a_new_version_is_seen_by_those_whose_meeting_has_changed(home: Home):
    bob = a_person("bob")
    his = a_calendar(bob)
    follow(bob, "D57")
    mine, others = home.get(), home.get(path=his)
    building.move("D34", timedelta(minutes=15))
    building.publish()

    assert home.get(If_None_Match=mine.headers["ETag"]).status_code == 200
    assert home.get(path=his, If_None_Match=others.headers["ETag"]).status_code == 304


def test_two_processes_say_the_same(home: Home):
    first = home.get()
    short_cut = home.app.wsgi_app
    assert isinstance(short_cut, ShortCut)
    short_cut.bodies.clear()

    assert list(home.get().headers) == list(first.headers)
    assert home.get().data == first.data


def test_the_address_is_not_among_what_a_process_keeps(home: Home):
    home.get()
    short_cut = home.app.wsgi_app
    assert isinstance(short_cut, ShortCut)

    assert len(short_cut.bodies) == 1
    assert [address for address in short_cut.bodies if home.path.split("/")[3] in address] == []
