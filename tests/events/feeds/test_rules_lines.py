"""Content lines: escapes, folds, and what must not get through."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from events.feeds.rules.lines import line, text
from tests.events.feeds.lint import plain


@pytest.mark.parametrize(
    ("value", "escaped"),
    [
        ("a, b; c", "a\\, b\\; c"),
        ("C:\\path", "C:\\\\path"),
        ("one\ntwo\r\nthree\rfour", "one\\ntwo\\nthree\\nfour"),
        ("tab\there", "tab here"),
        ("bell\x07 null\x00 delete\x7f", "bell null delete"),
        ("next line\x85, line\u2028, paragraph\u2029.", "next line\\n\\, line\\n\\, paragraph\\n."),
        ('"quoted" and: colon', '"quoted" and: colon'),
        ("العربية", "العربية"),
    ],
)
def test_a_text_is_escaped_and_freed_of_control_characters(value: str, escaped: str):
    assert text(value) == escaped


def test_a_short_line_is_one_line():
    assert line("SUMMARY", "x" * 67) == b"SUMMARY:" + b"x" * 67 + b"\r\n"


def test_a_long_line_is_folded_at_75_octets_and_its_continuations_too():
    assert line("SUMMARY", "x" * 142) == b"SUMMARY:" + b"x" * 67 + b"\r\n " + b"x" * 74 + b"\r\n x\r\n"


def test_a_fold_goes_before_a_character_and_not_into_it():
    assert line("N", "a" * 72 + "é" + "b") == b"N:" + b"a" * 72 + b"\r\n " + "éb".encode() + b"\r\n"


@given(st.text(max_size=400))
def test_whatever_is_folded_unfolds_to_the_same(value: str):
    octets = line("X", text(value))
    pieces = octets.removesuffix(b"\r\n").split(b"\r\n ")

    assert max(map(len, (pieces[0], *(b" " + piece for piece in pieces[1:])))) <= 75
    assert [piece for piece in pieces if "\ufffd" in piece.decode(errors="replace") and "\ufffd" not in value] == []
    assert b"".join(pieces) == b"X:" + text(value).encode(errors="replace")


@given(st.text(st.characters(exclude_categories=["Cc", "Cs"], exclude_characters="\u2028\u2029"), max_size=200))
def test_whatever_is_escaped_can_be_read_again(value: str):
    assert plain(text(value)) == value
