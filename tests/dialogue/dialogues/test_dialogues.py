"""The dialogues of an edition on the data that ships."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

import pytest
from flask.testing import FlaskClient

from dialogue.dialogues.rules import ORDER_WORDS, windows_of
from tests.support.pages import text_of

Counting = Callable[[], AbstractContextManager[list[str]]]


@dataclass
class Opened:
    opens_at: datetime
    meeting_keys: list[str] = field(default_factory=list)


def test_windows_of_a_meeting_are_those_that_name_it_by_opening():
    late = Opened(datetime(2027, 5, 25, 7, 30, tzinfo=UTC), ["S03"])
    early = Opened(datetime(2027, 3, 15, tzinfo=UTC), ["S03", "S04"])
    other = Opened(datetime(2027, 1, 1, tzinfo=UTC), ["S04"])

    assert windows_of([late, early, other], "S03") == [early, late]


def test_both_policies_have_words():
    assert set(ORDER_WORDS) == {"rotation", "protocol"}


def test_the_list_names_the_dialogues_in_order_with_their_partners(client: FlaskClient):
    shown = text_of(client.get("/2027/dialogues/").text)

    first = shown.index("Interactive dialogue with the regional commissions")
    second = shown.index("Interactive dialogue with the leading facilitating agencies")
    assert first < second
    assert "Opened by ECA, ECE, ECLAC, ESCAP, ESCWA." in shown
    assert "Opened by ITU, UNESCO, UNDP." in shown


def test_an_edition_without_a_dialogue_says_so_and_leads_on(client: FlaskClient):
    response = client.get("/2007/dialogues/")

    assert response.status_code == 200
    assert "No interactive dialogue stands in the programme of 2007." in text_of(response.text)


def test_a_dialogue_names_partners_order_limits_windows_and_places(client: FlaskClient):
    shown = text_of(client.get("/2027/dialogues/S03").text)

    for words in (
        "Tuesday 25 May 2027, 10:00–13:00",
        "agenda item 2 · resolution 2007/8, paragraph 8",
        "ECLAC Economic Commission for Latin America and the Caribbean Santiago",
        "The other slot goes to the floor group that was served least recently.",
        "a partner body opening its dialogue 7:00",
        "List of speakers 25 May, 09:30–11:05",
        "How to come 60places in the room for observers",
    ):
        assert words in shown


def test_windows_stand_in_the_time_of_the_edition(client: FlaskClient):
    assert "Questions before the dialogue 15 March, 09:00 – 29 April, 24:00" in text_of(
        client.get("/2027/dialogues/S03").text
    )


@pytest.mark.parametrize(
    ("address", "sentence"),
    [
        ("/2027/dialogues/D07", "There is no dialogue D07 in 2027."),
        ("/2027/dialogues/NOTHING", "There is no meeting NOTHING in the programme of 2027."),
        ("/1999/dialogues/", "There is no edition 1999 here."),
    ],
)
def test_what_is_no_dialogue_is_not_found(client: FlaskClient, address: str, sentence: str):
    response = client.get(address)

    assert response.status_code == 404
    assert sentence in text_of(response.text)


@pytest.mark.parametrize(("address", "most"), [("/2027/dialogues/", 6), ("/2027/dialogues/S03", 11)])
def test_the_dialogues_take_a_constant_number_of_queries(site: Any, count_queries: Counting, address: str, most: int):
    site.wsgi_app.bodies.clear()

    with count_queries() as sent:
        site.test_client().get(address)

    assert len(sent) <= most, sent
