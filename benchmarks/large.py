"""A programme far larger than the demonstration's: meetings by the hundred, written as a real round writes them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, date, datetime, time, timedelta
from itertools import count
from random import Random
from typing import Any
from uuid import UUID

from flask import Flask
from sqlalchemy import Table, insert, select

from benchmarks import texts
from events.editions import queries as editions
from events.editions.models import Edition, Segment
from events.programme.models import Meeting, MeetingBody, MeetingLine
from events.programme.services.publishing import freeze_version
from events.venues.models import Room
from foundation import clock
from foundation.confidence import Confidence
from foundation.db import Base, atomic, db
from portal.setting_up import commands as setting_up
from stakeholders.mandates.models import ActionLine
from stakeholders.organizations.models import Organization
from stakeholders.organizations.rules import NO_BODIES

KEY = "2028"
FIRST_DAY, WEEKS = date(2028, 5, 8), 3
HOURS = (time(9), time(10, 45), time(13, 15), time(14, 30), time(16, 15), time(18))
KINDS = ("thematic_workshop", "facilitation_meeting", "panel", "side_event", "briefing", "consultation", "training")
SPOKEN = (["en"], ["en", "fr"], ["en", "fr", "es"], ["ar", "zh", "en", "fr", "ru", "es"])


def prepare(app: Flask) -> None:
    """Bring the application's database to where `make run` brings it: migrated, loaded, version 1 published."""
    done = app.test_cli_runner().invoke(setting_up.group, ["prepare"])
    if done.exit_code:
        raise RuntimeError(done.output) from done.exception


def grow(meetings: int) -> None:
    """Add an edition of so many meetings to the loaded database of this context, and publish it."""
    _add(meetings)
    publish(note="First published programme")


def publish(note: str) -> int:
    """Publish the large edition, in which rooms are drawn by lot, whatever it breaks; the number of its version."""
    now, stamped = clock.now(), clock.wire_now()
    return freeze_version(editions.edition(KEY), note=note, actor="benchmark", now=now, stamped_at=stamped).number


@atomic
def reword(key: str, note: str) -> None:
    """Change what one meeting of the large edition says."""
    edition = db.session.scalars(select(Edition).where(Edition.key == KEY)).one()
    found = select(Meeting).where(Meeting.edition_id == edition.id, Meeting.key == key)
    db.session.scalars(found).one().note = note


def room_key() -> str:
    """The key of a room that the large edition uses."""
    return str(db.session.scalars(select(Room.key).order_by(Room.id)).first())


@atomic
def _add(meetings: int) -> None:
    edition = Edition(
        key=KEY,
        name="Cluster and thirty-first session, measured",
        zone="Europe/Zurich",
        starts_on=FIRST_DAY,
        ends_on=FIRST_DAY + timedelta(days=7 * WEEKS - 3),
        confidence=Confidence.ILLUSTRATIVE,
    )
    db.session.add(edition)
    db.session.flush()
    chance = Random(2028)
    segments, bodies = _segments(edition), _bodies()
    drawn = _drawn(edition, segments, _ids(Room), chance)
    _insert(Meeting, [next(drawn) for _meeting in range(meetings)])
    lines = db.session.scalars(select(ActionLine.id).where(ActionLine.kind != "theme").order_by(ActionLine.id)).all()
    ids = db.session.scalars(select(Meeting.id).where(Meeting.edition_id == edition.id).order_by(Meeting.id)).all()
    _insert(MeetingBody, _held(ids, "organization_id", bodies, [2], chance, roles=("organizer", "co")))
    _insert(MeetingLine, _held(ids, "line_id", lines, [1, 1, 2, 3], chance))


def _segments(edition: Edition) -> Sequence[int]:
    hosts = _bodies()
    week = timedelta(days=7)
    added = [
        Segment(
            edition_id=edition.id, key=key, position=position, name=name, host_id=hosts[position], entry=entry,
            starts_on=FIRST_DAY + position * week, ends_on=FIRST_DAY + position * week + timedelta(days=4),
            confidence=Confidence.ILLUSTRATIVE,
        )
        for position, (key, name, entry) in enumerate(
            [("CLUSTER", "Cluster of WSIS-related events", "open"), ("SIDE", "Side programme", "open")]
        )
    ]  # fmt: skip
    db.session.add_all(added)
    db.session.flush()
    return [segment.id for segment in added]


def _drawn(edition: Edition, segments: Sequence[int], rooms: Sequence[int], chance: Random) -> Iterator[dict[str, Any]]:
    days = [FIRST_DAY + timedelta(days=step) for step in range(7 * WEEKS) if step % 7 < 5]
    for number in count(1):
        day, hour = days[number % len(days)], HOURS[number // len(days) % len(HOURS)]
        starts = datetime.combine(day, hour)
        titles, language = texts.titles(number, chance)
        yield {
            "edition_id": edition.id,
            "segment_id": segments[number % len(segments)],
            "key": f"L{number}",
            "uid": f"{UUID(int=chance.getrandbits(128), version=4)}@linkage.example",
            "created_at": datetime(2028, 1, 10, 9, tzinfo=UTC),
            "kind_key": chance.choice(KINDS),
            "titles": titles,
            "title_language": language,
            "note": texts.note(number, chance),
            "when": "timed",
            "starts_at": starts,
            "ends_at": starts + timedelta(minutes=chance.choice([60, 75, 90])),
            "room_id": chance.choice(rooms),
            "languages": chance.choice(SPOKEN),
            "captions": chance.random() < 0.5,
            "hybrid": chance.random() < 0.7,
            "state": "cancelled" if number % 50 == 0 else "scheduled",
            "confidence": Confidence.ILLUSTRATIVE,
        }


def _held(
    ids: Iterable[int],
    column: str,
    others: Sequence[int],
    numbers: Sequence[int],
    chance: Random,
    roles: Sequence[str] = (),
) -> list[dict[str, Any]]:
    return [
        {"meeting_id": meeting, column: other, "position": position, **({"role": roles[position]} if roles else {})}
        for meeting in ids
        for position, other in enumerate(chance.sample(others, chance.choice(numbers)))
    ]


def _bodies() -> Sequence[int]:
    # States and who else only sends people are hosts of nothing.
    listed = select(Organization.id).where(Organization.kind.not_in(NO_BODIES))
    return db.session.scalars(listed.order_by(Organization.id)).all()


def _ids(model: type[Any]) -> Sequence[int]:
    return db.session.scalars(select(model.id).order_by(model.id)).all()


def _insert(model: type[Base], rows: Sequence[dict[str, Any]]) -> None:
    table = model.__table__
    assert isinstance(table, Table)
    db.session.execute(insert(table), list(rows))
