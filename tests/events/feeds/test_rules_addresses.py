"""Addresses of feeds, and how calendars want them."""

from __future__ import annotations

import pytest

from events.feeds.rules.addresses import UnknownFeed, all_years, feed_path, page_of, single
from events.feeds.rules.codes import strokes
from events.feeds.rules.ways import Ways
from events.programme.rules.facts import Facts
from events.programme.rules.selection import KINDS, Selection

C5 = Selection.of({"action-line": ["C5"]})
BOTH = Selection.of({"action-line": ["C5"], "language": ["fr"]})


@pytest.mark.parametrize(
    ("edition", "selection", "language", "path"),
    [
        ("2027", Selection(), "en", "/feeds/2027.ics"),
        ("2027", Selection(), "fr", "/feeds/fr/2027.ics"),
        ("2027", C5, "en", "/feeds/2027/action-line/C5.ics"),
        ("all", C5, "ar", "/feeds/ar/all/action-line/C5.ics"),
        ("2027", BOTH, "en", f"/feeds/2027/f/{BOTH.letters}.ics"),
        ("2027", Selection.of({"body": ["A B"]}), "en", "/feeds/2027/body/A%20B.ics"),
    ],
)
def test_a_feed_has_one_address(edition: str, selection: Selection, language: str, path: str):
    assert feed_path(edition, selection, language=language) == path


def test_the_letters_of_a_combination_stay_the_same_for_years():
    assert BOTH.letters == "h87spamu"


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_has_feeds(kind: str):
    assert single(kind, "X").single == (kind, "X")


def test_another_kind_has_none():
    with pytest.raises(UnknownFeed):
        single("colour", "red")


@pytest.mark.parametrize(
    ("selection", "path"),
    [
        (Selection(), "/feeds/all.ics"),
        (C5, "/feeds/all/action-line/C5.ics"),
        (BOTH, None),
        (Selection.of({"dialogue": ["S03"]}), None),
        (Selection.of({"segment": ["CLUSTER"]}), None),
    ],
)
def test_what_means_something_in_every_year_has_a_rolling_feed(selection: Selection, path: str | None):
    assert all_years(selection) == path


@pytest.mark.parametrize(
    ("kind", "language", "page"),
    [
        ("panel", "en", "https://linkage.example/2027/meetings/S03"),
        ("panel", "ar", "https://linkage.example/ar/2027/meetings/S03"),
        ("interactive_dialogue", "fr", "https://linkage.example/fr/2027/dialogues/S03"),
    ],
)
def test_a_meeting_has_its_page(kind: str, language: str, page: str):
    facts = Facts(key="S03", kind=kind, segment="SESSION", titles={})

    assert page_of(facts, edition="2027", origin="https://linkage.example", language=language) == page


def test_each_calendar_gets_the_address_as_it_wants_it():
    ways = Ways("https://linkage.example/feeds/fr/2027.ics")

    assert ways.webcal == "webcal://linkage.example/feeds/fr/2027.ics"
    assert ways.google == (
        "https://calendar.google.com/calendar/r?cid=webcal%3A%2F%2Flinkage.example%2Ffeeds%2Ffr%2F2027.ics"
    )


def test_a_code_is_drawn_run_by_run():
    assert strokes([[1, 1, 0], [0, 0, 0], [0, 1, 1]]) == "M0 0.5h2m-1 2h2"
