"""Selections: the same filters, the same text, letters and meetings."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from events.programme.rules.selection import KINDS, Selection, UnknownFilter, checked

KEYS = st.dictionaries(st.sampled_from(KINDS), st.lists(st.text("ABC-123", min_size=1, max_size=5), min_size=1))


@given(KEYS)
def test_a_selection_reads_back_from_its_text(chosen: dict[str, list[str]]):
    selection = Selection.of(chosen)

    assert Selection.read(str(selection)) == selection


@given(KEYS)
def test_order_and_repetition_make_no_other_selection(chosen: dict[str, list[str]]):
    turned = {kind: [*reversed(chosen[kind]), *chosen[kind]] for kind in reversed(chosen)}

    assert Selection.of(turned) == Selection.of(chosen)
    assert Selection.of(turned).letters == Selection.of(chosen).letters


def test_letters_are_eight_and_stay_what_they_are():
    assert Selection.of({"action-line": ["C5"], "building": ["PDN"]}).letters == "ranqivm2"


def test_one_key_of_one_kind_is_single():
    assert Selection.of({"body": ["ITU"]}).single == ("body", "ITU")
    assert Selection.of({"body": ["ITU", "ECE"]}).single is None
    assert Selection().single is None


def test_an_unknown_key_is_named_with_its_kind():
    with pytest.raises(UnknownFilter) as refusal:
        checked({"action-line": ["C5", "C99"]}, {"action-line": ["C5"]})

    assert str(refusal.value) == "There is no action line “C99” in this programme."
