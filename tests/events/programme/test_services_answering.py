"""The organizer asks the hosts of meetings, the hosts answer, and the answer lasts until something changes that matters."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager

import pytest
from flask import Flask
from sqlalchemy import select

from events.editions.models import Edition
from events.programme.models import HostAnswer, Meeting
from events.programme.queries.answers import confirmations, hosts_of
from events.programme.rules.answers import Answer, MeetingChanged, NeverAsked, NoteNeeded, NotTheirMeeting
from events.programme.services import drafting
from events.programme.services.answering import answer_for_host, confirm_for_host
from events.programme.services.asking import ask_all_hosts, ask_hosts
from foundation import access
from foundation.access import Scope
from foundation.db import atomic, db
from foundation.errors import Forbidden
from foundation.outbox import OutboxMessage
from stakeholders.organizations.models import Organization
from tests.events.registration.people import DEED, NOW, STAMP, journal, number
from tests.support.people import account

Counting = Callable[[], AbstractContextManager[list[str]]]

ORGANIZER, UNESCO, CONGO, STAKEHOLDER = "AC-40", "AC-35", "AC-15", "AC-61"


def body(key: str) -> int:
    return db.session.scalars(select(Organization.id).where(Organization.key == key)).one()


def meeting(key: str) -> Meeting:
    return db.session.scalars(
        select(Meeting)
        .join(Edition)
        .where(Edition.key == "2027", Meeting.key == key)
        .execution_options(populate_existing=True)
    ).one()


def ask(key: str = "D05") -> int:
    return ask_hosts(number(ORGANIZER), "2027", key, **DEED)


def answer(key: str = "D05", *, by: str = UNESCO, of: str = "UNESCO", says: str = "confirmed", note: str = "") -> None:
    row = meeting(key)
    answer_for_host(number(by), body(of), row.id, answer=Answer(says), note=note, seen=row.revision, now=NOW)


def change(key: str = "D05", **values: object) -> None:
    hand = drafting.Hand(number(ORGANIZER), NOW, STAMP)
    drafting.edit_meeting(hand, "2027", key, values, seen=None)


def says(key: str = "D05") -> dict[str, str]:
    """How the hosts of a meeting stand to it."""
    db.session.rollback()
    edition = db.session.scalars(select(Edition).where(Edition.key == "2027")).one()
    return {row.acronym: str(row.standing) for row in hosts_of(edition, key)}


def letters() -> list[tuple[int | None, str, str]]:
    rows = db.session.scalars(
        select(OutboxMessage).where(OutboxMessage.kind == "hosts_asked").order_by(OutboxMessage.id)
    )
    return [(row.account_id, row.subject, row.text) for row in rows]


@pytest.fixture(autouse=True)
@atomic
def in_english(app: Flask) -> None:
    account(UNESCO).languages = ["en"]


def test_a_host_confirms_a_meeting_as_it_stands():
    assert says() == {"UNESCO": "not_asked"}
    ask()
    assert says() == {"UNESCO": "asked"}
    answer()

    assert says() == {"UNESCO": "confirmed"}
    assert journal("meeting", "2027/D05")[-1] == (
        "answer_for_host",
        {
            "edition": "2027",
            "organization": body("UNESCO"),
            "revision": meeting("D05").revision,
            "before": {"standing": "asked"},
            "after": {"standing": "confirmed"},
        },
    )


def test_the_same_answer_twice_is_one():
    ask()
    answer()
    answer()

    assert [verb for verb, _ in journal("meeting", "2027/D05")].count("answer_for_host") == 1


@pytest.mark.parametrize(
    "values",
    [
        {"titles": {"en": "Another title"}},
        {"room": "PDN-XIX", "building": None},
        {"when": "undated", "starts": None, "ends": None},
    ],
)
def test_what_matters_asks_anew(values: dict[str, object]):
    ask()
    answer()
    change(**values)

    assert says() == {"UNESCO": "confirmed_before"}
    answer()
    assert says() == {"UNESCO": "confirmed"}


def test_a_note_leaves_the_answer_as_it_is():
    ask()
    answer()
    change(note="Coffee is served.")
    change(abstract="Longer.")

    assert says() == {"UNESCO": "confirmed"}


def test_what_has_changed_since_is_not_brought_back_by_a_note():
    ask()
    answer()
    change(titles={"en": "Another title"})
    change(note="Coffee is served.")

    assert says() == {"UNESCO": "confirmed_before"}


def test_an_answer_to_what_was_changed_meanwhile_is_not_kept():
    ask()
    row = meeting("D05")
    seen = row.revision
    change(titles={"en": "Another title"})

    with pytest.raises(MeetingChanged):
        answer_for_host(number(UNESCO), body("UNESCO"), row.id, answer=Answer.CONFIRMED, note="", seen=seen, now=NOW)
    assert says() == {"UNESCO": "asked"}


def test_who_declines_says_why_and_is_asked_again_only_on_purpose():
    ask()
    with pytest.raises(NoteNeeded):
        answer(says="declined")
    answer(says="declined", note="The hour is wrong.")
    ask_all_hosts(number(ORGANIZER), "2027", "", **DEED)
    assert says() == {"UNESCO": "declined"}

    assert ask() == 1
    assert says() == {"UNESCO": "asked"}


@pytest.mark.parametrize(
    ("by", "of"), [(CONGO, "UNESCO"), (STAKEHOLDER, "UNESCO"), (ORGANIZER, "UNESCO"), (CONGO, "ITU")]
)
def test_nobody_answers_for_a_body_of_others(by: str, of: str):
    ask()

    with pytest.raises(NotTheirMeeting):
        answer(by=by, of=of)


def test_a_body_that_was_not_asked_does_not_answer():
    with pytest.raises(NeverAsked):
        answer()


def test_whom_the_organizer_names_as_host_answers_for_that_meeting_alone():
    ask()
    ask("D06")
    atomic(access.grant)(number(STAKEHOLDER), "host", Scope("meeting", meeting("D05").id), actor="command", now=NOW)

    answer(by=STAKEHOLDER)
    with pytest.raises(NotTheirMeeting):
        answer("D06", by=STAKEHOLDER)
    assert (says()["UNESCO"], says("D06")["UNESCO"]) == ("confirmed", "asked")


@pytest.mark.parametrize("who", [UNESCO, "AC-38", STAKEHOLDER])
def test_only_organizers_ask(who: str):
    with pytest.raises(Forbidden):
        ask_hosts(number(who), "2027", "D05", **DEED)
    with pytest.raises(Forbidden):
        ask_all_hosts(number(who), "2027", "", **DEED)


def test_an_organizer_of_a_segment_asks_in_that_one_alone():
    segment = meeting("D05").segment_id
    atomic(access.grant)(
        number(STAKEHOLDER), "programme_organizer", Scope("segment", segment), actor="command", now=NOW
    )
    ask_all_hosts(number(STAKEHOLDER), "2027", "", **DEED)

    asked = set(
        db.session.scalars(select(Meeting.segment_id).join(HostAnswer, HostAnswer.meeting_id == Meeting.id).distinct())
    )
    assert asked == {segment}
    with pytest.raises(Forbidden):
        ask_all_hosts(number(STAKEHOLDER), "2027", "SESSION", **DEED)


def test_all_are_asked_with_one_letter_to_each_focal_point():
    asked = ask_all_hosts(number(ORGANIZER), "2027", "CLUSTER", **DEED)
    again = ask_all_hosts(number(ORGANIZER), "2027", "CLUSTER", **DEED)
    own = [letter for letter in letters() if letter[0] == number(UNESCO)]
    mine = [row for row in db.session.scalars(select(HostAnswer)) if row.organization_id == body("UNESCO")]

    assert (asked > len(mine), again, len(own)) == (True, 0, 1)
    assert own[0][1] == f"Meetings to confirm: {len(mine)}"
    assert "– D05: Facilitation meeting C3: public access and open knowledge\n" in own[0][2]
    assert own[0][2].rstrip().endswith("https://linkage.example/my/asked")


def test_asking_all_takes_as_many_statements_as_asking_in_the_smallest_segment(count_queries: Counting):
    with count_queries() as few:
        ask_all_hosts(number(ORGANIZER), "2027", "SIDE", **DEED)
    with count_queries() as many:
        ask_all_hosts(number(ORGANIZER), "2027", "CLUSTER", **DEED)

    assert (len(few), len(many)) == (12, 12)


def test_a_host_confirms_all_that_it_has_seen_and_what_changed_since_is_left():
    ask()
    ask("D06")
    seen = {meeting(key).id: meeting(key).revision for key in ("D05", "D06")}
    change("D06", titles={"en": "Another title"})

    assert confirm_for_host(number(UNESCO), body("UNESCO"), seen, now=NOW) == 1
    assert (says()["UNESCO"], says("D06")["UNESCO"]) == ("confirmed", "asked")


def test_a_meeting_that_is_off_is_asked_about_no_more():
    ask()
    drafting.cancel_meeting(drafting.Hand(number(ORGANIZER), NOW, STAMP), "2027", "D05", "No speaker", seen=None)

    assert says() == {}
    edition = db.session.scalars(select(Edition).where(Edition.key == "2027")).one()
    assert "D05" not in confirmations(edition).by_meeting


def test_what_was_asked_does_not_keep_an_unpublished_meeting_in_the_draft(app: Flask):
    hand = drafting.Hand(number(ORGANIZER), NOW, STAMP)
    wanted = {"segment": "CLUSTER", "kind": "panel", "organizers": ["UNESCO"], "titles": {"en": "A new meeting"}}
    drafting.add_meeting(hand, "2027", "D98", wanted, uid_domain="linkage.example")
    ask("D98")
    drafting.remove_meeting(hand, "2027", "D98", seen=None)

    assert says("D98") == {}
