"""What a verdict needs to be said to the person who reads it: a reason for every no, a next step for a refusal."""

from __future__ import annotations

import pytest

from events.registration.rules.deciding import Verdict, Words, missing_words

APPROVE, HOLD, REFUSE = Verdict.APPROVE, Verdict.HOLD, Verdict.REFUSE


@pytest.mark.parametrize(
    ("verdict", "words", "missing"),
    [
        (APPROVE, Words(), []),
        (HOLD, Words(), ["reason"]),
        (HOLD, Words("Wait."), []),
        (REFUSE, Words(), ["reason", "next_step"]),
        (REFUSE, Words("No."), ["next_step"]),
        (REFUSE, Words("No.", "Write."), []),
    ],
)
def test_a_no_gives_a_reason_and_a_refusal_what_can_be_done(verdict: Verdict, words: Words, missing: list[str]):
    assert list(missing_words(verdict, words)) == missing
