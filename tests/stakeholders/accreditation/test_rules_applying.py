"""An application goes from hand to hand; what can be done with it hangs on how it stands."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from foundation.errors import Refusal
from stakeholders.accreditation.rules.applying import (
    Deed,
    NotConfirmed,
    NotOpenYet,
    NotPossible,
    Standing,
    State,
    TooLate,
    UnknownSession,
    check_window,
    first_state,
    next_state,
    takes_papers,
)

OPENS, CLOSES = datetime(2026, 10, 1, tzinfo=UTC), datetime(2027, 4, 23, tzinfo=UTC)

N, P, A, H, R, W = (
    State.NEW,
    State.PRE_APPROVED,
    State.APPROVED,
    State.ON_HOLD,
    State.REFUSED,
    State.WITHDRAWN,
)
POSSIBLE = {
    Deed.PRE_APPROVE: {N: P},
    Deed.PUT_FORWARD: {H: N},
    Deed.WITHDRAW: {N: W, P: W, H: W},
    Deed.APPROVE: dict.fromkeys((N, P, A, H, R), A),
    Deed.HOLD: dict.fromkeys((N, P, A, H, R), H),
    Deed.REFUSE: dict.fromkeys((N, P, A, H, R), R),
}


@pytest.mark.parametrize("deed", Deed)
@pytest.mark.parametrize("state", State)
def test_each_deed_leads_from_the_states_that_allow_it_to_one(deed: Deed, state: State):
    try:
        becomes: State | None = next_state(Standing(state), deed)
    except NotPossible:
        becomes = None

    assert becomes == POSSIBLE[deed].get(state)


def test_a_focal_points_own_application_is_pre_approved_at_once_and_without_one_it_goes_to_the_secretariat():
    states = [
        first_state(has_focal_point=has_one, by_focal_point=by_them)
        for has_one, by_them in ((True, True), (True, False), (False, False))
    ]

    assert states == [P, N, N]


def test_what_a_focal_point_saw_goes_back_to_the_secretariat_when_it_is_put_forward_again():
    assert next_state(Standing(H, is_pre_approved=True), Deed.PUT_FORWARD) is P


@pytest.mark.parametrize(("deed", "refused"), [(deed, deed in (Deed.PRE_APPROVE, Deed.APPROVE)) for deed in Deed])
def test_the_application_of_somebody_who_is_only_declared_waits(deed: Deed, refused: bool):
    state = H if deed is Deed.PUT_FORWARD else N

    if refused:
        with pytest.raises(NotConfirmed):
            next_state(Standing(state, is_confirmed=False), deed)
    else:
        assert next_state(Standing(state, is_confirmed=False), deed) in State


@pytest.mark.parametrize(
    ("now", "refusal"),
    [
        (OPENS - timedelta(seconds=1), NotOpenYet),
        (OPENS, None),
        (CLOSES - timedelta(seconds=1), None),
        (CLOSES, TooLate),
    ],
)
def test_one_applies_from_the_opening_on_and_before_the_closing(now: datetime, refusal: type[Refusal] | None):
    if refusal is None:
        check_window(30, OPENS, CLOSES, now)
    else:
        with pytest.raises(refusal) as refused:
            check_window(30, OPENS, CLOSES, now)
        assert refused.value.sentence.values == {"session": 30, "opens": OPENS, "closes": CLOSES}


def test_a_session_without_a_window_takes_no_application():
    with pytest.raises(UnknownSession):
        check_window(30, None, None, OPENS)


def test_papers_are_taken_until_it_is_decided():
    assert [state for state in State if takes_papers(state)] == [N, P, H]
