"""Facts, stamps and tags of a meeting in a version."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from events.programme.rules.facts import Body, Facts, Line, Place, Stamp, State, When, may_come, next_stamp, tags

NOON = datetime(2027, 4, 20, 12, tzinfo=UTC)
MEETING = Facts(
    key="D07",
    kind="facilitation_meeting",
    segment="CLUSTER",
    titles={"en": "National strategies", "fr": "Stratégies nationales"},
    segment_name="The cluster",
    when=When.TIMED,
    starts=datetime(2027, 5, 13, 9, 30),  # noqa: DTZ001 wall-clock time
    ends=datetime(2027, 5, 13, 12, 30),  # noqa: DTZ001
    place=Place("ITU", "ITU Headquarters", "ITU", "Geneva", "Place des Nations", "ITU-C", "Room C"),
    bodies=(Body("ITU", "ITU", acronyms={"fr": "UIT"}), Body("ECE", "ECE", "co"), Body("ECA", "ECA", "partner")),
    lines=(Line("C5", {"en": "Confidence"}), Line("C7-EGOV", {"en": "E-government"}, "C7")),
    languages=("en", "fr"),
    hybrid=True,
)


def test_facts_come_back_out_of_a_version_as_they_went_in():
    assert Facts.from_json(MEETING.as_json()) == MEETING


def test_empty_and_default_values_are_left_out_of_the_version():
    assert set(Facts("D01", "panel", "SIDE", {"en": "A"}).as_json()) == {
        "key", "kind", "segment", "titles", "title_language", "state", "when", "confidence"
    }  # fmt: skip


def test_a_changed_title_in_any_language_changes_the_digest():
    assert replace(MEETING, titles={**MEETING.titles, "fr": "Autre"}).digest != MEETING.digest


def test_white_space_alone_changes_no_digest():
    assert (
        replace(MEETING, titles={"en": " National  strategies", "fr": "Stratégies nationales"}).digest == MEETING.digest
    )


def test_r59_the_same_digest_keeps_the_stamp():
    stamp = Stamp(3, NOON, "a")

    assert next_stamp(stamp, "a", now=NOON + timedelta(days=1)) is stamp


def test_r59_another_digest_raises_sequence_and_instant():
    assert next_stamp(Stamp(3, NOON, "a"), "b", now=NOON + timedelta(hours=1)) == Stamp(
        4, NOON + timedelta(hours=1), "b"
    )


def test_r59_the_instant_rises_even_when_the_clock_stands_still():
    assert next_stamp(Stamp(3, NOON, "a"), "b", now=NOON - timedelta(hours=1)) == Stamp(
        4, NOON + timedelta(seconds=1), "b"
    )


def test_a_meeting_cancelled_from_the_start_begins_at_sequence_one():
    assert next_stamp(None, "a", now=NOON, is_cancelled=True) == Stamp(1, NOON, "a")


@given(st.lists(st.sampled_from("abc"), min_size=1), st.integers(-5, 5))
def test_r59_sequence_and_instant_never_fall(digests: list[str], drift: int):
    stamps = [next_stamp(None, digests[0], now=NOON)]
    for step, digest in enumerate(digests[1:], 1):
        stamps.append(next_stamp(stamps[-1], digest, now=NOON + timedelta(seconds=drift * step)))

    changed = [(before, after) for before, after in pairwise(stamps) if before != after]
    assert all(before.sequence < after.sequence and before.modified < after.modified for before, after in changed)


def test_tags_name_segment_place_bodies_languages_lines_and_their_parents():
    found = tags(MEETING, family={}, rights={"PRESS": "closed", "BUSINESS": "speak"}, right_of_named=None)

    assert found == {
        ("segment", "CLUSTER"), ("kind", "facilitation_meeting"), ("building", "ITU"), ("room", "ITU-C"),
        ("body", "ITU"), ("body", "ECE"), ("body", "ECA"), ("language", "en"), ("language", "fr"),
        ("action-line", "C5"), ("action-line", "C7-EGOV"), ("action-line", "C7"), ("constituency", "BUSINESS"),
    }  # fmt: skip


def test_a_meeting_on_a_whole_line_is_found_by_each_of_its_applications():
    whole = replace(MEETING, lines=(Line("C7", {"en": "Applications"}),))

    found = tags(whole, family={"C7": ["C7-EGOV", "C7-EBUS"]}, rights={}, right_of_named=None)

    assert {key for kind, key in found if kind == "action-line"} == {"C7", "C7-EGOV", "C7-EBUS"}


def test_r1_a_coordination_meeting_lets_in_those_it_names():
    closed = replace(MEETING, kind="coordination", open_for=("NGO-ECOSOC",))

    assert may_come(closed, rights={"NGO-ECOSOC": "closed", "BUSINESS": "closed"}, right_of_named="speak") == {
        "NGO-ECOSOC"
    }


def test_a_place_reads_room_building_city_and_online_has_no_city():
    assert str(MEETING.place) == "Room C, ITU Headquarters, Geneva"
    assert str(Place("ONLINE", "Online", city="Geneva", is_online=True)) == "Online"


def test_a_cancelled_meeting_says_so():
    assert replace(MEETING, state=State.CANCELLED).is_cancelled
