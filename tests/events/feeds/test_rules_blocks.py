"""One block, to the octet; and three programs read from it what was written."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import icalendar
import pytest
from hypothesis import given
from hypothesis import strategies as st

from events.feeds.rules.blocks import COLOURS, DESCRIPTION_OCTETS, SENTENCES, Drawn, cut, describe, draw, wording
from events.programme.rules.facts import Body, Facts, Line, Place, State, When
from foundation.sentences import Sentence

PAGE = "https://linkage.example/2027/meetings/D42"
ROOM = Place(
    building="PDN", building_name="Palais des Nations", city="Geneva", room="PDN-XX", room_name="Room XX; north"
)
FACTS = Facts(
    key="D42",
    kind="thematic_workshop",
    segment="CLUSTER",
    titles={"ar": "المحتوى العربي الرقمي", "en": "Arabic, digital; content", "fr": "Contenu arabe"},
    title_language="ar",
    when=When.TIMED,
    place=ROOM,
    bodies=(Body("ESCWA", "ESCWA", acronyms={"fr": "CESAO"}), Body("ITU", "ITU", "partner")),
    lines=(Line("C8", {"en": "Culture", "fr": "Culture et langues"}), Line("C7-EGOV", {"en": "E-government"}, "C7")),
    languages=("ar", "en"),
    hybrid=True,
    abstract="What is\nsaid.",
    confidence="illustrative",
)
DRAWN = Drawn(
    uid="00000000-0000-4000-8000-000000000042@linkage.example",
    sequence=3,
    created=datetime(2026, 11, 1, 8, 0, 0, tzinfo=UTC),
    modified=datetime(2026, 11, 2, 9, 30, 1, tzinfo=UTC),
    starts=datetime(2027, 5, 14, 16, 0),  # noqa: DTZ001 on the wall
    ends=datetime(2027, 5, 14, 17, 30),  # noqa: DTZ001 on the wall
    zone="Europe/Zurich",
    city="Geneva",
    page=PAGE,
)


def drawn(facts: Facts = FACTS, block: Drawn = DRAWN, language: str = "en") -> dict[str, str]:
    """The properties of a block by name with parameters."""
    octets = draw(facts, block, language=language, say=str)
    lines = octets.replace(b"\r\n ", b"").decode().split("\r\n")
    assert (lines[0], lines[-2:]) == ("BEGIN:VEVENT", ["END:VEVENT", ""])
    return dict(line.split(":", 1) for line in lines[1:-2])


def test_a_block_says_all_of_this_and_nothing_else():
    assert drawn() == {
        "UID": "00000000-0000-4000-8000-000000000042@linkage.example",
        "DTSTAMP": "20261102T093001Z",
        "CREATED": "20261101T080000Z",
        "LAST-MODIFIED": "20261102T093001Z",
        "SEQUENCE": "3",
        "DTSTART;TZID=Europe/Zurich": "20270514T160000",
        "DTEND;TZID=Europe/Zurich": "20270514T173000",
        "STATUS": "CONFIRMED",
        "TRANSP": "OPAQUE",
        "CLASS": "PUBLIC",
        "SUMMARY;LANGUAGE=en": "Arabic\\, digital\\; content",
        "LOCATION": "Room XX\\; north\\, Palais des Nations\\, Geneva",
        "URL": PAGE,
        "CATEGORIES": "C8,C7,C7-EGOV,Interpretation: AR,Interpretation: EN",
        "COLOR": "teal",
        "DESCRIPTION": "Organized by ESCWA.\\nC8 Culture\\nC7 E-government\\nLanguages: ar\\, en.\\nIn the room and online."
        "\\nWhat is\\nsaid.\\nDemonstration data\\, not a United Nations programme.\\n" + PAGE,
    }


@pytest.mark.parametrize(
    ("language", "spoken", "title", "body"),
    [
        ("ar", "ar", "المحتوى العربي الرقمي", "ESCWA"),
        ("zh", "en", "Arabic\\, digital\\; content", "ESCWA"),
        ("en", "en", "Arabic\\, digital\\; content", "ESCWA"),
        ("fr", "fr", "Contenu arabe", "CESAO"),
        ("ru", "en", "Arabic\\, digital\\; content", "ESCWA"),
        ("es", "en", "Arabic\\, digital\\; content", "ESCWA"),
    ],
)
def test_a_title_is_marked_with_the_language_it_is_in(language: str, spoken: str, title: str, body: str):
    block = drawn(language=language)

    assert block[f"SUMMARY;LANGUAGE={spoken}"] == title
    assert block["DESCRIPTION"].startswith(f"Organized by {body}.")


def test_a_title_without_english_stays_in_its_own_language():
    assert drawn(replace(FACTS, titles={"ar": "المحتوى"}))["SUMMARY;LANGUAGE=ar"] == "المحتوى"


def test_a_whole_day_is_a_day_and_makes_nobody_busy():
    block = drawn(replace(FACTS, when=When.DAY), replace(DRAWN, ends=None))

    assert (block["DTSTART;VALUE=DATE"], block["DTEND;VALUE=DATE"]) == ("20270514", "20270515")
    assert (block["STATUS"], block["TRANSP"]) == ("CONFIRMED", "TRANSPARENT")


def test_the_last_day_of_a_month_ends_in_the_next_one():
    block = drawn(replace(FACTS, when=When.DAY), replace(DRAWN, starts=datetime(2027, 5, 31), ends=None))  # noqa: DTZ001

    assert (block["DTSTART;VALUE=DATE"], block["DTEND;VALUE=DATE"]) == ("20270531", "20270601")


def test_what_lasts_over_nights_makes_nobody_busy():
    block = drawn(replace(FACTS, when=When.DAYS), replace(DRAWN, ends=datetime(2027, 5, 16, 18, 0)))  # noqa: DTZ001

    assert (block["DTEND;TZID=Europe/Zurich"], block["TRANSP"]) == ("20270516T180000", "TRANSPARENT")


@pytest.mark.parametrize(
    ("fields", "summary"),
    [
        ({"state": State.CANCELLED}, "CANCELLED: Arabic\\, digital\\; content"),
        ({"when": When.UNDATED}, "CANCELLED\\, date to be set: Arabic\\, digital\\; content"),
    ],
)
def test_what_is_off_says_so_in_all_the_ways_that_calendars_look_at(fields: dict[str, Any], summary: str):
    block = drawn(replace(FACTS, **fields))

    assert (block["STATUS"], block["TRANSP"], block["SUMMARY;LANGUAGE=en"]) == ("CANCELLED", "TRANSPARENT", summary)
    assert block["LOCATION"] == "Room XX\\; north\\, Palais des Nations\\, Geneva"


def test_what_is_withdrawn_tells_nothing_but_that_it_is_off():
    facts = Facts(key="D42", kind="", segment="", titles={}, state=State.WITHDRAWN)

    assert drawn(facts) == {
        "UID": "00000000-0000-4000-8000-000000000042@linkage.example",
        "DTSTAMP": "20261102T093001Z",
        "CREATED": "20261101T080000Z",
        "LAST-MODIFIED": "20261102T093001Z",
        "SEQUENCE": "3",
        "DTSTART;TZID=Europe/Zurich": "20270514T160000",
        "DTEND;TZID=Europe/Zurich": "20270514T173000",
        "STATUS": "CANCELLED",
        "TRANSP": "TRANSPARENT",
        "CLASS": "PUBLIC",
        "SUMMARY;LANGUAGE=en": "CANCELLED",
    }


def test_a_meeting_with_little_known_has_a_city_and_its_link():
    bare = Facts(key="X", kind="panel", segment="S", titles={"en": "Panel"}, when=When.TIMED)
    block = drawn(bare)

    assert (block["LOCATION"], block["DESCRIPTION"], "CATEGORIES" in block, "COLOR" in block) == (
        "Geneva",
        PAGE,
        False,
        False,
    )


def test_a_dialogue_is_a_category_and_a_closed_meeting_says_so():
    block = drawn(replace(FACTS, kind="interactive_dialogue", is_closed=True, languages=("en",), lines=()))

    assert block["CATEGORIES"] == "Dialogue"
    assert "\\nClosed: by invitation only.\\n" in block["DESCRIPTION"]


@pytest.mark.parametrize("language", ["en", "zh"])
def test_a_long_description_is_cut_and_keeps_its_link(language: str):
    words = "信息社会" * 200 if language == "zh" else "information society " * 50
    told = describe(replace(FACTS, abstract=words), PAGE, language=language, say=str)

    assert len(told.encode()) <= DESCRIPTION_OCTETS
    assert len(told.encode()) > DESCRIPTION_OCTETS - 30
    assert told.endswith("…\nDemonstration data, not a United Nations programme.\n" + PAGE)


@pytest.mark.parametrize(
    ("words", "octets", "left"),
    [
        ("all of it", 9, "all of it"),
        ("a word and another", 16, "a word and…"),
        ("信息社会世界峰会", 14, "信息社…"),
        ("anything", 2, ""),
    ],
)
def test_a_cut_goes_to_the_end_of_a_word_where_words_have_ends(words: str, octets: int, left: str):
    assert cut(words, octets) == left


def test_every_action_line_has_a_colour_of_css():
    assert list(COLOURS) == [f"C{number}" for number in range(1, 12)]


def test_other_words_make_other_blocks():
    assert wording(str) == wording(str)
    assert wording(str) != wording(lambda sentence: f"{sentence}!")


def test_every_sentence_of_a_block_can_be_said():
    said: list[str] = []

    def say(sentence: Sentence) -> str:
        said.append(str(sentence))
        return str(sentence)

    wording(say)

    assert len(said) == len(SENTENCES)


@given(
    st.text(st.characters(exclude_categories=["Cc", "Cs"], exclude_characters="\u2028\u2029"), min_size=1, max_size=120)
)
def test_icalendar_reads_the_same_title_and_text(words: str):
    facts = replace(FACTS, titles={"en": words}, title_language="en", abstract=words)
    event = icalendar.Event.from_ical(draw(facts, DRAWN, language="en", say=str))

    assert event.errors == []
    assert str(event["SUMMARY"]) == words
    assert words in str(event["DESCRIPTION"])
