"""Every feed that the shipped data gives: well formed by our own linter, and understood alike by three programs."""

from __future__ import annotations

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from events.editions.models import Edition
from events.programme.models import Version, VersionEntry, VersionTag
from foundation.db import db
from foundation.languages import LANGUAGES
from tests.events.feeds import readers
from tests.events.feeds.addresses import every_path, tagged
from tests.events.feeds.lint import faults, read

CODES = [language.code for language in LANGUAGES]


@pytest.mark.parametrize("language", CODES)
def test_every_feed_of_a_language_is_without_fault(client: FlaskClient, site: Flask, language: str):
    answers = {path: client.get(path) for path in every_path(site, language)}

    assert {path: answer.status_code for path, answer in answers.items() if answer.status_code != 200} == {}
    assert {path: found for path, answer in answers.items() if (found := faults(answer.data))} == {}
    assert len(answers) > 150


@pytest.mark.parametrize("language", ["en", "ar"])
def test_every_feed_holds_exactly_the_dated_meetings_that_fit(client: FlaskClient, site: Flask, language: str):
    prefix = "/feeds" if language == "en" else f"/feeds/{language}"
    held = {
        (kind, key): {
            event.value("UID") for event in read(client.get(f"{prefix}/2027/{kind}/{key}.ics").data).named("VEVENT")
        }
        for kind, key in tagged(site)["2027"]
    }

    assert held == _fitting(site, "2027")


def _fitting(app: Flask, edition: str) -> dict[tuple[str, str], set[str]]:
    query = (
        select(VersionTag.kind, VersionTag.key, VersionEntry.uid, VersionEntry.starts_at)
        .join(VersionEntry, VersionEntry.id == VersionTag.entry_id)
        .join(Version, Version.id == VersionEntry.version_id)
        .join(Edition, Edition.id == Version.edition_id)
        .where(Edition.key == edition, Version.is_current, VersionTag.kind != "kind")
    )
    found: dict[tuple[str, str], set[str]] = {}
    with app.app_context():
        for kind, key, uid, starts in db.session.execute(query):
            found.setdefault((kind, key), set()).update([uid] if starts else [])
    return found


@pytest.mark.parametrize(
    "path", ["/feeds/2027.ics", "/feeds/2007.ics", "/feeds/all.ics", "/feeds/ar/2027.ics", "/feeds/zh/2007.ics"]
)
def test_three_programs_understand_every_event_alike(client: FlaskClient, path: str):
    octets = client.get(path).data

    assert readers.by_icalendar(octets) == readers.by_vobject(octets) == readers.by_ical_js(octets)


def test_what_they_understand_is_what_is_published(client: FlaskClient, site: Flask):
    understood = {
        event.uid: (event.starts, event.ends, event.summary, event.location, event.status, event.sequence)
        for event in readers.by_ical_js(client.get("/feeds/2027.ics").data)
    }

    assert understood == _published(site, "2027")


def _published(app: Flask, edition: str) -> dict[str, tuple[str, str, str, str, str, int]]:
    query = (
        select(VersionEntry, Edition.zone)
        .join(Version, Version.id == VersionEntry.version_id)
        .join(Edition, Edition.id == Version.edition_id)
        .where(Edition.key == edition, Version.is_current, VersionEntry.when == "timed")
    )
    with app.app_context():
        return {
            entry.uid: (
                _utc(entry.starts_at, zone),
                _utc(entry.ends_at, zone),
                entry.facts["titles"].get("en") or entry.facts["titles"][entry.facts["title_language"]],
                ", ".join(entry.facts["place"][name] for name in ("room_name", "building_name", "city")),
                "CONFIRMED",
                0,
            )
            for entry, zone in db.session.execute(query)
        }


def _utc(wall: datetime, zone: str) -> str:
    return f"{wall.replace(tzinfo=ZoneInfo(zone)).astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}"


def test_a_day_without_hours_is_a_day(client: FlaskClient):
    events = {event.summary: event for event in readers.by_ical_js(client.get("/feeds/2007.ics").data)}
    found = events["Panel 'ICT for development: a follow-up to the World Summit on the Information Society'"]

    assert (found.starts, found.ends) == ("2007-05-22", "2007-05-23")


def test_undated_meetings_are_in_no_feed(client: FlaskClient):
    assert len(read(client.get("/feeds/2007.ics").data).named("VEVENT")) == 7


def test_a_large_feed_stays_small(client: FlaskClient):
    octets = client.get("/feeds/2027.ics").data
    events = len(read(octets).named("VEVENT"))

    assert events == 82
    assert len(octets) / events < 900
