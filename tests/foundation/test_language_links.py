"""The language links of a person's own pages hand on where the page leads back to, and nothing else of the query."""

from __future__ import annotations

import pytest
from flask import Flask


@pytest.mark.parametrize("page", ["/my/sign-in", "/my/sign-up"])
def test_only_next_is_handed_on(app: Flask, page: str):
    answer = app.test_client().get(page + "?next=/my/%3Fa%3D1&email=x@evil.example&name=Evil&password=evil&stays=y")

    assert f'href="/fr{page}?next=%2Fmy%2F%3Fa%3D1"' in answer.text
    assert "evil" not in answer.text.casefold()
    assert "checked" not in answer.text


def test_a_public_page_keeps_its_query(app: Flask):
    assert 'href="/fr/2027/programme?view=week"' in app.test_client().get("/2027/programme?view=week").text
