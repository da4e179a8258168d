"""What is asked of a body: one page with everything that waits, and the answer given on it."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import func, select

from events.delegations.models import Delegation, Member
from events.editions.models import Edition, Segment
from events.programme.models import Meeting
from events.programme.services.asking import ask_all_hosts, ask_hosts
from events.registration.models import Registration
from foundation import access, clock
from foundation.access import Scope
from foundation.confidence import Confidence
from foundation.db import atomic, db
from stakeholders.accreditation.models import Application
from stakeholders.organizations.models import Affiliation, Organization
from tests.events.registration.people import DEED, NOW, a_person, number
from tests.support.pages import text_of
from tests.support.people import account, sign_in

Counting = Callable[[], AbstractContextManager[list[str]]]

ORGANIZER, FOCAL, OTHER, STAKEHOLDER = "AC-40", "AC-35", "AC-15", "AC-61"


def body(key: str) -> int:
    return db.session.scalars(select(Organization.id).where(Organization.key == key)).one()


def signed(app: Flask, key: str = FOCAL) -> FlaskClient:
    client = sign_in(app.test_client(), account(key))
    db.session.rollback()
    return client


def shown(app: Flask, address: str, key: str = FOCAL) -> str:
    return text_of(signed(app, key).get(address, follow_redirects=True).text.split("<main")[1])


@pytest.fixture(autouse=True)
@atomic
def in_english(app: Flask) -> None:
    account(FOCAL).languages = ["en"]


@atomic
def a_new_registration(name: str, segment: str = "SIDE", of: str = "UNESCO") -> int:
    """Somebody who registers in the name of a body, and whom nobody has looked at."""
    person = a_person(name, constituency="UN-ENTITY", organization=of)
    row = Registration(
        account_id=person,
        segment_id=db.session.scalars(
            select(Segment.id).join(Edition).where(Edition.key == "2027", Segment.key == segment)
        ).one(),
        constituency_id=db.session.scalars(select(Organization.constituency_id).where(Organization.key == of)).one(),
        organization_id=body(of),
        mode="online",
        state="new",
        registered_at=NOW,
        confidence=Confidence.ILLUSTRATIVE,
    )
    db.session.add(row)
    db.session.flush()
    return row.id


@atomic
def a_headless_delegation(registration: int) -> None:
    row = db.session.get_one(Registration, registration)
    delegation = Delegation(segment_id=row.segment_id, organization_id=body("UNESCO"), begun_at=NOW)
    db.session.add(delegation)
    db.session.flush()
    db.session.add(Member(delegation_id=delegation.id, registration_id=row.id, rank="member", position=1))


@atomic
def an_application(state: str = "new") -> None:
    db.session.add(
        Application(
            organization_id=body("UNESCO"), session=30, state=state, applied_at=NOW, confidence=Confidence.ILLUSTRATIVE
        )
    )


def state(registration: int) -> tuple[str, str]:
    db.session.rollback()
    row = db.session.get_one(Registration, registration)
    return row.state, row.reason


def test_who_speaks_for_one_body_is_led_to_its_page(app: Flask):
    answer = signed(app).get("/my/asked")

    assert (answer.status_code, answer.location) == (303, f"/my/asked/{body('UNESCO')}")


def test_who_speaks_for_none_is_told_how_to_become_one(app: Flask):
    page = shown(app, "/my/asked", STAKEHOLDER)

    assert "You speak for no body here." in page
    assert "The secretariat verifies it and writes to you." in page


def test_who_speaks_for_several_chooses_with_what_waits_at_each(app: Flask):
    atomic(access.grant)(number(FOCAL), "focal_point", Scope("organization", body("CONGO")), actor="c", now=clock.now())
    ask_hosts(number(ORGANIZER), "2027", "D27", **DEED)
    page = shown(app, "/my/asked")

    assert "You speak for several bodies. Choose one." in page
    assert "1 waits for you" in page
    assert "Cultural Organization nothing waits for you" in page


@pytest.mark.parametrize("key", [OTHER, STAKEHOLDER, ORGANIZER])
def test_nobody_sees_what_is_asked_of_a_body_of_others(app: Flask, key: str):
    answer = signed(app, key).get(f"/my/asked/{body('UNESCO')}")

    assert answer.status_code == 403
    assert "What is asked of this body is shown to those who speak for it." in answer.text


def test_a_quiet_page_says_so_and_still_shows_how_things_stand(app: Flask):
    page = shown(app, "/my/asked")

    assert "Nothing waits for you. What comes next stands here when it comes." in page
    assert "Thirtieth session of the Commission (demonstration) 2027 You may come to session 30. Basis:" in page
    assert "Side programme of the session 2027 nobody yet" in page
    assert "Registration until 14 May 2027, 18:00" in page


def test_everything_that_waits_stands_there_with_its_number_and_date(app: Flask):
    ask_hosts(number(ORGANIZER), "2027", "D05", **DEED)
    a_person("new with us", constituency="UN-ENTITY", organization="UNESCO", confirmed=False)
    a_headless_delegation(a_new_registration("ready to come"))
    an_application()
    page = shown(app, "/my/asked")

    assert "1 People who say they come with you 1 Registrations in your name 1 Meetings to confirm" in page
    assert "1 Your accreditation 1 Your delegation" in page
    assert "People who say they come with you until 14 May 2027, 18:00" in page
    assert "Registrations in your name until 27 May 2027, 12:00" in page
    assert "Meetings to confirm until 12 May 2027" in page
    assert "Your accreditation until 23 April 2027, 24:00" in page
    assert "Side programme of the session 2027 no head is named 1 person" in page
    assert "5 wait for you" in shown(app, "/my/")
    assert "5 wait for you" in shown(app, "/desk/")


def test_a_meeting_is_confirmed_on_the_page(app: Flask):
    ask_hosts(number(ORGANIZER), "2027", "D05", **DEED)
    row = db.session.scalars(select(Meeting).where(Meeting.key == "D05")).one()
    client = signed(app)
    sent = {"answer": "declined", "seen": str(row.revision), "note": ""}
    address = f"/my/asked/{body('UNESCO')}/meetings/{row.id}"
    refused = client.post(address, data=sent)
    late = client.post(address, data={**sent, "answer": "confirmed", "seen": "999", "note": "My words"})
    done = client.post(address, data={**sent, "answer": "confirmed"}, follow_redirects=True)

    assert (refused.status_code, "Say what is wrong with it: the organizer reads it." in refused.text) == (422, True)
    assert (late.status_code, "your answer is not kept" in late.text, "My words</textarea>" in late.text) == (
        409,
        True,
        True,
    )
    assert "Your answer is kept. The organizer sees it." in text_of(done.text)
    assert "1 meeting you have answered" in text_of(done.text)
    assert "UNESCO confirmed" in shown(app, "/desk/2027/meetings/D05", ORGANIZER)


def test_all_meetings_are_confirmed_in_one_go(app: Flask):
    asked = ask_all_hosts(number(ORGANIZER), "2027", "CLUSTER", **DEED)
    before = shown(app, "/my/asked")
    page = signed(app).get(f"/my/asked/{body('UNESCO')}").text
    seen = [part.split('"')[0] for part in page.split('name="seen" value="') if "." in part.split('"')[0]]
    done = signed(app).post(f"/my/asked/{body('UNESCO')}/meetings", data={"seen": seen}, follow_redirects=True)

    assert asked > 16
    assert "Confirm all 16 as they stand" in before
    assert "16 meetings are confirmed." in text_of(done.text)


def test_registrations_are_passed_on_together_and_those_of_others_are_left(app: Flask):
    own = [a_new_registration(f"new {each}") for each in range(3)]
    other = a_new_registration("not ours", of="ITU")
    sent = {"number": [str(each) for each in [*own[:2], other]], "verdict": "pre_approve"}
    done = signed(app).post(f"/my/asked/{body('UNESCO')}/registrations", data=sent, follow_redirects=True)

    assert "2 registrations are passed on." in text_of(done.text)
    assert [state(each)[0] for each in [*own, other]] == ["pre_approved", "pre_approved", "new", "new"]


def test_who_is_put_on_hold_reads_why(app: Flask):
    own = a_new_registration("new one")
    client, address = signed(app), f"/my/asked/{body('UNESCO')}/registrations"
    sent = {"number": str(own), "verdict": "hold"}
    refused = client.post(address, data=sent)
    client.post(address, data={**sent, "reason": "Send your letter of nomination."})

    assert (refused.status_code, "Give the reason: the person reads it." in refused.text) == (422, True)
    assert state(own) == ("on_hold", "Send your letter of nomination.")


def test_nothing_ticked_is_said(app: Flask):
    a_new_registration("new one")
    answer = signed(app).post(f"/my/asked/{body('UNESCO')}/registrations", data={"verdict": "pre_approve"})

    assert (answer.status_code, "Tick the registrations first." in answer.text) == (422, True)


def test_a_person_is_confirmed_or_declined_with_a_reason(app: Flask):
    for name in ("comes with us", "does not"):
        a_person(name, constituency="UN-ENTITY", organization="UNESCO", confirmed=False)
    waiting = select(Affiliation.id).where(
        Affiliation.organization_id == body("UNESCO"), Affiliation.confirmed_at.is_(None)
    )
    first, second = db.session.scalars(waiting.order_by(Affiliation.id)).all()
    client, address = signed(app), f"/my/asked/{body('UNESCO')}/people"
    refused = client.post(f"{address}/{second}", data={"verdict": "decline"})
    client.post(f"{address}/{first}", data={"verdict": "confirm"})
    client.post(f"{address}/{second}", data={"verdict": "decline", "reason": "Not one of ours"})
    db.session.rollback()

    assert (refused.status_code, "Give a reason in 300 characters at most." in refused.text) == (422, True)
    assert db.session.get_one(Affiliation, first).confirmed_by == f"account:{number(FOCAL)}"
    assert db.session.get(Affiliation, second) is None


def test_whoever_hosts_one_meeting_finds_that_one_alone(app: Flask):
    ask_all_hosts(number(ORGANIZER), "2027", "CLUSTER", **DEED)
    meeting = db.session.scalars(select(Meeting.id).where(Meeting.key == "D05")).one()
    atomic(access.grant)(number(STAKEHOLDER), "host", Scope("meeting", meeting), actor="command", now=NOW)
    a_new_registration("ready to come")
    page = shown(app, "/my/asked", STAKEHOLDER)

    assert "1 Meetings to confirm" in page
    assert "D05" in page
    assert "D06" not in page
    assert "Registrations in your name" not in page


def test_the_page_takes_as_many_statements_for_one_as_for_many(app: Flask, count_queries: Counting):
    ask_hosts(number(ORGANIZER), "2027", "D05", **DEED)
    a_new_registration("new first")
    client = signed(app)
    with count_queries() as few:
        client.get(f"/my/asked/{body('UNESCO')}")
    ask_all_hosts(number(ORGANIZER), "2027", "", **DEED)
    for each in range(12):
        a_new_registration(f"new {each}")
        a_person(f"declared {each}", constituency="UN-ENTITY", organization="UNESCO", confirmed=False)
    an_application()
    with count_queries() as many:
        client.get(f"/my/asked/{body('UNESCO')}")

    assert len(few) in (len(many), len(many) - 1)
    assert len(many) < 45
    assert (
        db.session.scalar(select(func.count()).select_from(Affiliation).where(Affiliation.confirmed_at.is_(None))) == 12
    )


def test_all_registrations_in_a_bodys_name_stand_there_approved_ones_too(app: Flask):
    page = shown(app, "/my/asked")

    assert "All others in your name Person Part State Odile Exemple" in page
    assert "Decline or end the affiliation: what rests on it is put on hold" in page


def test_an_application_on_hold_is_the_first_task_and_no_other_is_offered(app: Flask):
    an_application("on_hold")
    page = shown(app, "/my/asked")

    assert "Nothing waits for you." not in page
    assert page.index("Put it forward again") < page.index("People who say they come with you", page.index("Put it"))
    assert "Apply for it" not in page
    assert "Accreditation until 23 April 2027, 24:00" in page


def test_who_comes_by_right_is_told_no_deadline_for_accreditation(app: Flask):
    page = shown(app, "/my/asked")

    assert "Accreditation until" not in page
    assert "Send in a table" in page


def test_with_a_pre_approval_the_person_is_confirmed(app: Flask):
    number_of = a_new_registration("sent on")
    person = db.session.get_one(Registration, number_of).account_id
    held = db.session.scalars(select(Affiliation).where(Affiliation.account_id == person)).one()
    held.confirmed_at = None
    db.session.commit()

    sent = {"number": [str(number_of)], "verdict": "pre_approve"}
    signed(app).post(f"/my/asked/{body('UNESCO')}/registrations", data=sent)

    assert state(number_of)[0] == "pre_approved"
    assert db.session.scalars(select(Affiliation.confirmed_by).where(Affiliation.account_id == person)).one() == (
        f"account:{number(FOCAL)}"
    )
