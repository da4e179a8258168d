"""Changing the draft on both databases: deeds, who may do them, clashes, and forms sent twice."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from flask import Flask
from sqlalchemy import func, select

from events.editions import queries as editions
from events.programme.models import DraftChange, Meeting
from events.programme.queries.draft import draft_digest, snapshots
from events.programme.rules.deeds import (
    ChangedMeanwhile,
    Fixed,
    HalfDated,
    Impossible,
    NotAHostsToChange,
    OutsideTheFrame,
    Placed,
    Placement,
    StillNeeded,
    WasPublished,
)
from events.programme.rules.draft import AlreadyInDraft, UnknownInDraft
from events.programme.rules.snapshots import Snapshot
from events.programme.services import drafting
from events.programme.services.publishing import freeze_version
from events.registration.models import Seat
from foundation import revisions
from foundation.db import atomic, db
from foundation.errors import Forbidden
from tests.support.desk import NOW, STAMPED, a_focal_point, a_programme_organizer, an_organizer, hand, somebody

ELEVEN = datetime(2027, 5, 14, 11)  # noqa: DTZ001 wall-clock time
AT_ELEVEN = Placement(ELEVEN, ELEVEN + timedelta(minutes=75), "CICG-15")


def organizer() -> drafting.Hand:
    return hand(an_organizer())


def programme_organizer() -> drafting.Hand:
    return hand(a_programme_organizer())


def focal_point_of(body: str) -> drafting.Hand:
    return hand(a_focal_point(body))


@atomic
def take_a_seat(key: str) -> None:
    meeting = db.session.scalars(select(Meeting.id).where(Meeting.key == key)).one()
    who = somebody("Sita Seated").id
    values = {"state": "seated", "changed_at": NOW, "confidence": "illustrative"}
    db.session.add(Seat(meeting_id=meeting, account_id=who, **values))


def standing(key: str) -> Snapshot:
    return snapshots(editions.edition("2027"), [key])[key]


def revision(key: str) -> int:
    return db.session.scalars(select(Meeting.revision).where(Meeting.key == key)).one()


def changes() -> int:
    return db.session.scalars(select(func.count()).select_from(DraftChange)).one()


def test_a_move_raises_the_revision_and_keeps_what_was_before(any_app: Flask):
    before = standing("D34")

    placed = drafting.place_meeting(organizer(), "2027", "D34", AT_ELEVEN, seen=1)

    change = db.session.scalars(select(DraftChange)).one()
    assert placed == Placed("D34", 2, 1)
    assert (change.number, change.verb, change.actor) == (1, "place", f"account:{an_organizer().id}")
    assert (change.before, change.after) == (before, standing("D34"))
    assert standing("D34")["starts"] == "2027-05-14T11:00:00"


def test_every_field_is_written_and_read_back_alike(any_app: Flask):
    values = {
        "segment": "CLUSTER", "kind": "thematic_workshop", "titles": {"en": "One", "fr": "Un"}, "title_language": "fr",
        "abstract": "What it is.", "note": "Bring water.", "partner": "", "when": "timed",
        "starts": "2027-05-14T09:00:00", "ends": "2027-05-14T10:15:00", "room": "CICG-15", "building": None,
        "organizers": ["UNESCO", "ITU"], "co": ["UNDP"], "partners": ["WHO"], "lines": ["C3", "C1"],
        "languages": ["en", "fr"], "captions": True, "sign": True, "hybrid": False, "accessible": True,
        "audience": 120, "minutes": 75, "attendance": 3, "priority": 2, "window_from": "2027-05-11",
        "window_to": "2027-05-14", "preferred_on": "2027-05-12", "remote_from": "09:00:00", "remote_to": "18:00:00",
        "asked_building": "ITU", "asked_room": None, "after": ["D02"], "apart": ["D03", "D04"],
        "is_closed": True, "open_for": ["GOV-MEMBER"], "seat_limit": {"seats": 20, "for": "observers", "what": "No."},
        "is_pinned": True, "agenda_items": [1, 2],
    }  # fmt: skip
    whole = standing("D34")

    drafting.edit_meeting(organizer(), "2027", "D34", values, seen=1)

    assert standing("D34") == whole | values


def test_no_public_page_hears_of_a_draft(any_app: Flask):
    number = revisions.number()

    drafting.place_meeting(organizer(), "2027", "D34", AT_ELEVEN, seen=1)

    assert revisions.number() == number


def test_a_stale_form_shows_both(any_app: Flask):
    drafting.edit_meeting(programme_organizer(), "2027", "D34", {"titles": {"fr": "Theirs"}, "audience": 50}, seen=1)

    with pytest.raises(ChangedMeanwhile) as clash:
        drafting.edit_meeting(organizer(), "2027", "D34", {"titles": {"fr": "Mine"}, "audience": 50}, seen=1)

    assert clash.value.current == {"titles": {"fr": "Theirs"}, "audience": 50}
    assert clash.value.mine == {"titles": {"fr": "Mine"}, "audience": 50}
    assert (clash.value.fields, clash.value.revision) == (("titles",), 2)
    assert str(clash.value) == ("D34 was changed meanwhile by Pia Programme: nothing of yours is saved yet.")
    assert standing("D34")["titles"] == {"fr": "Theirs"}


def test_a_form_sent_twice_is_done_once(any_app: Flask):
    drafting.place_meeting(organizer(), "2027", "D34", AT_ELEVEN, seen=1)

    again = drafting.place_meeting(organizer(), "2027", "D34", AT_ELEVEN, seen=1)

    assert (again, changes()) == (Placed("D34", 2, None), 1)


def test_nothing_changed_is_no_change(any_app: Flask):
    drafting.edit_meeting(organizer(), "2027", "D34", standing("D34"), seen=1)

    assert (changes(), revision("D34")) == (0, 1)


def test_a_cancelled_meeting_says_why_and_taking_it_back_returns_its_note(any_app: Flask):
    before = standing("D59")

    drafting.cancel_meeting(organizer(), "2027", "D59", "The speaker is ill.", seen=1)
    cancelled = standing("D59")
    drafting.restore_meeting(organizer(), "2027", "D59", seen=2)

    assert (cancelled["state"], cancelled["note"]) == ("cancelled", "The speaker is ill.")
    assert standing("D59") == before


def test_a_meeting_off_the_board_keeps_neither_time_nor_room(any_app: Flask):
    drafting.unplace_meeting(organizer(), "2027", "D34", seen=1)

    assert [standing("D34")[name] for name in ("when", "starts", "ends", "room")] == ["undated", None, None, None]


def test_the_same_addition_sent_twice_is_one_meeting_and_another_of_its_key_is_refused(any_app: Flask):
    values = {"segment": "CLUSTER", "kind": "thematic_workshop", "titles": {"en": "New"}}
    first = drafting.add_meeting(organizer(), "2027", "N1", values, uid_domain="x.example")

    again = drafting.add_meeting(organizer(), "2027", "N1", values, uid_domain="x.example")
    with pytest.raises(AlreadyInDraft):
        drafting.add_meeting(organizer(), "2027", "N1", {**values, "titles": {"en": "Other"}}, uid_domain="x.example")

    assert (first, again, changes()) == (Placed("N1", 1, 1), Placed("N1", 1, None), 1)


def add_one() -> None:
    new = {"titles": {"en": "New"}, "segment": "CLUSTER", "kind": "briefing"}
    drafting.add_meeting(organizer(), "2027", "N1", new, uid_domain="x.example")


def test_a_meeting_with_seats_is_cancelled_not_removed(any_app: Flask):
    add_one()
    take_a_seat("N1")

    with pytest.raises(StillNeeded):
        drafting.remove_meeting(organizer(), "2027", "N1", seen=1)

    assert (standing("N1")["key"], changes()) == ("N1", 1)


def test_a_meeting_that_was_never_published_is_removed(any_app: Flask):
    add_one()
    placed = drafting.remove_meeting(organizer(), "2027", "N1", seen=1)

    assert placed == Placed("N1", None, 2)
    assert snapshots(editions.edition("2027"), ["N1"]) == {}


def test_r59_what_was_published_is_neither_removed_nor_undone_away(any_app: Flask):
    add_one()
    freeze_version(editions.edition("2027"), note="New", actor="test", now=NOW, stamped_at=STAMPED)

    with pytest.raises(WasPublished):
        drafting.remove_meeting(organizer(), "2027", "N1", seen=1)
    with pytest.raises(WasPublished):
        drafting.undo(organizer(), "2027")

    assert standing("N1")["key"] == "N1"


@pytest.mark.parametrize(
    ("values", "refusal"),
    [
        ({"starts": "2027-05-14T11:00:00", "ends": "2027-05-14T11:00:00", "when": "timed"}, Impossible),
        ({"starts": None, "ends": None}, HalfDated),
        ({"when": "undated"}, HalfDated),
        ({"room": "NOWHERE"}, UnknownInDraft),
    ],
)
def test_what_cannot_be_is_refused_and_nothing_is_kept(app: Flask, values: Snapshot, refusal: type[Exception]):
    before = draft_digest(editions.edition("2027"))

    with pytest.raises(refusal):
        drafting.edit_meeting(organizer(), "2027", "D34", values, seen=1)

    assert (draft_digest(editions.edition("2027")), changes()) == (before, 0)


@pytest.mark.parametrize("role", [None, "registrar", "chair"])
def test_who_is_no_organizer_changes_nothing(app: Flask, role: str | None):
    with pytest.raises(Forbidden):
        drafting.place_meeting(hand(somebody("Nia Nobody", role)), "2027", "D34", AT_ELEVEN, seen=1)


def test_an_organizer_of_one_edition_changes_no_other(app: Flask):
    key = next(iter(snapshots(editions.edition("2007"))))

    with pytest.raises(Forbidden):
        drafting.edit_meeting(programme_organizer(), "2007", key, {"note": "x"}, seen=1)


def test_a_host_changes_the_words_and_needs_of_its_own_meeting(app: Flask):
    host = focal_point_of(standing("D34")["organizers"][0])

    drafting.edit_meeting(host, "2027", "D34", {"abstract": "Ours.", "audience": 30}, seen=1)

    assert (standing("D34")["abstract"], standing("D34")["audience"]) == ("Ours.", 30)


@pytest.mark.parametrize(
    "values",
    [{"segment": "SESSION"}, {"kind": "plenary"}, {"organizers": ["WHO"]}, {"window_to": None}, {"is_pinned": True}],
)
def test_a_host_does_not_change_the_frame(app: Flask, values: Snapshot):
    host = focal_point_of(standing("D34")["organizers"][0])

    with pytest.raises(NotAHostsToChange):
        drafting.edit_meeting(host, "2027", "D34", values, seen=1)


def test_a_host_moves_its_meeting_inside_its_days_only(app: Flask):
    drafting.edit_meeting(organizer(), "2027", "D34", {"window_from": "2027-05-14", "window_to": "2027-05-14"}, seen=1)
    host = focal_point_of(standing("D34")["organizers"][0])
    later = Placement(ELEVEN + timedelta(days=3), ELEVEN + timedelta(days=3, hours=1), "CICG-15")

    drafting.place_meeting(host, "2027", "D34", AT_ELEVEN, seen=2)
    with pytest.raises(OutsideTheFrame):
        drafting.place_meeting(host, "2027", "D34", later, seen=3)

    assert standing("D34")["starts"] == "2027-05-14T11:00:00"


def test_a_host_does_not_move_what_is_fixed(app: Flask):
    fixed = standing("S03")
    host = focal_point_of(fixed["organizers"][0])

    with pytest.raises(Fixed):
        drafting.place_meeting(host, "2027", "S03", AT_ELEVEN, seen=1)


def test_a_host_may_not_touch_the_meeting_of_another_body(app: Flask):
    host = focal_point_of("WHO")

    assert "WHO" not in standing("D34")["organizers"] + standing("D34")["co"]
    with pytest.raises(Forbidden):
        drafting.edit_meeting(host, "2027", "D34", {"abstract": "Ours."}, seen=1)
