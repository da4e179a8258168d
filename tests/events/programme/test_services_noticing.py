"""Urgent notices: the published meeting, its calendar, the draft and the banner change at once, the version stays."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from flask import Flask
from sqlalchemy import select

from events.editions import queries as editions
from events.programme.models import Meeting, Notice, VersionEntry
from events.programme.queries import versions
from events.programme.rules.deeds import NothingToUndo, Placement
from events.programme.rules.facts import NothingChanged
from events.programme.rules.notices import MeetingIsOff, Urgent, WouldBreak, told
from events.programme.services.drafting import Hand, undo
from events.programme.services.noticing import end_notice, issue_notice
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


def entry(key: str = "D57") -> VersionEntry:
    _, version = versions.published("2027")
    return db.session.scalars(
        select(VersionEntry).where(VersionEntry.version_id == version.id, VersionEntry.key == key)
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


def test_the_version_stays_what_was_published(app: Flask):
    issue_notice(organizer(), "2027", "D57", ROOM_XXI)

    edition, version = versions.published("2027")
    rooms = [
        {each.facts.key: each.facts for each in found(version)}["D57"].place.room
        for found in (versions.as_published, versions.entries)
    ]
    assert rooms == ["PDN-XXIV", "PDN-XXI"]
    assert [bool(stand.notice) for stand in versions.history(edition, "D57")] == [False, True]


def test_its_words_stand_in_the_calendar_until_it_is_ended(app: Flask):
    notice = issue_notice(organizer(), "2027", "D57", Urgent("Bring your badge."))
    assert (entry().facts["urgent"], entry().sequence) == ("Bring your badge.", 1)

    for _ in range(2):
        end_notice(organizer(), "2027", notice.id)

    _, version = versions.published("2027")
    assert ("urgent" in entry().facts, entry().sequence) == (False, 2)
    assert told(version.notices, on=NOW.date()) == []
    with pytest.raises(NothingChanged):
        publish_version("2027", note="Again", actor="test", now=NOW, stamped_at=STAMPED)


def test_where_it_would_break_a_rule_it_says_so_first(any_app: Flask):
    taken = Placement(datetime(2027, 5, 12, 11), datetime(2027, 5, 12, 12, 15), "CICG-6")  # noqa: DTZ001

    with pytest.raises(WouldBreak) as refused:
        issue_notice(organizer(), "2027", "D16", Urgent("Moved.", placement=taken))
    assert "room_double" in {str(broken.rule) for broken in refused.value.broken}

    issue_notice(organizer(), "2027", "D16", Urgent("Moved.", placement=taken, regardless=True))
    assert entry("D16").facts["place"]["room"] == "CICG-6"


def test_what_is_cancelled_can_t_be_moved(app: Flask):
    issue_notice(organizer(), "2027", "D57", Urgent("Off.", is_cancelled=True))

    with pytest.raises(MeetingIsOff):
        issue_notice(organizer(), "2027", "D57", ROOM_XXI)


def test_what_people_were_told_is_nobody_s_to_undo(app: Flask):
    issue_notice(organizer(), "2027", "D57", ROOM_XXI)

    with pytest.raises(NothingToUndo):
        undo(organizer(), "2027")


def test_who_is_no_organizer_issues_none(app: Flask):
    with pytest.raises(Forbidden):
        issue_notice(Hand(account("AC-61").id, NOW, STAMPED), "2027", "D57", ROOM_XXI)

    assert editions.edition("2027").key == "2027"
    assert db.session.scalars(select(Notice)).all() == []
