"""What subscribers see of a new version: section G of the design."""

from __future__ import annotations

from datetime import datetime, timedelta
from email.utils import parsedate_to_datetime

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import update

from events.feeds.rules.blocks import CANCELLED_TITLE, WITHDRAWN_TITLE
from events.programme.models import Meeting
from events.programme.rules.selection import Selection
from foundation import clock, languages
from foundation.db import atomic, db
from tests.events.feeds import building
from tests.events.feeds.lint import Component, faults, plain, read
from tests.support import databases

FEED = "/feeds/2027.ics"
MOVED, ROOMED, CANCELLED, GONE, ADDED = "D34", "D57", "D59", "D65", "D15"
ALL_CHANGED = (MOVED, ROOMED, CANCELLED, GONE, ADDED)


def octets(client: FlaskClient, path: str = FEED) -> bytes:
    answer = client.get(path)
    assert (answer.status_code, faults(answer.data)) == (200, [])
    return answer.data


def events(client: FlaskClient, path: str = FEED) -> dict[str, Component]:
    return {event.value("UID"): event for event in read(octets(client, path)).named("VEVENT")}


def blocks(client: FlaskClient, path: str = FEED) -> dict[str, bytes]:
    """The octets of each event by UID."""
    parts = octets(client, path).removesuffix(b"END:VCALENDAR\r\n").split(b"BEGIN:VEVENT\r\n")[1:]
    return {part.partition(b"UID:")[2].partition(b"\r\n")[0].decode(): part for part in parts}


def title(event: Component) -> str:
    return plain(event.value("SUMMARY"))


@atomic
def _lose_day(key: str) -> None:
    db.session.execute(
        update(Meeting)
        .where(Meeting.id == building.drafted(key).id)
        .values(when="undated", starts_at=None, ends_at=None)
    )


def publish_second() -> dict[str, str]:
    """A version with a move in time, another room, a cancellation and a withdrawal; gives the UIDs by key."""
    uids = {key: building.uid_of(key) for key in ALL_CHANGED}
    building.move(MOVED, timedelta(minutes=90))
    building.give_room(ROOMED, "PDN-XXI")
    building.change(CANCELLED, state="cancelled")
    building.withdraw(GONE)
    building.publish()
    return uids


def test_one_version_changes_its_meetings_and_no_other(app: Flask):
    client = app.test_client()
    before = blocks(client)
    uids = publish_second()
    after = blocks(client)

    assert before.keys() == after.keys()
    assert {uid for uid in before if before[uid] != after[uid]} == {
        uids[key] for key in (MOVED, ROOMED, CANCELLED, GONE)
    }


def test_what_has_changed_is_told_as_its_new_self(app: Flask):
    client = app.test_client()
    before = events(client)
    uids = publish_second()
    after = events(client)
    moved, roomed = after[uids[MOVED]], after[uids[ROOMED]]

    assert moved.value("DTSTART") == "20270514T110000"
    assert moved.value("DTEND") == "20270514T121500"
    assert title(moved) == title(before[uids[MOVED]])
    assert plain(roomed.value("LOCATION")) == "Room XXI, Palais des Nations, Geneva"
    assert roomed.value("DTSTART") == before[uids[ROOMED]].value("DTSTART")


def test_what_is_cancelled_stays_and_says_so(app: Flask):
    client = app.test_client()
    uid = building.uid_of(CANCELLED)
    before = events(client)[uid]
    publish_second()
    after = events(client)[uid]

    assert (after.value("STATUS"), after.value("TRANSP"), after.value("SEQUENCE")) == ("CANCELLED", "TRANSPARENT", "1")
    assert title(after) == f"CANCELLED: {title(before)}"
    assert [after.value(name) for name in ("DTSTART", "DTEND", "LOCATION")] == [
        before.value(name) for name in ("DTSTART", "DTEND", "LOCATION")
    ]


@pytest.mark.parametrize("code", ["ar", "zh", "fr", "ru", "es"])
def test_what_is_off_says_so_in_the_language_of_its_feed(app: Flask, code: str):
    client, uids = app.test_client(), publish_second()
    found = events(client, f"/feeds/{code}/2027.ics")
    with languages.speaking(languages.BY_CODE[code]):
        cancelled, gone = (
            languages.say(each.with_values(title="Safe skies, shared data"))
            for each in (CANCELLED_TITLE, WITHDRAWN_TITLE)
        )

    assert (title(found[uids[CANCELLED]]), title(found[uids[GONE]])) == (cancelled, gone)


def test_what_is_withdrawn_stays_as_an_entry_without_a_name(app: Flask):
    client = app.test_client()
    uid = building.uid_of(GONE)
    before = events(client)[uid]
    publish_second()
    after = events(client)[uid]

    assert [
        (line.name, line.value) for line in after.lines if line.name not in ("DTSTAMP", "LAST-MODIFIED", "UID")
    ] == [
        ("CREATED", before.value("CREATED")),
        ("SEQUENCE", "1"),
        ("DTSTART", before.value("DTSTART")),
        ("DTEND", before.value("DTEND")),
        ("STATUS", "CANCELLED"),
        ("TRANSP", "TRANSPARENT"),
        ("CLASS", "PUBLIC"),
        ("SUMMARY", "CANCELLED"),
    ]
    assert client.get(f"/2027/meetings/{GONE}").status_code == 404


