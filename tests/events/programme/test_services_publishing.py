"""Publishing on both databases: versions, stamps, what is current, what has left."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from flask import Flask
from sqlalchemy import func, select

from events.editions import queries as editions
from events.programme.models import Meeting, Version, VersionEntry
from events.programme.queries import versions
from events.programme.queries.draft import snapshots
from events.programme.rules.draft import Cancellation, UnknownInDraft
from events.programme.rules.facts import NothingChanged, State
from events.programme.services import drafting
from events.programme.services.drafting.writing import write
from events.programme.services.publishing import freeze_version
from foundation import revisions
from foundation.db import atomic, db

NOW = datetime(2027, 4, 21, 9, tzinfo=UTC)
STAMPED = datetime(2099, 1, 1, tzinfo=UTC)
MAY_14 = datetime(2027, 5, 14)  # noqa: DTZ001 wall-clock time


def publish(note: str = "Next", *, stamped_at: datetime = STAMPED) -> Version:
    """Whatever it breaks: what a version freezes is another matter than whether it may."""
    return freeze_version(editions.edition("2027"), note=note, actor="test", now=NOW, stamped_at=stamped_at)


def stamps(number: int) -> dict[str, tuple[str, int, datetime]]:
    version = versions.version(editions.edition("2027"), number)
    rows = db.session.scalars(select(VersionEntry).where(VersionEntry.version_id == version.id))
    return {row.key: (row.uid, row.sequence, row.modified_at) for row in rows}


def hand() -> drafting.Hand:
    return drafting.Hand(None, NOW, STAMPED)


def cancel(key: str) -> None:
    drafting.cancel_meeting(hand(), "2027", key, "Off.", seen=None)


@atomic
def take_out(key: str) -> None:
    """As no desk does: a desk removes nothing that was published."""
    edition = editions.edition("2027")
    write(edition, snapshots(edition, [key])[key], None)


def test_r60_the_first_version_holds_every_meeting_and_is_current(any_app: Flask):
    _, version = versions.published("2027")

    assert (version.number, version.is_current) == (1, True)
    assert len(versions.entries(version)) == 82
    assert {entry.sequence for entry in versions.entries(version)} == {0}


def test_nothing_changed_is_not_published_again(any_app: Flask):
    with pytest.raises(NothingChanged) as refusal:
        publish()

    assert str(refusal.value) == "Nothing has changed since version 1: there is nothing to publish."


def test_r59_only_what_changed_gets_another_stamp(any_app: Flask):
    placement = drafting.Placement(MAY_14 + timedelta(hours=11), MAY_14 + timedelta(hours=12), "CICG-15")
    drafting.place_meeting(hand(), "2027", "D34", placement, seen=1)
    before = stamps(1)

    publish()

    after = stamps(2)
    assert {key for key in before if before[key] != after[key]} == {"D34"}
    assert after["D34"] == (before["D34"][0], 1, STAMPED)


def test_r60_exactly_one_version_is_current_and_the_old_one_stays_as_it_was(any_app: Flask):
    old = versions.entries(versions.version(editions.edition("2027"), 1))
    cancel("D59")

    publish()

    current = db.session.scalars(select(Version.number).join(Version.edition).where(Version.is_current)).all()
    assert sorted(current) == [1, 2]  # 2007 keeps its first one
    assert versions.entries(versions.version(editions.edition("2027"), 1)) == old


def test_r60_the_public_sees_nothing_of_a_draft(any_app: Flask):
    number = revisions.number()
    cancel("D59")

    _, version = versions.published("2027")

    assert not any(entry.facts.is_cancelled for entry in versions.entries(version))
    assert revisions.number() == number


def test_publishing_raises_the_public_revision_once(any_app: Flask):
    number = revisions.number()
    cancel("D59")

    publish()

    assert revisions.number() == number + 1


def test_r59_a_withdrawn_meeting_keeps_its_uid_for_calendars_and_leaves_the_pages(any_app: Flask):
    uid = stamps(1)["D62"][0]
    take_out("D62")

    version = publish()

    row = db.session.scalars(
        select(VersionEntry).where(VersionEntry.version_id == version.id, VersionEntry.key == "D62")
    ).one()
    assert (row.uid, row.sequence, row.state, row.facts) == (
        uid, 1, State.WITHDRAWN, {"key": "D62", "kind": "", "segment": "", "state": "withdrawn"}
    )  # fmt: skip
    assert "D62" not in {entry.facts.key for entry in versions.entries(version)}


def test_a_withdrawn_meeting_keeps_its_stamp_in_later_versions(any_app: Flask):
    take_out("D62")
    publish()
    cancel("D59")

    publish(stamped_at=STAMPED + timedelta(days=1))

    assert stamps(3)["D62"] == stamps(2)["D62"]


def test_an_added_meeting_has_a_uid_of_its_own(any_app: Flask):
    start = MAY_14 + timedelta(hours=10)
    values = {
        "segment": "CLUSTER", "kind": "briefing", "titles": {"en": "New"}, "organizers": ["ITU"],
        "when": "timed", "starts": start, "ends": start + timedelta(hours=1), "room": "ITU-E",
    }  # fmt: skip
    drafting.add_meeting(hand(), "2027", "D99", values, uid_domain="linkage.example")

    publish()

    uid, sequence, modified = stamps(2)["D99"]
    assert uid.endswith("@linkage.example")
    assert (sequence, modified) == (0, STAMPED)
    assert db.session.scalar(select(func.count()).where(VersionEntry.uid == uid)) == 1


def test_a_bad_change_undoes_the_whole_list(any_app: Flask):
    changes = [Cancellation("D59", "Off."), Cancellation("NOWHERE")]

    with pytest.raises(UnknownInDraft):
        drafting.revise(hand(), "2027", changes, uid_domain="linkage.example")

    assert db.session.scalars(select(Meeting.state).where(Meeting.key == "D59")).one() == "scheduled"


def test_a_meeting_that_loses_its_day_keeps_the_last_one_for_calendars(any_app: Flask):
    @atomic
    def undate() -> None:
        meeting = db.session.scalars(select(Meeting).where(Meeting.key == "D34")).one()
        meeting.when, meeting.starts_at, meeting.ends_at = "undated", None, None

    starts = db.session.scalars(select(Meeting.starts_at).where(Meeting.key == "D34")).one()
    undate()

    version = publish()

    row = db.session.scalars(
        select(VersionEntry).where(VersionEntry.version_id == version.id, VersionEntry.key == "D34")
    ).one()
    assert (row.when, row.starts_at, row.sequence) == ("undated", starts, 1)
