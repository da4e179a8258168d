"""What a host has said of a meeting, as the meeting changes under it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from events.programme.rules.answers import (
    MATTERING,
    WAITING,
    Answer,
    NoteNeeded,
    NoteTooLong,
    Standing,
    check_note,
    is_confirmed,
    is_to_ask,
    matters,
    standing,
)
from events.programme.rules.snapshots import FRESH

FIELDS = st.sets(st.sampled_from(sorted(FRESH)), min_size=1, max_size=4)
GIVEN = st.sampled_from([Answer.CONFIRMED, Answer.DECLINED])


@given(answer=GIVEN, changes=st.lists(FIELDS, max_size=6), revision=st.integers(1, 50))
def test_an_answer_stands_until_something_changes_that_matters(answer: Answer, changes: list[set[str]], revision: int):
    seen, now = revision, revision
    for changed in changes:
        seen, now = (seen, now + 1) if matters(changed) or seen != now else (now + 1, now + 1)
    found = standing(answer, seen=seen, revision=now)

    assert (found == answer) is not any(changed & MATTERING for changed in changes)
    assert (found in WAITING) is any(changed & MATTERING for changed in changes)


@given(seen=st.none() | st.integers(1, 9), revision=st.integers(1, 9))
def test_who_was_asked_and_has_not_answered_is_waited_for_whatever_changes(seen: int | None, revision: int):
    assert standing(Answer.ASKED, seen=seen, revision=revision) is Standing.ASKED
    assert standing(None, seen=seen, revision=revision) is Standing.NOT_ASKED


@pytest.mark.parametrize("field", ["titles", "when", "starts", "ends", "minutes", "room", "building", "state"])
def test_title_day_hour_length_and_room_matter(field: str):
    assert matters({field, "note"})


@pytest.mark.parametrize("field", ["note", "abstract", "lines", "languages", "audience", "people", "is_pinned"])
def test_notes_and_what_else_is_said_do_not(field: str):
    assert not matters({field})


@pytest.mark.parametrize(
    ("found", "reminded", "again", "asked"),
    [
        (Standing.NOT_ASKED, False, False, True),
        (Standing.ASKED, False, True, False),
        (Standing.CONFIRMED, False, True, False),
        (Standing.CONFIRMED_BEFORE, False, False, True),
        (Standing.CONFIRMED_BEFORE, True, True, False),
        (Standing.DECLINED_BEFORE, False, False, True),
        (Standing.DECLINED, False, False, False),
        (Standing.DECLINED, False, True, True),
    ],
)
def test_nobody_is_asked_who_has_confirmed_or_has_the_question(
    found: Standing, reminded: bool, again: bool, asked: bool
):
    assert is_to_ask(found, is_reminded=reminded, again=again) is asked


@pytest.mark.parametrize(
    ("hosts", "confirmed"),
    [
        ([], False),
        ([Standing.CONFIRMED], True),
        ([Standing.CONFIRMED, Standing.NOT_ASKED], False),
        ([Standing.CONFIRMED_BEFORE], False),
    ],
)
def test_a_meeting_is_confirmed_when_all_its_hosts_say_so(hosts: list[Standing], confirmed: bool):
    assert is_confirmed(hosts) is confirmed


def test_who_declines_says_why_and_at_no_great_length():
    check_note(Answer.CONFIRMED, "")
    with pytest.raises(NoteNeeded):
        check_note(Answer.DECLINED, "  ")
    with pytest.raises(NoteTooLong):
        check_note(Answer.CONFIRMED, "x" * 501)
