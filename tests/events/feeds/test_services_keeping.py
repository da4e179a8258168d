"""What feeds write, where two workers write at once."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta

import pytest
from flask import Flask
from sqlalchemy import func, select

from events.feeds.models import FeedBlock, FeedState
from events.feeds.queries.held import Said, said_at
from events.feeds.services.keeping import keep_feed
from foundation.db import db
from tests.events.feeds import building
from tests.support import databases

AT = datetime(2027, 5, 1, 12, tzinfo=UTC)
FIRST, LATER, OTHER = (
    Said("a" * 32, AT),
    Said("a" * 32, AT + timedelta(seconds=5)),
    Said("b" * 32, AT + timedelta(seconds=5)),
)
PATH = "/feeds/x.ics"
BLOCK = {"uid": "u@linkage.example", "language": "en", "sequence": 0, "recipe": "r", "octets": b"one"}


def test_the_first_word_stands(any_empty_app: Flask):
    assert keep_feed(PATH, FIRST, [], before=None) == FIRST
    assert said_at(PATH) == FIRST


def test_who_says_the_same_a_little_later_hears_since_when_it_stands(any_empty_app: Flask):
    keep_feed(PATH, FIRST, [], before=None)

    assert keep_feed(PATH, LATER, [], before=None) == FIRST
    assert said_at(PATH) == FIRST


def test_another_word_takes_the_place_of_the_one_that_was_read(any_empty_app: Flask):
    keep_feed(PATH, FIRST, [], before=None)

    assert keep_feed(PATH, OTHER, [], before=FIRST) == OTHER
    assert said_at(PATH) == OTHER


def test_who_has_read_what_no_longer_stands_must_read_again(any_empty_app: Flask):
    keep_feed(PATH, FIRST, [], before=None)
    keep_feed(PATH, OTHER, [], before=FIRST)

    assert keep_feed(PATH, Said("c" * 32, AT), [], before=FIRST) is None
    assert keep_feed(PATH, Said("c" * 32, AT), [], before=None) is None
    assert said_at(PATH) == OTHER


def test_two_who_make_the_same_change_agree_on_the_first(any_empty_app: Flask):
    keep_feed(PATH, FIRST, [], before=None)
    keep_feed(PATH, OTHER, [], before=FIRST)

    assert keep_feed(PATH, Said("b" * 32, AT + timedelta(seconds=9)), [], before=FIRST) == OTHER


def test_a_block_is_kept_once(any_empty_app: Flask):
    for octets in (b"one", b"two"):
        keep_feed(PATH, FIRST, [{**BLOCK, "octets": octets}], before=None)

    assert db.session.scalars(select(FeedBlock.octets)).all() == [b"one"]


@pytest.mark.parametrize("rounds", [3])
def test_all_who_ask_at_once_are_told_the_same(any_app: Flask, rounds: int):
    address = any_app.config["SQLALCHEMY_DATABASE_URI"]
    with databases.application(address) as one, databases.application(address) as other:
        told = []
        for _ in range(rounds):
            building.move("D34", timedelta(minutes=15))
            building.publish()
            with ThreadPoolExecutor(8) as crowd:
                answers = list(crowd.map(lambda house: house.test_client().get("/feeds/2027.ics"), [one, other] * 8))
            told.append(
                {(answer.status_code, answer.headers["ETag"], answer.headers["Last-Modified"]) for answer in answers}
            )

    assert [len(each) for each in told] == [1] * rounds
    assert len(set.union(*told)) == rounds
    assert db.session.scalar(select(func.count()).select_from(FeedState)) == 1


@pytest.mark.parametrize(
    "path",
    ["/feeds/%00.ics", "/feeds/2027/room/%00.ics", "/feeds/2027/f/%00.ics", "/feeds/fr/%00/room/x.ics"],
)
def test_a_null_in_an_address_is_no_feed_on_any_database(any_app: Flask, path: str):
    answer = any_app.test_client().get(path)

    assert (answer.status_code, answer.content_type) == (404, "text/plain; charset=utf-8")


@pytest.mark.parametrize("path", ["/2027/subscribe?room=%00", "/2027/programme.json?body=%00&room=%00"])
def test_a_null_in_a_filter_is_an_unknown_one_on_any_database(any_app: Flask, path: str):
    assert any_app.test_client().get(path).status_code == 422
