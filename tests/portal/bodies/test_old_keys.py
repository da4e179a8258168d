"""Whoever names an organization by the key of a record that was merged away means the one that was kept."""

from __future__ import annotations

from flask import Flask
from sqlalchemy import select

from events.programme.models import Meeting, MeetingBody
from events.programme.services import drafting
from foundation.db import db
from stakeholders.organizations.models import Organization
from tests.stakeholders.accounts.post import NOON
from tests.stakeholders.organizations.people import an_organizer
from tests.stakeholders.organizations.records import a_record, merged
from tests.support.pages import text_of
from tests.support.people import account


def test_may_i_come_answers_to_the_old_key(app: Flask):
    merged(an_organizer().id, a_record("O-OLD", "Old Ltd"), a_record("O-NEW", "New Ltd"))

    page = app.test_client().get("/2027/may-i-come?organization=O-OLD")

    assert page.status_code == 200
    assert "New Ltd" in text_of(page.text)


def test_a_meeting_that_is_given_to_the_old_key_is_the_kept_body_s(app: Flask):
    body = {"kind": "partnership"}
    kept = a_record("NEW", "New body", **body)
    merged(an_organizer().id, a_record("OLD", "Old body", **body), kept)
    hand = drafting.Hand(account("AC-37").id, NOON, NOON)

    drafting.edit_meeting(hand, "2027", "D30", {"organizers": ["OLD"]}, seen=None)

    db.session.rollback()
    held = db.session.scalars(
        select(Organization.key)
        .join(MeetingBody, MeetingBody.organization_id == Organization.id)
        .join(Meeting, Meeting.id == MeetingBody.meeting_id)
        .where(Meeting.key == "D30", MeetingBody.role == "organizer")
    ).all()
    assert held == ["NEW"]


def test_what_was_changed_before_a_merge_is_undone_to_the_kept_body(app: Flask):
    body = {"kind": "partnership"}
    gone, kept = a_record("OLD", "Old body", **body), a_record("NEW", "New body", **body)
    hand = drafting.Hand(account("AC-37").id, NOON, NOON)
    drafting.edit_meeting(hand, "2027", "D30", {"organizers": ["OLD"]}, seen=None)
    drafting.edit_meeting(hand, "2027", "D30", {"organizers": ["ITU"]}, seen=None)
    merged(an_organizer().id, gone, kept)

    drafting.undo(hand, "2027")

    db.session.rollback()
    held = select(MeetingBody.id).where(MeetingBody.organization_id.in_((gone, kept)))
    whose = select(MeetingBody.organization_id).where(MeetingBody.id.in_(held))
    assert db.session.scalars(whose).all() == [kept]
