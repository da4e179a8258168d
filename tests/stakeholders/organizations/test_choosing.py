"""Every form offers organizations alike: States first, by the name in the reader's language, with the published acronym."""

from __future__ import annotations

import re

from flask import Flask
from flask.testing import FlaskClient

from foundation.languages import LANGUAGES, speaking
from stakeholders.organizations.models import Organization
from stakeholders.organizations.queries import choices_in_groups, offered_as, organizations_to_choose
from stakeholders.organizations.rules import searching
from tests.support.people import account, sign_in


def a_body(key: str, name: str, acronym: str = "", kind: str = "un_fund") -> Organization:
    return Organization(key=key, acronym=acronym or key, acronyms={}, names={"en": name}, other_names=[], kind=kind)


def options(client: FlaskClient, address: str) -> list[tuple[str, list[str]]]:
    page = client.get(address).text
    select = re.search(r'<select[^>]*name="organization".*?</select>', page, re.DOTALL)
    assert select is not None
    groups = re.findall(r'<optgroup label="([^"]+)">(.*?)</optgroup>', select[0], re.DOTALL)
    return [(words, re.findall(r"<option[^>]*>([^<]+)</option>", rows)) for words, rows in groups]


def test_case_and_accents_do_not_order(app: Flask):
    with app.test_request_context():
        rows = [a_body("B", "zebra"), a_body("C", "Économie"), a_body("A", "Elm"), a_body("D", "France", kind="state")]
        groups = choices_in_groups(rows)

    assert [(words.text, [each.key for each, _told in group]) for words, group in groups] == [
        ("States", ["D"]),
        ("Organizations", ["C", "A", "B"]),
    ]


def test_an_acronym_stands_as_published_and_never_a_key_in_its_place(app: Flask):
    with app.test_request_context():
        told = [
            offered_as(each)
            for each in (
                a_body("GA", "General Assembly", "UNGA"),
                a_body("SOME-BODY", "Some Body", "SOME-BODY"),
                a_body("FRA", "France", "FRA", kind="state"),
            )
        ]

    assert told == ["General Assembly (UNGA)", "Some Body", "France"]


def test_each_language_orders_by_its_own_names(app: Flask):
    rows = organizations_to_choose()
    for language in LANGUAGES:
        with app.test_request_context(), speaking(language):
            for _words, group in choices_in_groups(rows):
                told = [searching.fold(name) for _each, name in group]
                assert told == sorted(told)


def test_the_forms_offer_the_same_in_the_same_order(app: Flask):
    registrar = sign_in(app.test_client(), account("AC-38"))

    asked, declared, begun = (
        options(registrar, address) for address in ("/2027/may-i-come", "/my/affiliations", "/desk/2027/delegations")
    )

    assert [words for words, _rows in asked] == ["States", "Organizations"]
    assert any("(UNGA)" in each for each in asked[1][1])
    assert asked == declared == begun
