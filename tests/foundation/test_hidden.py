"""Secret addresses stay out of what is logged."""

from __future__ import annotations

import logging

import pytest

from foundation.hidden import conceal, hide


@pytest.mark.parametrize(
    ("words", "hidden"),
    [
        ("Exception on /feeds/p/abc-_9/programme.ics [GET]", "Exception on /feeds/p/…/programme.ics [GET]"),
        ("https://a.example/feeds/p/abc?x=1 and /my/links/def.", "https://a.example/feeds/p/…?x=1 and /my/links/…"),
        ("GET '/fr/my/links/def'", "GET '/fr/my/links/…'"),
        ("/feeds/2027.ics", "/feeds/2027.ics"),
        ("/feeds/p/", "/feeds/p/"),
    ],
)
def test_only_the_secret_part_is_hidden(words: str, hidden: str):
    assert hide(words) == hidden


def test_a_record_is_hidden_with_its_values_filled_in():
    record = logging.LogRecord("linkage", logging.ERROR, "", 1, "on %s: %d%%", ("/feeds/p/abc/programme.ics", 7), None)

    assert conceal(record)
    assert record.getMessage() == "on /feeds/p/…/programme.ics: 7%"
