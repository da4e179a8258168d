"""Undo and redo: the draft returns to the byte."""

from __future__ import annotations

from contextlib import suppress
from datetime import datetime, timedelta
from random import Random

import pytest
from flask import Flask
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as some
from sqlalchemy import select

from events.editions import queries as editions
from events.programme.models import Meeting
from events.programme.queries.draft import draft_digest, snapshots
from events.programme.rules.deeds import NothingToRedo, NothingToUndo, OvertakenByOthers, Placement, StillNeeded
from events.programme.services import drafting
from events.venues.models import Room
from foundation.db import db
from tests.support.desk import a_programme_organizer, an_organizer, hand

MORNING = datetime(2027, 5, 10, 9)  # noqa: DTZ001 wall-clock time


def mine() -> drafting.Hand:
    return hand(an_organizer())


def theirs() -> drafting.Hand:
    return hand(a_programme_organizer())


def digest() -> str:
    return draft_digest(editions.edition("2027"))


def deed(choice: Random, number: int) -> None:
    """One deed of an organizer, whichever comes."""
    keys = db.session.scalars(
        select(Meeting.key).where(Meeting.edition_id == editions.edition("2027").id).order_by(Meeting.key)
    ).all()
    rooms = db.session.scalars(select(Room.key).order_by(Room.key)).all()
    key = choice.choice(keys)
    starts = MORNING + timedelta(days=choice.randrange(12), minutes=15 * choice.randrange(30))
    placement = Placement(starts, starts + timedelta(minutes=15 * choice.randrange(1, 9)), choice.choice(rooms))
    values = {"titles": {"en": f"  Title {number} "}, "languages": ["en", "ar"], "organizers": ["WHO", "ITU"]}
    match choice.randrange(7):
        case 0:
            drafting.unplace_meeting(mine(), "2027", key, seen=None)
        case 1:
            drafting.edit_meeting(mine(), "2027", key, {**values, "title_language": "en"}, seen=None)
        case 2:
            drafting.cancel_meeting(mine(), "2027", key, f"Reason {number}", seen=None)
        case 3:
            new = {**values, "segment": "CLUSTER", "kind": "thematic_workshop", "after": [key], "lines": ["C7", "C2"]}
            drafting.add_meeting(mine(), "2027", f"N{number}", new, uid_domain="x.example")
        case 4 if gone := [free for free in keys if free.startswith("N")]:
            with suppress(StillNeeded):
                drafting.remove_meeting(mine(), "2027", gone[0], seen=None)
        case _:
            drafting.place_meeting(mine(), "2027", key, placement, seen=None)


def undo_all() -> int:
    """Undo until there is nothing left; how many deeds that were."""
    for done in range(100):
        try:
            drafting.undo(mine(), "2027")
        except NothingToUndo:
            return done
    raise AssertionError("there is always more to undo")


def test_ten_random_moves_and_ten_undos_leave_the_same_digest(any_app: Flask):
    choice, before = Random(2027), digest()
    keys = sorted(snapshots(editions.edition("2027")))
    rooms = db.session.scalars(select(Room.key).order_by(Room.key)).all()

    for _ in range(10):
        starts = MORNING + timedelta(days=choice.randrange(12), minutes=15 * choice.randrange(30))
        placement = Placement(starts, starts + timedelta(minutes=75), choice.choice(rooms))
        drafting.place_meeting(mine(), "2027", choice.choice(keys), placement, seen=None)
    moved = digest()
    for _ in range(10):
        drafting.undo(mine(), "2027")

    assert moved != before
    assert digest() == before


def test_ten_redos_bring_ten_deeds_back(any_app: Flask):
    choice, before = Random(4), digest()
    for number in range(10):
        deed(choice, number)
    after = digest()
    done = undo_all()
    undone = digest()

    for _ in range(done):
        drafting.redo(mine(), "2027")

    assert (undone, digest()) == (before, after)


@given(seed=some.integers(0, 10**6), deeds=some.integers(1, 12))
@settings(max_examples=12, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_whatever_was_done_undoing_all_of_it_returns_the_draft_to_the_byte(app: Flask, seed: int, deeds: int):
    choice, before = Random(seed), digest()
    for number in range(deeds):
        deed(choice, number)

    undo_all()

    assert digest() == before


def test_a_removed_meeting_comes_back_with_its_uid(any_app: Flask):
    edition = editions.edition("2027")
    new = {"titles": {"en": "New"}, "segment": "CLUSTER", "kind": "briefing"}
    drafting.add_meeting(mine(), "2027", "N1", new, uid_domain="x.example")
    uid = snapshots(edition, ["N1"])["N1"]["uid"]
    drafting.remove_meeting(mine(), "2027", "N1", seen=1)

    placed = drafting.undo(mine(), "2027")

    assert snapshots(edition, ["N1"])["N1"]["uid"] == uid
    assert placed.revision == 3  # no form that saw the old one may take this for it


def test_a_new_change_ends_what_could_be_redone(app: Flask):
    drafting.cancel_meeting(mine(), "2027", "D59", "Off.", seen=None)
    drafting.undo(mine(), "2027")
    drafting.cancel_meeting(mine(), "2027", "D34", "Off.", seen=None)

    with pytest.raises(NothingToRedo):
        drafting.redo(mine(), "2027")


def test_redo_goes_by_the_last_undo_not_by_the_oldest_change(app: Flask):
    drafting.cancel_meeting(mine(), "2027", "D59", "Off.", seen=None)
    drafting.cancel_meeting(mine(), "2027", "D34", "Off.", seen=None)
    drafting.undo(mine(), "2027")
    drafting.cancel_meeting(mine(), "2027", "D57", "Off.", seen=None)
    drafting.undo(mine(), "2027")

    assert drafting.redo(mine(), "2027").meeting == "D57"


def test_everybody_undoes_their_own(app: Flask):
    drafting.cancel_meeting(mine(), "2027", "D59", "Off.", seen=None)
    drafting.cancel_meeting(theirs(), "2027", "D34", "Off.", seen=None)

    assert drafting.undo(mine(), "2027").meeting == "D59"


def test_what_somebody_else_changed_since_is_not_undone_under_their_hands(app: Flask):
    drafting.cancel_meeting(mine(), "2027", "D59", "Off.", seen=None)
    drafting.edit_meeting(theirs(), "2027", "D59", {"note": "On 3 June instead."}, seen=None)

    with pytest.raises(OvertakenByOthers) as refusal:
        drafting.undo(mine(), "2027")

    assert str(refusal.value) == (
        "D59 was changed meanwhile by Pia Programme: what you would take back is no longer there."
    )
