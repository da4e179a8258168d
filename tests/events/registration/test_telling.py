"""One letter a person for what a version changes for them, and at once after an urgent notice."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from flask import Flask
from sqlalchemy import select

from events.editions import queries as editions
from events.programme.models import Meeting
from events.programme.rules.changes import Change, ChangeKind
from events.programme.rules.deeds import Placement
from events.programme.rules.facts import Facts
from events.programme.rules.notices import Urgent
from events.programme.services.drafting import Hand, place_meeting
from events.programme.services.noticing import issue_notice
from events.programme.services.publishing import freeze_version
from events.registration.models import FollowedMeeting
from events.registration.queries.telling import drafted_changes
from events.registration.rules.telling import Concern, Digest, Reader, Why, digests
from events.registration.services.telling import digests_of, tell_of_notice, tell_of_version
from foundation.db import atomic, db
from foundation.letters import House
from foundation.outbox import OutboxMessage
from tests.support.people import account

NOW = datetime(2027, 5, 12, 7, 30, tzinfo=UTC)
FROM: Any = {"house": House("https://linkage.example", "linkage.example"), "stamped_at": NOW}
ROSA, BORIS = (Reader(number, f"{number}@people.example", str(number), "en") for number in (1, 2))


def change(key: str) -> Change:
    facts = Facts(key=key, kind="panel", segment="CLUSTER", titles={"en": key})
    return Change(key, (ChangeKind.REWORDED,), facts, facts)


def letters(kind: str) -> list[OutboxMessage]:
    query = select(OutboxMessage).where(OutboxMessage.kind == kind).order_by(OutboxMessage.id)
    return list(db.session.scalars(query))


def move_the_statistics_desk() -> None:
    organizer = Hand(account("AC-37").id, NOW, NOW)
    revision = db.session.scalar(select(Meeting.revision).where(Meeting.key == "X02"))
    later = Placement(datetime(2027, 5, 26, 13, 15), datetime(2027, 5, 26, 14, 45), "PDN-XXIV")  # noqa: DTZ001
    place_meeting(organizer, "2027", "X02", later, seen=revision)


@atomic
def publish() -> int:
    return freeze_version(
        editions.edition("2027"), note="The desk moves.", actor="test", now=NOW, stamped_at=NOW
    ).number


@atomic
def follow(who: str, key: str) -> None:
    meeting = db.session.scalars(select(Meeting).where(Meeting.key == key)).one()
    db.session.add(FollowedMeeting(account_id=account(who).id, meeting_id=meeting.id, followed_at=NOW))


def test_a_change_concerns_by_the_weightiest_reason_and_each_person_once():
    interests = {Why.SEATED: {1: ["D01"]}, Why.FOLLOWING: {1: ["D01", "D02"], 2: ["D03"]}}

    assert digests([change("D01"), change("D02"), change("D04")], [ROSA, BORIS], interests) == [
        Digest(ROSA, [Concern(change("D01"), Why.SEATED), Concern(change("D02"), Why.FOLLOWING)])
    ]


def test_everyone_with_a_seat_gets_one_letter_and_twice_is_once(any_app: Flask):
    move_the_statistics_desk()
    number = publish()

    new = [tell_of_version("2027", number, **FROM) for _ in range(2)]

    told = letters("digest")
    assert (new, len({letter.account_id for letter in told})) == ([len(told), 0], len(told))
    assert {account(key).id for key in ("AC-49", "AC-42", "AC-51")} <= {letter.account_id for letter in told}
    assert account("AC-50").id not in {letter.account_id for letter in told}


def test_the_letter_is_in_the_language_of_its_reader_and_says_before_and_now(app: Flask):
    follow("AC-61", "X02")
    move_the_statistics_desk()
    tell_of_version("2027", publish(), **FROM)

    (letter,) = (each for each in letters("digest") if each.account_id == account("AC-61").id)
    assert letter.subject == "Programme 2027, version 2: what changes for you"
    assert "Regional statistics desk (it is in your calendar): moved in time" in letter.text
    assert "before: Tuesday 25 May 2027, 13:15–14:45, Room XXIV, Palais des Nations, Geneva" in letter.text
    assert "now: Wednesday 26 May 2027, 13:15–14:45, Room XXIV, Palais des Nations, Geneva" in letter.text
    assert "https://linkage.example/2027/meetings/X02" in letter.text
    (spanish,) = (each for each in letters("digest") if each.account_id == account("AC-49").id)
    assert (spanish.language, "https://linkage.example/es/2027/meetings/X02" in spanish.text) == ("es", True)


def test_the_preview_names_the_same_people_as_the_letters(app: Flask):
    move_the_statistics_desk()
    edition = editions.edition("2027")
    previewed = [digest.reader.account_id for digest in digests_of(edition, drafted_changes(edition))]

    tell_of_version("2027", publish(), **FROM)

    assert previewed == [letter.account_id for letter in letters("digest")]


def test_hosts_and_those_needed_are_told(app: Flask):
    organizer = Hand(account("AC-37").id, NOW, NOW)
    revision = db.session.scalar(select(Meeting.revision).where(Meeting.key == "D05"))
    moved = Placement(datetime(2027, 5, 12, 15), datetime(2027, 5, 12, 18), "PDN-XXI")  # noqa: DTZ001
    place_meeting(organizer, "2027", "D05", moved, seen=revision)

    edition = editions.edition("2027")
    found = {digest.reader.account_id: digest for digest in digests_of(edition, drafted_changes(edition))}

    # AC-35 is UNESCO's focal point and stands for its role in the meeting: the weightier reason is told.
    assert [concern.why for concern in found[account("AC-35").id].concerns] == [Why.NEEDED]


def test_an_urgent_notice_writes_to_those_seated_before_all_others(app: Flask):
    notice = issue_notice(
        Hand(account("AC-37").id, NOW, NOW), "2027", "X02", Urgent("The desk is closed.", is_cancelled=True)
    )

    new = [tell_of_notice(notice.id, **FROM) for _ in range(2)]

    told = letters("notice")
    assert (new, {letter.is_urgent for letter in told}) == ([len(told), 0], {True})
    assert account("AC-49").id in {letter.account_id for letter in told}
    assert all("The desk is closed." in letter.text for letter in told)
