"""R3 as a property: who asks for the floor is approved for the meeting's segment, and checked in where that is asked."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from events.registration.rules.floor import Floor, FloorAnswer, Held, Speaker, decide_floor
from events.registration.rules.registering import State

SEGMENTS = st.sampled_from(["CLUSTER", "SESSION", "SIDE"])
HELD = st.lists(
    st.builds(Held, SEGMENTS, st.sampled_from([str(state) for state in State]), st.booleans()),
    max_size=3,
    unique_by=lambda held: held.segment,
)
RIGHTS = st.sampled_from(["decide", "speak", "attend", "silent", "closed"])
SPEAKERS = st.builds(Speaker, HELD, RIGHTS, st.booleans())
FLOORS = st.builds(Floor, SEGMENTS, st.booleans())


@given(speaker=SPEAKERS, floor=FLOORS)
def test_r3_one_may_ask_exactly_when_nothing_is_missing(speaker: Speaker, floor: Floor):
    carried = {(each.segment, each.state) for each in speaker.registrations if each.is_carried}
    wanted = {
        "registered": (floor.segment, "approved") in carried,
        "speaking": speaker.right in ("decide", "speak"),
        "checked in": speaker.is_checked_in or not floor.needs_check_in,
    }

    assert decide_floor(speaker, floor).may is all(wanted.values())


@given(speaker=SPEAKERS, floor=FLOORS, other=SEGMENTS)
def test_r3_what_is_approved_for_another_segment_gives_no_floor_here(speaker: Speaker, floor: Floor, other: str):
    elsewhere = [each for each in speaker.registrations if each.segment != floor.segment]

    assert not decide_floor(Speaker(elsewhere, speaker.right, speaker.is_checked_in), floor).may


@given(speaker=SPEAKERS, floor=FLOORS)
def test_r3_a_check_in_never_takes_the_floor_away_and_counts_only_where_it_is_asked(speaker: Speaker, floor: Floor):
    without, with_it = (
        decide_floor(Speaker(speaker.registrations, speaker.right, is_in), floor) for is_in in (False, True)
    )

    assert with_it.may >= without.may
    assert floor.needs_check_in or without == with_it


@given(speaker=SPEAKERS, floor=FLOORS)
def test_r3_every_no_is_a_sentence_and_a_yes_has_no_next_step(speaker: Speaker, floor: Floor):
    answer = decide_floor(speaker, floor)

    assert str(answer.reason).endswith(".")
    assert not (answer.may and answer.next_step)


@given(right=st.sampled_from(["decide", "speak"]), is_in=st.booleans(), segment=SEGMENTS)
def test_r3_nobody_needs_a_check_in_where_the_organizer_asks_for_none(right: str, is_in: bool, segment: str):
    assert decide_floor(Speaker([Held(segment, "approved")], right, is_in), Floor(segment)).may


APPROVED, FLOOR = Held("SESSION", "approved"), Floor("SESSION", needs_check_in=True)
HERE = Speaker([APPROVED], "speak", is_checked_in=True)


def words(answer: FloorAnswer) -> tuple[str, str]:
    return str(answer.reason), str(answer.next_step or "")


@pytest.mark.parametrize(
    ("speaker", "said"),
    [
        (HERE, ("You may ask for the floor here when the list of speakers opens.", "")),
        (
            Speaker([Held("CLUSTER", "approved")], "speak", is_checked_in=True),
            (
                "Only who is registered for this part of the edition asks for the floor.",
                "Register for it while registration is open.",
            ),
        ),
        (
            Speaker([Held("SESSION", "pre_approved")], "speak", is_checked_in=True),
            (
                "Your registration for this part is not approved: you can’t ask for the floor yet.",
                "Your page says how it stands, and what you can do.",
            ),
        ),
        (
            Speaker([Held("SESSION", "approved", is_carried=False)], "speak", is_checked_in=True),
            (
                "No confirmed affiliation carries your registration: you can’t ask for the floor.",
                "Declare your affiliation, and have it confirmed.",
            ),
        ),
        (
            Speaker([APPROVED], "attend", is_checked_in=True),
            ("In this meeting you have the floor when the Chair invites you.", "You can file a written statement."),
        ),
        (
            Speaker([APPROVED], "silent", is_checked_in=True),
            ("In this meeting you are present without the floor.", "You can file a written statement."),
        ),
        (Speaker([APPROVED], "closed", is_checked_in=True), ("This meeting is closed to you.", "")),
        (
            Speaker([APPROVED], "speak"),
            ("In this meeting only who has checked in asks for the floor.", "Check in at the door, or online."),
        ),
    ],
)
def test_r3_each_answer_says_what_is_missing_and_what_to_do(speaker: Speaker, said: tuple[str, str]):
    assert words(decide_floor(speaker, FLOOR)) == said
