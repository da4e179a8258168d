"""An answer to an offer is take or leave; anything else is neither."""

from __future__ import annotations

import pytest

from events.registration.rules.waiting import NoAnswer, takes_it


def test_to_take_and_to_leave_are_told_apart():
    assert [takes_it(answer) for answer in ("take", "leave")] == [True, False]


@pytest.mark.parametrize("answer", [None, "", "TAKE", "no", "take "])
def test_anything_else_is_no_answer(answer: str | None):
    with pytest.raises(NoAnswer):
        takes_it(answer)
