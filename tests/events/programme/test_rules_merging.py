"""Two people who change one meeting: field by field, what goes together, and titles language by language."""

from __future__ import annotations

from events.programme.rules.merging import merged
from events.programme.rules.snapshots import fresh

BASE = fresh({"titles": {"en": "One", "fr": "Un"}, "room": "A", "audience": 10})


def test_each_keeps_what_the_other_left_alone():
    both = merged(BASE, BASE | {"audience": 20}, {"note": "Mine.", "audience": 10})

    assert both.meeting == BASE | {"audience": 20, "note": "Mine."}
    assert (both.beside, both.collided) == (("audience",), ())


def test_where_both_differ_mine_stands_and_is_told():
    both = merged(BASE, BASE | {"audience": 20}, {"audience": 30})

    assert (both.meeting["audience"], both.beside, both.collided) == (30, (), ("audience",))


def test_alike_is_no_collision():
    both = merged(BASE, BASE | {"audience": 20}, {"audience": 20})

    assert (both.meeting["audience"], both.beside, both.collided) == (20, (), ())


def test_titles_stand_language_by_language():
    theirs = BASE | {"titles": {"en": "One", "fr": "Premier"}}

    assert merged(BASE, theirs, {"titles": {"en": "First", "fr": "Un"}}).meeting["titles"] == {
        "en": "First",
        "fr": "Premier",
    }
    assert merged(BASE, theirs, {"titles": {"fr": "Un"}}).meeting["titles"] == {"fr": "Premier"}
    assert merged(BASE, theirs, {"titles": {"en": "One", "fr": "Un seul"}}).collided == ("titles",)


def test_times_come_from_one_hand():
    theirs = BASE | {"when": "timed", "starts": "2027-05-13T10:00:00", "ends": "2027-05-13T11:00:00"}
    mine = {"when": "timed", "starts": "2027-05-13T10:00:00", "ends": "2027-05-13T12:00:00"}
    both = merged(BASE, theirs, mine)

    assert both.meeting["ends"] == "2027-05-13T12:00:00"
    assert both.collided == ("ends",)
