"""Every page says in which language it is and which way that runs, and leads to itself in all others."""

from __future__ import annotations

import re

import pytest
from flask.testing import FlaskClient

from foundation.languages import BY_CODE, LANGUAGES
from tests.browser.addresses import PAGES

ROOT = re.compile(r'<html lang="([^"]*)" dir="([^"]*)">')
FOOT = re.compile(r'<nav id="languages".*?</nav>', re.DOTALL)


@pytest.mark.parametrize("code", BY_CODE)
def test_a_page_says_its_language_and_direction_and_leads_to_the_others(client: FlaskClient, code: str):
    language = BY_CODE[code]
    addresses = [known[0] for rule, known in PAGES.items() if not rule.endswith(("changes", "compare", "number>"))]
    told, led = {}, {}
    for address in addresses:
        page = client.get(address if code == "en" else f"/{code}{address}").text
        told[address] = ROOT.findall(page)
        led[address] = sorted(re.findall(r'hreflang="([^"]*)"', FOOT.findall(page)[0]))

    # The pseudo-language is offered to those only who are in it.
    offered = sorted(each.tag for each in {*LANGUAGES, language})
    assert told == {address: [(language.tag, language.direction)] for address in addresses}
    assert led == dict.fromkeys(addresses, offered)
