"""What people need: asked, taken back, seen by those who plan within their reach alone, answered with a letter."""

from __future__ import annotations

import json
from collections.abc import Callable
from contextlib import AbstractContextManager

import pytest
from flask import Flask
from sqlalchemy import select

from events.editions.models import Edition, Segment
from events.registration.models import AccessNeed, Registration
from events.registration.queries.needs import Wish, needs_desk, needs_line
from events.registration.rules.needs import (
    STATE_WORDS,
    AnswerNeeded,
    Besides,
    NeedState,
    NothingNeeded,
    NotRegistered,
    UnknownNeed,
    Wanted,
    counted,
    is_question,
    standing,
    wanted,
)
from events.registration.services import needs, registering
from foundation import access, seals
from foundation.access import Scope
from foundation.db import db
from foundation.errors import Forbidden
from foundation.journal import JournalLine
from foundation.outbox import OutboxMessage
from stakeholders.organizations.rules.affiliations import AUDITOR
from tests.events.registration.people import DEED, NOW, a_person, affiliation, number
from tests.support.pages import text_of
from tests.support.people import account, sign_in

Counting = Callable[[], AbstractContextManager[list[str]]]
WORDS = "A ramp of 90 centimetres"
RAMP = Wanted(("step_free", "assistant"), WORDS)


def need(person: str) -> AccessNeed | None:
    db.session.rollback()
    return db.session.scalar(select(AccessNeed).where(AccessNeed.account_id == number(person)))


def need_id(person: str) -> int:
    found = need(person)
    assert found is not None
    return found.id


def lines() -> list[JournalLine]:
    query = select(JournalLine).where(JournalLine.subject_kind == "access_need").order_by(JournalLine.id)
    return list(db.session.scalars(query))


def answered(person: str, state: NeedState, words: str = "", *, by: str | int = "AC-38") -> None:
    planner = number(by) if isinstance(by, str) else by
    needs.answer(planner, "2027", need_id(person), state=state, words=words, **DEED)


def scoped(role: str, segment: str | None) -> int:
    """Somebody who is registered for nothing and holds a role in one segment, or (None) in the edition."""
    person = a_person(f"{role} {segment}".replace(" ", "-").lower(), constituency="SECRETARIAT", organization="ITU")
    edition = db.session.scalars(select(Edition.id).where(Edition.key == "2027")).one()
    of = select(Segment.id).where(Segment.edition_id == edition, Segment.key == segment)
    scope = Scope("segment", db.session.scalars(of).one()) if segment else Scope("edition", edition)
    access.grant(person, role, scope, actor="command", now=NOW)
    db.session.commit()
    return person


def shown(planner: int, wish: Wish = Wish()) -> list[str]:  # noqa: B008
    db.session.rollback()
    return [row.name for row in needs_desk(planner, "2027", wish).rows]


def test_kinds_are_kept_in_the_order_of_the_form_and_unknown_ones_are_none():
    assert wanted(["other", "nonsense", "captions", "other"], " x ") == Wanted(("captions", "other"), "x")
    assert counted([["captions"], ["captions", "wheelchair"], []]) == {"wheelchair": 1, "captions": 2}


def test_a_need_is_asked_once_and_again_when_it_changes(any_app: Flask):
    needs.ask(number("AC-61"), "2027", RAMP, now=NOW)
    needs.ask(number("AC-61"), "2027", RAMP, now=NOW)
    answered("AC-61", NeedState.ARRANGED, "At door 5.")
    needs.ask(number("AC-61"), "2027", Wanted(("captions",)), now=NOW)

    found = need("AC-61")
    assert found is not None
    assert (found.kinds, found.words, found.state, found.answer, found.answered_at) == (
        ["captions"],
        "",
        "asked",
        "",
        None,
    )
    assert [line.verb for line in lines()] == ["ask", "answer", "ask"]


def test_the_journal_tells_what_it_says_sealed_alone(any_app: Flask):
    needs.ask(number("AC-61"), "2027", RAMP, now=NOW)
    answered("AC-61", NeedState.NOT_POSSIBLE, "The lift is too small.")
    needs.take_back(number("AC-61"), "2027", now=NOW)

    found = lines()
    plain = json.dumps([{**line.facts, "sealed": ""} for line in found])
    sealed = {number("AC-61"): [line.facts["sealed"] for line in found]}
    assert ("centimetres" in plain, "step_free" in plain, "lift" in plain) == (False, False, False)
    opened = seals.opened(sealed)
    told = {"kinds": ["step_free", "assistant"], "words": WORDS}
    assert [opened[line.facts["sealed"]] for line in found] == [
        {"before": None, "after": told},
        {
            "before": {"state": "asked", "answer": ""},
            "after": {"state": "not_possible", "answer": "The lift is too small."},
        },
        {"before": told},
    ]


