"""programme.json and schedule.xml on the data that ships."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from datetime import datetime, timedelta
from xml.etree.ElementTree import Element, fromstring

import pytest
from flask import Flask
from flask.testing import FlaskClient

from tests.events.feeds import building
from tests.events.feeds.lint import read

FILES = ("/2027/programme.json", "/2027/schedule.xml", "/2007/programme.json", "/2007/schedule.xml")
CONDITIONS = ("languages", "captions", "sign_language", "hybrid", "closed", "may_come", "seats")
ALL_CONSTITUENCIES = {
    "ACADEMIC-TECH", "BUSINESS", "CSO-WSIS", "EXPERT", "GOV-MEMBER", "GOV-OBSERVER", "IGO", "NGO-ECOSOC", "PRESS",
    "SECRETARIAT", "UN-ENTITY",
}  # fmt: skip
DURATION = r"\d{1,2}:\d{2}|\d{1,2}:\d{2}:\d{1,2}"
WITH_ZONE = r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d[+-]\d\d:\d\d"
# The published schema of voc/schedule: each element of an event, in it exactly once, and the form of its text.
EVENT = {
    "room": ".+", "title": ".+", "subtitle": ".*", "type": ".+", "date": WITH_ZONE, "start": r"[0-2]\d:[0-5]\d",
    "duration": DURATION, "abstract": ".*", "slug": "[a-z0-9-]+", "track": ".+", "language": "[a-z]{2}", "description": ".*",
    "url": "https?://.*", "persons": r"\s*", "links": r"\s*", "attachments": r"\s*",
}  # fmt: skip
CONFERENCE = {
    "title": ".+", "acronym": "[a-z0-9-]+", "start": r"\d{4}-\d\d-\d\d", "end": r"\d{4}-\d\d-\d\d", "days": r"\d+",
    "timeslot_duration": DURATION, "base_url": "https?://.*/", "time_zone_name": r"\w+/\w+",
}  # fmt: skip


def test_the_file_says_of_what_it_is(client: FlaskClient):
    told = json.loads(client.get("/2027/programme.json").data)
    meetings, version = told.pop("meetings"), told.pop("version")

    assert told == {
        "schema": "linkage-programme-1",
        "notice": "Demonstration data: invented meetings, real bodies. Not a United Nations programme.",
        "edition": {
            "key": "2027",
            "name": told["edition"]["name"],
            "city": "Geneva",
            "zone": "Europe/Zurich",
            "starts_on": "2027-05-10",
            "ends_on": "2027-05-28",
            "url": "http://127.0.0.1:8000/2027/programme",
            "confidence": "illustrative",
        },
        "selection": {},
    }
    assert (version["number"], len(meetings)) == (1, 82)
    assert re.fullmatch(r"2027-04-20T08:\d\d:\d\dZ", version["published_at"])


def test_a_meeting_is_told_in_full(client: FlaskClient):
    (meeting,) = json.loads(client.get("/2027/programme.json?dialogue=S03").data)["meetings"]
    stamps = [meeting.pop(name) for name in ("uid", "created", "modified")]
    conditions = {name: meeting.pop(name) for name in CONDITIONS}

    assert meeting == {
        "sequence": 0,
        "key": "S03",
        "url": "http://127.0.0.1:8000/2027/dialogues/S03",
        "state": "scheduled",
        "kind": "interactive_dialogue",
        "segment": {"key": "SESSION", "name": meeting["segment"]["name"]},
        "titles": {"en": "Interactive dialogue with the regional commissions"},
        "title_language": "en",
        "abstract": None,
        "note": None,
        "when": "timed",
        "starts": {"local": "2027-05-25T10:00", "utc": "2027-05-25T08:00:00Z"},
        "ends": {"local": "2027-05-25T13:00", "utc": "2027-05-25T11:00:00Z"},
        "place": {
            "room": {"key": "PDN-XVII", "name": "Room XVII (Salle des Émirats)"},
            "building": {
                "key": "PDN",
                "name": "Palais des Nations",
                "address": "Avenue de la Paix 8-14, 1211 Geneva 10",
            },
            "city": "Geneva",
            "online": False,
        },
        "bodies": [{"key": "CSTD", "acronym": "CSTD", "role": "organizer"}]
        + [{"key": key, "acronym": key, "role": "partner"} for key in ("ECA", "ECE", "ECLAC", "ESCAP", "ESCWA")],
        "partner": None,
        "action_lines": [],
        "session": 30,
        "agenda_items": [2],
        "confidence": "illustrative",
        "confidences": meeting["confidences"],
    }
    assert conditions["languages"] == ["ar", "zh", "en", "fr", "ru", "es"]
    assert [bool(re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ", stamp)) for stamp in stamps] == [False, True, True]


def test_a_meeting_tells_under_which_conditions_one_comes(client: FlaskClient):
    (meeting,) = json.loads(client.get("/2027/programme.json?dialogue=S04").data)["meetings"]

    assert {name: meeting[name] for name in CONDITIONS} == {
        "languages": ["ar", "zh", "en", "fr", "ru", "es"],
        "captions": True,
        "sign_language": False,
        "hybrid": True,
        "closed": False,
        "may_come": sorted(ALL_CONSTITUENCIES),
        "seats": {"number": 50, "for": meeting["seats"]["for"], "note": meeting["seats"]["note"]},
    }


def test_times_in_the_file_are_those_of_the_feed(client: FlaskClient):
    feed = {event.value("UID"): event for event in read(client.get("/feeds/2027.ics").data).named("VEVENT")}
    told = json.loads(client.get("/2027/programme.json").data)["meetings"]

    assert {each["uid"]: each["starts"]["local"].replace("-", "").replace(":", "") + "00" for each in told} == {
        uid: event.value("DTSTART") for uid, event in feed.items()
    }


def test_days_and_the_unknown_are_told_as_what_they_are(client: FlaskClient):
    told = {each["key"]: each for each in json.loads(client.get("/2007/programme.json").data)["meetings"]}

    assert [told["C07-03"][name] for name in ("when", "starts", "ends")] == ["day", {"date": "2007-05-17"}, None]
    assert [told["C07-04"][name] for name in ("when", "starts", "ends")] == ["undated", None, None]
    assert [told["C07-01"][name] for name in ("when", "ends")] == [
        "days",
        {"local": "2007-05-15T17:30", "utc": "2007-05-15T15:30:00Z"},
    ]


@pytest.mark.parametrize(
    ("query", "count"),
    [
        ("", 82),
        ("?action-line=C5", 6),
        ("?action-line=C5&building=PDN", 2),
        ("?room=&body=", 82),
        ("?action-line=C5&action-line=C9", 9),
    ],
)
def test_the_file_takes_the_filters_of_the_programme(client: FlaskClient, query: str, count: int):
    told = json.loads(client.get(f"/2027/programme.json{query}").data)["meetings"]

    assert len(told) == client.get(f"/2027/programme{query}").text.count('<article class="mtg') == count


@pytest.mark.parametrize("file", ["programme.json", "schedule.xml"])
def test_an_unknown_filter_is_a_problem_for_programs(client: FlaskClient, file: str):
    answer = client.get(f"/2027/{file}?room=NOWHERE")

    assert (answer.status_code, answer.content_type) == (422, "application/problem+json")
    assert answer.get_json()["title"] == "There is no room “NOWHERE” in this programme."


@pytest.mark.parametrize("path", ["/1999/programme.json", "/1999/schedule.xml"])
def test_an_unknown_edition_is_a_problem_too(client: FlaskClient, path: str):
    answer = client.get(path)

    assert (answer.status_code, answer.content_type) == (404, "application/problem+json")


@pytest.mark.parametrize("path", FILES)
def test_files_can_be_read_from_any_page_and_asked_again(client: FlaskClient, path: str):
    first, second = client.get(path), client.get(path)
    tag = first.headers["ETag"]

    assert (first.data, tag) == (second.data, second.headers["ETag"])
    assert first.headers["Access-Control-Allow-Origin"] == "*"
    assert first.headers["Cache-Control"] == "public, max-age=300, must-revalidate"
    assert ("Set-Cookie" in first.headers, first.headers["Vary"]) == (False, "Accept-Encoding")
    assert client.get(path, headers={"If-None-Match": tag}).status_code == 304
    assert client.post(path).status_code == 405


def test_two_houses_write_the_same_files(app: Flask):
    from tests.support import databases

    with databases.application(app.config["SQLALCHEMY_DATABASE_URI"]) as other:
        assert [app.test_client().get(path).data for path in FILES] == [
            other.test_client().get(path).data for path in FILES
        ]


def test_a_file_of_three_hundred_costs_six_reads_at_most(
    app: Flask, count_queries: Callable[[], AbstractContextManager[list[str]]]
):
    building.a_large_edition()
    building.publish(building.LARGE)
    counts = []
    for path in ("/2099/programme.json", "/2099/programme.json?language=fr", "/2099/schedule.xml?language=fr"):
        with count_queries() as sent:
            assert app.test_client().get(path).status_code == 200
        counts.append(len(sent))

    assert max(counts) <= 6


def test_the_next_version_is_another_file(app: Flask):
    client = app.test_client()
    before = {path: client.get(path).headers["ETag"] for path in FILES}
    building.change("D59", state="cancelled")
    building.withdraw("D65")
    building.publish()
    after = {path: client.get(path).headers["ETag"] for path in FILES}
    told = {each["key"]: each for each in json.loads(client.get("/2027/programme.json").data)["meetings"]}

    assert [path for path in FILES if before[path] != after[path]] == list(FILES[:2])
    assert (told["D59"]["state"], told["D59"]["sequence"], "D65" in told) == ("cancelled", 1, False)


def texts(client: FlaskClient, path: str, name: str) -> dict[str | None, str | None]:
    """By slug, one text of each event of a schedule."""
    return {event.findtext("slug"): event.findtext(name) for *_, event in events(fromstring(client.get(path).data))}


def events(schedule: Element) -> Iterator[tuple[Element, Element, Element]]:
    """The events of a schedule with their day and room."""
    return (
        (day, room, event) for day in schedule.iter("day") for room in day.iter("room") for event in room.iter("event")
    )


@pytest.mark.parametrize(
    "path",
    ["/2027/schedule.xml", "/2007/schedule.xml", "/ar/2027/schedule.xml", "/2027/schedule.xml?body=ITU&room=PDN-XX"],
)
def test_a_schedule_keeps_the_published_schema(client: FlaskClient, path: str):
    schedule = fromstring(client.get(path).data)
    days = schedule.findall("day")

    assert [child.tag for child in schedule] == ["generator", "version", "conference", *["day"] * len(days)]
    assert len(days) >= 1
    assert _misfits(schedule.find("conference"), CONFERENCE) == []
    assert [fault for *_, event in events(schedule) for fault in _misfits(event, EVENT)] == []
    assert [day.get("index") for day in days] == [str(number) for number in range(1, len(days) + 1)]
    assert [
        day.attrib for day in days if not all(re.fullmatch(WITH_ZONE, day.get(name, "")) for name in ("start", "end"))
    ] == []
    for name in ("id", "guid"):
        values = [event.get(name, "") for *_, event in events(schedule)]
        assert len(values) == len(set(values))
    slugs = [event.findtext("slug") for *_, event in events(schedule)]
    assert len(slugs) == len(set(slugs))


def _misfits(element: Element | None, shapes: dict[str, str]) -> list[str]:
    assert element is not None
    found = [child.tag for child in element]
    wrong = [
        child.tag for child in element if not re.fullmatch(shapes.get(child.tag, "nothing"), child.text or "", re.S)
    ]
    return wrong if sorted(found) == sorted(shapes) else [*wrong, f"{found} instead of {list(shapes)}"]


def test_a_schedule_tells_the_same_as_the_feed(client: FlaskClient):
    feed = {
        event.value("UID").partition("@")[0]: (event.value("DTSTART")[:13], event.value("SUMMARY").replace("\\", ""))
        for event in read(client.get("/feeds/2027.ics").data).named("VEVENT")
    }
    told = {}
    for day, room, event in events(fromstring(client.get("/2027/schedule.xml").data)):
        at = datetime.fromisoformat(event.findtext("date", ""))
        assert (at.date().isoformat(), room.get("name")) == (day.get("date"), event.findtext("room"))
        assert (f"{at:%H:%M}", at.utcoffset()) == (event.findtext("start"), timedelta(hours=2))
        told[event.get("guid")] = (f"{at:%Y%m%dT%H%M}", event.findtext("title"))

    assert told == feed


def test_a_schedule_has_no_event_without_a_day(client: FlaskClient):
    found = texts(client, "/2007/schedule.xml", "duration")

    assert len(found) == 7
    assert (found["linkage-2007-c07-01"], found["linkage-2007-c07-03"]) == ("1:08:00", "1:00:00")


def test_a_schedule_speaks_the_language_of_its_address(client: FlaskClient):
    told = {
        path: texts(client, path, "title")["linkage-2027-d42"]
        for path in ("/2027/schedule.xml", "/ar/2027/schedule.xml")
    }

    assert told == {"/2027/schedule.xml": "Arabic digital content", "/ar/2027/schedule.xml": "المحتوى العربي الرقمي"}


def test_a_cancelled_event_says_so_in_its_title(app: Flask):
    building.change("D59", state="cancelled")
    building.publish()
    titles = texts(app.test_client(), "/2027/schedule.xml", "title")

    assert titles["linkage-2027-d59"] == "CANCELLED: Safe skies, shared data"


def test_control_characters_stay_out_of_a_schedule(app: Flask):
    building.change("D59", titles={"en": "Bell \x07 and \x0b tab"}, title_language="en")
    building.publish()
    titles = texts(app.test_client(), "/2027/schedule.xml", "title")

    assert titles["linkage-2027-d59"] == "Bell  and  tab"
