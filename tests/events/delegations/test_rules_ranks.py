"""The order of a delegation: by rank, then as it was put; moving stays within the rank and loses nobody."""

from __future__ import annotations

from dataclasses import dataclass

import pytest
from hypothesis import given
from hypothesis import strategies as st

from events.delegations.rules.ranks import Rank, SpeaksForWithoutFloor, check_floor, in_order, moved


@dataclass
class Someone:
    id: int
    rank: str
    position: int


PEOPLE = st.lists(st.tuples(st.sampled_from(list(Rank)), st.integers(1, 9)), min_size=1, max_size=8).map(
    lambda told: [Someone(number, rank, position) for number, (rank, position) in enumerate(told, 1)]
)


@given(PEOPLE)
def test_the_order_is_by_rank_and_nobody_is_lost(people: list[Someone]):
    order = in_order(people)

    ranks = [list(Rank).index(Rank(each.rank)) for each in order]
    assert ranks == sorted(ranks)
    assert sorted(each.id for each in order) == [each.id for each in people]


@given(PEOPLE, st.booleans(), st.data())
def test_moving_and_moving_back_is_as_before_and_stays_within_the_rank(people, up, data):
    number = data.draw(st.sampled_from([each.id for each in people]))
    before = [each.id for each in in_order(people)]
    ranks = {each.id: each.rank for each in people}

    after = moved(people, number, up=up)

    assert [ranks[each] for each in after] == [ranks[each] for each in before]
    if after != before:
        for place, each in enumerate(after, 1):
            next(one for one in people if one.id == each).position = place
        assert moved(people, number, up=not up) == before


def test_who_speaks_for_a_group_has_the_floor():
    check_floor(may_speak=True, speaks_for="A group")
    with pytest.raises(SpeaksForWithoutFloor):
        check_floor(may_speak=False, speaks_for="A group")