def test_what_is_taken_back_is_gone_with_its_answer(any_app: Flask):
    needs.ask(number("AC-61"), "2027", RAMP, now=NOW)
    answered("AC-61", NeedState.ARRANGED, "At door 5.")

    needs.take_back(number("AC-61"), "2027", now=NOW)
    needs.take_back(number("AC-61"), "2027", now=NOW)

    assert need("AC-61") is None
    assert [line.verb for line in lines()] == ["ask", "answer", "take_back"]
    assert "Wanjiru Mfano" not in shown(number("AC-37"))


def test_nothing_is_no_need_and_who_is_not_registered_asks_for_nothing(any_app: Flask):
    stranger = a_person("stranger", constituency="CSO-WSIS", organization="OR-NETWORK")

    with pytest.raises(NothingNeeded):
        needs.ask(number("AC-61"), "2027", Wanted(), now=NOW)
    with pytest.raises(NotRegistered):
        needs.ask(stranger, "2027", RAMP, now=NOW)


def test_a_registration_brings_the_need_the_title_and_the_consent_along(any_app: Flask):
    person = a_person("new", constituency="CSO-WSIS", organization="OR-NETWORK")
    besides = Besides("Adviser", True, RAMP)

    registering.register(
        person, "2027", ["CLUSTER"], affiliation_id=affiliation(person), mode="on_site", besides=besides, **DEED
    )

    db.session.rollback()
    row = db.session.scalars(select(Registration).where(Registration.account_id == person)).one()
    asked = db.session.scalars(select(AccessNeed).where(AccessNeed.account_id == person)).one()
    assert (row.function, row.is_listed, asked.kinds, asked.words) == ("Adviser", True, list(RAMP.kinds), WORDS)


def test_an_answer_is_written_to_the_person_in_their_language_and_repeats_no_need(any_app: Flask):
    needs.ask(number("AC-61"), "2027", RAMP, now=NOW)

    answered("AC-61", NeedState.ARRANGED, "At door 5.")
    answered("AC-61", NeedState.ARRANGED, "At door 5.")

    query = select(OutboxMessage).where(OutboxMessage.kind == "access_need")
    letters = db.session.scalars(query).all()
    assert [(letter.account_id, letter.subject) for letter in letters] == [
        (number("AC-61"), "What you need for Demonstration cluster and session 2027")
    ]
    assert letters[0].text == (
        "What you need for Demonstration cluster and session 2027 is arranged.\n\nAt door 5.\n\n"
        "See and change what you need: https://linkage.example/my/needs/2027\n"
    )


def test_a_refusal_or_a_question_is_said_in_words(any_app: Flask):
    needs.ask(number("AC-61"), "2027", RAMP, now=NOW)

    for state in (NeedState.NOT_POSSIBLE, NeedState.ASKED):
        with pytest.raises(AnswerNeeded):
            answered("AC-61", state, "  ")
    answered("AC-61", NeedState.ASKED, "How wide is the chair?")

    found = need("AC-61")
    assert found is not None
    assert (found.state, found.answer) == ("asked", "How wide is the chair?")


def test_who_plans_one_segment_meets_its_people_alone(any_app: Flask):
    """Of the two people of the demonstration one comes to the session, both come to the cluster."""
    of_session, of_cluster = scoped("registrar", "SESSION"), scoped("programme_organizer", "CLUSTER")

    assert shown(of_session) == ["هدى نموذج"]
    assert sorted(shown(of_cluster)) == sorted(shown(number("AC-37"))) == ["Noor Misaal", "هدى نموذج"]
    with pytest.raises(UnknownNeed):
        answered("AC-51", NeedState.ARRANGED, by=of_session)
    answered("AC-51", NeedState.ARRANGED, by=of_cluster)
    assert [each.place.meeting.key for each in needs_desk(of_session, "2027", Wish()).meetings] == ["S03", "S04"]
    assert needs_desk(of_cluster, "2027", Wish()).meetings == []


