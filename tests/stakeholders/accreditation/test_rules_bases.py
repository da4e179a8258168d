"""Which sessions a basis covers. R2: what is over stays as it was, whatever is extended or given."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from foundation.errors import Invalid, Refusal
from stakeholders.accreditation.rules import bases as rules
from stakeholders.accreditation.rules.bases import Span, check_grant, check_key, extended, joined, within

SESSIONS = range(1, 60)
numbers = st.integers(min_value=1, max_value=50)


@st.composite
def spans(draw: st.DrawFn, standing: bool = True) -> Span:
    first = draw(numbers)
    last = draw(st.integers(min_value=first, max_value=55) | (st.none() if standing else st.nothing()))
    return Span(first, last)


def covered(span: Span | None) -> set[int]:
    return {session for session in SESSIONS if span and span.covers(session)}


@given(spans(), numbers, numbers)
def test_extending_a_basis_changes_nothing_about_sessions_that_are_over(own: Span, last: int, ahead: int):
    try:
        span = extended(own, last, ahead=ahead)
    except Refusal:
        return

    over = set(range(1, ahead))
    assert covered(span) & over == covered(own) & over


@given(spans(standing=False), st.integers(min_value=1, max_value=4))
def test_extending_a_basis_takes_nothing_away_and_ends_where_it_was_said(own: Span, more: int):
    ahead = (own.last or 0) + 1

    span = extended(own, ahead - 1 + more, ahead=ahead)

    assert covered(span) == covered(own) | set(range(ahead, ahead + more))


@pytest.mark.parametrize(
    ("own", "last", "ahead", "refusal"),
    [
        (Span(19, None), 40, 30, rules.NothingToExtend),
        (Span(28, 29), 29, 30, rules.NotLater),
        (Span(28, 29), 20, 30, rules.NotLater),
        (Span(10, 11), 30, 30, rules.HasGap),
        (Span(28, 29), 201, 30, rules.SessionOutOfReach),
    ],
)
def test_what_can_t_be_extended_says_why(own: Span, last: int, ahead: int, refusal: type[Refusal]):
    with pytest.raises(refusal):
        extended(own, last, ahead=ahead)


@given(spans(), spans(), numbers, numbers)
def test_a_basis_is_given_within_its_own_sessions_for_the_one_applied_for_and_for_none_before(
    granted: Span, own: Span, session: int, ahead: int
):
    try:
        check_grant(granted, own=own, session=session, ahead=ahead)
    except Refusal:
        return

    assert covered(granted) <= covered(own)
    assert session in covered(granted)
    assert not covered(granted) & set(range(1, min(session, ahead)))


@pytest.mark.parametrize(
    ("granted", "refusal"),
    [
        (Span(30, 32), rules.NotWithin),
        (Span(30, None), rules.NotWithin),
        (Span(31, 31), rules.DoesNotCover),
        (Span(29, 30), rules.IntoThePast),
        (Span(31, 30), rules.BackToFront),
        (Span(0, 30), rules.SessionOutOfReach),
    ],
)
def test_sessions_that_can_t_be_given_are_refused(granted: Span, refusal: type[Invalid]):
    with pytest.raises(refusal):
        check_grant(granted, own=Span(19, 31), session=30, ahead=30)


@pytest.mark.parametrize(
    ("own", "said"),
    [
        (Span(30, 30), "The basis itself covers session 30 alone: choose that one."),
        (Span(19, 30), "The basis itself covers sessions 19–30: choose sessions within."),
    ],
)
def test_what_a_basis_covers_itself_is_said_of_one_session_or_of_several(own: Span, said: str):
    with pytest.raises(rules.NotWithin) as refused:
        check_grant(Span(30, 31), own=own, session=30, ahead=30)

    assert str(refused.value.sentence) == said


@given(spans(), numbers | st.none(), numbers | st.none())
def test_what_is_held_of_a_basis_is_what_both_cover(own: Span, first: int | None, last: int | None):
    theirs = {session for session in SESSIONS if (first or 1) <= session and (last is None or session <= last)}

    assert covered(within(own, first, last)) == covered(own) & theirs


@given(st.lists(spans(), min_size=1, max_size=5))
def test_what_is_joined_is_covered_by_one_of_them_and_ends_with_the_last(given_spans: list[Span]):
    span = joined(given_spans)

    assert span is not None
    assert covered(span) <= set().union(*map(covered, given_spans))
    assert max(given_spans, key=lambda each: each.first).first in covered(span)


def test_what_lies_apart_is_not_joined_and_nothing_joins_to_nothing():
    assert [joined([Span(28, 28), Span(29, 30)]), joined([Span(10, 11), Span(30, 30)]), joined([])] == [
        Span(28, 30),
        Span(30, 30),
        None,
    ]


def test_sessions_are_written_as_one_a_span_or_without_an_end():
    assert [str(Span(30, 30)), str(Span(19, 31)), str(Span(3))] == ["30", "19–31", "3–"]


@pytest.mark.parametrize("key", ["", "b-cso", "B CSO", "B--C", "-B", "B" * 41, "Б-1"])
def test_a_key_that_can_t_be_read_is_refused(key: str):
    with pytest.raises(rules.KeyUnreadable):
        check_key(key)
