"""The address of a person's own feed: secret, renewed, revoked, and never two at once."""

from __future__ import annotations

import logging
import re
from datetime import UTC, date, datetime, timedelta

import pytest
from flask import Flask
from sqlalchemy import func, select, text

from events.feeds.models import FeedState, PersonalFeed
from events.feeds.queries.personal import live_feed
from events.feeds.rules.personal import NoCalendar, token, token_hash
from events.feeds.services import personal
from foundation import clock
from foundation.db import db
from foundation.journal import JournalLine
from tests.events.feeds.calendars import a_calendar, a_person, follow, hand, path_of

GONE = (
    "This calendar address is no longer valid: its owner has renewed or revoked it. "
    "Remove it from the calendar; a new address stands on the page “My calendar”.\n"
)
KNOWN = "Xc5bWvP8bFNxbLQYhCLYTPqwbq9rCmpDPLCHZK7i-hk"


def test_a_token_is_43_characters_out_of_the_houses_secret_and_a_seed():
    assert token("secret", "seed") == token("secret", "seed")
    assert re.fullmatch(r"[A-Za-z0-9_-]{43}", token("secret", "seed"))
    assert len({token("secret", "seed"), token("other", "seed"), token("secret", "other")}) == 3


def test_the_database_holds_nothing_that_gives_an_address_away(any_app: Flask):
    ada = a_person()
    path = a_calendar(ada)
    follow(ada, "D34")
    any_app.test_client().get(path)
    told = path.split("/")[3]
    kept = [
        *_texts("SELECT token_hash, seed FROM personal_feeds"),
        *_texts("SELECT address, body_hash FROM feed_states"),
    ]
    kept += _texts("SELECT subject_key, actor FROM journal")

    assert token_hash(told) in kept
    assert [words for words in kept if told in words] == []


def _texts(query: str) -> list[str]:
    return [str(value) for row in db.session.execute(text(query)) for value in row]


def test_making_it_twice_gives_the_same_address(any_app: Flask):
    ada = a_person()

    assert a_calendar(ada) == a_calendar(ada)
    assert db.session.scalar(select(func.count()).select_from(PersonalFeed)) == 1


def test_two_people_have_two_addresses(app: Flask):
    assert a_calendar(a_person("ada")) != a_calendar(a_person("bob"))


def test_a_renewed_address_takes_over_its_wishes_and_the_old_one_is_gone(any_app: Flask):
    ada, client = a_person(), any_app.test_client()
    old = a_calendar(ada, "fr")
    follow(ada, "D34")
    personal.set_wishes(hand(ada), language="es", alarm_minutes=30)
    before = client.get(old)
    personal.renew_calendar(hand(ada))
    new = path_of(ada)
    gone, after = client.get(old, headers={"If-None-Match": before.headers["ETag"]}), client.get(new)

    assert (before.status_code, gone.status_code, after.status_code) == (200, 410, 200)
    assert (gone.text, gone.content_type, gone.headers["Cache-Control"]) == (
        GONE,
        "text/plain; charset=utf-8",
        "no-store",
    )
    assert after.data.count(b"TRIGGER:-PT30M") == 1
    assert b"//ES\r\n" in after.data
    assert db.session.scalars(select(PersonalFeed.revoked_at).order_by(PersonalFeed.id)).all()[1] is None


def test_a_revoked_address_is_gone_for_ever(any_app: Flask):
    ada, client = a_person(), any_app.test_client()
    old = a_calendar(ada)
    client.get(old)
    personal.revoke_calendar(hand(ada))
    statuses = [client.get(old).status_code, client.head(old).status_code]
    new = a_calendar(ada)

    assert statuses == [410, 410]
    assert (client.get(old).status_code, client.get(new).status_code) == (410, 200)
    db.session.rollback()
    assert db.session.scalar(select(func.count()).select_from(FeedState)) == 1


def test_without_an_address_there_is_nothing_to_renew_revoke_or_set(app: Flask):
    ada = a_person()

    for deed in (personal.renew_calendar, personal.revoke_calendar):
        with pytest.raises(NoCalendar):
            deed(hand(ada))
    with pytest.raises(NoCalendar):
        personal.set_wishes(hand(ada), language="fr", alarm_minutes=15)


@pytest.mark.parametrize("told", [KNOWN, KNOWN[:-1], KNOWN + "A", "x", KNOWN[:-1] + "é", "%00" * 43, "../" * 14])
def test_an_address_that_was_never_given_is_unknown(app: Flask, told: str):
    answer = app.test_client().get(f"/feeds/p/{told}/programme.ics")

    assert answer.status_code == 404
    assert answer.headers["Cache-Control"] == "no-store"


def test_an_address_with_one_letter_changed_is_unknown(app: Flask):
    path = a_calendar(a_person())
    told = path.split("/")[3]
    client = app.test_client()
    for place in (0, 20, 42):
        other = told[:place] + ("A" if told[place] != "A" else "B") + told[place + 1 :]
        assert client.get(f"/feeds/p/{other}/programme.ics").status_code == 404
    assert client.get(f"/feeds/p/{told.swapcase()}/programme.ics").status_code == 404
    assert client.get(f"/fr{path}").status_code == 404
    assert client.get(path).status_code == 200


def test_what_is_done_stands_in_the_journal_without_an_address(app: Flask):
    ada = a_person()
    a_calendar(ada)
    personal.set_wishes(hand(ada), language="fr", alarm_minutes=15)
    personal.renew_calendar(hand(ada))
    personal.revoke_calendar(hand(ada))
    lines = db.session.execute(
        select(JournalLine.actor, JournalLine.verb, JournalLine.subject_kind, JournalLine.facts)
        .where(JournalLine.actor == f"account:{ada.id}")
        .order_by(JournalLine.id)
    ).all()

    assert [tuple(line) for line in lines] == [
        (f"account:{ada.id}", verb, "account", {})
        for verb in ("make_calendar", "set_calendar", "renew_calendar", "revoke_calendar")
    ]


def test_reading_is_remembered_by_the_day_alone(app: Flask):
    ada, client = a_person(), app.test_client()
    path = a_calendar(ada)
    unread = live_feed(ada.id)
    assert unread is not None
    assert unread.last_read_on is None
    client.get(path)
    db.session.rollback()
    feed = live_feed(ada.id)

    assert feed is not None
    assert feed.last_read_on == clock.today("Europe/Zurich")
    assert type(feed.last_read_on) is date


def test_the_next_days_reading_is_remembered_and_none_falls_back(app: Flask):
    ada, client = a_person(), app.test_client()
    path = a_calendar(ada)
    client.get(path)
    clock.move_to(datetime(2027, 5, 25, 7, 55, tzinfo=UTC), actor="test")
    client.get(path)
    db.session.rollback()
    feed = live_feed(ada.id)
    assert feed is not None
    personal.note_reading(feed.id, feed.last_read_on - timedelta(days=3))  # type: ignore[operator]
    db.session.rollback()

    assert live_feed(ada.id).last_read_on == date(2027, 5, 25)  # type: ignore[union-attr]


def test_trouble_is_logged_without_the_address(
    app: Flask, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
):
    path = a_calendar(a_person())
    app.config["PROPAGATE_EXCEPTIONS"] = False
    monkeypatch.setitem(app.view_functions, "feeds.personal_feed", lambda token: 1 / 0)
    with caplog.at_level(logging.ERROR):
        assert app.test_client().get(path).status_code == 500

    assert [record.getMessage() for record in caplog.records] == ["Exception on /feeds/p/…/programme.ics [GET]"]
    assert path.split("/")[3] not in caplog.text
