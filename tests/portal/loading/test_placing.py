"""Where a meeting stands belongs to the draft: a load undoes nothing that an organizer has changed there."""

from __future__ import annotations

from datetime import datetime

import pytest
from flask import Flask
from sqlalchemy import select

from events.editions.models import Edition
from events.programme.models import Meeting
from events.venues.models import Room
from foundation.db import atomic, db

Stand = tuple[str, datetime | None, datetime | None, str | None]


def at(text: str) -> datetime:
    return datetime.fromisoformat(text)


def stand(key: str, edition: str = "2027") -> Stand:
    """How a meeting stands in the draft."""
    db.session.rollback()
    db.session.expire_all()
    found = db.session.execute(
        select(Meeting.when, Meeting.starts_at, Meeting.ends_at, Room.key)
        .join(Edition)
        .outerjoin(Room, Meeting.room_id == Room.id)
        .where(Edition.key == edition, Meeting.key == key)
    ).one()
    return found.when, found.starts_at, found.ends_at, found.key


@atomic
def move(key: str, when: str, starts: str | None, ends: str | None, edition: str = "2027") -> None:
    """What an organizer does to the draft."""
    meeting = db.session.scalars(select(Meeting).join(Edition).where(Edition.key == edition, Meeting.key == key)).one()
    meeting.when = when
    meeting.starts_at, meeting.ends_at = (at(text) if text else None for text in (starts, ends))
    if when == "undated":
        meeting.room_id = None


SHIPPED: Stand = ("timed", at("2027-05-11T10:00"), at("2027-05-11T11:15"), "PDN-XXIII")
MOVED: Stand = ("timed", at("2027-05-11T13:15"), at("2027-05-11T14:30"), "PDN-XXIII")
OLD = 'meeting: D30, date: 2027-05-11, start: "10:00", end: "11:15", room: PDN-XXIII'
NEW = 'meeting: D30, date: 2027-05-10, start: "13:15", end: "14:30", room: PDN-XXIV'
NEWLY: Stand = ("timed", at("2027-05-10T13:15"), at("2027-05-10T14:30"), "PDN-XXIV")


def move_d30() -> None:
    move("D30", "timed", "2027-05-11T13:15", "2027-05-11T14:30")


def test_a_reload_of_the_meetings_unplaces_none(app: Flask, load, box, edit):
    edit("cluster_2007.yaml", "Orientation for newcomers", "Orientation for those who are new")

    load(box / "cluster_2007.yaml")

    assert stand("D30") == SHIPPED


def test_what_an_organizer_moved_stays_moved_and_is_named(app, load):
    move_d30()

    report = load()

    assert not report.has_changes
    assert report.elsewhere == ["2027/D30"]
    assert stand("D30") == MOVED


def test_what_an_organizer_took_out_of_the_calendar_stays_out(app, load):
    move("D30", "undated", None, None)

    load()

    assert stand("D30") == ("undated", None, None, None)


def test_what_is_new_in_the_file_is_written_where_nobody_has_moved_the_meeting(app, load, edit):
    report = load(edit("demo_schedule_2027.yaml", OLD, NEW))

    assert report.changes == {"demo_schedule_2027.yaml": {"placement": {"changed": 1}}}
    assert stand("D30") == NEWLY


def test_what_is_new_in_the_file_yields_to_an_organizer(app, load, edit):
    move_d30()

    report = load(edit("demo_schedule_2027.yaml", OLD, NEW))

    assert (report.has_changes, report.elsewhere) == (False, ["2027/D30"])
    assert stand("D30") == MOVED


def test_with_replace_the_file_wins(app, load):
    move_d30()

    report = load(replace=True)

    assert report.changes == {"demo_schedule_2027.yaml": {"placement": {"changed": 1}}}
    assert report.elsewhere == []
    assert stand("D30") == SHIPPED
    assert not load().has_changes


@pytest.mark.parametrize(("key", "edition"), [("S03", "2027"), ("C07-06", "2007")])
def test_meetings_that_the_files_date_are_left_where_they_were_moved(app, load, key, edition):
    move(key, "timed", "2027-05-26T10:00", "2027-05-26T13:00", edition=edition)

    report = load()

    assert (report.has_changes, report.elsewhere) == (False, [f"{edition}/{key}"])


def test_a_day_that_is_found_later_dates_a_meeting_of_the_record(app, load, edit):
    report = load(
        edit(
            "cluster_2007.yaml",
            'id: C07-07, segment: CLUSTER, when: undated, title: "Consultation on action line C3 (access to information '
            'and knowledge)", kind: facilitation_meeting, organizers: [UNESCO], action_lines: [C3], date: null',
            'id: C07-07, segment: CLUSTER, when: day, title: "Consultation on action line C3 (access to information '
            'and knowledge)", kind: facilitation_meeting, organizers: [UNESCO], action_lines: [C3], date: 2007-05-23',
        )
    )

    assert report.changes == {"cluster_2007.yaml": {"meeting": {"changed": 1}}}
    assert stand("C07-07", "2007") == ("day", at("2007-05-23"), None, None)


def test_an_agreeing_file_and_draft_become_the_ground_for_the_next_load(app, load, edit):
    move("D30", "timed", "2027-05-11T10:00", "2027-05-11T11:15")
    file = edit("demo_schedule_2027.yaml", OLD, NEW)
    load(file)
    text = file.read_text()
    file.write_text(text.replace(NEW, OLD))

    load(file)

    assert stand("D30") == SHIPPED


def revision(key: str) -> int:
    db.session.rollback()
    return db.session.scalars(
        select(Meeting.revision).join(Edition).where(Edition.key == "2027", Meeting.key == key)
    ).one()


def test_a_form_that_was_seen_before_a_load_moved_its_meeting_is_stale(app, load, edit):
    load(edit("demo_schedule_2027.yaml", OLD, NEW))

    assert (revision("D30"), revision("D31")) == (2, 1)


def test_whatever_a_load_changes_of_a_meeting_makes_its_form_stale_once(app, load, edit):
    edit("cluster_2007.yaml", "Orientation for newcomers", "Orientation for those who are new")
    edit("demo_schedule_2027.yaml", OLD, NEW)
    load()

    assert (revision("D30"), revision("D31")) == (2, 1)
    assert (load().has_changes, revision("D30")) == (False, 2)


def test_a_part_that_a_load_changes_makes_the_form_of_its_meeting_stale(app, load, edit):
    load(edit("cluster_2007.yaml", "kind: training, org: [ITU, UNCTAD]", "kind: training, org: [ITU, WHO]"))

    assert (revision("D30"), revision("D31")) == (2, 1)