def test_an_auditor_and_whoever_does_not_plan_sees_no_need(any_app: Flask):
    for person in (scoped(AUDITOR, None), number("AC-35"), number("AC-61")):
        with pytest.raises(Forbidden):
            needs_desk(person, "2027", Wish())
        with pytest.raises(Forbidden):
            answered("AC-47", NeedState.ARRANGED, by=person)
        assert needs_line(person, "2027", "S03") is None


def test_filters_and_counts(app: Flask):
    organizer = number("AC-37")

    assert shown(organizer, Wish(kind="sign_language")) == ["Noor Misaal"]
    assert shown(organizer, Wish(state="arranged")) == []
    assert shown(organizer, Wish(segment="SESSION")) == ["هدى نموذج"]
    assert shown(organizer, Wish(words="huda")) == ["هدى نموذج"]
    assert needs_desk(organizer, "2027", Wish()).by_kind == {"sign_language": 1, "documents": 1, "other": 1}


def test_who_has_given_all_up_is_not_planned_for(app: Flask):
    for row in db.session.scalars(select(Registration).where(Registration.account_id == number("AC-51"))):
        row.state = "withdrawn"
    db.session.commit()

    assert shown(number("AC-37")) == ["هدى نموذج"]


def test_the_desk_page_of_a_meeting_tells_its_planner_what_is_needed_without_names(app: Flask):
    organizer = sign_in(app.test_client(), account("AC-40"))

    page = text_of(organizer.get("/desk/2027/meetings/S03").text)

    assert "Access needs 1 person: documents in an accessible format, something else" in page
    assert "هدى" not in page
    assert "Access needs" not in text_of(organizer.get("/desk/2027/meetings/D05").text).split("What it is")[1]


def test_my_page_shows_the_answer(app: Flask):
    answered("AC-47", NeedState.NOT_POSSIBLE, "The room has no loop.")
    person = sign_in(app.test_client(), account("AC-47"))

    assert "The answer: The room has no loop." in text_of(person.get("/my/").text)
    assert "The room has no loop." in text_of(person.get("/my/needs/2027").text)


def test_a_question_reads_as_one_and_points_to_where_it_is_answered(app: Flask):
    answered("AC-47", NeedState.ASKED, "Which seat?")
    person, planner = sign_in(app.test_client(), account("AC-47")), sign_in(app.test_client(), account("AC-38"))

    my_page, page = person.get("/my/").text, person.get("/my/needs/2027").text

    for shown in (my_page, page):
        assert "We have a question about what you need for" in shown
        assert "a question to you" in shown
        assert "Which seat?" in shown
        assert "The answer:" not in shown
        assert "to be answered" not in shown
    assert 'href="/my/needs/2027">Answer</a>' in my_page
    assert "Answer below, in your words, and send it again." in page
    assert "We ask the person back" in text_of(planner.get("/desk/2027/needs").text)


def test_a_question_is_answered_by_saying_it_again(any_app: Flask):
    answered("AC-47", NeedState.ASKED, "Which seat?")
    needs.ask(number("AC-47"), "2027", Wanted(("hearing_loop",), "Seat 12."), now=NOW)
    row = need("AC-47")

    assert row is not None
    assert (is_question(row), standing(row)) == (False, STATE_WORDS[NeedState.ASKED])


def test_too_many_words_come_back_with_what_was_typed(app: Flask):
    person = sign_in(app.test_client(), account("AC-61"))

    answer = person.post("/my/needs/2027", data={"kinds": ["captions"], "need_words": "x" * 1001})

    assert (answer.status_code, "Shorten this to 1000 characters at most." in text_of(answer.text)) == (422, True)
    assert "x" * 1001 in answer.text
    assert 'value="captions" checked' in answer.text


def test_the_desk_is_read_in_as_many_statements_for_many_as_for_one(app: Flask, count_queries: Counting):
    organizer = sign_in(app.test_client(), account("AC-37"))
    organizer.get("/desk/2027/needs")
    with count_queries() as few:
        organizer.get("/desk/2027/needs")
    for person in ("AC-61", "AC-15", "AC-16", "AC-49", "AC-45"):
        needs.ask(number(person), "2027", RAMP, now=NOW)
    organizer.get("/desk/2027/needs")

    with count_queries() as many:
        organizer.get("/desk/2027/needs")

    assert len(many) == len(few)
