"""The States are those of the United Nations, called as it calls them, in an order in which accents count for nothing."""

from __future__ import annotations

import pytest
from babel import Locale
from flask import Flask
from flask_babel import force_locale

from foundation.countries import ENGLISH, STATES, place
from foundation.shown import countries, country
from tests.stakeholders.organizations.records import a_record
from tests.support.people import account, sign_in


def test_there_are_the_members_and_two_observers():
    assert len(STATES) == 193 + 2
    assert {"TW", "HK", "EU", "XK", "AQ"}.isdisjoint(STATES)
    assert ENGLISH.keys() <= STATES
    assert [code for code in STATES if code not in Locale("en", "GB").territories] == []


def test_nothing_is_written_down_that_unicode_calls_the_same():
    known = Locale("en", "GB").territories

    assert [code for code, name in ENGLISH.items() if known[code] == name] == []
    assert [known[code] for code in STATES - ENGLISH.keys() if "&" in known[code] or "St " in known[code]] == []


@pytest.mark.parametrize(
    ("language", "code", "name"),
    [
        ("en_GB", "RU", "Russian Federation"),
        ("en_GB", "KP", "Democratic People’s Republic of Korea"),
        ("en_GB", "VA", "Holy See"),
        ("en_GB", "PS", "State of Palestine"),
        ("en_GB", "CI", "Côte d’Ivoire"),
        ("en_GB", "HK", "Hong Kong SAR China"),
        ("en_GB", "OO", "OO"),
        ("fr", "RU", "Russie"),
    ],
)
def test_a_country_is_called_as_the_un_calls_it_in_english(app: Flask, language: str, code: str, name: str):
    with app.test_request_context(), force_locale(language):
        assert country(code) == name


def test_accents_and_case_count_for_nothing_in_the_order(app: Flask):
    with app.test_request_context(), force_locale("fr"):
        names = list(countries().values())
        asked = countries(["SE", "AX", "RE", "AT"])

    assert names.index("Égypte") < names.index("Espagne") < names.index("Fidji")
    assert names.index("Érythrée") < names.index("Espagne")
    assert list(asked.values()) == ["Autriche", "Îles Åland", "La Réunion", "Suède"]
    assert place("São Tomé") == "sao tome"


def test_one_chooses_from_the_states_and_what_stands_there_stays(app: Flask):
    number = a_record("O-HARBOUR", "Harbour Ltd", country="HK")
    client = sign_in(app.test_client(), account("AC-37"))

    page = client.get(f"/desk/organizations/{number}").text
    new = client.get("/desk/organizations/new").text

    assert '<option value="HK" selected>' in page
    assert [f'<option value="{code}">' in new for code in ("CH", "PS", "HK", "TW")] == [True, True, False, False]
    assert new.index(">Côte d’Ivoire<") < new.index(">Croatia<") < new.index(">Cuba<")
