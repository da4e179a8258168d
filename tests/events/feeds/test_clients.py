"""Real programs subscribe to the real server: vdirsyncer fetches, khal lists, before and after a new version."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import select

from events.editions.models import Edition
from events.programme.models import Version, VersionEntry
from foundation.db import db
from tests.events.feeds import building
from tests.support import databases
from tests.support.served import serving_alone

VDIRSYNCER = """
[general]
status_path = "{home}/status"
[pair programme]
a = "here"
b = "there"
collections = null
conflict_resolution = "b wins"
[storage here]
type = "filesystem"
path = "{home}/items"
fileext = ".ics"
[storage there]
type = "http"
url = "{address}"
"""
KHAL = """
[calendars]
[[programme]]
path = {home}/items
readonly = True
[locale]
local_timezone = UTC
default_timezone = UTC
timeformat = %H:%M
dateformat = %Y-%m-%d
longdateformat = %Y-%m-%d
datetimeformat = %Y-%m-%d %H:%M
longdatetimeformat = %Y-%m-%d %H:%M
[sqlite]
path = {home}/khal.db
"""


@dataclass(frozen=True)
class Subscriber:
    """A person with vdirsyncer and khal, who has subscribed to one address."""

    home: Path

    @classmethod
    def to(cls, address: str, home: Path) -> Subscriber:
        (home / "items").mkdir()
        (home / "vdirsyncer.conf").write_text(VDIRSYNCER.format(home=home, address=address))
        (home / "khal.conf").write_text(KHAL.format(home=home))
        subscriber = cls(home)
        subscriber.run("vdirsyncer", "-c", str(home / "vdirsyncer.conf"), "discover", "programme")
        return subscriber

    def run(self, program: str, *arguments: str) -> str:
        command = [str(Path(sys.executable).parent / program), *arguments]
        environment = {"PATH": os.environ["PATH"], "HOME": str(self.home), "LC_ALL": "C.UTF-8", "TZ": "UTC"}
        done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False, input="y\n")
        assert done.returncode == 0, (command, done.stdout, done.stderr)
        return done.stdout

    def fetch(self) -> int:
        """Look at the address again; gives how many items lie here afterwards."""
        self.run("vdirsyncer", "-c", str(self.home / "vdirsyncer.conf"), "sync", "programme")
        return len(list((self.home / "items").glob("*.ics")))

    def listed(self) -> dict[str, list[tuple[str, str]]]:
        """By UTC start, the (title, status) of all that khal lists."""
        told = self.run(
            "khal", "-c", str(self.home / "khal.conf"), "list", "--once", "--json", "title", "--json", "start-long",
            "--json", "status", "2027-05-01", "40d",
        )  # fmt: skip
        found: dict[str, list[tuple[str, str]]] = {}
        for line in told.splitlines():
            for event in json.loads(line):
                found.setdefault(event["start-long"], []).append((event["title"], event["status"].strip()))
        return {start: sorted(events) for start, events in found.items()}


@dataclass(frozen=True)
class House:
    """A served house with a database of its own."""

    base: str
    database: str

    def expected(self, changes: Mapping[str, str] | None = None) -> dict[str, list[tuple[str, str]]]:
        """What the published version says: by UTC start, titles and states."""
        query = (
            select(VersionEntry, Edition.zone)
            .join(Version, Version.id == VersionEntry.version_id)
            .join(Edition, Edition.id == Version.edition_id)
            .where(Edition.key == "2027", Version.is_current, VersionEntry.when == "timed")
        )
        found: dict[str, list[tuple[str, str]]] = {}
        with databases.application(self.database) as app, app.app_context():
            for entry, zone in db.session.execute(query):
                at = entry.starts_at.replace(tzinfo=ZoneInfo(zone)).astimezone(UTC)
                titles = entry.facts.get("titles", {})
                title = titles.get("en") or next(iter(titles.values()), "CANCELLED")
                told = (f"CANCELLED: {title}", "CANCELLED") if entry.state == "cancelled" else (title, "CONFIRMED")
                if entry.state == "withdrawn":
                    told = ("CANCELLED", "CANCELLED")
                found.setdefault(f"{at:%Y-%m-%d %H:%M}", []).append(told)
        return {start: sorted(events) for start, events in found.items()}

    def publish_second(self) -> None:
        """The demonstration's second version, by its command, and a withdrawal after it."""
        with databases.application(self.database) as app:
            result = app.test_cli_runner().invoke(args=["programme", "publish-second-version"])
            assert result.exit_code == 0, result.output
            with app.app_context():
                building.withdraw("D65")
                building.move("D30", timedelta(minutes=15))
                building.publish()


@pytest.fixture
def house() -> Iterator[House]:
    with databases.copy("sqlite", loaded=True) as database, serving_alone(database) as base:
        yield House(base, database)


def test_a_subscriber_sees_the_programme_and_then_its_next_version(house: House, tmp_path: Path):
    subscriber = Subscriber.to(f"{house.base}/feeds/2027.ics", tmp_path)
    first_count, first, first_expected = subscriber.fetch(), subscriber.listed(), house.expected()
    house.publish_second()
    second_count, second = subscriber.fetch(), subscriber.listed()

    assert (first_count, second_count) == (82, 83)
    assert first == first_expected
    assert second == house.expected()
    assert second != first


def test_a_subscriber_sees_the_move_the_addition_and_the_cancellation(house: House, tmp_path: Path):
    subscriber = Subscriber.to(f"{house.base}/feeds/2027.ics", tmp_path)
    subscriber.fetch()
    before = {(title, start) for start, events in subscriber.listed().items() for title, _ in events}
    house.publish_second()
    subscriber.fetch()
    after = {(title, start) for start, events in subscriber.listed().items() for title, _ in events}

    assert sorted(after - before) == [
        ("Bibliothèques publiques et accès au savoir", "2027-05-14 09:00"),
        ("CANCELLED", "2027-05-12 11:15"),
        ("CANCELLED: Safe skies, shared data", "2027-05-13 13:00"),
        ("From the cluster to the dialogues: how to ask for the floor", "2027-05-21 11:15"),
        ("Orientation for newcomers", "2027-05-11 08:15"),
    ]


def test_a_subscriber_asks_again_and_nothing_has_changed(house: House, tmp_path: Path):
    subscriber = Subscriber.to(f"{house.base}/feeds/ar/2027/action-line/C5.ics", tmp_path)
    first_count, first = subscriber.fetch(), subscriber.listed()

    assert (subscriber.fetch(), subscriber.listed()) == (first_count, first)
    assert datetime.strptime(min(first), "%Y-%m-%d %H:%M").year == 2027  # noqa: DTZ007 UTC
