"""What an issued list keeps, what is other than in the one before, and how text is cut by its direction."""

from __future__ import annotations

import json
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from events.participants.rules.comparing import Difference, Kept, compare, kept, read
from events.participants.rules.directions import directed
from events.participants.rules.lists import needs_other_fonts
from events.participants.rules.order import Entry, Group, Sender
from events.participants.services.wording import Line

STATES, NGOS = Group(1, "GOV-MEMBER", 1), Group(5, "NGO-ECOSOC", 5)


def test_an_issued_list_keeps_numbers_and_ranks_and_no_name():
    entries = [Entry(7, "Ann", STATES, Sender(3, "Peru"), rank="head"), Entry(9, "Bo", NGOS)]

    rows = [each.as_json() for each in kept(entries)]

    assert rows == [[7, 1, 3, "head"], [9, 5, None, ""]]
    assert read(json.loads(json.dumps(rows))) == kept(entries)


def test_who_came_went_or_stands_elsewhere_is_told_and_a_mere_order_is_not():
    before = [Kept(1, 1, 3, "head"), Kept(2, 1, 3, ""), Kept(3, 1, 3, ""), Kept(4, 5, None, "")]
    after = [Kept(4, 5, None, ""), Kept(1, 1, 3, "head"), Kept(2, 1, 8, ""), Kept(9, 5, None, "")]

    assert compare(before, after) == Difference(added=[9], gone=[3], moved=[2])
    assert not compare(before, before[::-1])


@given(st.text(), st.booleans())
def test_pieces_of_one_direction_make_the_whole_text(text: str, is_rtl: bool):
    pieces = list(directed(text, is_rtl=is_rtl))

    assert "".join(piece for piece, _ in pieces) == text
    assert all(first[1] != second[1] for first, second in pairwise(pieces))


@pytest.mark.parametrize(
    ("text", "is_rtl", "pieces"),
    [
        ("Ann, Adviser", False, [("Ann, Adviser", False)]),
        ("سلمى مثال (Salma), Adviser", False, [("سلمى مثال", True), (" (Salma), Adviser", False)]),
        ("الوفد: Ann، مستشار", True, [("الوفد: ", True), ("Ann", False), ("، مستشار", True)]),
        ("12", True, [("12", True)]),
        ("", False, []),
    ],
)
def test_marks_between_two_directions_go_with_the_page(text: str, is_rtl: bool, pieces: list[tuple[str, bool]]):
    assert list(directed(text, is_rtl=is_rtl)) == pieces


@pytest.mark.parametrize(
    ("name", "needs"),
    [
        ("Zoë", False),
        ("Νίκη", False),
        ("Пётр", False),
        ("ليلى", False),
        ("示例 文", True),
        ("ตัวอย่าง", True),
        ("1-2", False),
    ],
)
def test_scripts_without_a_font_of_ours_are_known(name: str, needs: bool):
    assert needs_other_fonts(name) is needs


@pytest.mark.parametrize(
    ("name", "latin", "has_chinese", "printed"),
    [
        ("ตัวอย่าง ดารา", "Tuayang Dara", True, ("Tuayang Dara", "")),
        ("示例 文", "Shili Wen", False, ("Shili Wen", "")),
        ("示例 文", "Shili Wen", True, ("示例 文", "Shili Wen")),
        ("예시 지우", "Yesi Jiu", True, ("예시 지우", "Yesi Jiu")),
        ("سلمى مثال", "Salma Mithal", False, ("سلمى مثال", "Salma Mithal")),
        ("ตัวอย่าง ดารา", "", True, ("ตัวอย่าง ดารา", "")),
    ],
)
def test_a_name_that_no_font_can_print_stands_in_latin_letters_alone(
    name: str, latin: str, has_chinese: bool, printed: tuple[str, str]
):
    assert Line("", name, latin, "", "").names(has_chinese=has_chinese) == printed