def test_sequence_and_stamps_rise_for_what_has_changed_and_stay_for_the_rest(app: Flask):
    client = app.test_client()
    before = events(client)
    uids = publish_second()
    after = events(client)
    changed = {uids[key] for key in (MOVED, ROOMED, CANCELLED, GONE)}

    assert {uid: after[uid].value("SEQUENCE") for uid in after} == {
        uid: "1" if uid in changed else "0" for uid in before
    }
    assert {uid for uid in after if after[uid].value("LAST-MODIFIED") > before[uid].value("LAST-MODIFIED")} == changed
    assert [uid for uid in after if after[uid].value("CREATED") != before[uid].value("CREATED")] == []


def test_a_version_of_nothing_new_is_refused_and_feeds_stay(app: Flask):
    from events.programme.rules.facts import NothingChanged

    client = app.test_client()
    before = client.get(FEED)
    try:
        building.publish()
    except NothingChanged:
        refused = True

    assert (refused, client.get(FEED).headers["ETag"]) == (True, before.headers["ETag"])


def test_a_draft_is_seen_by_nobody(app: Flask):
    client = app.test_client()
    before = octets(client)
    building.change(MOVED, titles={"en": "Secret until it is published"}, title_language="en")

    assert octets(client) == before


def test_only_the_feeds_of_a_change_change(app: Flask):
    client = app.test_client()
    touched = [
        "/feeds/2027.ics",
        "/feeds/fr/2027.ics",
        "/feeds/all.ics",
        "/feeds/2027/room/CICG-15.ics",
        "/feeds/2027/body/IFLA.ics",
    ]
    others = [
        "/feeds/2007.ics",
        "/feeds/2027/room/PDN-XX.ics",
        "/feeds/2027/dialogue/S03.ics",
        "/feeds/ar/2027/segment/SESSION.ics",
    ]
    before = {path: client.get(path).headers for path in (*touched, *others)}
    building.move(MOVED, timedelta(minutes=90))
    building.publish()
    after = {path: client.get(path).headers for path in (*touched, *others)}

    assert [path for path in before if after[path]["ETag"] != before[path]["ETag"]] == touched
    assert [path for path in before if modified(after[path]) > modified(before[path])] == touched
    assert [path for path in others if after[path]["Last-Modified"] != before[path]["Last-Modified"]] == []


def modified(headers: object) -> datetime:
    return parsedate_to_datetime(headers["Last-Modified"])  # type: ignore[index]


def test_an_old_tag_gets_the_new_feed_at_once(app: Flask):
    client = app.test_client()
    asked = {"If-None-Match": client.get(FEED).headers["ETag"]}
    before = client.get(FEED, headers=asked).status_code
    publish_second()

    assert (before, client.get(FEED, headers=asked).status_code) == (304, 200)


def test_what_moves_out_of_a_room_leaves_its_feed_which_says_so_by_its_time(app: Flask):
    client = app.test_client()
    uid, path, new = building.uid_of(ROOMED), "/feeds/2027/room/PDN-XXIV.ics", "/feeds/2027/room/PDN-XXI.ics"
    before, first = events(client, path), client.get(path).headers
    building.give_room(ROOMED, "PDN-XXI")
    building.publish()
    after, second = events(client, path), client.get(path).headers

    assert (before.keys() - after.keys(), after.keys() - before.keys()) == ({uid}, set())
    assert uid in events(client, new)
    assert modified(second) > modified(first)
    assert client.get(path, headers={"If-Modified-Since": first["Last-Modified"]}).status_code == 200


def test_what_is_added_comes_in_with_a_uid_of_its_own(app: Flask):
    client = app.test_client()
    before = events(client)
    result = app.test_cli_runner().invoke(args=["programme", "publish-second-version"])
    after = events(client)

    assert result.exit_code == 0, result.output
    (new,) = after.keys() - before.keys()
    assert title(after[new]) == "From the cluster to the dialogues: how to ask for the floor"
    assert (after[new].value("SEQUENCE"), after[new].value("DTSTART")) == ("0", "20270521T131500")
    assert sorted(event.value("SEQUENCE") for event in after.values()) == ["0"] * 80 + ["1"] * 3


