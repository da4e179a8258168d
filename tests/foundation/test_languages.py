"""The address chooses the language; the pseudo-language shows what was forgotten."""

from __future__ import annotations

from datetime import date

import pytest
from flask import Flask

from foundation.languages import BY_CODE, ENGLISH, LANGUAGES, PSEUDO, LanguagePrefix, current, pick, pseudo, say
from foundation.languages import same_page_in as same_page
from foundation.sentences import Sentence


def test_the_six_languages_of_the_house_and_their_directions():
    directions = {language.code: language.direction for language in LANGUAGES}

    assert directions == {"ar": "rtl", "zh": "ltr", "en": "ltr", "fr": "ltr", "ru": "ltr", "es": "ltr"}


@pytest.mark.parametrize(
    ("asked", "path", "script_name", "language"),
    [
        ("/2027/", "/2027/", "", None),
        ("/fr/2027/", "/2027/", "/fr", "fr"),
        ("/fr", "/", "/fr", "fr"),
        ("/en/2027/", "/en/2027/", "", None),
        ("/french/2027/", "/french/2027/", "", None),
        ("/de/", "/de/", "", None),
        ("/", "/", "", None),
    ],
)
def test_the_prefix_moves_from_the_path_to_the_script_name(asked, path, script_name, language):
    seen: dict[str, object] = {}

    def inner(environ, start_response):
        seen.update(environ)
        return ()

    LanguagePrefix(inner, ["en", "fr"])({"PATH_INFO": asked}, None)

    assert (seen["PATH_INFO"], seen.get("SCRIPT_NAME", ""), seen.get("linkage.language")) == (
        path,
        script_name,
        language,
    )


def test_outside_a_request_the_language_is_english():
    assert current() is ENGLISH


def test_the_same_page_in_another_language_keeps_its_query(site: Flask):
    with site.test_request_context("/2027/programme?day=2027-05-25", environ_overrides={"linkage.language": "fr"}):
        assert same_page(BY_CODE["ar"]) == "/ar/2027/programme?day=2027-05-25"
        assert same_page(ENGLISH) == "/2027/programme?day=2027-05-25"


def test_the_pseudo_language_is_longer_marked_and_keeps_values():
    assert pseudo("Room {room} on %(day)s") == "⟦Róóm {room} óñ %(day)s ~~~~~~~~⟧"


def test_a_sentence_is_said_in_the_language_of_the_request(site: Flask):
    inner = Sentence("the list")
    with site.test_request_context("/", environ_overrides={"linkage.language": PSEUDO.code}):
        said = say(Sentence("Wait for {what}.", what=inner))

    assert said == "⟦Wáít fór ⟦thé líšt ~~~⟧. ~~~~~~⟧"


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("en", "Closed from 14 May 2027."),
        ("fr", "Closed from 14 mai 2027."),
        ("ru", "Closed from 14 мая 2027."),
        ("zh", "Closed from 2027年5月14日."),
        ("ar", "Closed from 14 مايو 2027."),
    ],
)
def test_a_day_inside_a_sentence_is_told_in_the_language_of_the_request(site: Flask, language: str, words: str):
    with site.test_request_context("/", environ_overrides={"linkage.language": language}):
        assert say(Sentence("Closed from {day}.", day=date(2027, 5, 14))) == words


def test_a_text_is_picked_in_the_readers_language():
    shown = pick({"en": "Media", "fr": "Médias"}, reader="fr")

    assert (shown.text, shown.language, shown.direction, shown.is_readers) == ("Médias", "fr", "ltr", True)


def test_without_the_readers_language_english_is_picked_and_marked():
    shown = pick({"en": "Media", "ar": "الإعلام"}, reader="fr")

    assert (str(shown), shown.language, shown.is_readers) == ("Media", "en", False)


def test_without_english_the_original_is_picked_with_its_direction():
    shown = pick({"fr": "", "ar": "الإعلام"}, original="ar", reader="ru")

    assert (shown.text, shown.language, shown.direction, shown.is_readers) == ("الإعلام", "ar", "rtl", False)


def test_no_text_at_all_is_an_empty_one():
    assert pick({}, reader="ar").text == ""


def test_english_is_no_fault_of_a_page_in_the_pseudo_language():
    assert pick({"en": "Media"}, reader=PSEUDO.code).is_readers
