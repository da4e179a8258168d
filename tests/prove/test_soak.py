"""Readers on the real server while versions are published: nobody gets an error, an old body, or a time that falls."""

from __future__ import annotations

import gzip
import os
import re
import sys
import threading
import time
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from http.client import HTTPConnection
from itertools import count

import pytest
from werkzeug.http import parse_date

from benchmarks import large
from tests.support import databases
from tests.support.served import serving

pytestmark = pytest.mark.prove

SECONDS = float(os.environ.get("SOAK_SECONDS", "75"))
READERS = 6
REQUESTS_PER_CONNECTION = 7
ROUND = re.compile(rb"Published in round (\d+)\.")
PAGES = ("/feeds/2028.ics", "/feeds/fr/2028.ics", "/2028/programme.json", "/2028/meetings/L1")


@dataclass(frozen=True)
class Told:
    """What an answer said: the round that it speaks of, its tag, and its Last-Modified."""

    round: int
    tag: str
    modified: datetime | None


@dataclass
class Record:
    """What readers saw by path, and what they should not have seen; `published` is the round that stands for certain."""

    published: int = 0
    is_over: bool = False
    faults: list[str] = field(default_factory=list)
    answers: int = 0
    unchanged: int = 0
    tags: dict[tuple[str, int], set[tuple[str, datetime | None]]] = field(default_factory=lambda: defaultdict(set))
    lock: threading.Lock = field(default_factory=threading.Lock)

    def take(self, path: str, told: Told, *, at_least: int, before: Told | None, is_unchanged: bool) -> None:
        with self.lock:
            self.answers += 1
            self.unchanged += is_unchanged
            self.tags[path, told.round].add((told.tag, told.modified))
            if told.round < at_least:
                self.faults.append(f"{path} told of round {told.round} when {at_least} had been published")
            if before and told.modified and before.modified and told.modified < before.modified:
                self.faults.append(f"{path} fell from {before.modified} to {told.modified}")


class Reader(threading.Thread):
    """Asks for all pages in turn with the tags it has, on a new connection every few requests, so that it meets all workers."""

    def __init__(self, port: int, record: Record) -> None:
        super().__init__(daemon=True)
        self.port, self.record = port, record
        self.known: dict[str, Told] = {}

    def run(self) -> None:
        try:
            while not self.record.is_over:
                self.ask_on_one_connection()
        except Exception as fault:  # whatever ends a reader is a fault to be told
            with self.record.lock:
                self.record.faults.append(f"a reader ended: {fault!r}")

    def ask_on_one_connection(self) -> None:
        connection = HTTPConnection("127.0.0.1", self.port, timeout=30)
        for turn in range(REQUESTS_PER_CONNECTION):
            self.ask(connection, PAGES[turn % len(PAGES)])
        connection.close()

    def ask(self, connection: HTTPConnection, path: str) -> None:
        before, at_least = self.known.get(path), self.record.published
        tag = {"If-None-Match": before.tag} if before else {}
        connection.request("GET", path, headers={"Accept-Encoding": "gzip", **tag})
        answer = connection.getresponse()
        body = answer.read()
        modified = parse_date(answer.getheader("Last-Modified"))
        if answer.status == 304 and before:
            told = Told(before.round, answer.getheader("ETag", ""), modified)
        elif answer.status == 200:
            found = ROUND.search(gzip.decompress(body).replace(b"\r\n ", b""))
            told = Told(int(found[1]) if found else 0, answer.getheader("ETag", ""), modified)
        else:
            raise RuntimeError(f"{path} answered {answer.status}: {body[:200]!r}")
        self.record.take(path, told, at_least=at_least, before=before, is_unchanged=answer.status == 304)
        self.known[path] = told


@pytest.fixture(params=databases.ENGINES)
def address(request: pytest.FixtureRequest) -> Iterator[str]:
    """A database with an edition of 300 meetings, on each engine in turn."""
    with databases.copy(request.param, loaded=True) as address:
        with databases.application(address) as app, app.app_context():
            large.grow(300)
        yield address


def test_readers_are_told_the_truth_while_versions_are_published(address: str):
    record = Record()
    with serving(address) as base, databases.application(address) as app, app.app_context():
        readers = [Reader(int(base.rpartition(":")[2]), record) for _reader in range(READERS)]
        for reader in readers:
            reader.start()
        until = time.monotonic() + SECONDS
        for turn in count(1):
            if time.monotonic() > until or record.faults:
                break
            large.reword("L1", f"Published in round {turn}.")
            large.publish(f"Round {turn}")
            record.published = turn
            time.sleep(0.7)
        record.is_over = True
        for reader in readers:
            reader.join(60)
    rounds = record.published
    sys.stdout.write(f"{record.answers:,} answers, {record.unchanged:,} of them 304, over {rounds} publications\n")

    assert record.faults == []
    assert record.answers > rounds > 0
    # Whichever worker was asked, one state of a page has one tag and one date, and no tag stands for two states.
    assert {key: told for key, told in record.tags.items() if len(told) > 1} == {}
    for path in PAGES:
        tags = [tag for (asked, _round), told in record.tags.items() if asked == path for tag, _modified in told]
        assert len(tags) == len(set(tags))