def test_a_meeting_that_loses_its_day_is_called_off_and_comes_back_with_a_new_one(app: Flask):
    client, uid = app.test_client(), building.uid_of(MOVED)
    before = events(client)[uid]
    building.change(MOVED, note="")
    _lose_day(MOVED)
    building.publish()
    without = events(client)[uid]
    building.change(MOVED, when="timed", starts_at=datetime(2027, 5, 20, 9), ends_at=datetime(2027, 5, 20, 10))  # noqa: DTZ001
    building.publish()
    again = events(client)[uid]

    assert (without.value("STATUS"), without.value("SEQUENCE")) == ("CANCELLED", "1")
    assert title(without) == f"CANCELLED, date to be set: {title(before)}"
    assert without.value("DTSTART") == before.value("DTSTART")
    assert (again.value("STATUS"), again.value("SEQUENCE"), again.value("DTSTART")) == (
        "CONFIRMED",
        "2",
        "20270520T090000",
    )
    assert title(again) == title(before)


def test_an_undated_meeting_comes_in_with_its_day(app: Flask):
    client, uid = app.test_client(), building.uid_of("C07-04", "2007")
    before = uid in events(client, "/feeds/2007.ics")
    building.change(
        "C07-04",
        "2007",
        when="timed",
        starts_at=datetime(2007, 5, 16, 9),  # noqa: DTZ001
        ends_at=datetime(2007, 5, 16, 10),  # noqa: DTZ001
    )
    building.publish("2007")
    event = events(client, "/feeds/2007.ics")[uid]

    assert (before, event.value("DTSTART"), event.value("STATUS")) == (False, "20070516T090000", "CONFIRMED")


def test_a_dialogue_without_a_day_has_its_empty_feed(app: Flask):
    client = app.test_client()
    building.change("C07-04", "2007", kind_key="interactive_dialogue")
    building.publish("2007")

    assert events(client, "/feeds/2007/dialogue/C07-04.ics") == {}


def test_a_changed_title_is_a_change_in_every_language_and_a_changed_text_too(app: Flask):
    client, uid = app.test_client(), building.uid_of("D42")
    building.change("D42", titles={"ar": "عنوان", "en": "Arabic digital content"})
    building.publish()

    assert [events(client, path)[uid].value("SEQUENCE") for path in (FEED, "/feeds/ar/2027.ics")] == ["1", "1"]
    assert title(events(client, "/feeds/ar/2027.ics")[uid]) == "عنوان"


def test_one_meeting_in_six_languages(app: Flask):
    client, uid = app.test_client(), building.uid_of("D42")
    told = {}
    for code in ("ar", "zh", "en", "fr", "ru", "es"):
        event = events(client, FEED if code == "en" else f"/feeds/{code}/2027.ics")[uid]
        told[code] = (event.one("SUMMARY").parameters["LANGUAGE"], title(event), event.value("URL"))
    english = ("en", "Arabic digital content")

    assert told == {
        "ar": ("ar", "المحتوى العربي الرقمي", "http://127.0.0.1:8000/ar/2027/meetings/D42"),
        "zh": (*english, "http://127.0.0.1:8000/zh/2027/meetings/D42"),
        "en": (*english, "http://127.0.0.1:8000/2027/meetings/D42"),
        "fr": (*english, "http://127.0.0.1:8000/fr/2027/meetings/D42"),
        "ru": (*english, "http://127.0.0.1:8000/ru/2027/meetings/D42"),
        "es": (*english, "http://127.0.0.1:8000/es/2027/meetings/D42"),
    }


def test_two_houses_over_one_database_tell_the_same(any_app: Flask):
    address = any_app.config["SQLALCHEMY_DATABASE_URI"]
    with databases.application(address) as other:
        told = []
        for _ in range(2):
            told += [
                (answer.data, answer.headers["ETag"], answer.headers["Last-Modified"])
                for house in (any_app, other)
                for path in (FEED, "/feeds/2027/room/CICG-15.ics")
                for answer in [house.test_client().get(path)]
            ]
            building.move(MOVED, timedelta(minutes=15))
            building.publish()
            told.append(b"")

    assert told[0:2] == told[2:4]
    assert told[5:7] == told[7:9]
    assert told[0] != told[5]


def test_a_rolling_feed_drops_what_ended_more_than_thirty_days_ago(app: Flask):
    client = app.test_client()
    before = len(events(client, "/feeds/all.ics"))
    clock.move_to(datetime(2027, 6, 20, 12).astimezone(), actor="test")
    after = events(client, "/feeds/all.ics")

    assert before == 82
    assert sorted({event.value("DTEND")[:8] for event in after.values()}) == [
        "20270521",
        *(f"202705{day}" for day in range(24, 29)),
    ]
    assert len(events(client)) == 82


def test_a_combined_filter_follows_like_any_other(app: Flask):
    client = app.test_client()
    page = client.get("/2027/subscribe?building=CICG&language=fr")
    path = f"/feeds/2027/f/{Selection.of({'building': ['CICG'], 'language': ['fr']}).letters}.ics"
    before = events(client, path)
    building.give_room(MOVED, "PDN-XXI")
    building.publish()

    assert page.status_code == 200
    assert before.keys() - events(client, path).keys() == {building.uid_of(MOVED)}
