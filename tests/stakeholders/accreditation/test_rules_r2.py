"""R2 as a property: extending a basis, or giving one, never changes what holds for a session that is over."""

from __future__ import annotations

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from foundation.errors import Refusal
from stakeholders.accreditation.rules.bases import (
    DoesNotCover,
    HasGap,
    IntoThePast,
    NothingToExtend,
    NotLater,
    Span,
    check_grant,
    extended,
    joined,
    within,
)

ALL = range(1, 61)
SESSIONS = st.integers(1, 50)
AHEAD = st.none() | SESSIONS


@st.composite
def spans(draw: st.DrawFn, *, standing: bool = True) -> Span:
    first = draw(SESSIONS)
    last = st.integers(first, 50)
    return Span(first, draw(st.none() | last if standing else last))


@st.composite
def extensions(draw: st.DrawFn) -> tuple[Span, int, int | None]:
    """A basis, a later session, and the session ahead: at most the one after the basis' last."""
    own = draw(spans(standing=False))
    assert own.last is not None
    return own, draw(st.integers(own.last + 1, 55)), draw(st.none() | st.integers(1, own.last + 1))


def covered(span: Span | None) -> set[int]:
    """The sessions that a span covers, one by one."""
    return (
        set() if span is None else {session for session in ALL if session in range(span.first, (span.last or 99) + 1)}
    )


@given(extension=extensions())
def test_r2_an_extension_changes_nothing_for_a_session_that_is_over(extension: tuple[Span, int, int | None]):
    own, last, ahead = extension
    after = extended(own, last, ahead=ahead)
    past = {session for session in ALL if ahead is not None and session < ahead}

    assert covered(after) & past == covered(own) & past


@given(extension=extensions())
def test_r2_an_extension_loses_no_session_and_reaches_the_one_it_was_made_for(extension: tuple[Span, int, int | None]):
    own, last, ahead = extension
    after = extended(own, last, ahead=ahead)

    assert covered(own) < covered(after)
    assert max(covered(after)) == last


@given(own=spans(), last=SESSIONS, ahead=st.none() | st.integers(-3, 4))
def test_r2_what_would_reach_into_the_past_is_refused_and_nothing_else(own: Span, last: int, ahead: int | None):
    # Sessions near the last one covered are where it turns.
    ahead = None if ahead is None else max(1, (own.last or own.first) + ahead)
    refused: type[Refusal] | None = None
    if own.last is None:
        refused = NothingToExtend
    elif last <= own.last:
        refused = NotLater
    elif ahead is not None and set(range(own.last + 1, ahead)):
        refused = HasGap

    if refused is None:
        assert extended(own, last, ahead=ahead) == Span(own.first, last)
    else:
        with pytest.raises(refused):
            extended(own, last, ahead=ahead)


@pytest.mark.parametrize(
    ("last", "ahead", "refused"),
    [
        (35, None, None),
        (35, 31, None),
        (35, 32, None),
        (35, 33, HasGap),
        (32, 32, None),
        (31, 31, NotLater),
        (30, 31, NotLater),
    ],
)
def test_r2_an_extension_begins_with_the_session_ahead_at_the_latest(
    last: int, ahead: int | None, refused: type[Refusal] | None
):
    if refused is None:
        assert extended(Span(19, 31), last, ahead=ahead) == Span(19, last)
    else:
        with pytest.raises(refused):
            extended(Span(19, 31), last, ahead=ahead)


@pytest.mark.parametrize(("first", "may"), [(29, False), (30, True), (31, True), (32, False)])
def test_r2_a_basis_is_given_from_the_session_ahead_on_or_the_one_applied_for(first: int, may: bool):
    if may:
        check_grant(Span(first, 35), own=Span(1), session=31, ahead=30)
    else:
        with pytest.raises((IntoThePast, DoesNotCover)):
            check_grant(Span(first, 35), own=Span(1), session=31, ahead=30)


@given(own=spans(), granted=spans(), session=SESSIONS, ahead=AHEAD)
def test_r2_a_basis_is_given_for_no_session_that_is_over_but_the_one_applied_for(
    own: Span, granted: Span, session: int, ahead: int | None
):
    past = {each for each in ALL if ahead is not None and each < min(ahead, session)}
    is_right = session in covered(granted) <= covered(own) and not covered(granted) & past

    try:
        check_grant(granted, own=own, session=session, ahead=ahead)
    except Refusal:
        assert not is_right
    else:
        assert is_right


@given(data=st.data(), session=SESSIONS, ahead=SESSIONS)
def test_r2_what_is_given_within_the_bounds_is_given(data: st.DataObject, session: int, ahead: int):
    first = data.draw(st.integers(min(session, ahead), session))
    last = data.draw(st.integers(session, 50))

    check_grant(Span(first, last), own=Span(1, 60), session=session, ahead=ahead)


@given(session=SESSIONS, ahead=SESSIONS)
def test_r2_a_basis_that_begins_before_the_session_ahead_is_not_given(session: int, ahead: int):
    first = min(session, ahead) - 1
    assume(first >= 1)

    with pytest.raises(IntoThePast):
        check_grant(Span(first), own=Span(1), session=session, ahead=ahead)


@given(own=spans(), first=st.none() | SESSIONS, last=st.none() | SESSIONS)
def test_r1_who_holds_a_basis_for_fewer_sessions_holds_it_for_those_alone(
    own: Span, first: int | None, last: int | None
):
    wanted = {each for each in ALL if each >= (first or 1) and (last is None or each <= last)}

    assert covered(within(own, first, last)) == covered(own) & wanted


@given(found=st.lists(spans(), max_size=5))
def test_r1_bases_side_by_side_cover_no_session_between_them(found: list[Span]):
    each = [covered(span) for span in found]

    assert covered(joined(found)) <= set().union(*each)
