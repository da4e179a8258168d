"""Urgent notices: the published meeting, its calendar, the draft and the banner change at once, the version stays."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from flask import Flask
from sqlalchemy import select

from events.editions import queries as editions
from events.programme.models import Meeting, Notice, VersionEntry
from events.programme.queries import versions
from events.programme.rules.deeds import Placement
from events.programme.rules.facts import NothingChanged
from events.programme.rules.notices import Urgent, told
from events.programme.services.drafting import Hand
from events.programme.services.noticing import issue_notice
from events.programme.services.publishing import publish_version
from foundation import revisions
from foundation.db import db
from foundation.errors import Forbidden
from foundation.jobs import Job
from tests.support.people import account

NOW = datetime(2027, 5, 12, 7, 30, tzinfo=UTC)
STAMPED = datetime(2099, 1, 1, tzinfo=UTC)
ROOM_XXI = Urgent(
    "Moved to Room XXI, now.",
    placement=Placement(datetime(2027, 5, 12, 15), datetime(2027, 5, 12, 16, 15), "PDN-XXI"),  # noqa: DTZ001
)


def organizer() -> Hand:
    return Hand(account("AC-37").id, NOW, STAMPED)


def entry() -> VersionEntry:
    _, version = versions.published("2027")
    return db.session.scalars(
        select(VersionEntry).where(VersionEntry.version_id == version.id, VersionEntry.key == "D57")
    ).one()


def test_the_published_meeting_moves_within_its_version(any_app: Flask):
    before = (entry().sequence, versions.published("2027")[1].number, revisions.number())

    issue_notice(organizer(), "2027", "D57", ROOM_XXI)

    assert (entry().sequence, versions.published("2027")[1].number, revisions.number()) == (
        before[0] + 1,
        before[1],
        before[2] + 1,
    )
    assert (entry().facts["place"]["room"], entry().modified_at) == ("PDN-XXI", STAMPED)
    assert {tag.key for tag in db.session.scalars(select_room_tags(entry().id))} == {"PDN-XXI"}


def select_room_tags(number: int):  # type: ignore[no-untyped-def]
    from events.programme.models import VersionTag

    return select(VersionTag).where(VersionTag.entry_id == number, VersionTag.kind == "room")


def test_the_draft_moves_along_so_that_the_next_version_keeps_it(app: Flask):
    issue_notice(organizer(), "2027", "D57", ROOM_XXI)

    meeting = db.session.scalars(select(Meeting).where(Meeting.key == "D57")).one()
    assert meeting.starts_at == datetime(2027, 5, 12, 15)  # noqa: DTZ001
    with pytest.raises(NothingChanged):
        publish_version("2027", note="Again", actor="test", now=NOW, stamped_at=STAMPED)


def test_what_else_the_draft_holds_stays_unpublished(app: Flask):
    meeting = db.session.scalars(select(Meeting).where(Meeting.key == "D57")).one()
    from events.programme.services.drafting import edit_meeting

    edit_meeting(organizer(), "2027", "D57", {"titles": {"en": "Another title"}}, seen=meeting.revision)

    issue_notice(organizer(), "2027", "D57", ROOM_XXI)

    assert entry().facts["titles"] == {"en": "Telehealth after the pilot"}


def test_sent_twice_it_is_issued_once(app: Flask):
    for _ in range(2):
        issue_notice(organizer(), "2027", "D57", ROOM_XXI)

    assert len(db.session.scalars(select(Notice)).all()) == 1
    assert len(db.session.scalars(select(Job).where(Job.name == "programme.noticed")).all()) == 1


def test_words_alone_stand_as_a_banner_until_the_day_is_over(app: Flask):
    issue_notice(organizer(), "2027", "D57", Urgent("Bring your badge."))

    _, version = versions.published("2027")
    days = [told(version.notices, on=datetime(2027, 5, day, tzinfo=UTC).date()) for day in (12, 13)]
    assert [[each.text for each in day] for day in days] == [["Bring your badge."], []]


def test_who_is_no_organizer_issues_none(app: Flask):
    with pytest.raises(Forbidden):
        issue_notice(Hand(account("AC-61").id, NOW, STAMPED), "2027", "D57", ROOM_XXI)

    assert editions.edition("2027").key == "2027"
    assert db.session.scalars(select(Notice)).all() == []
