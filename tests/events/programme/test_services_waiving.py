"""Publishing refuses what is broken, or lets it pass with a reason that stays on record."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from flask import Flask
from sqlalchemy import select

from events.editions import queries as editions
from events.programme.models import Meeting
from events.programme.queries.draft import draft_digest
from events.programme.queries.publishing import preview, standing, waivers
from events.programme.rules.deeds import Placement
from events.programme.rules.publishing import DraftMoved, NotBroken, StillBroken
from events.programme.services import waiving
from events.programme.services.drafting import Hand, edit_meeting, place_meeting
from events.programme.services.publishing import publish_version
from foundation.db import db
from foundation.errors import Forbidden
from tests.support.people import account

NOW = datetime(2027, 4, 21, 9, tzinfo=UTC)
TOO_SMALL = Placement(datetime(2027, 5, 11, 14, 30), datetime(2027, 5, 11, 17, 30), "ITU-A")  # noqa: DTZ001


def publish(**given: object) -> int:
    return publish_version("2027", note="Next", actor="test", now=NOW, stamped_at=NOW, **given).number  # type: ignore[arg-type]


def break_a_rule() -> str:
    """The second seeded clash: 500 people are expected where 220 sit."""
    seen = db.session.scalar(select(Meeting.revision).where(Meeting.key == "D02"))
    place_meeting(Hand(account("AC-37").id, NOW, NOW), "2027", "D02", TOO_SMALL, seen=seen)
    (broken,) = standing(editions.edition("2027"))
    return broken.key


def test_a_broken_rule_hinders_publishing(any_app: Flask):
    break_a_rule()

    with pytest.raises(StillBroken):
        publish()


def test_with_a_reason_it_passes_and_stays_on_record(any_app: Flask):
    key = break_a_rule()

    waiver = waiving.let_pass(account("AC-37").id, "2027", key, reason="An overflow room is ready.", now=NOW)

    assert (waiver.reason, waiver.sentence["values"]["seats"]) == ("An overflow room is ready.", 220)
    assert publish() == 2


def test_a_waiver_taken_back_hinders_again(app: Flask):
    waiver = waiving.let_pass(account("AC-37").id, "2027", break_a_rule(), reason="For now", now=NOW)

    for _ in range(2):
        waiving.withdraw_waiver(account("AC-37").id, "2027", waiver.id, now=NOW)

    assert waivers(editions.edition("2027")) == {}
    with pytest.raises(StillBroken):
        publish()


def test_a_waiver_lets_pass_what_it_names_and_nothing_else(app: Flask):
    waiving.let_pass(account("AC-37").id, "2027", break_a_rule(), reason="For now", now=NOW)
    seen = db.session.scalar(select(Meeting.revision).where(Meeting.key == "D17"))
    two_booths = Placement(datetime(2027, 5, 14, 9, 30), datetime(2027, 5, 14, 12, 30), "ITU-K")  # noqa: DTZ001
    place_meeting(Hand(account("AC-37").id, NOW, NOW), "2027", "D17", two_booths, seen=seen)

    assert {str(broken.rule) for broken in preview("2027").broken} >= {"room_booths"}
    with pytest.raises(StillBroken):
        publish()


def test_what_has_grown_since_needs_another_word(app: Flask):
    waiving.let_pass(account("AC-37").id, "2027", break_a_rule(), reason="For 500 it will do.", now=NOW)
    seen = db.session.scalar(select(Meeting.revision).where(Meeting.key == "D02"))

    edit_meeting(Hand(account("AC-37").id, NOW, NOW), "2027", "D02", {"audience": 900}, seen=seen)

    assert [str(broken.rule) for broken in preview("2027").broken] == ["room_seats"]


def test_what_is_not_broken_can_t_be_let_pass(app: Flask):
    with pytest.raises(NotBroken):
        waiving.let_pass(account("AC-37").id, "2027", "room_seats:D02:", reason="Just in case", now=NOW)


def test_who_is_no_organizer_lets_nothing_pass(app: Flask):
    key = break_a_rule()

    with pytest.raises(Forbidden):
        waiving.let_pass(account("AC-61").id, "2027", key, reason="Mine", now=NOW)
    with pytest.raises(Forbidden):
        publish(organizer_id=account("AC-61").id)


def test_a_draft_that_moved_since_it_was_looked_at_is_not_published(app: Flask):
    seen = draft_digest(editions.edition("2027"))
    break_a_rule()

    with pytest.raises(DraftMoved):
        publish(organizer_id=account("AC-37").id, seen=seen)


def test_the_shipped_draft_breaks_nothing_and_holds_what_the_resolution_recommends(any_app: Flask):
    shown = preview("2027")

    assert (shown.broken, shown.warnings, shown.changes, shown.number) == ([], [], [], 2)
