"""A title names its page among all pages of its edition, so that a tab, a bookmark and a history can be told apart."""

from __future__ import annotations

import re
from collections import defaultdict

import pytest
from flask.testing import FlaskClient

TITLE = re.compile(r"<title>(.*?)</title>", re.DOTALL)


def titles_within(client: FlaskClient, edition: str) -> dict[str, list[str]]:
    """Every page of an edition that links lead to from its front, by title; views of the programme stand for its queries."""
    programme = f"/{edition}/programme"
    ahead = [f"/{edition}/", f"{programme}?view=grid", f"{programme}?view=week"]
    known, found = set(ahead), defaultdict(list)
    while ahead:
        address = ahead.pop()
        answer = client.get(address)
        # A page of a person leads on to the sign-in page; it is no page of the edition.
        title = TITLE.search(answer.text) if (answer.status_code, answer.mimetype) == (200, "text/html") else None
        if title is None:
            continue
        found[title[1]].append(address)
        led_to = set(re.findall(rf'href="(/{edition}/[^"?#]*)', answer.text)) - known
        known |= led_to
        ahead += led_to
    return found


@pytest.mark.parametrize(("edition", "fewest"), [("2027", 90), ("2007", 20)])
def test_no_two_pages_of_an_edition_bear_the_same_title(client: FlaskClient, edition: str, fewest: int):
    found = titles_within(client, edition)

    assert [addresses for addresses in found.values() if len(addresses) > 1] == []
    assert len(found) >= fewest
